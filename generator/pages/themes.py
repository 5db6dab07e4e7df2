"""The index of themes and each theme's pages."""

from collections import Counter
from collections.abc import Iterator
from itertools import chain, zip_longest
from typing import Any

from markupsafe import Markup

from generator import permalinks
from generator.catalog.index import Catalog
from generator.catalog.paging import Part, parts
from generator.catalog.records import REFERENCE, Paper, Tag, Theme
from generator.metadata import head, jsonld
from generator.news import feeds
from generator.pages import timeline
from generator.pages.rendering import Output, Renderer, cited_as, dated, years_by_theme
from generator.site import Site
from generator.text import texmath

MOST_TAGS, MOST_NEIGHBOURS = 12, 4


def index(renderer: Renderer) -> Iterator[Output]:
    """Yield the page of all themes."""
    count = len(renderer.catalog.themes)
    about = {"title": "Themes", "description": f"The {count} themes of the catalogue."}
    meta = about | dated(renderer.catalog.papers)
    years = years_by_theme(renderer.catalog)
    yield renderer.page(permalinks.THEMES, "themes.md", meta, years=years)


def pages(renderer: Renderer) -> Iterator[Output]:
    """Yield the pages of each theme."""
    catalog = renderer.catalog
    for theme in catalog.themes:
        papers = catalog.by_theme.get(theme.id, ())
        followed = feeds.named(renderer.site, permalinks.theme(theme.id), theme.name)
        for part in parts(permalinks.theme(theme.id), papers, most=renderer.most_pages):
            meta: dict[str, Any] = {"title": theme.name + part.suffix, "description": theme.summary}
            meta |= dated(part.items, renderer.changed(permalinks.theme(theme.id))) | followed
            meta |= head.card(renderer.site, theme)
            meta["json_ld"] = _linked_data(renderer.site, theme, part)
            context = {"above": [(permalinks.THEMES, "Themes")], "theme": theme, "part": part}
            first = _first(catalog, theme) if part.number == 1 else {}
            meta |= {"styles": [permalinks.FIELD_STYLES]} if first else {}
            yield renderer.page(part.path, "theme.md", meta, **context, **first)
        yield from renderer.redirects(permalinks.theme(theme.id), theme.name, theme.former_ids)


def _first(catalog: Catalog, theme: Theme) -> dict[str, Any]:
    """Return what only the first page of a theme shows."""
    papers, path = catalog.by_theme.get(theme.id, ()), permalinks.theme(theme.id)
    return {
        "introduction": linked(catalog, theme.introduction, path),
        "steps": [(catalog.paper[step.paper], step.why or "") for step in theme.start_here],
        "next": linked(catalog, theme.next or "", path),
        "open": linked(catalog, theme.open or "", path),
        "years": Counter(paper.year for paper in papers if paper.year),
        "frequent": frequent_tags(catalog, theme),
        "neighbours": neighbours(catalog, theme),
        "rows": timeline.rows(catalog, [theme]) if papers and catalog.by_year else [],
        "marks": timeline.year_marks(catalog),
    }


def linked(catalog: Catalog, text: str, path: str) -> list[Markup]:
    """Return the paragraphs of a text, its references as links to papers."""
    blocks = [" ".join(block.split()) for block in text.split("\n\n")]
    return [_linked(catalog, block, path) for block in blocks if block]


def frequent_tags(catalog: Catalog, theme: Theme) -> list[tuple[Tag, int]]:
    """Return the theme's most frequent tags with their counts."""
    counts = Counter(tag for paper in catalog.by_theme.get(theme.id, ()) for tag in paper.tags)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [(catalog.tag[id], count) for id, count in ranked[:MOST_TAGS]]


def neighbours(catalog: Catalog, theme: Theme) -> list[tuple[Theme, int]]:
    """Return the themes that share most papers with this one, with the number of papers."""
    shared = (id for paper in catalog.by_theme.get(theme.id, ()) for id in paper.themes)
    counts = Counter(id for id in shared if id != theme.id)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [(catalog.theme[id], count) for id, count in ranked[:MOST_NEIGHBOURS]]


def _linked_data(site: Site, theme: Theme, part: Part[Paper]) -> str:
    term = {"@type": "DefinedTerm", "name": theme.name, "alternateName": list(theme.aliases)}
    about = {"name": theme.name + part.suffix, "description": theme.summary, "about": term}
    return jsonld.collection(site, part.path, about, enumerate(part.items, part.start), part.total)


def _linked(catalog: Catalog, text: str, path: str) -> Markup:
    pieces = REFERENCE.split(text)
    texts = [texmath.to_html(piece) for piece in pieces[::2]]
    references = [_reference(catalog, id, path) for id in pieces[1::2]]
    return Markup().join(chain.from_iterable(zip_longest(texts, references, fillvalue=Markup())))


def _reference(catalog: Catalog, id: str, path: str) -> Markup:
    paper = catalog.paper[id]
    link = permalinks.relative(path, permalinks.paper(paper.id))
    title = texmath.to_text(paper.title)
    return Markup('(<a href="{}" title="{}">{}</a>)').format(link, title, cited_as(paper))
