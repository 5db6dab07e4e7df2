"""Papers by the day of their addition, and what feeds and digests show of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from generator import permalinks
from generator.catalog.index import Catalog
from generator.catalog.records import Paper
from generator.citations.formats import FORMATS
from generator.site import Site
from generator.text.texmath import to_text


@dataclass(frozen=True)
class Addition:
    """A paper in plain Unicode, as people read it away from the site."""

    id: str
    """The first address that its page had: permanent, though the page may move."""
    page: str
    """The address of its page; this and the other two of the site mean nothing without Site.url."""
    citation: str
    """The address of its BibTeX file, "" on a packed site."""
    elsewhere: str
    """Its address at its publisher or on arXiv, "" where it has none."""
    title: str
    authors: tuple[str, ...]
    year: str
    venue: str
    themes: tuple[str, ...]
    """Their names."""
    tags: tuple[str, ...]
    """Their names."""
    gist: str
    """The sentence that says most of it, "" where the record has none."""
    text: str
    """All that is said of it, the result first."""
    added: str
    modified: str


def newest_first(papers: Iterable[Paper]) -> list[Paper]:
    """Sort papers by the day on which they were added; those of one day stay in their order."""
    return sorted(papers, key=lambda paper: paper.added, reverse=True)


def monday(week: str) -> str:
    """Return the day on which an ISO week begins, YYYY-MM-DD."""
    return date.fromisocalendar(int(week[:4]), int(week[-2:]), 1).isoformat()


def describe(paper: Paper, catalog: Catalog, site: Site) -> Addition:
    """Return what feeds and digests show of a paper."""
    first = (*paper.former_ids, paper.id)[0]
    arxiv = permalinks.arxiv(paper.arxiv) if paper.arxiv else ""
    return Addition(
        id=site.address(permalinks.url(permalinks.paper(first))),
        page=site.address(permalinks.url(permalinks.paper(paper.id))),
        citation=""
        if site.packed
        else site.address(permalinks.citation(paper.id, FORMATS["bib"].suffix)),
        elsewhere=permalinks.doi(paper.doi) if paper.doi else arxiv,
        title=to_text(paper.title),
        authors=paper.authors,
        year=paper.year,
        venue=paper.venue or "",
        themes=tuple(catalog.theme[id].name for id in paper.themes),
        tags=tuple(catalog.tag[id].name for id in paper.tags),
        gist=to_text(paper.gist),
        text=" ".join(to_text(paper.full).split()),
        added=paper.added,
        modified=paper.modified,
    )
