"""llms.txt for language models and robots.txt for crawlers.

The builder writes the sitemap and takes the dates of pages from `updated` in their front matter.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from generator import permalinks
from generator.catalog.index import Catalog
from generator.catalog.listings import KINDS
from generator.citations.formats import FORMATS
from generator.search.documents import Handwritten
from generator.site import Site
from generator.text import texmath

MARKUP = re.compile(r"[\\`*_\[\]<>#&]")
"""What Markdown would take for its own inside a line."""
API = {
    "index": ("Index", "what there is, and where"),
    "papers/1": ("Papers", "everything of each paper, in files that each name the next"),
    "ids": ("Identifiers", "from an arXiv id or a DOI to a paper"),
    "withdrawn": ("Withdrawn papers", "no longer in the catalogue, each with the reason"),
    "themes": ("Themes", "with their introductions and the ids of their first papers"),
    "tags": ("Tags", "the controlled vocabulary with other names"),
    "lists": ("Reading lists", "with their sources"),
    "venues": ("Venues", "journals and conferences"),
    "schema": ("Schema", "JSON Schema of all these files"),
}
FILES = {
    "All papers": (permalinks.RECORDS, "the same of all papers in one file, a line each"),
    "Manifest": (permalinks.MANIFEST, "digests of the files, to keep a copy"),
}
"""What the API has beside JSON."""
Entry = tuple[str, str, str]
"""A page's name, its path, and what is said of it."""


def files(catalog: Catalog, site: Site, pages: Iterable[Handwritten]) -> Iterator[tuple[str, str]]:
    """Yield llms.txt and, where the site knows its address, robots.txt."""
    sections = [
        f"## {heading}\n\n{''.join(_line(site, *entry) for entry in entries)}"
        for heading, entries in _sections(catalog, site, pages).items()
        if entries
    ]
    yield permalinks.LLMS, "\n".join([_head(catalog, site), *sections])
    if site.url:
        sitemap = site.address(permalinks.SITEMAP)
        yield permalinks.ROBOTS, f"User-agent: *\nAllow: /\n\nSitemap: {sitemap}\n"


def _head(catalog: Catalog, site: Site) -> str:
    page = site.address(permalinks.url(permalinks.paper("ID")))
    data = site.address(permalinks.api("papers/1" if site.packed else "paper/ID"))
    count = f"Papers: {len(catalog.papers):,}, the newest added on {catalog.updated}."
    whose = "the data of all papers begin at" if site.packed else "its data"
    places = f"A paper's page is `{page}`, {whose} `{data}`."
    said = [f"# {_plain(site.name)}", f"{count} {places}", _plain(site.licence)]
    if site.description:
        said.insert(1, f"> {_plain(site.description)}")
    return "\n\n".join(filter(None, said)) + "\n"


def _sections(catalog: Catalog, site: Site, pages: Iterable[Handwritten]) -> Mapping[str, list[Entry]]:
    return {
        "Themes": [(theme.name, permalinks.theme(theme.id), theme.summary) for theme in catalog.themes],
        "Reading lists": [
            (item.title, permalinks.reading_list(item.id), item.description or item.source)
            for item in catalog.lists
        ],
        "API": [
            *((name, permalinks.api(file), about) for file, (name, about) in API.items()),
            *((name, path, about) for name, (path, about) in FILES.items()),
        ],
        "Exports": [
            (form.name, permalinks.citations(permalinks.PAPERS, form.suffix), "all papers in one file")
            for form in FORMATS.values()
        ],
        "Feeds": [
            ("Atom", permalinks.feed(permalinks.HOME, ".atom"), "the newest papers, with archives"),
            ("OPML", permalinks.SUBSCRIPTIONS, "the feeds of all themes, tags and reading lists"),
        ]
        if site.url
        else [],
        "Listings": [
            ("All papers", permalinks.PAPERS, "newest first"),
            ("New papers", permalinks.NEW, "week by week"),
            *((kind.title, kind.index, kind.description) for kind in KINDS if kind.description),
        ],
        "About": [(page.title, page.path, "") for page in pages],
    }


def _line(site: Site, name: str, path: str, about: str) -> str:
    said = f": {_plain(about)}" if about else ""
    return f"- [{_plain(name)}]({site.address(permalinks.url(path))}){said}\n"


def _plain(text: str) -> str:
    """Return `text` on one line, its formulas in Unicode, with nothing that Markdown would act on."""
    return MARKUP.sub(r"\\\g<0>", " ".join(texmath.to_text(text).split()))
