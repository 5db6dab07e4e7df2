"""What the head of a paper's page says to machines: tags for reference managers, links for robots.

The tags are Highwire's, which Google Scholar and Zotero read, and Zotero's own for what Highwire's
cannot say. The links have the relations of RFC 8574 and Signposting, of which `license` is that of the
paper itself, where the record has it. Every page names a picture beside. All of it is front matter, and
a template prints it whatever it holds.
"""

import re
from typing import Any

from generator import permalinks
from generator.bibliography.names import family_first
from generator.catalog.index import Catalog
from generator.catalog.records import Paper, Theme
from generator.citations.citation import Citation, cite, identity
from generator.citations.formats import FORMATS
from generator.site import Site
from generator.text.texmath import to_text

CREATIVE_COMMONS = re.compile(r"\bCC (BY(?:-NC)?(?:-SA|-ND)?) (\d\.\d)\b")
PAGE_TYPES = ("AboutPage", "ScholarlyArticle")
"""What Signposting calls a page about a paper."""
MOST_AUTHORS = 30
"""Authors whose ORCID a page's head names."""


def citation(catalog: Catalog, site: Site, paper: Paper) -> dict[str, Any]:
    """Return the `citation_` tags of a paper, by name; `author` is a list."""
    paper, cited = paper.as_published, cite(paper)
    page = permalinks.url(permalinks.paper(paper.id))
    tags = {
        "title": to_text(paper.title),
        "author": _authors(paper),
        "publication_date": cited.date.replace("-", "/"),
        "online_date": cited.first.replace("-", "/"),
        **_where(cited),
        "doi": paper.doi,
        "arxiv_id": paper.arxiv,
        "pdf_url": paper.pdf,
        "abstract_html_url": site.address(page) if site.url else "",
        "public_url": identity(paper),
        "abstract": _abstract(site, paper),
        "keywords": "; ".join(catalog.tag[id].name for id in paper.tags),
    }
    return {name: value for name, value in tags.items() if value}


def zotero(paper: Paper) -> dict[str, str]:
    """Return tags under names that only Zotero reads: the type of a preprint or book, the arXiv id."""
    kind = cite(paper).kind
    if kind == "preprint":
        return {"itemType": "preprint", "repository": "arXiv", "archiveID": f"arXiv:{paper.arxiv}"}
    types = {"book": "book", "chapter": "bookSection"}
    tags = {"itemType": types.get(kind, ""), "extra": f"arXiv: {paper.arxiv}" if paper.arxiv else ""}
    return {name: text for name, text in tags.items() if text}


def links(site: Site, paper: Paper, packed: bool = False) -> list[dict[str, str]]:
    """Return the typed links of a paper's page; on a packed site it has no citation files."""
    page = permalinks.url(permalinks.paper(paper.id))
    found = [{"rel": "cite-as", "url": identity(paper) or site.address(page)}]
    found += [
        {
            "rel": "alternate describedby",
            "type": form.media_type,
            "url": permalinks.citation(paper.id, form.suffix),
        }
        for form in (() if packed else FORMATS.values())
    ]
    if paper.pdf:
        found.append({"rel": "item", "type": "application/pdf", "url": paper.pdf})
    found += [
        {"rel": "author", "url": permalinks.orcid(person.orcid)}
        for person in paper.people[:MOST_AUTHORS]
        if person.orcid
    ]
    found += [{"rel": "license", "url": paper.licence}] if paper.licence else []
    return found + [{"rel": "type", "url": f"https://schema.org/{type}"} for type in PAGE_TYPES]


def card(site: Site, theme: Theme) -> dict[str, dict[str, str]]:
    """Return the front matter for a page's social card, empty on a site without URL."""
    if not site.url:
        return {}
    image = site.address(permalinks.card(theme.id))
    return {"card": {"image": image, "alt": f"{site.name}: {theme.name}"}}


def licence(site: Site) -> str:
    """Return the URL of the site's Creative Commons licence, "" for any other licence."""
    found = CREATIVE_COMMONS.search(site.licence)
    return f"https://creativecommons.org/licenses/{found[1].lower()}/{found[2]}/" if found else ""


def _authors(paper: Paper) -> list[str]:
    written = [family_first(person.parts) for person in paper.people]
    if len(written) == 1 and re.search(r" .*, .* ", written[0]):
        # Zotero takes two words, a comma and two words for two authors, if no author follows.
        return list(paper.authors)
    return written


def _abstract(site: Site, paper: Paper) -> str:
    """Return the record's abstract, else its summary, labelled as such."""
    if paper.abstract or not paper.full:
        return _line(paper.abstract or "")
    licence = CREATIVE_COMMONS.search(site.licence)
    said = ", ".join(filter(None, (site.name, licence and licence[0])))
    return f"{_line(paper.full)} (Summary: {said})"


def _line(text: str) -> str:
    return " ".join(to_text(text).split())


def _where(cited: Citation) -> dict[str, str]:
    found = cited.publication
    numbers = (found.volume, found.number, *cited.pages)
    numbered = dict(zip(("volume", "issue", "firstpage", "lastpage"), numbers, strict=False))
    match cited.kind:
        case "article":
            return {"journal_title": found.venue, **numbered}
        case "conference":
            return {"conference_title": found.venue, **numbered, "publisher": found.publisher}
        case "chapter":
            return {"inbook_title": found.venue, **numbered, "publisher": found.publisher}
        case "thesis":
            return {"dissertation_institution": found.publisher}
    return {"publisher": found.publisher}
