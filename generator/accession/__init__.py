"""Drafts into a catalog: matched, told apart, taken in; nothing that a curator wrote is overwritten."""
