"""Suggest themes and tags for a new paper, learnt from the catalogue."""
