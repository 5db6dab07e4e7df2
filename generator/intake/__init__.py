"""Drafts matched with the catalogue and taken in; what a curator wrote is never overwritten."""
