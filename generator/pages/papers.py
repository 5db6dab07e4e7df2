"""A page for each paper, the list of all papers, and redirects from former addresses."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from generator import permalinks
from generator.catalog.index import Catalog, venue_id
from generator.catalog.paging import parts
from generator.catalog.records import Paper
from generator.citations import bibtex
from generator.metadata import head, jsonld
from generator.news import feeds
from generator.pages.rendering import Markdown, Output, Renderer, dated, description
from generator.text import texmath


def pages(renderer: Renderer) -> Iterator[Output]:
    """Yield every paper's page and its redirects."""
    for paper in renderer.catalog.papers:
        path = permalinks.paper(paper.id)
        yield path, partial(page, renderer, paper)
        yield from renderer.redirects(path, paper.title, paper.former_ids)


def withdrawn(renderer: Renderer) -> Iterator[Output]:
    """Yield a page at the address of each paper that was withdrawn, and its redirects."""
    for paper in renderer.catalog.withdrawn:
        path, title = permalinks.paper(paper.id), texmath.to_text(paper.title)
        meta = {
            "title": f"{title} (withdrawn)",
            "description": f"This paper is no longer in the catalogue: {paper.withdrawn}",
            "updated": paper.modified,
            "search": {"exclude": True},
        }
        above = [(permalinks.PAPERS, "Papers")]
        yield renderer.page(path, "withdrawn.md", meta, above=above, paper=paper)
        yield from renderer.redirects(path, paper.title, paper.former_ids)


def page(renderer: Renderer, paper: Paper) -> Markdown:
    """Return a paper's page."""
    catalog = renderer.catalog
    meta = _meta(paper) | _ways_on(catalog, paper) | _for_machines(renderer, paper)
    context = {
        "above": _above(catalog, paper),
        "paper": paper,
        "bibtex": bibtex.entry(paper),
        "summary": _summary(paper),
        "venue": venue_id(paper),
        "actions": list(_actions(catalog, paper)),
        "places": catalog.places.get(paper.id, ()),
        **_near(renderer, paper),
        "edit_url": renderer.site.edit_url(f"papers/{paper.id}.yml"),
    }
    return renderer.render(permalinks.paper(paper.id), "paper.md", meta, context)


def index(renderer: Renderer) -> Iterator[Output]:
    """Yield the pages that list all papers, newest first."""
    for part in parts(permalinks.PAPERS, renderer.catalog.papers, most=renderer.most_pages):
        meta = {
            "title": f"Papers{part.suffix}",
            "description": f"All {part.total} papers of the catalogue, newest first.",
            "search": {"exclude": True},
            **({"explorer": True} if part.number == 1 else {}),
            **dated(part.items),
            **feeds.named(renderer.site, permalinks.HOME),
        }
        examples = queries(renderer.catalog)
        yield renderer.page(part.path, "papers.md", meta, part=part, examples=examples)


def queries(catalog: Catalog) -> list[str]:
    """Return a query for each kind of name, after that which most papers have."""
    kinds = {"author": catalog.by_author, "tag": catalog.by_tag, "theme": catalog.by_theme}
    most = {field: max(of, key=lambda one: len(of[one])) for field, of in kinds.items() if of}
    return [f"{field}:{id.split('-')[-1] if field == 'author' else id}" for field, id in most.items()]


def _above(catalog: Catalog, paper: Paper) -> list[tuple[str, str]]:
    if catalog.members:
        return [(permalinks.PUBLICATIONS, "Publications")]
    if not paper.theme:
        return [(permalinks.PAPERS, "Papers")]
    return [
        (permalinks.THEMES, "Themes"),
        (permalinks.theme(paper.theme), catalog.theme[paper.theme].name),
    ]


def _actions(catalog: Catalog, paper: Paper) -> Iterator[tuple[str, str]]:
    """Yield the names and addresses of the links below the title; an address may be empty."""
    yield "PDF", paper.pdf
    yield "arXiv", permalinks.arxiv(paper.arxiv) if paper.arxiv else ""
    yield "DOI", permalinks.doi(paper.doi) if paper.doi else ""
    yield from (("Paper", paper.page), ("Code", paper.code or ""), ("Project", paper.project or ""))
    yield from paper.links.items()
    lists = (found.url or "" for found, _ in catalog.places.get(paper.id, ()))
    if paper.arxiv and any(url.startswith(permalinks.DAILY_PAPERS) for url in lists):
        yield "Daily Papers", permalinks.daily_papers(paper.arxiv)


def _summary(paper: Paper) -> str:
    """Return the summary without what the page has already said as the tldr."""
    return paper.further if paper.summary else ""


def _near(renderer: Renderer, paper: Paper) -> dict[str, Any]:
    """Return the papers that this one builds on, those that build on it, and its other related ones."""
    builds_on, answered_by = renderer.catalog.builds_on(paper), renderer.catalog.answered_by(paper)
    named = {connection.paper.id for connection in (*builds_on, *answered_by)}
    related = renderer.related.to(paper, named)
    return {"builds_on": builds_on, "answered_by": answered_by, "related": related}


def _ways_on(catalog: Catalog, paper: Paper) -> dict[str, Any]:
    before, after = catalog.beside(paper)
    ways: dict[str, Any] = {}
    if paper.theme and (before or after):
        ways["within"] = catalog.theme[paper.theme].name
    for name, other in (("previous", before), ("next", after)):
        if other:
            url = permalinks.url(permalinks.paper(other.id))
            ways[name] = {"title": texmath.to_text(other.title), "url": url}
    return ways


def _for_machines(renderer: Renderer, paper: Paper) -> dict[str, Any]:
    catalog, site = renderer.catalog, renderer.site
    card = head.card(site, catalog.theme[paper.theme]) if paper.theme else {}
    zotero = head.zotero(paper)
    return {
        **card,
        "citation": head.citation(catalog, site, paper),
        **({"zotero": zotero} if zotero else {}),
        "links": head.links(site, paper, bool(renderer.packing.shards)),
        "json_ld": jsonld.article(catalog, site, paper),
    }


def _meta(paper: Paper) -> dict[str, Any]:
    title = texmath.to_text(paper.title)
    ids = {"id": paper.id, "arxiv": paper.arxiv, "doi": paper.doi}
    meta = {
        "title": title,
        "description": description(paper.tldr or paper.text) or title,
        "authors": list(paper.authors),
        "date": paper.published,
        "updated": paper.modified,
        "venue": paper.venue,
        "themes": list(paper.themes),
        "tags": list(paper.tags),
        "ids": {name: value for name, value in ids.items() if value},
        "tex_title": paper.title if paper.title != title else None,
    }
    return {key: value for key, value in meta.items() if value is not None}
