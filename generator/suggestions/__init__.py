"""Themes and tags for a paper that the catalog does not hold yet, learnt from those that it holds."""
