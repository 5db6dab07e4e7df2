"""The theme `papershelf` of MkDocs: templates, styles and scripts over Material's stylesheet."""
