"""CSL-JSON items, for citation processors such as pandoc's and Zotero's.

Titles are plain text, as processors show them; `custom` carries the TeX of one that had any.
"""

import json
from collections.abc import Iterable
from typing import Any

from generator.bibliography import author_lists
from generator.bibliography.names import Name
from generator.catalog.records import Paper
from generator.citations.citation import Citation, Kind, cite, identity
from generator.text import plain
from generator.text.texmath import to_text

TYPES: dict[Kind, str] = {
    "article": "article-journal",
    "conference": "paper-conference",
    "preprint": "article",
    "document": "document",
    "thesis": "thesis",
    "book": "book",
    "chapter": "chapter",
}


def item(paper: Paper) -> dict[str, Any]:
    """Return one paper as an item of CSL-JSON, by the fields of its schema."""
    paper, citation = paper.as_published, cite(paper)
    facts = {
        "id": paper.id,
        "type": TYPES[citation.kind],
        "citation-key": paper.citation_key or "",
        "title": plain.one_line(to_text(paper.title)),
        "author": [_name(person.parts) for person in paper.people],
        "issued": _date(citation.date),
        "available-date": _date(citation.first),
        **_where(citation),
        **_identifiers(paper, citation),
        "custom": _unsaid(paper, citation),
    }
    return {key: value for key, value in facts.items() if value}


def entry(paper: Paper) -> str:
    """Return one paper's item as JSON."""
    return json.dumps(item(paper), ensure_ascii=False, indent=1)


def joined(entries: Iterable[str]) -> str:
    """Return items as the list that programs read."""
    return "[" + ",\n".join(entries) + "]\n"


def _where(citation: Citation) -> dict[str, str]:
    found = citation.publication
    return {
        "container-title": found.venue,
        "volume": found.volume,
        "issue": found.number,
        "page": found.pages,
        "genre": found.genre,
        "publisher": "arXiv" if citation.kind == "preprint" else found.publisher,
    }


def _identifiers(paper: Paper, citation: Citation) -> dict[str, Any]:
    arxiv = f"arXiv:{paper.arxiv}" if paper.arxiv else ""
    return {
        # Programs keep what has no field of its own in the note, and read it there.
        "number" if citation.kind == "preprint" else "note": arxiv,
        "DOI": paper.doi,
        "URL": identity(paper),
        "categories": list(paper.categories),
        "keyword": ", ".join(tag.replace("-", " ") for tag in paper.tags),
    }


def _unsaid(paper: Paper, citation: Citation) -> dict[str, dict[str, Any]]:
    own: dict[str, Any] = {}
    authors = list(paper.authors)
    if author_lists.cut_others(authors, []) != authors:
        own["authors"] = authors
    if plain.title(to_text(paper.title)) != plain.one_line(paper.title):
        own["title"] = paper.title
    if citation.exact_venue:
        own["venue"] = citation.exact_venue
    return {"papershelf": own} if own else {}


def _name(name: Name) -> dict[str, str]:
    if name.collective or not name.given:
        return {"literal": name.surname}
    # Zotero drops a particle that has a field of its own; Crossref writes it as here.
    parts = {"family": name.surname, "given": name.given, "suffix": name.suffix}
    return {key: part for key, part in parts.items() if part}


def _date(date: str | None) -> dict[str, list[list[int]]]:
    return {"date-parts": [[int(part) for part in date.split("-")]]} if date else {}
