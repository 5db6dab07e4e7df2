"""Drafts into the folder of records one after the other, and the report of what became of them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Self

import click

from generator.accession.register import Register, Taken
from generator.commands.options import whole_shelf, write
from generator.errors import Message, printable
from generator.importers.drafts import Draft, Source
from generator.suggestions.suggester import Suggestion

today_option = click.option(
    "--added",
    metavar="YYYY-MM-DD",
    type=click.DateTime(["%Y-%m-%d"]),
    default=lambda: str(date.today()),
    show_default="today",
    help="The day that new records are added on.",
)
dry_run_option = click.option(
    "--dry-run", is_flag=True, help="Print the files that would be written, and write none."
)


@dataclass
class Intake:
    """A run of `catalog add` or `catalog import`: writes each record at once, so that none is lost."""

    folder: Path
    added: str
    dry_run: bool = False
    counts: Counter[str] = field(default_factory=Counter)
    lines: list[str] = field(default_factory=list)
    """The report, printed in the end: a progress bar has the terminal until then."""

    def __post_init__(self) -> None:
        self.register = Register(whole_shelf(self.folder), self.added)

    def take(self, draft: Draft) -> Taken:
        """Take one draft in and report it."""
        taken = self.register.take(draft)
        self._write()
        self.counts[taken.outcome] += 1
        if taken.outcome != "unchanged" or taken.notes:
            self._report(taken)
        return taken

    def known(self, kind: str, id: str) -> bool:
        """Tell, and count, that the catalog has a paper with its authors and date already."""
        complete = self.register.is_complete(kind, id)
        self.counts["unchanged"] += complete
        return complete

    def place(self, source: Source, id: str, papers: Iterable[str]) -> None:
        """Put papers on a reading list."""
        for difference in self.register.place(source, id, papers):
            self.lines.append(f"  lists/{id}.yml: {difference}")
        self._write()

    def skip(self, messages: Iterable[Message]) -> None:
        """Report what could not be used."""
        for message in messages:
            self.counts["skipped"] += 1
            self.lines.append(f"skipped    {message}")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Print the report, also of a run that was interrupted."""
        outcomes = ("new", "enriched", "unchanged", "skipped")
        self.lines.append(", ".join(f"{self.counts[outcome]} {outcome}" for outcome in outcomes))
        if self.counts["new"] and not self.dry_run:
            self.lines.append("`catalog todo` says what the new records still need.")
        click.echo("\n".join(self.lines), err=self.dry_run)

    @property
    def exit_code(self) -> int:
        """1 if anything was skipped."""
        return int(self.counts["skipped"] > 0)

    def _write(self) -> None:
        changes = self.register.changes()
        if self.dry_run:
            for path, text in changes.items():
                click.echo(f"# {path}\n{text}")
        else:
            write(self.folder, changes)

    def _report(self, taken: Taken) -> None:
        gained = f" gains {', '.join(taken.gained)}" if taken.gained else ""
        named = f"papers/{taken.id}.yml{gained}" if taken.id else printable(taken.draft.title)
        self.lines.append(f"{taken.outcome:<10} {named}")
        if taken.suggestions:
            for kind, found in (("theme", taken.suggestions.themes), ("tag", taken.suggestions.tags)):
                for suggestion in found:
                    self.lines.append(f"  {explained(kind, suggestion)}")
        for note in taken.notes:
            self.lines.append(f"  {printable(note)}")


def explained(kind: str, suggestion: Suggestion) -> str:
    """Return a suggestion with its reason."""
    return f"{kind} {suggestion.id}: {printable(suggestion.because)}"
