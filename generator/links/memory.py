"""What addresses answered in earlier runs, so that they are asked seldom and a run can go on."""

import json
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from generator.files import replace
from generator.links.asking import Reply

PATIENCE = 3
"""Runs in a row in which an address may fail before it is called dead."""


@dataclass(frozen=True)
class Remembered:
    """The last answer of an address."""

    day: str
    verdict: str
    detail: str
    failures: int = 0
    """How many runs in a row it has failed."""

    @property
    def is_dead(self) -> bool:
        """Whether the address is to be mended."""
        return self.verdict == "dead" or (self.verdict == "unsure" and self.failures >= PATIENCE)


class Memory:
    """The answers of all addresses, in one JSON file that is safe to remove."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.answers: dict[str, Remembered] = {}
        try:
            told = json.loads(file.read_bytes())
            self.answers = {address: Remembered(**answer) for address, answer in told.items()}
        except (OSError, ValueError, TypeError, AttributeError):
            pass  # there is none, or not one of this version

    def is_fresh(self, address: str, today: date, days: int) -> bool:
        """Tell whether an address answered in the last days, or was asked today."""
        known = self.answers.get(address)
        if known is None:
            return False
        age = (today - date.fromisoformat(known.day)).days
        return age < (days if known.verdict in ("fine", "moved", "closed") else 1)

    def keep(self, address: str, reply: Reply, today: date) -> None:
        """Keep an answer at once, so that a run that is interrupted goes on where it stopped."""
        before = self.answers.get(address)
        failed = reply.verdict in ("dead", "unsure")
        failures = (before.failures if before else 0) + 1 if failed else 0
        self.answers[address] = Remembered(str(today), reply.verdict, reply.detail, failures)
        self.write()

    def forget_others(self, addresses: set[str]) -> None:
        """Forget addresses that no record names any more."""
        self.answers = {
            address: self.answers[address] for address in sorted(addresses & self.answers.keys())
        }
        self.write()

    def write(self) -> None:
        """Write the file as a whole."""
        told = {address: asdict(answer) for address, answer in self.answers.items()}
        replace(self.file, json.dumps(told, ensure_ascii=False, indent=1) + "\n")
