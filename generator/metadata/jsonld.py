"""JSON-LD in schema.org's vocabulary, for search engines and linked-data tools.

The context is inlined, so that readers need no request.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from generator import permalinks
from generator.catalog.authors import Author
from generator.catalog.index import Catalog
from generator.catalog.records import Paper
from generator.citations.citation import Citation, cite, identity
from generator.metadata.head import licence
from generator.site import Site
from generator.text.texmath import to_text

ADDRESSES = ("contentUrl", "isBasedOn", "license", "sameAs", "url")

Data = dict[str, Any]
TYPES = {"thesis": ["ScholarlyArticle", "Thesis"], "book": "Book"}
"""Of what is no article."""


def article(catalog: Catalog, site: Site, paper: Paper) -> str:
    """Return a paper as a ScholarlyArticle."""
    titles, paper, cited = paper.titles, paper.as_published, cite(paper)
    ids = {"doi": paper.doi, "arxiv": paper.arxiv}
    return _document(
        {
            "@type": TYPES.get(cited.kind, "ScholarlyArticle"),
            "@id": identity(paper),
            "name": to_text(paper.title),
            "headline": to_text(paper.title),
            "alternateName": [to_text(title) for title in titles if title != paper.title],
            "author": [_author(person) for person in paper.people],
            "datePublished": paper.published,
            **_where(paper, cited),
            "identifier": [_identifier(kind, id) for kind, id in ids.items() if id],
            "sameAs": permalinks.arxiv(paper.arxiv) if paper.doi and paper.arxiv else "",
            "about": [catalog.theme[id].name for id in paper.themes],
            "license": paper.licence or "",
            "mainEntityOfPage": _page(site, paper),
        }
    )


def home(catalog: Catalog, site: Site) -> str:
    """Return the site as a WebSite that can be searched, and its records as a Dataset."""
    search = site.address(permalinks.url(permalinks.PAPERS)) + "?q={query}"
    about = {"name": site.name, "description": site.description, "url": site.url}
    website: Data = {"@type": "WebSite", **about}
    if site.url:
        target = {"@type": "EntryPoint", "urlTemplate": search}
        action = {"@type": "SearchAction", "target": target, "query-input": "required name=query"}
        website |= {"@id": f"{site.url}#site", "potentialAction": action}
    records = {
        "@type": "Dataset",
        **about,
        "dateModified": catalog.modified,
        "license": licence(site),
        "creator": {"@type": "Organization", "name": site.name},
        "keywords": [theme.name for theme in catalog.themes],
        "isAccessibleForFree": True,
        "distribution": _distribution(site),
    }
    return _document({"@graph": [_kept(website), _kept(records)]})


def collection(
    site: Site, path: str, about: Mapping[str, Any], papers: Iterable[tuple[int, Paper]], total: int
) -> str:
    """Return a page that lists papers as a CollectionPage.

    `about` describes it in schema.org's words; papers come with their places in the whole listing,
    which has `total` of them.
    """
    items = [_item(site, place, paper) for place, paper in papers]
    page = {
        "@type": "CollectionPage",
        **about,
        "url": _address(site, path),
        "license": licence(site),
        "mainEntity": {
            "@type": "ItemList",
            "numberOfItems": total,
            "itemListElement": items,
        },
    }
    return _document(page)


def _document(data: Data) -> str:
    """Return JSON that can stand inside a script element whatever its texts hold."""
    text = _json(_kept(data))
    context: Data = {"@vocab": "https://schema.org/"}
    context |= {key: {"@type": "@id"} for key in ADDRESSES if f'"{key}":' in text}
    return f'{{"@context":{_json(context)},{text[1:]}'.replace("<", r"\u003c")


def _json(data: Data) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _kept(data: Data) -> Data:
    return {key: value for key, value in data.items() if value not in ("", None, [], {})}


def _author(author: Author) -> Data:
    name, parsed = author.printed, author.parts
    if parsed.collective:
        return {"@type": "Organization", "name": name}
    person = {"@type": "Person", "name": name}
    if author.orcid:
        person["sameAs"] = permalinks.orcid(author.orcid)
    return _kept({**person, "url": author.url})


def _where(paper: Paper, cited: Citation) -> Data:
    found = cited.publication
    publisher = _kept({"@type": "Organization", "name": found.publisher}) if found.publisher else {}
    pages = dict(zip(("pageStart", "pageEnd"), cited.pages, strict=False))
    match cited.kind:
        case "article":
            whole: Data = {"@type": "Periodical", "name": found.venue}
            if found.volume:
                number = {"volumeNumber": found.volume}
                whole = {"@type": "PublicationVolume", **number, "isPartOf": whole}
            issue: Data = {"@type": "PublicationIssue", "issueNumber": found.number}
            issue |= {"datePublished": cited.year, "isPartOf": whole}
            return {"isPartOf": _kept(issue), **pages}
        case "conference" | "chapter":
            sort = "PublicationVolume" if cited.kind == "conference" else "Book"
            volume: Data = {"@type": sort, "name": found.venue, "volumeNumber": found.volume}
            return {
                "isPartOf": _kept({**volume, "datePublished": cited.year, "publisher": publisher}),
                **pages,
            }
        case "book":
            return {"datePublished": cited.year, "publisher": publisher}
        case "thesis":
            date = paper.published if paper.year == cited.year else cited.year
            return {"datePublished": date, "sourceOrganization": publisher}
    return {}


def _identifier(kind: str, id: str) -> Data:
    return {"@type": "PropertyValue", "propertyID": kind, "value": id}


def _page(site: Site, paper: Paper) -> Data:
    if not site.url:
        return {}
    page = {"@type": "WebPage", "@id": _address(site, permalinks.paper(paper.id))}
    dates = {"dateCreated": paper.added, "dateModified": paper.modified}
    return _kept({**page, "license": licence(site), **dates})


def _distribution(site: Site) -> Data:
    url = site.address(permalinks.RECORDS)
    download = {"@type": "DataDownload", "encodingFormat": "application/gzip", "contentUrl": url}
    return download if site.url else {}


def _item(site: Site, place: int, paper: Paper) -> Data:
    item = {"@type": "ListItem", "position": place}
    url = _address(site, permalinks.paper(paper.id))
    return item | ({"url": url} if url else {"name": to_text(paper.title)})


def _address(site: Site, path: str) -> str:
    return site.address(permalinks.url(path)) if site.url else ""
