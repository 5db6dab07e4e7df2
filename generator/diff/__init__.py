"""Two commits of a catalogue compared, as data and as Markdown for a pull request."""
