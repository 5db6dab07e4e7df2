"""Run the command `catalog` as `python -m generator`."""

from generator.cli import main

main(prog_name="catalog")
