"""Rules over the records. Each rule yields all its messages."""
