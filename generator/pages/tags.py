"""The index of tags, each tag's pages, and redirects from former addresses."""

from collections.abc import Iterator

from generator import permalinks
from generator.bibliography import names
from generator.catalog.paging import parts
from generator.catalog.records import Tag
from generator.news import feeds
from generator.pages.rendering import Output, Renderer, dated, description

MOST_COMPANIONS = 12


def index(renderer: Renderer) -> Iterator[Output]:
    """Yield the page of all tags by letter."""
    tags = renderer.catalog.tags
    letters: dict[str, list[Tag]] = {}
    for tag in tags:
        letters.setdefault(_letter(tag.name), []).append(tag)
    about = {"title": "Tags", "description": f"The {len(tags)} tags of the catalogue by letter."}
    meta = about | dated(renderer.catalog.papers)
    yield renderer.page(permalinks.TAGS, "tags.md", meta, letters=sorted(letters.items()))


def pages(renderer: Renderer) -> Iterator[Output]:
    """Yield the pages of each tag."""
    catalog = renderer.catalog
    for tag in catalog.tags:
        companions = catalog.companions(tag.id)[:MOST_COMPANIONS]
        above = [(permalinks.TAGS, "Tags")]
        followed = feeds.named(renderer.site, permalinks.tag(tag.id), tag.name)
        papers = catalog.by_tag.get(tag.id, ())
        for part in parts(permalinks.tag(tag.id), papers, most=renderer.most_pages):
            meta = {"title": tag.name + part.suffix, "description": description(tag.description)}
            meta |= dated(part.items, renderer.changed(permalinks.tag(tag.id))) | followed
            context = {"above": above, "tag": tag, "part": part, "companions": companions}
            yield renderer.page(part.path, "tag.md", meta, **context)
        yield from renderer.redirects(permalinks.tag(tag.id), tag.name, tag.former_ids)


def _letter(name: str) -> str:
    first = names.fold(name)[:1]
    return first if first.isalpha() else "#"
