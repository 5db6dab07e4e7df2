"""Related papers with reasons, and the map."""
