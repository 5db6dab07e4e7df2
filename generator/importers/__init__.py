"""Readers that turn outside text into drafts of records, without knowledge of the catalogue."""
