"""What search results show of a paper."""

from typing import Any

from generator import permalinks
from generator.catalog.records import Paper
from generator.catalog.rows import Row
from generator.text import texmath


def shown(row: Row) -> dict[str, Any]:
    """Return the fields of a paper's row, without empty ones."""
    paper, standing = row.paper, row.standing
    found = {
        "url": row.url,
        "title": texmath.to_text(paper.title),
        "authors": row.authors,
        "members": row.members,
        "more": row.more,
        "year": paper.year,
        "venue": paper.venue,
        "themes": paper.themes,
        "tags": paper.tags,
        "gist": texmath.to_text(paper.gist),
        "pdf": paper.pdf,
        "page": paper.page,
        "doi": row.doi,
        "code": paper.code,
        "links": paper.links,
        "abstract": bool(paper.abstract),
        "standing": standing
        and (standing.text, permalinks.url(permalinks.reading_list(standing.list.id))),
    }
    return {key: value for key, value in found.items() if value}


def line(paper: Paper) -> list[str]:
    """Return a paper's id, title, and authors with venue or year for a one-line result."""
    first = paper.people[0].name if paper.people else ""
    others = " et al." if len(paper.people) > 1 else ""
    about = [first + others, paper.venue or paper.year]
    return [paper.id, texmath.to_text(paper.title), ", ".join(filter(None, about))]
