"""The indexed documents: papers and everything else with a page, as fields of text and keys."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator import permalinks
from generator.catalog.index import Catalog, venue_id
from generator.catalog.records import Paper, Tag, Theme
from generator.search.venues import SHORT, year
from generator.text import texmath

TITLE, AUTHOR, TOPIC, SUMMARY, ABSTRACT, FACT, ALIAS, CONTEXT, COMPANY = (1 << bit for bit in range(9))
"""The bits of a mask: where a document has a word.

FACT is the venue and the year there; ALIAS other titles and names of its topics, and the year of the
preprint; CONTEXT what topics and other papers say of it; COMPANY words that it lacks and that papers
of its topics have.
"""
WEIGHTS = (10, 8, 4, 4, 2, 3, 2, 1.5, 0.7)
"""What a word counts for in each of these, in their order."""
REFERENCE = re.compile(r"\[\[([^\]]+)\]\]")
SENTENCE = re.compile(r"(?<=[.;?!])\s+")

Fields = list[tuple[int, str]]


@dataclass(frozen=True)
class Handwritten:
    """A page that is not generated."""

    path: str
    title: str
    text: str


@dataclass(frozen=True)
class Entity:
    """Something with a page that is not a paper."""

    kind: str
    id: str
    """For a page its address."""
    name: str
    papers: int
    fields: tuple[tuple[int, str], ...]


def in_order(catalog: Catalog) -> list[Paper]:
    """Return the papers by theme and tag, so that what a query finds lies in few files."""
    themes = {theme.id: i for i, theme in enumerate(catalog.themes)}
    tags = {tag.id: i for i, tag in enumerate(catalog.tags)}

    def topics(paper: Paper) -> tuple[int, list[int]]:
        theme = themes[paper.theme] if paper.theme else len(themes)
        return theme, [tags[id] for id in paper.tags[:2]]

    return sorted(catalog.papers, key=topics)


def describe(catalog: Catalog) -> Callable[[Paper], Fields]:
    """Return a function that gives the fields of a paper, its topics aside."""
    said = _said(catalog)

    def fields(paper: Paper) -> Fields:
        found = [(TITLE, texmath.to_text(paper.title)), (TITLE, paper.title)]
        found += [(AUTHOR, name) for a in paper.people for name in dict.fromkeys((a.printed, a.name))]
        found += [(SUMMARY, texmath.to_text(text)) for text in (paper.tldr, paper.summary) if text]
        found += [(SUMMARY, texmath.to_text(title)) for title in paper.titles[1:]]
        found.append((ABSTRACT, texmath.to_text(paper.abstract or "")))
        name = catalog.venue.get(venue_id(paper), "")
        found += [(FACT, paper.venue or ""), (FACT, year(paper)), (ALIAS, paper.year)]
        found += [(ALIAS, alias) for alias in SHORT.get(name, ())]
        found += [(CONTEXT, texmath.to_text(text)) for text in said.get(paper.id, ())]
        return found

    return fields


def about(topic: Theme | Tag) -> Fields:
    """Return the fields that a paper has of one of its themes or tags."""
    text = topic.summary if isinstance(topic, Theme) else topic.description
    aliases = [(ALIAS, alias) for alias in topic.aliases]
    return [(TOPIC, topic.name), *aliases, (CONTEXT, texmath.to_text(text))]


def _said(catalog: Catalog) -> Mapping[str, list[str]]:
    """Return what themes and other papers write about each paper, by id."""
    said: dict[str, list[str]] = defaultdict(list)
    for theme in catalog.themes:
        for step in theme.start_here:
            said[catalog.paper[step.paper].id].append(step.why or "")
        for text in (theme.introduction, theme.next, theme.open):
            for sentence in SENTENCE.split(text or ""):
                for reference in REFERENCE.findall(sentence):
                    if reference in catalog.paper:
                        said[catalog.paper[reference].id].append(REFERENCE.sub(" ", sentence))
    for paper in catalog.papers:
        for relation in paper.relations:
            said[paper.id].append(relation.why or "")
            said[catalog.paper[relation.paper].id].append(relation.why or "")
    return said


def keys(paper: Paper) -> Iterator[str]:
    """Yield all identifiers of a paper in lower case, for exact matches."""
    yield paper.id
    yield from paper.former_ids
    if paper.arxiv:
        yield paper.arxiv
        yield f"10.48550/arxiv.{paper.arxiv}"
    if paper.doi:
        yield paper.doi.lower()
        yield paper.doi.lower().partition("/")[2]
    if paper.citation_key:
        yield paper.citation_key.lower()
    for _, address in paper.addresses:
        yield re.sub(r"^https?://(www\.)?", "", address.lower()).rstrip("/")
    if paper.venue:
        yield f"venue:{venue_id(paper)}"
        yield f"venue:{venue_id(paper)}:{year(paper)}"


def entities(catalog: Catalog, pages: Iterable[Handwritten]) -> Iterator[Entity]:
    """Yield everything with a page except papers and authors, by kind."""
    for theme in catalog.themes:
        count = len(catalog.by_theme.get(theme.id, ()))
        yield Entity("theme", theme.id, theme.name, count, _called(theme.name, theme.aliases))
    for tag in catalog.tags:
        count = len(catalog.by_tag.get(tag.id, ()))
        yield Entity("tag", tag.id, tag.name, count, _called(tag.name, tag.aliases))
    for id, name in catalog.venue.items():
        yield Entity("venue", id, name, len(catalog.by_venue[id]), _called(name, SHORT.get(name, ())))
    for listing in catalog.lists:
        about = ((TITLE, listing.title), (SUMMARY, listing.source))
        yield Entity("list", listing.id, listing.title, len(listing.papers), about)
    for page in pages:
        about = ((TITLE, page.title), (SUMMARY, page.text))
        yield Entity("page", permalinks.url(page.path), page.title, 0, about)


def _called(name: str, aliases: Iterable[str]) -> tuple[tuple[int, str], ...]:
    return ((TITLE, name), *((ALIAS, alias) for alias in aliases))
