"""The records, and the catalogue that they make together."""
