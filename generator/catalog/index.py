"""The catalogue: all records of a folder, indexed for pages and exports."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from generator.bibliography import names
from generator.bibliography.identifiers import page_slug
from generator.catalog.authors import Author
from generator.catalog.records import NEEDED, Paper, ReadingList, Tag, Theme
from generator.styling.colours import COLOURS
from generator.text import texmath


class Connection(NamedTuple):
    """A related paper: one that this paper builds on or answers, or the reverse."""

    paper: Paper
    kind: str
    """builds_on or answers: what the newer of the two does."""
    why: str
    """What the newer one does with the older one, "" where nobody wrote it."""


Groups = Mapping[str, tuple[Paper, ...]]
TELLING = {ord("+"): " plus ", ord("#"): " sharp "}
"""Signs that tell titles apart: C, C++ and C#."""


@dataclass(frozen=True)
class Catalog:
    """Papers newest first, themes in display order, tags by name, lists by date."""

    papers: tuple[Paper, ...]
    themes: tuple[Theme, ...]
    tags: tuple[Tag, ...]
    lists: tuple[ReadingList, ...]
    withdrawn: tuple[Paper, ...] = ()
    """Papers that are in no listing, whose addresses stay."""
    registered: Mapping[str, str] = field(default_factory=dict)
    """The day of the last change at each address of `published.txt`, "" where none is kept."""
    needed: tuple[str, ...] = NEEDED
    """Keys that every record has in the end."""

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
    def families(self) -> Mapping[str, tuple[Theme, ...]]:
        """Themes of each family in display order; a theme without one is a family of its own."""
        found: dict[str, list[Theme]] = defaultdict(list)
        for theme in self.themes:
            found[theme.family or theme.name].append(theme)
        return {family: tuple(themes) for family, themes in found.items()}

    @cached_property
    def hue(self) -> Mapping[str, int]:
        """The colour number of each theme, which is that of its family."""
        numbered = enumerate(self.families.values())
        return {theme.id: place % len(COLOURS) for place, themes in numbered for theme in themes}

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
        """Papers of each year, newest first; undated papers are left out."""
        return _group(self.papers, lambda paper: [paper.year] if paper.year else [])

    @cached_property
    def by_venue(self) -> Groups:
        """Papers of each venue by its slug, in the order of names."""
        groups = _group(self.papers, lambda paper: [venue_id(paper)] if paper.venue else [])
        return dict(sorted(groups.items()))

    @cached_property
    def venue(self) -> Mapping[str, str]:
        """Names of venues by slug."""
        return {venue_id(paper): paper.series for paper in self.papers if paper.venue}

    @cached_property
    def by_author(self) -> Groups:
        """Papers of each author by id, in the order of family names."""
        groups = _group(self.papers, lambda paper: dict.fromkeys(author.id for author in paper.people))
        return dict(sorted(groups.items(), key=lambda item: (self._author_key(item[0]), item[0])))

    @cached_property
    def author(self) -> Mapping[str, Author]:
        """Authors by id, named as in their newest paper."""
        return {author.id: author for paper in reversed(self.papers) for author in paper.people}

    @cached_property
    def with_page(self) -> Groups:
        """Papers of each author who has a page: of several papers, or a member of the group."""
        papers = self.by_author.items()
        return {id: own for id, own in papers if len(own) > 1 or self.author[id].member}

    @cached_property
    def members(self) -> Groups:
        """Papers of each member of the group, in the order of family names."""
        return {id: own for id, own in self.with_page.items() if self.author[id].member}

    @cached_property
    def places(self) -> Mapping[str, tuple[tuple[ReadingList, int], ...]]:
        """The reading lists of each paper with its place there, counted from 1."""
        found = defaultdict(list)
        for reading_list in self.lists:
            for position, id in enumerate(reading_list.papers, start=1):
                found[id].append((reading_list, position))
        return {id: tuple(places) for id, places in found.items()}

    def builds_on(self, paper: Paper) -> tuple[Connection, ...]:
        """Return the older papers that `paper` builds on or answers, in the record's order."""
        return tuple(Connection(self.paper[r.paper], r.kind, r.why or "") for r in paper.relations)

    def answered_by(self, paper: Paper) -> tuple[Connection, ...]:
        """Return the newer papers that build on `paper` or answer it, the oldest first."""
        return tuple(self._answers.get(paper.id, ()))

    @cached_property
    def _answers(self) -> Mapping[str, list[Connection]]:
        found = defaultdict(list)
        for paper in reversed(self.papers):
            for relation in paper.relations:
                found[relation.paper].append(Connection(paper, relation.kind, relation.why or ""))
        return dict(found)

    @property
    def updated(self) -> str:
        """The day on which the newest record was added, used in place of the current date."""
        return max((paper.added for paper in self.papers), default="1970-01-01")

    @property
    def modified(self) -> str:
        """The day on which a record was last added, changed or withdrawn."""
        days = (paper.modified for paper in (*self.papers, *self.withdrawn))
        return max([self.updated, *days, *self.registered.values()])

    def companions(self, tag: str) -> list[tuple[Tag, int]]:
        """Return the tags that occur together with `tag`, most frequent first, with counts."""
        counts = Counter(other for paper in self.by_tag.get(tag, ()) for other in paper.tags)
        del counts[tag]
        return sorted(((self.tag[id], n) for id, n in counts.items()), key=lambda t: (-t[1], t[0].id))

    def beside(self, paper: Paper) -> tuple[Paper | None, Paper | None]:
        """Return the previous and the next paper of the primary theme."""
        if not paper.theme:
            return None, None
        shelf = self._by_primary_theme[paper.theme]
        place = self._places_in_theme[paper.id]
        before = shelf[place - 1] if place else None
        return before, shelf[place + 1] if place + 1 < len(shelf) else None

    @cached_property
    def _by_primary_theme(self) -> Groups:
        return _group(self.papers, lambda paper: paper.themes[:1])

    @cached_property
    def _places_in_theme(self) -> Mapping[str, int]:
        shelves = self._by_primary_theme.values()
        return {paper.id: index for shelf in shelves for index, paper in enumerate(shelf)}

    def _author_key(self, slug: str) -> tuple[str, str]:
        return self.author[slug].parts.sort_key


def venue_id(paper: Paper) -> str:
    """Return the slug of a paper's venue, "" where it has none."""
    return page_slug(paper.series)


def _group(papers: Iterable[Paper], keys: Callable[[Paper], Iterable[str]]) -> Groups:
    groups: dict[str, list[Paper]] = defaultdict(list)
    for paper in papers:
        for key in keys(paper):
            groups[key].append(paper)
    return {key: tuple(group) for key, group in groups.items()}


def title_key(title: str) -> str:
    """Return a title without case, accents, punctuation and TeX, to compare titles by."""
    return names.fold(texmath.to_text(title).translate(TELLING))
