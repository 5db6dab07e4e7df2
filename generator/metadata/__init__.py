"""Metadata for machines: in page heads, and in files at the site's root."""
