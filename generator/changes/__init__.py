"""What one commit changes in the catalog, as data and as Markdown for a pull request."""
