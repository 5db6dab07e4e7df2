"""Readers of bibliography files: BibTeX, RIS, CSL-JSON."""
