"""A catalogue of one's own: what is asked, and the repository that comes of it."""
