"""Write drafts to the folder of records one by one, and report the results."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

import click

from generator.catalog import abstracts, editor_schema
from generator.errors import CatalogError, Message, counted, printable, quote
from generator.files import replace
from generator.folder import errors_by_file, readable_shelf, write
from generator.importers.draft import Draft, Source
from generator.intake.register import Register, Taken
from generator.suggestions.suggester import Suggestion


@dataclass
class Intake:
    """A run of `catalog add` or `catalog import`; writes each record at once, so that none is lost."""

    folder: Path
    added: str
    dry_run: bool = False
    file: Path | None = None
    """Where the full report goes."""
    counts: Counter[str] = field(default_factory=Counter)
    dropped: Counter[str] = field(default_factory=Counter)
    """How many entries have each field for which a record has no place."""
    lines: list[str] = field(default_factory=list)
    """The report, printed in the end: a progress bar has the terminal until then."""
    entries: list[str] = field(default_factory=list)
    """The full report, with a line for each entry of the sources."""

    def __post_init__(self) -> None:
        shelf = readable_shelf(self.folder)
        self.register = Register(shelf, self.added, errors_by_file(shelf).keys())
        self.schemas = {} if shelf.entries else dict(editor_schema.files(shelf.catalog))
        """What a new catalog gets with its first record, which names one."""
        self.texts = dict(shelf.texts)
        """What each file holds as far as this run knows."""

    def take(self, draft: Draft, source: str) -> Taken:
        """Take in and report one draft of a source, which messages name so."""
        taken = self.register.take(draft, source)
        self._write()
        self.counts[taken.outcome] += 1
        self.counts["doubtful"] += taken.doubtful
        self.dropped.update(draft.dropped)
        self._enter(taken, source)
        if taken.outcome != "unchanged" or taken.notes:
            self._report(taken)
        return taken

    def known(self, kind: str, id: str) -> bool:
        """Report and return whether the catalogue holds a paper with its authors and date."""
        record = self.register.complete(kind, id)
        if record:
            self.counts["unchanged"] += 1
            self.lines.append(f"{'unchanged':<10} papers/{record}.yml: {printable(id)}")
            self.entries.append(self.lines[-1])
        return bool(record)

    def place(self, source: Source, id: str, papers: Iterable[str]) -> None:
        """Put papers on a reading list."""
        for difference in self.register.lists.place(source, id, papers):
            self.lines.append(f"  lists/{id}.yml: {difference}")
        self._write()

    def skip(self, messages: Iterable[Message]) -> None:
        """Report what could not be used."""
        for message in messages:
            self.counts["skipped"] += 1
            self.lines.append(f"skipped    {message}")
            self.entries.append(self.lines[-1])

    def refuse(self, error: CatalogError) -> None:
        """Report that a whole source is unusable."""
        self.counts["skipped"] += len(error.messages)
        click.echo(str(error), err=True)

    def abandon(self, ids: Sequence[str], error: CatalogError) -> None:
        """Report a service's failure and the papers it affects."""
        self.counts["skipped"] += len(ids)
        self.lines += [f"skipped    {message}" for message in error.messages]
        named = ids[0] if len(ids) == 1 else f"{ids[0]} to {ids[-1]}"
        more = f"{counted(len(ids), 'paper')} not fetched, {printable(named)}"
        self.lines.append(f"skipped    {more}; run the same command again to go on")
        self.entries += self.lines[-1 - len(error.messages) :]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Print the report, also of a run that was interrupted."""
        outcomes = ("new", "enriched", "unchanged", "skipped")
        counts = ", ".join(f"{self.counts[outcome]} {outcome}" for outcome in outcomes)
        if self.dropped:
            fields = ", ".join(f"{name} ({count})" for name, count in sorted(self.dropped.items()))
            self.lines.append(f"Fields without a place in records: {printable(fields)}")
        if self.counts["doubtful"]:
            doubtful = counted(self.counts["doubtful"], "paper")
            self.lines.append(f"{doubtful} to compare with the source; the remarks above say why")
        total = sum(self.counts[outcome] for outcome in outcomes)
        self.lines.append(f"{total} in: {counts}")
        if self.file:
            replace(self.file, "".join(f"{line}\n" for line in (*self.entries, self.lines[-1])))
        if self.counts["new"] and not self.dry_run:
            self.lines.append("`catalog todo` says what the new records still need.")
        click.echo("\n".join(self.lines), err=self.dry_run)

    @property
    def exit_code(self) -> int:
        """1 if anything was skipped or has to be looked at."""
        return int(self.counts["skipped"] + self.counts["doubtful"] > 0)

    def _enter(self, taken: Taken, source: str) -> None:
        """Add an entry to the full report."""
        draft = taken.draft
        place = f"{source}:{draft.line}" if draft.line else source
        named = f"{place}: {draft.key or quote(draft.title, 200)}"
        record = f" papers/{taken.id}.yml" if taken.id else ""
        gained = f" gains {', '.join(taken.gained)}" if taken.gained else ""
        self.entries.append(f"{taken.outcome:<10} {printable(named)}:{record}{gained}")
        self.entries += [f"  {printable(note)}" for note in taken.notes]
        if draft.dropped:
            self.entries.append(f"  not kept: {printable(', '.join(draft.dropped))}")

    def _write(self) -> None:
        changes = self.register.changes()
        if not self.dry_run:
            for arxiv, abstract in self.register.abstracts.items():
                abstracts.keep(self.folder, arxiv, abstract, draft=True)
            self.register.abstracts.clear()
        if self.dry_run:
            for path, text in changes.items():
                click.echo(f"# {path}\n{text}")
        elif changes:
            before = {path: self.texts.get(path) for path in changes}
            write(self.folder, {**self.schemas, **changes}, before)
            self.texts |= changes
            self.schemas = {}

    def _report(self, taken: Taken) -> None:
        if taken.outcome == "skipped":
            self.lines += [f"skipped    {note}" for note in taken.notes]
            return
        gained = f" gains {', '.join(taken.gained)}" if taken.gained else ""
        self.lines.append(f"{taken.outcome:<10} papers/{taken.id}.yml{gained}")
        if taken.suggestions:
            for kind, found in (("theme", taken.suggestions.themes), ("tag", taken.suggestions.tags)):
                for suggestion in found:
                    self.lines.append(f"  {explained(kind, suggestion)}")
        for note in taken.notes:
            self.lines.append(f"  {printable(note)}")


def explained(kind: str, suggestion: Suggestion) -> str:
    """Return a suggestion with its reason."""
    return f"{kind} {suggestion.id}: {printable(suggestion.reason)}"
