"""The search index and what it holds of hand-written pages."""
