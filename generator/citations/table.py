"""Papers as CSV for spreadsheets: one row a paper, lists joined by semicolons."""

import csv
import re
from collections.abc import Iterable, Iterator
from io import StringIO

from generator import permalinks
from generator.catalog.records import Paper
from generator.site import Site
from generator.text import texmath

COLUMNS = (
    *("id", "title", "authors", "published", "venue", "arxiv", "doi"),
    *("categories", "themes", "tags", "code", "project", "url", "source_url"),
)
FORMULA = re.compile(r"(^|[;\t\r\n])(\s*)(?=[=+\-@＝＋－＠\t\r\n])")
"""Where a spreadsheet would run a cell, so that it gets an apostrophe; some part cells at semicolons."""


def text(papers: Iterable[Paper], site: Site) -> str:
    """Return the table of some papers with a header row."""
    written = StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(list(map(_harmless, _cells(paper, site))) for paper in papers)
    return written.getvalue()


def _cells(paper: Paper, site: Site) -> Iterator[str]:
    own = {
        "title": texmath.to_text(paper.title),
        "url": site.address(permalinks.url(permalinks.paper(paper.id))),
        "source_url": paper.url or "",
    }
    for column in COLUMNS:
        value = own.get(column) or getattr(paper, column, "") or ""
        yield value if isinstance(value, str) else "; ".join(value)


def _harmless(cell: str) -> str:
    return FORMULA.sub(r"\1\2'", cell)
