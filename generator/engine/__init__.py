"""The adapter to MkDocs: plugin and settings."""
