"""The index of reading lists and each list's pages."""

from collections.abc import Iterator
from typing import Any

from generator import permalinks
from generator.catalog.index import Catalog
from generator.catalog.paging import parts
from generator.catalog.records import ReadingList
from generator.metadata import jsonld
from generator.news import feeds
from generator.pages.rendering import Output, Renderer, dated, description

TITLE = "Reading lists"


def index(renderer: Renderer) -> Iterator[Output]:
    """Yield the page of all reading lists."""
    about = {"title": TITLE, "description": "Ordered lists of papers, with their sources."}
    listed = [paper for paper in renderer.catalog.papers if paper.id in renderer.catalog.places]
    yield renderer.page(permalinks.LISTS, "lists.md", about | dated(listed))


def pages(renderer: Renderer) -> Iterator[Output]:
    """Yield the pages of each reading list, papers in the list's order."""
    catalog = renderer.catalog
    for reading_list in catalog.lists:
        papers = [catalog.paper[id] for id in reading_list.papers]
        about = reading_list.description or f"{len(papers)} papers from {reading_list.source}."
        page, name = permalinks.reading_list(reading_list.id), reading_list.title
        followed = feeds.named(renderer.site, page, name)
        beside = _beside(catalog, reading_list)
        followed |= _ways_on(beside["before"], beside["after"])
        for part in parts(permalinks.reading_list(reading_list.id), papers):
            meta = {"title": reading_list.title + part.suffix, "description": description(about)}
            meta |= dated(part.items, renderer.changed(page)) | followed
            facts = {"name": meta["title"], "description": meta["description"]}
            places = enumerate(part.items, part.start)
            meta["json_ld"] = jsonld.collection(
                renderer.site, part.path, facts | {"isBasedOn": reading_list.url}, places, part.total
            )
            context = {
                "above": [(permalinks.LISTS, TITLE)],
                "list": reading_list,
                "part": part,
                **beside,
            }
            yield renderer.page(part.path, "list.md", meta, **context)
        yield from renderer.redirects(page, name, reading_list.former_ids)


def _beside(catalog: Catalog, reading_list: ReadingList) -> dict[str, Any]:
    """Return the lists before and after one of the same source, and which papers none before has."""
    same = [other for other in catalog.lists if other.source == reading_list.source]
    place = same.index(reading_list)
    known = {id for earlier in same[:place] for id in earlier.papers}
    return {
        "before": same[place - 1] if place else None,
        "after": same[place + 1] if place + 1 < len(same) else None,
        "new": set(reading_list.papers) - known if place else set(),
    }


def _ways_on(before: ReadingList | None, after: ReadingList | None) -> dict[str, Any]:
    ways = {
        way: {"title": other.title, "url": permalinks.url(permalinks.reading_list(other.id))}
        for way, other in (("previous", before), ("next", after))
        if other
    }
    return {"within": TITLE, **ways} if ways else {}
