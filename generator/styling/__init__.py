"""Stylesheets made at build time: the accent colour, and Material's."""
