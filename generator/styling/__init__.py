"""Stylesheets, scripts and fonts made at build time."""
