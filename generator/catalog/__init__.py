"""Records, and the catalogue that they form."""
