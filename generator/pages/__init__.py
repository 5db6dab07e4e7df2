"""Markdown pages: one module a kind of page, one template each."""
