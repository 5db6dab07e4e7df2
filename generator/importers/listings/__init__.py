"""Readers of saved Daily Papers pages."""
