"""Match drafts with the catalogue and write them without overwriting a curator's work."""
