"""A catalog folder as it was read: every record with its file and line, and what could not be read."""

import dataclasses
from collections import Counter
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any, Generic, TypeVar

from generator import permalinks
from generator.bibliography import names
from generator.catalog import published
from generator.catalog.authors import AuthorRecord, Authors
from generator.catalog.faults import parse
from generator.catalog.index import Catalog
from generator.catalog.proper_names import ProperNames
from generator.catalog.published import Register
from generator.catalog.records import BIBLIOGRAPHIC, NEEDED, Paper, ReadingList, Tag, Theme
from generator.catalog.values import Strict
from generator.errors import CatalogError, Level, Loc, Message, Problem, quote
from generator.yamlfiles.known import KnownDocuments
from generator.yamlfiles.read import Document, text_of

R = TypeVar("R", bound=Strict)


@dataclass(frozen=True)
class Entry(Generic[R]):
    """A record and where it stands."""

    record: R
    document: Document
    index: int | None
    """Its place in a file of several entries."""
    blanked: frozenset[str]
    """Keys that could not be read; nothing more is said of them."""
    dropped: frozenset[Loc]
    """Items of lists that could not be read."""

    def message(
        self, field: str, problem: Problem, item: int | None = None, level: Level = "error"
    ) -> Message:
        """Return a message about a field, or about one item of a list."""
        item = None if item is None else self._written(field, item)
        loc: Loc = (field,) if item is None else (field, item)
        line = self.document.line(loc if self.index is None else (self.index, *loc))
        message = _message(self.document.file, problem, field, line, level)
        return dataclasses.replace(message, item=item)

    def _written(self, field: str, item: int) -> int:
        return self._kept[field][item] if field in self._kept else item

    @cached_property
    def _kept(self) -> dict[str, list[int]]:
        """The places in the file of the items that are left, for each list that lost some."""
        lost = Counter(str(loc[0]) for loc in self.dropped)
        places = {field: range(len(getattr(self.record, field)) + lost[field]) for field in lost}
        return {
            field: [place for place in places[field] if (field, place) not in self.dropped]
            for field in lost
        }


@dataclass(frozen=True)
class Shelf:
    """A catalog folder as it was read: entries with their places, and what could not be read."""

    papers: tuple[Entry[Paper], ...]
    themes: tuple[Entry[Theme], ...]
    tags: tuple[Entry[Tag], ...]
    lists: tuple[Entry[ReadingList], ...]
    messages: tuple[Message, ...]
    authors: tuple[Entry[AuthorRecord], ...] = ()
    texts: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """What each file held when it was read, by its path in the folder."""
    register: Register = dataclasses.field(default_factory=dict)
    """The addresses that were published, with the days of the last changes."""
    unreadable: frozenset[str] = frozenset()
    """The paths of files that are no YAML, of which nothing is known but the name."""

    @cached_property
    def unread_papers(self) -> tuple[str, ...]:
        """The ids of papers whose records are no YAML."""
        files = sorted(path for path in self.unreadable if path.startswith("papers/"))
        return tuple(Path(path).stem for path in files)

    @cached_property
    def shown_papers(self) -> tuple[Entry[Paper], ...]:
        """Entries of the papers that were not withdrawn."""
        return tuple(entry for entry in self.papers if not entry.record.withdrawn)

    @cached_property
    def needed(self) -> tuple[str, ...]:
        """Keys that every record has in the end; `member` in authors.yml makes it a publication list."""
        return BIBLIOGRAPHIC if any(entry.record.member for entry in self.authors) else NEEDED

    @property
    def entries(self) -> tuple[Entry[Any], ...]:
        """Entries of every kind."""
        return (*self.papers, *self.themes, *self.tags, *self.lists, *self.authors)

    def without(self, faulty: AbstractSet[str]) -> "Shelf":
        """Return the shelf without the papers whose records are the named files."""
        kept = (entry for entry in self.papers if entry.document.file not in faulty)
        return dataclasses.replace(self, papers=tuple(kept))

    @cached_property
    def catalog(self) -> Catalog:
        """The records alone, in their order."""
        known = Authors(tuple(entry.record for entry in self.authors))
        days = {address: one.modified for address, one in self.register.items()}
        names_in_titles = ProperNames(partial(_sentences, self))
        papers = [
            paper.within(
                known, names_in_titles, days.get(permalinks.url(permalinks.paper(paper.id)), "")
            )
            for paper in sorted((entry.record for entry in self.papers), key=lambda paper: paper.id)
        ]
        shown = (paper for paper in papers if not paper.withdrawn)
        return Catalog(
            tuple(sorted(shown, key=lambda paper: paper.published or "", reverse=True)),
            tuple(entry.record for entry in self.themes),
            tuple(sorted((e.record for e in self.tags), key=lambda tag: (names.fold(tag.name), tag.id))),
            tuple(sorted((e.record for e in self.lists), key=lambda a: (a.date or "~", a.id))),
            tuple(paper for paper in papers if paper.withdrawn),
            days,
            self.needed,
        )


def _sentences(shelf: Shelf) -> Iterator[str]:
    """Yield what curators wrote in sentences."""
    for paper in (entry.record for entry in shelf.papers):
        yield from (paper.summary or "", paper.tldr or "", paper.note or "")
    for theme in (entry.record for entry in shelf.themes):
        yield from (theme.summary, theme.introduction, theme.next or "", theme.open or "")
    yield from (entry.record.description for entry in shelf.tags)


def load(folder: Path, shown: str | None = None, store: Path | None = None) -> Shelf:
    """Read a catalog folder; messages name its files below `shown`, by default the folder itself.

    A file named as `store` remembers what the others were parsed to.
    """
    reader = _Reader(folder, shown or folder.as_posix(), KnownDocuments(store))
    reader.expect_a_catalog()
    papers = tuple(reader.files("papers", Paper))
    themes = tuple(reader.entries("themes.yml", Theme))
    tags = tuple(reader.entries("tags.yml", Tag))
    lists = tuple(reader.files("lists", ReadingList))
    authors = tuple(reader.entries("authors.yml", AuthorRecord))
    register = reader.register()
    texts, unreadable = reader.texts, frozenset(reader.unreadable)
    messages = tuple(reader.messages)
    reader.known.write()
    return Shelf(papers, themes, tags, lists, messages, authors, texts, register, unreadable)


class _Reader:
    """Reads files and gathers what is wrong with them instead of stopping."""

    def __init__(self, folder: Path, shown: str, known: KnownDocuments) -> None:
        self.folder, self.shown, self.known = folder, shown.rstrip("/"), known
        self.messages: list[Message] = []
        self.texts: dict[str, str] = {}
        self.unreadable: set[str] = set()

    def expect_a_catalog(self) -> None:
        """Complain of a folder that holds nothing that a catalog does; it may be the wrong one."""
        if not any((self.folder / name).exists() for name in ("papers", "themes.yml", "tags.yml")):
            expected = "expected a folder with papers/, themes.yml and tags.yml"
            wrong = Problem("is not a catalog", expected, "name another folder, or make papers/ in it")
            self.messages.append(_message(self.shown, wrong))

    def files(self, name: str, kind: type[R]) -> Iterator[Entry[R]]:
        """Yield the record of each file in a folder; a missing folder holds none."""
        folder = self.folder / name
        if folder.exists() and not folder.is_dir():
            wrong = Problem("is not a folder", "expected a folder of ID.yml files", "rename it")
            self.messages.append(_message(self._file(name), wrong))
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            if path.name.startswith(".") or path.name.endswith("~"):
                continue
            if path.suffix != ".yml" or not path.is_file():
                wrong = Problem("is not a record", "expected files named ID.yml", "rename or move it")
                self.messages.append(_message(self._file(name, path.name), wrong))
            elif document := self._document(path, self._file(name, path.name)):
                yield self._entry(kind, self._with_id(document, path.stem), document, None)

    def entries(self, name: str, kind: type[R]) -> Iterator[Entry[R]]:
        """Yield the record of each entry of a file that holds a list; a missing file holds none."""
        path = self.folder / name
        there = path.exists() or path.is_symlink()
        document = self._document(path, self._file(name)) if there else None
        data = document.data if document else []
        if not isinstance(data, list | None):
            wrong = Problem(
                "does not hold a list", 'expected "- id: ..." entries', "start each entry with -"
            )
            self.messages.append(_message(self._file(name), wrong))
            return
        for index, item in enumerate(data or ()):
            assert document
            yield self._entry(kind, item, document, index)

    def register(self) -> Register:
        """Return the addresses that were published; a missing file names none."""
        path = self.folder / published.FILE
        text = path.read_text("utf-8", "replace") if path.is_file() else ""
        found, messages = published.parse(text, self._file(published.FILE))
        self.messages.extend(messages)
        self.texts |= {published.FILE: text} if text else {}
        return found

    def _entry(self, kind: type[R], data: object, document: Document, index: int | None) -> Entry[R]:
        parsed = parse(kind, data)
        for loc, problem in parsed.faults:
            line = document.line(loc if index is None else (index, *loc))
            field = str(loc[0]) if loc else "record"
            self.messages.append(_message(document.file, problem, field, line))
        return Entry(parsed.record, document, index, parsed.blanked, parsed.dropped)

    def _with_id(self, document: Document, id: str) -> object:
        if not isinstance(document.data, dict):
            return document.data
        if "id" in document.data:
            wrong = Problem("is written in the file", "expected the file name alone", "remove it")
            self.messages.append(_message(document.file, wrong, "id", document.line(("id",))))
        return document.data | {"id": id}

    def _document(self, path: Path, file: str) -> Document | None:
        inside = path.relative_to(self.folder).as_posix()
        try:
            self._refuse_outside(path, file)
            document = self.known.parse(text_of(path, file), file)
        except CatalogError as error:
            self.messages.extend(error.messages)
            self.unreadable.add(inside)
            return None
        self.texts[inside] = document.text
        return document

    def _refuse_outside(self, path: Path, file: str) -> None:
        """Raise CatalogError for a link by which commands would read and write another folder's file."""
        if path.is_symlink() and not path.resolve().is_relative_to(self.folder.resolve()):
            wrong = f"is a link to {quote(path.readlink().as_posix())}, outside of the catalogue"
            remedy = "put a copy of the file in its place"
            raise CatalogError([_message(file, Problem(wrong, "expected a file of its own", remedy))])

    def _file(self, *parts: str) -> str:
        return "/".join((self.shown, *parts))


def _message(
    file: str, found: Problem, field: str = "file", line: int = 0, level: Level = "error"
) -> Message:
    return Message(file, line, field, found.wrong, found.expected, found.remedy, level)
