"""The command `catalog`, also as `python -m generator`."""

import signal

# Loading takes a second; an interrupt meanwhile ends the program without a traceback.
interrupt = signal.signal(signal.SIGINT, signal.SIG_DFL)

from generator.cli import main  # noqa: E402

signal.signal(signal.SIGINT, interrupt)

if __name__ == "__main__":
    main(prog_name="catalog")
