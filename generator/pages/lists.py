"""The index of reading lists and each list's pages."""

from collections.abc import Iterator

from generator import permalinks
from generator.catalog.paging import parts
from generator.metadata import jsonld
from generator.news import feeds
from generator.pages.rendering import Output, Renderer, dated, description


def index(renderer: Renderer) -> Iterator[Output]:
    """Yield the page of all reading lists."""
    about = {"title": "Reading lists", "description": "Ordered lists of papers, with their sources."}
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
        for part in parts(permalinks.reading_list(reading_list.id), papers):
            meta = {"title": reading_list.title + part.suffix, "description": description(about)}
            meta |= dated(part.items) | followed
            facts = {"name": meta["title"], "description": meta["description"]}
            places = enumerate(part.items, part.start)
            meta["json_ld"] = jsonld.collection(
                renderer.site, part.path, facts | {"isBasedOn": reading_list.url}, places, part.total
            )
            context = {
                "above": [(permalinks.LISTS, "Reading lists")],
                "list": reading_list,
                "part": part,
            }
            yield renderer.page(part.path, "list.md", meta, **context)
