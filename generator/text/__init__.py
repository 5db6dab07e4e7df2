"""Text formats: TeX, MathML, JATS, plain words."""
