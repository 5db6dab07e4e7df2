"""Publishing a built site, and reading suggestions from issues."""
