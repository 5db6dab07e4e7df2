"""Outgoing links: which addresses the records name, and what answers there."""
