"""All records of a catalog folder, and the indexes by which pages and exports find them."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Generic, TypeVar

from generator import names, texmath
from generator.errors import CatalogError, Level, Loc, Message, Problem
from generator.records import Paper, ReadingList, Record, Tag, Theme, parse
from generator.yamlfile import Document, read

R = TypeVar("R", bound=Record)
Groups = Mapping[str, tuple[Paper, ...]]


@dataclass(frozen=True)
class Catalog:
    """Papers newest first, themes in display order, tags by name, lists by date."""

    papers: tuple[Paper, ...]
    themes: tuple[Theme, ...]
    tags: tuple[Tag, ...]
    lists: tuple[ReadingList, ...]

    @cached_property
    def paper(self) -> Mapping[str, Paper]:
        """Papers by id and by arXiv id."""
        by_arxiv = {paper.arxiv: paper for paper in self.papers if paper.arxiv}
        return by_arxiv | {paper.id: paper for paper in self.papers}

    @cached_property
    def theme(self) -> Mapping[str, Theme]:
        """Themes by id."""
        return {theme.id: theme for theme in self.themes}

    @cached_property
    def tag(self) -> Mapping[str, Tag]:
        """Tags by id."""
        return {tag.id: tag for tag in self.tags}

    @cached_property
    def by_theme(self) -> Groups:
        """Papers of each theme, primary or not."""
        return _group(self.papers, lambda paper: paper.themes)

    @cached_property
    def by_tag(self) -> Groups:
        """Papers of each tag."""
        return _group(self.papers, lambda paper: paper.tags)

    @cached_property
    def by_year(self) -> Groups:
        """Papers of each year, the newest year first."""
        return _group(self.papers, lambda paper: [paper.year])

    @cached_property
    def by_author(self) -> Groups:
        """Papers of each author's slug, in the order of family names."""
        groups = _group(self.papers, lambda paper: dict.fromkeys(map(names.slug, paper.authors)))
        return dict(sorted(groups.items(), key=lambda item: (self._author_key(item[0]), item[0])))

    @cached_property
    def author(self) -> Mapping[str, str]:
        """Each author's name, by slug, as the newest paper prints it."""
        return {names.slug(name): name for paper in reversed(self.papers) for name in paper.authors}

    @cached_property
    def places(self) -> Mapping[str, tuple[tuple[ReadingList, int], ...]]:
        """The reading lists that a paper is on, each with its place counted from 1."""
        found = defaultdict(list)
        for reading_list in self.lists:
            for place, id in enumerate(reading_list.papers, start=1):
                found[id].append((reading_list, place))
        return {id: tuple(places) for id, places in found.items()}

    @property
    def updated(self) -> str:
        """The day on which the newest record was added; no output knows a later one."""
        return max((paper.added for paper in self.papers), default="1970-01-01")

    def companions(self, tag: str) -> list[tuple[Tag, int]]:
        """Return the tags that come along with `tag`, most frequent first, with their counts."""
        counts = Counter(other for paper in self.by_tag.get(tag, ()) for other in paper.tags)
        del counts[tag]
        return sorted(((self.tag[id], n) for id, n in counts.items()), key=lambda t: (-t[1], t[0].id))

    def related(self, paper: Paper, most: int = 5) -> list[tuple[Paper, tuple[Tag, ...]]]:
        """Return the papers that share most with `paper`, with the tags that they share.

        A shared tag counts the more the rarer it is, so that a tag of half the catalog says little.
        """
        scores: Counter[str] = Counter()
        for tag in paper.tags:
            for other in self.by_tag[tag]:
                scores[other.id] += 1 / len(self.by_tag[tag])
        del scores[paper.id]
        ranked = sorted(scores, key=lambda id: (-scores[id], id))[:most]
        return [(self.paper[id], self._shared(paper, self.paper[id])) for id in ranked]

    def beside(self, paper: Paper) -> tuple[Paper | None, Paper | None]:
        """Return the papers before and after `paper` among those of its primary theme."""
        shelf = self._by_primary_theme[paper.theme]
        place = self._places_in_theme[paper.id]
        before = shelf[place - 1] if place else None
        return before, shelf[place + 1] if place + 1 < len(shelf) else None

    @cached_property
    def _by_primary_theme(self) -> Groups:
        return _group(self.papers, lambda paper: [paper.theme])

    @cached_property
    def _places_in_theme(self) -> Mapping[str, int]:
        shelves = self._by_primary_theme.values()
        return {paper.id: place for shelf in shelves for place, paper in enumerate(shelf)}

    def _shared(self, one: Paper, other: Paper) -> tuple[Tag, ...]:
        return tuple(self.tag[id] for id in one.tags if id in other.tags)

    def _author_key(self, slug: str) -> tuple[str, str]:
        return names.parse(self.author[slug]).sort_key


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
        loc: Loc = (field,) if item is None else (field, self._written(field, item))
        line = self.document.line(loc if self.index is None else (self.index, *loc))
        return _message(self.document.file, problem, field, line, level)

    def _written(self, field: str, item: int) -> int:
        places = range(item + len(self.dropped) + 1)
        return [place for place in places if (field, place) not in self.dropped][item]


@dataclass(frozen=True)
class Shelf:
    """A catalog folder as it was read: entries with their places, and what could not be read."""

    papers: tuple[Entry[Paper], ...]
    themes: tuple[Entry[Theme], ...]
    tags: tuple[Entry[Tag], ...]
    lists: tuple[Entry[ReadingList], ...]
    messages: tuple[Message, ...]

    @property
    def entries(self) -> tuple[Entry[Any], ...]:
        """Entries of every kind."""
        return (*self.papers, *self.themes, *self.tags, *self.lists)

    @cached_property
    def catalog(self) -> Catalog:
        """The records alone, in their order."""
        papers = sorted((entry.record for entry in self.papers), key=lambda paper: paper.id)
        return Catalog(
            tuple(sorted(papers, key=lambda paper: paper.published, reverse=True)),
            tuple(entry.record for entry in self.themes),
            tuple(sorted((e.record for e in self.tags), key=lambda tag: (names.fold(tag.name), tag.id))),
            tuple(sorted((e.record for e in self.lists), key=lambda a: (a.date or "~", a.id))),
        )


def load(folder: Path, shown: str | None = None) -> Shelf:
    """Read a catalog folder; messages name its files below `shown`, by default the folder itself."""
    reader = _Reader(folder, shown or folder.as_posix())
    return Shelf(
        tuple(reader.files("papers", Paper)),
        tuple(reader.entries("themes.yml", Theme)),
        tuple(reader.entries("tags.yml", Tag)),
        tuple(reader.files("lists", ReadingList)),
        tuple(reader.messages),
    )


class _Reader:
    """Reads files and gathers what is wrong with them instead of stopping."""

    def __init__(self, folder: Path, shown: str) -> None:
        self.folder, self.shown = folder, shown.rstrip("/")
        self.messages: list[Message] = []

    def files(self, name: str, kind: type[R]) -> Iterator[Entry[R]]:
        """Yield the record of each file in a folder; a missing folder holds none."""
        folder = self.folder / name
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
        document = self._document(path, self._file(name)) if path.exists() else None
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
        try:
            return read(path, file)
        except CatalogError as error:
            self.messages.extend(error.messages)
            return None

    def _file(self, *parts: str) -> str:
        return "/".join((self.shown, *parts))


def _message(
    file: str, found: Problem, field: str = "file", line: int = 1, level: Level = "error"
) -> Message:
    return Message(file, line, field, found.wrong, found.expected, found.remedy, level)


def _group(papers: Iterable[Paper], keys: Callable[[Paper], Iterable[str]]) -> Groups:
    groups: dict[str, list[Paper]] = defaultdict(list)
    for paper in papers:
        for key in keys(paper):
            groups[key].append(paper)
    return {key: tuple(group) for key, group in groups.items()}


def title_key(title: str) -> str:
    """Return a title without case, accents, punctuation and TeX, equal for the same paper."""
    return names.fold(texmath.to_text(title))
