"""Which papers are near each other, and why."""
