"""All feeds in one OPML file, which programs that read feeds import at once."""

from collections.abc import Iterator
from itertools import groupby
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from generator import permalinks
from generator.catalog.index import Catalog
from generator.catalog.listings import KINDS
from generator.news import feeds
from generator.site import Site

TITLES = {kind.name: kind.title for kind in KINDS}


def files(catalog: Catalog, site: Site) -> Iterator[tuple[str, str]]:
    """Yield the path and text of the file; a site that knows no address has no feeds."""
    if site.url:
        yield permalinks.SUBSCRIPTIONS, _opml(catalog, site)


def _opml(catalog: Catalog, site: Site) -> str:
    root = Element("opml", version="2.0")
    SubElement(SubElement(root, "head"), "title").text = site.name
    body = SubElement(root, "body")
    listed = ((page, name or site.name) for page, name, _, _ in feeds.listed(catalog, site))
    for folder, found in groupby(listed, lambda one: one[0].rpartition("/")[0]):
        parent = SubElement(body, "outline", text=TITLES[folder]) if folder else body
        for page, name in found:
            SubElement(parent, "outline", _outline(site, page, name))
    ElementTree.indent(root, " ")
    text = feeds.NOT_XML.sub("\ufffd", ElementTree.tostring(root, encoding="unicode"))
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'


def _outline(site: Site, page: str, name: str) -> dict[str, str]:
    feed = site.address(permalinks.feed(page, feeds.ATOM.suffix))
    home = site.address(permalinks.url(page))
    return {"type": "rss", "text": name, "title": name, "xmlUrl": feed, "htmlUrl": home}
