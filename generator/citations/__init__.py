"""A paper as others cite it: BibTeX, RIS, CSL-JSON, COinS and tables."""
