"""Papershelf turns a folder of paper records into a searchable catalogue site."""

__version__ = "0.1.0"
