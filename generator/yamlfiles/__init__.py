"""Read YAML with line numbers, edit it, and write it in canonical form."""
