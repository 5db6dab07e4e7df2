"""Where everything lives: the path of each page under docs/ and the links between pages.

A page is named by its Markdown file; a builder with directory URLs serves `papers/x.md` at
`papers/x/` and `papers/index.md` at `papers/`. Links are relative, so a site works under any path.
"""

from posixpath import relpath
from urllib.parse import quote

HOME = "index.md"
PAPERS = "papers/index.md"
THEMES = "themes/index.md"
TAGS = "tags/index.md"
AUTHORS = "authors/index.md"
YEARS = "years/index.md"
LISTS = "lists/index.md"
CONTRIBUTE = "about/contribute.md"
"""A hand-written page; the home page leads to it where there is one."""
RESERVED = frozenset({"index", "page"})
"""Ids that would collide with an index or with its further pages."""


FRAME = frozenset({"search-input", "search-results", "results", "result-count", "result-noun"})
"""Anchors that the pages' frame has taken; its others hold an underscore, which no slug does."""


def anchor(slug: str) -> str:
    """Return the anchor of an author's section."""
    return f"{slug}_" if slug in FRAME else slug


def paper(id: str) -> str:
    """Return the path of a paper's page."""
    return f"papers/{id}.md"


def former(path: str, id: str) -> str:
    """Return the path of the redirect at the former address of a paper's or tag's page."""
    return f"{path.partition('/')[0]}/{id}/index.html"


def schema(name: str) -> str:
    """Return the path of the JSON Schema of a kind of file."""
    return f"schema/{name}.json"


def theme(id: str) -> str:
    """Return the path of a theme's page."""
    return f"themes/{id}.md"


def tag(id: str) -> str:
    """Return the path of a tag's page."""
    return f"tags/{id}.md"


def letter(letter: str) -> str:
    """Return the path of the page of authors filed under a letter."""
    return f"authors/{letter}.md"


def year(year: str) -> str:
    """Return the path of a year's page."""
    return f"years/{year}.md"


def reading_list(id: str) -> str:
    """Return the path of a reading list's page."""
    return f"lists/{id}.md"


def part(first: str, number: int) -> str:
    """Return the path of page `number` of a listing whose first page is `first`."""
    if number == 1:
        return first
    folder = first.removesuffix("index.md") + "page" if first.endswith("index.md") else first[:-3]
    return f"{folder}/{number}.md"


def url(path: str) -> str:
    """Return the address of a page or file below the site's root."""
    if not path.endswith(".md"):
        return path.removesuffix("index.html")
    return path.removesuffix("index.md") if f"/{path}".endswith("/index.md") else path[:-3] + "/"


def relative(source: str, target: str, anchor: str = "") -> str:
    """Return the link from page `source` to page or file `target`."""
    start, end = "/" + url(source), "/" + url(target)
    link = relpath(end, start.rpartition("/")[0] or "/")
    link += "/" if end.endswith("/") else ""
    return link + (f"#{anchor}" if anchor else "")


def arxiv(id: str) -> str:
    """Return the address of a paper's abstract on arXiv."""
    return f"https://arxiv.org/abs/{id}"


def arxiv_pdf(id: str) -> str:
    """Return the address of a paper's PDF on arXiv."""
    return f"https://arxiv.org/pdf/{id}"


def doi(id: str) -> str:
    """Return the address at which a DOI resolves."""
    return "https://doi.org/" + quote(id, safe="/:;()._-")


def daily_papers(arxiv_id: str) -> str:
    """Return the address of a paper's Daily Papers page."""
    return f"https://huggingface.co/papers/{arxiv_id}"
