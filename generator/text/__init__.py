"""Conversions between TeX, MathML, JATS and plain text."""
