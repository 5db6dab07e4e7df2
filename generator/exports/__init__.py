"""Machine-readable forms of papers; each is a plain function from records to text."""
