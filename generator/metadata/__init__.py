"""What machines find in a page's head and at the site's root."""
