"""Atom (RFC 4287) and JSON Feed 1.1 of additions to the catalogue, a theme, a tag or a reading list.

A feed's date is that of its newest record, so it changes only when the catalogue does. The feed of all
papers has archives, so that a subscriber misses none of a large import.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from generator import permalinks
from generator.catalog.index import Catalog
from generator.catalog.listings import KINDS
from generator.catalog.records import Paper
from generator.citations.formats import FORMATS
from generator.news.additions import Addition, describe, newest_first
from generator.site import Site
from generator.text.texmath import to_text

STYLE = "assets/feed.css"
"""By which browsers show a feed to people; XSLT, which could do more, is leaving them."""
MOST, MOST_PACKED = 50, 20
"""Papers in a feed, and in one of a topic on a packed site: readers' programs keep what they saw."""
LANGUAGE = "en"
"""That of the theme's words and, so far, of summaries."""
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML document may hold, in whatever way they are written."""


@dataclass(frozen=True)
class Feed:
    """The feed of a page's listing."""

    site: Site
    page: str
    """The path of the page."""
    title: str
    about: str
    additions: tuple[Addition, ...]
    """The newest first."""

    archives: int = 0
    """How many archives there are of what came before."""
    archive: int = 0
    """The number of the archive that this is, 0 of a feed that changes."""

    @property
    def updated(self) -> str:
        """The day of the newest addition or change; no feed without any knows a later one than this."""
        return max((addition.modified for addition in self.additions), default="1970-01-01")


@dataclass(frozen=True)
class Form:
    """A format of feeds."""

    name: str
    suffix: str
    media_type: str
    write: Callable[[Feed], str]


def files(catalog: Catalog, site: Site) -> Iterator[tuple[str, Callable[[], str]]]:
    """Yield the path of every feed and what makes it; a site that knows no address has none."""
    if site.url:
        yield from _archives(catalog, site)
    for page, name, about, papers in listed(catalog, site) if site.url else ():
        most = MOST_PACKED if site.packed and page != permalinks.HOME else MOST
        newest = tuple(newest_first(papers)[:most])
        for index, form in enumerate(FORMS):
            make = partial(_text, catalog, site, index, page, _title(site, name), about, newest)
            yield permalinks.feed(page, form.suffix), make


def named(site: Site, page: str, name: str = "") -> dict[str, Any]:
    """Return the front matter by which the page of a listing names its feeds, empty if it has none."""
    title = _title(site, name)
    found = [
        {
            "name": form.name,
            "type": form.media_type,
            "title": title,
            "url": permalinks.feed(page, form.suffix),
        }
        for form in FORMS
    ]
    return {"feeds": found} if site.url else {}


def listed(catalog: Catalog, site: Site) -> Iterator[tuple[str, str, str, Iterable[Paper]]]:
    """Yield the page, name, description and papers of each listing that has feeds."""
    yield permalinks.HOME, "", site.description, catalog.papers
    for kind in KINDS:
        for one in kind.of(catalog) if kind.feeds else ():
            yield kind.page(one.id), one.name, one.description, one.papers


def _archives(catalog: Catalog, site: Site) -> Iterator[tuple[str, Callable[[], str]]]:
    """Yield the archives of the feed of all papers (RFC 5005), all full, the oldest first."""
    papers, title = newest_first(catalog.papers), _title(site, "")
    for number in range(1, len(papers) // MOST + 1):
        end = len(papers) - (number - 1) * MOST
        held = tuple(papers[end - MOST : end])
        yield permalinks.archive(number), partial(_archive, catalog, site, number, title, held)


def _archive(catalog: Catalog, site: Site, number: int, title: str, papers: Iterable[Paper]) -> str:
    additions = tuple(describe(paper, catalog, site) for paper in papers)
    return _atom(Feed(site, permalinks.HOME, title, site.description, additions, number - 1, number))


def _text(
    catalog: Catalog, site: Site, form: int, page: str, title: str, about: str, papers: Iterable[Paper]
) -> str:
    additions = tuple(describe(paper, catalog, site) for paper in papers)
    archives = len(catalog.papers) // MOST if page == permalinks.HOME else 0
    return FORMS[form].write(Feed(site, page, title, to_text(about), additions, archives))


def _title(site: Site, name: str) -> str:
    return f"{name} – {site.name}" if name else site.name


def _atom(feed: Feed) -> str:
    home = feed.site.address(permalinks.url(feed.page))
    current = permalinks.feed(feed.page, ATOM.suffix)
    path = permalinks.archive(feed.archive) if feed.archive else current
    root = Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": LANGUAGE})
    _add(root, "id", home)
    _add(root, "title", feed.title)
    if feed.about:
        _add(root, "subtitle", feed.about)
    _add(root, "updated", _instant(feed.updated))
    _add(SubElement(root, "author"), "name", feed.site.name)
    if feed.site.licence:
        _add(root, "rights", feed.site.licence)
    _add(root, "link", rel="self", type=ATOM.media_type, href=feed.site.address(path))
    if feed.archive:
        SubElement(root, "archive", xmlns="http://purl.org/syndication/history/1.0")
        _add(root, "link", rel="current", href=feed.site.address(current))
    if feed.archives:
        before = feed.site.address(permalinks.archive(feed.archives))
        _add(root, "link", rel="prev-archive", href=before)
    _add(root, "link", rel="alternate", type="text/html", href=home)
    for addition in feed.additions:
        _add_entry(root, feed.site, addition)
    ElementTree.indent(root, " ")
    text = NOT_XML.sub("\ufffd", ElementTree.tostring(root, encoding="unicode"))
    style = permalinks.relative(path, STYLE)
    head = f'<?xml version="1.0" encoding="utf-8"?>\n<?xml-stylesheet type="text/css" href="{style}"?>'
    return f"{head}\n{text}\n"


def _add_entry(root: Element, site: Site, addition: Addition) -> None:
    entry = SubElement(root, "entry")
    _add(entry, "id", addition.id)
    _add(entry, "title", addition.title)
    _add(entry, "updated", _instant(addition.modified))
    _add(entry, "published", _instant(addition.added))
    for name in addition.authors:
        _add(SubElement(entry, "author"), "name", name)
    for page, names in ((permalinks.THEMES, addition.themes), (permalinks.TAGS, addition.tags)):
        for name in names:
            _add(entry, "category", term=name, scheme=site.address(permalinks.url(page)))
    _add(entry, "link", rel="alternate", type="text/html", href=addition.page)
    if addition.citation:
        # Not a second alternate: some programs open the last of these.
        _add(entry, "link", rel="related", type=CITATION.media_type, href=addition.citation)
    if addition.elsewhere:
        _add(entry, "link", rel="related", href=addition.elsewhere)
    if addition.text:
        _add(entry, "summary", addition.text)


def _add(parent: Element, tag: str, text: str = "", **attributes: str) -> None:
    SubElement(parent, tag, attributes).text = text or None


def _json(feed: Feed) -> str:
    facts = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": feed.about,
        "home_page_url": feed.site.address(permalinks.url(feed.page)),
        "feed_url": feed.site.address(permalinks.feed(feed.page, JSON.suffix)),
        "authors": [{"name": feed.site.name}],
        "language": LANGUAGE,
    }
    items = [_item(addition) for addition in feed.additions]
    return json.dumps(_stated(facts) | {"items": items}, ensure_ascii=False, indent=1) + "\n"


def _item(addition: Addition) -> dict[str, Any]:
    attachment = {"url": addition.citation, "mime_type": CITATION.media_type, "title": CITATION.name}
    return _stated(
        {
            "id": addition.id,
            "url": addition.page,
            "external_url": addition.elsewhere,
            "title": addition.title,
            "content_text": addition.text or addition.title,
            "summary": addition.gist,
            "date_published": _instant(addition.added),
            "date_modified": _instant(addition.modified),
            "authors": [{"name": name} for name in addition.authors],
            "tags": [*addition.themes, *addition.tags],
            "attachments": [attachment] if addition.citation else [],
        }
    )


def _stated(facts: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in facts.items() if value}


def _instant(day: str) -> str:
    return f"{day}T00:00:00Z"


CITATION = FORMATS["bib"]
ATOM = Form("Atom", ".atom", "application/atom+xml", _atom)
JSON = Form("JSON Feed", ".json", "application/feed+json", _json)
FORMS = (ATOM, JSON)
