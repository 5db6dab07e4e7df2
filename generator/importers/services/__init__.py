"""Clients of web services: arXiv, Crossref, Daily Papers."""
