"""YAML files read with positions, edited, written in canonical form."""
