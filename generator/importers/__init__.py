"""Outside text in, drafts of records out; nothing here knows what the catalog already holds."""
