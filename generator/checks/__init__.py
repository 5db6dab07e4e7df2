"""Rules over a shelf; each yields messages and never stops at the first."""
