"""Commands that are killed while they write: nothing is lost, and the next run ends as if nothing had been."""

import random
import subprocess
import sys

import pytest

from support import ROOT


@pytest.mark.slow
def test_commands_killed_while_they_write_lose_nothing():
    """One moment each, another one in each run; `make fuzz` tries 500."""
    seed = str(random.SystemRandom().randrange(1_000_000))
    command = [sys.executable, ROOT / "tests/kills.py", "1", seed]
    ran = subprocess.run(command, capture_output=True, text=True)
    assert ran.returncode == 0, f"seed {seed}\n{ran.stdout}{ran.stderr}"
