"""How a built site reaches its host, and how issues reach the catalogue."""
