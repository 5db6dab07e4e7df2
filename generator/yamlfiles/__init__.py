"""YAML files read with positions, edited in place, written in canonical form."""
