"""Every generated file by its path under docs/: the registry of pages and exports."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from generator import permalinks
from generator.api import files as api
from generator.catalog import editor_schema
from generator.catalog.index import Catalog
from generator.catalog.listings import AUTHORS, KINDS, VENUES, WEEKS, YEARS, Kind
from generator.citations import files as citations
from generator.citations.formats import FORMATS
from generator.metadata import cards, crawlers
from generator.news import feeds, subscriptions
from generator.pages import (
    authors,
    fieldmap,
    home,
    lists,
    myshelf,
    papers,
    publications,
    statistics,
    tags,
    themes,
    timeline,
    venues,
    weeks,
    years,
)
from generator.pages.rendering import Markdown, Output, Renderer
from generator.pages.watcher import Watcher
from generator.search import index as search
from generator.search.documents import Handwritten
from generator.site import Site
from generator.styling import accent, scripts, stylesheet

PAGES: tuple[Callable[[Renderer], Iterator[Output]], ...] = (
    home.pages,
    fieldmap.pages,
    papers.index,
    papers.pages,
    papers.withdrawn,
    themes.index,
    themes.pages,
    tags.index,
    tags.pages,
    authors.index,
    authors.letters,
    authors.pages,
    years.index,
    years.pages,
    publications.pages,
    venues.index,
    venues.pages,
    lists.index,
    lists.pages,
    weeks.index,
    weeks.pages,
    timeline.pages,
    statistics.pages,
    myshelf.pages,
)
Content = str | bytes | Callable[[], str | bytes | Markdown]
"""What a file holds, or what makes it when it is written."""
Outputs = Mapping[str, Content]
"""The content of each generated file by its path under docs/."""


def generate(
    catalog: Catalog,
    site: Site,
    by_hand: Iterable[Handwritten] = (),
    watcher: Watcher | None = None,
    store: Path | None = None,
) -> Outputs:
    """Return every generated file; search finds the hand-written pages too.

    A file named as `store` remembers which papers are near each other.
    """
    site = site.of(len(catalog.papers))
    by_hand = sorted(by_hand, key=lambda page: permalinks.url(page.path))
    renderer = Renderer(catalog, site, frozenset(page.path for page in by_hand), watcher, store)
    made: dict[str, Content] = dict(search.files(catalog, by_hand))
    made |= {path: make for pages in PAGES for path, make in pages(renderer)}
    made |= dict(stylesheet.files()) | dict(scripts.files())
    made |= dict(accent.files(site.accent) if site.accent else ())
    made |= dict(crawlers.files(catalog, site, by_hand)) | dict(exports(renderer.catalog, site))
    made |= dict(_gone(renderer, made))
    moved = dict(_moved(catalog))
    return made | {old: made[new] for old, new in moved.items() if new in made}


def exports(catalog: Catalog, site: Site) -> Iterator[tuple[str, Content]]:
    """Yield the machine-readable exports."""
    yield from citations.files(catalog, site.packed)
    yield from feeds.files(catalog, site)
    yield from subscriptions.files(catalog, site)
    yield from cards.files(catalog, site)
    yield from editor_schema.files(catalog)
    yield from api.files(catalog, site)


def _gone(renderer: Renderer, made: Outputs) -> Iterator[tuple[str, Content]]:
    """Yield redirects from pages of authors, venues, years and weeks that no paper fills any more."""
    registered = renderer.catalog.registered.keys()
    gone = registered - map(permalinks.url, made) if registered else ()
    for kind in (AUTHORS, VENUES, YEARS, WEEKS):
        for address in gone:
            folder, id, _ = address.split("/")
            if folder == kind.name:
                yield from renderer.redirects(kind.index, kind.title, [id])
                if kind.api:
                    yield permalinks.api(f"{kind.name}/{id}"), api.empty()


def _moved(catalog: Catalog) -> Iterator[tuple[str, str]]:
    """Yield the former path of each file of a paper or listing, with the present one."""
    for paper in (*catalog.papers, *catalog.withdrawn):
        for id in paper.former_ids:
            yield permalinks.api(f"paper/{id}"), permalinks.api(f"paper/{paper.id}")
            for form in FORMATS.values():
                yield permalinks.citation(id, form.suffix), permalinks.citation(paper.id, form.suffix)
    for kind in KINDS:
        for one in kind.of(catalog):
            for id in one.former_ids:
                yield from _moved_listing(kind, id, one.id)


def _moved_listing(kind: Kind, old: str, new: str) -> Iterator[tuple[str, str]]:
    yield permalinks.api(f"{kind.name}/{old}"), permalinks.api(f"{kind.name}/{new}")
    for form in FORMATS.values():
        yield (
            permalinks.citations(kind.page(old), form.suffix),
            permalinks.citations(kind.page(new), form.suffix),
        )
    for feed in feeds.FORMS:
        yield permalinks.feed(kind.page(old), feed.suffix), permalinks.feed(kind.page(new), feed.suffix)


def in_folders(outputs: Outputs) -> Outputs:
    """Return the outputs with every page as the index of its own folder, at the same address.

    A link in its HTML is then relative to its file too, which is how other builders read such links.
    """
    pages = {path: permalinks.url(path) + "index.md" for path in outputs if path.endswith(".md")}
    return {pages.get(path, path): content for path, content in outputs.items()}


def as_bytes(content: Content) -> bytes:
    """Return what a file holds, made now if it has to be."""
    made = content() if callable(content) else content
    return made if isinstance(made, bytes) else str(made).encode()
