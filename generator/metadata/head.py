"""What the head of a paper's page says to machines: tags for reference managers, links for robots.

The tags are Highwire's, which Google Scholar and Zotero read; the links follow Signposting. Every page
names a picture beside. All of it is front matter, and a template prints it whatever it holds.
"""

import re
from collections.abc import Iterable
from itertools import islice
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
"""Authors to whose papers a page's head links."""


def citation(catalog: Catalog, site: Site, paper: Paper) -> dict[str, Any]:
    """Return the `citation_` tags of a paper, by name; `author` is a list."""
    cited = cite(paper)
    page = permalinks.url(permalinks.paper(paper.id))
    tags = {
        "title": to_text(paper.title),
        "author": _authors(paper),
        "publication_date": cited.date.replace("-", "/"),
        "online_date": cited.first.replace("-", "/"),
        **_where(paper, cited),
        "doi": paper.doi,
        "arxiv_id": paper.arxiv,
        "pdf_url": permalinks.arxiv_pdf(paper.arxiv) if paper.arxiv else "",
        "abstract_html_url": site.address(page) if site.url else "",
        "keywords": "; ".join(catalog.tag[id].name for id in paper.tags),
    }
    return {name: value for name, value in tags.items() if value}


def links(site: Site, paper: Paper, authors: Iterable[str]) -> list[dict[str, str]]:
    """Return the typed links of a paper's page; `authors` are the addresses of its authors' papers."""
    page = permalinks.url(permalinks.paper(paper.id))
    found = [{"rel": "cite-as", "url": identity(paper) or site.address(page)}]
    found += [
        {
            "rel": "alternate describedby",
            "type": form.media_type,
            "title": form.name,
            "url": permalinks.citation(paper.id, form.suffix),
        }
        for form in FORMATS.values()
    ]
    if paper.arxiv:
        found.append(
            {"rel": "item", "type": "application/pdf", "url": permalinks.arxiv_pdf(paper.arxiv)}
        )
    found += [{"rel": "author", "url": url} for url in islice(authors, MOST_AUTHORS)]
    found += [{"rel": "type", "url": f"https://schema.org/{type}"} for type in PAGE_TYPES]
    if address := licence(site):
        found.append({"rel": "license", "url": address})
    return found


def card(site: Site, theme: Theme) -> dict[str, dict[str, str]]:
    """Return the front matter that names a page's picture; none on a site without address."""
    if not site.url:
        return {}
    image = site.address(permalinks.card(theme.id))
    return {"card": {"image": image, "alt": f"{site.name}: {theme.name}"}}


def licence(site: Site) -> str:
    """Return the address of the licence that the site names, "" if it is not one of Creative Commons."""
    found = CREATIVE_COMMONS.search(site.licence)
    return f"https://creativecommons.org/licenses/{found[1].lower()}/{found[2]}/" if found else ""


def _authors(paper: Paper) -> list[str]:
    written = [family_first(person.parts) for person in paper.people]
    if len(written) == 1 and re.search(r" .*, .* ", written[0]):
        # Zotero takes two words, a comma and two words for two authors, if no author follows.
        return list(paper.authors)
    return written


def _where(paper: Paper, cited: Citation) -> dict[str, str]:
    match cited.kind:
        case "article":
            numbers = (cited.volume, cited.issue, *cited.pages)
            numbered = zip(("volume", "issue", "firstpage", "lastpage"), numbers, strict=False)
            return {"journal_title": cited.container, **dict(numbered)}
        case "conference":
            return {"conference_title": cited.container}
        case "thesis":
            return {"dissertation_institution": cited.school}
        case "preprint":
            # Zotero knows no tag for preprints; as a report, one keeps its number.
            number = f"arXiv:{paper.arxiv}"
            return {"technical_report_institution": "arXiv", "technical_report_number": number}
    return {}
