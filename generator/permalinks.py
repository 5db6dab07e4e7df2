"""Where everything lives: the path of each page under docs/ and the links between pages.

A page is named by its Markdown file; a builder with directory URLs serves `papers/x.md` at
`papers/x/` and `papers/index.md` at `papers/`. Links are relative, so a site works under any path.
"""

from urllib.parse import quote, urlsplit

HOME = "index.md"
PAPERS = "papers/index.md"
THEMES = "themes/index.md"
TAGS = "tags/index.md"
AUTHORS = "authors/index.md"
YEARS = "years/index.md"
PUBLICATIONS = "publications/index.md"
"""Of a group."""
VENUES = "venues/index.md"
LISTS = "lists/index.md"
NEW = "new/index.md"
MAP = "map/index.md"
TIMELINE = "timeline/index.md"
STATISTICS = "statistics/index.md"
MY_SHELF = "my/index.md"
"""What a reader keeps; the browser fills it."""
FIELD_STYLES = "assets/field.css"
"""The stylesheet of pages with drawings."""
SHELF_STYLES = "assets/shelf.css"
"""The stylesheet of what keeps papers."""
CONTRIBUTE = "about/contribute.md"
"""A hand-written page; the home page leads to it where there is one."""
SUBSCRIBE = "about/subscribe.md"
"""A hand-written page; pages with feeds lead to it where there is one."""
SITEMAP = "sitemap.xml"
"""Which the builder makes."""
API = "api/v1"
ROBOTS = "robots.txt"
MANIFEST = f"{API}/manifest.txt"
"""The digests of the API's files."""
RECORDS = f"{API}/papers.jsonl.gz"
"""All papers in one file."""
SUBSCRIPTIONS = "feeds/all.opml"
"""All feeds, for programs that read feeds."""
LLMS = "llms.txt"
DAILY_PAPERS = "https://huggingface.co/papers"
ARCHIVES = frozenset(
    {"web.archive.org", "archive.softwareheritage.org", "archive.ph", "archive.today", "perma.cc"}
)
"""Hosts that keep copies of pages that are gone elsewhere."""
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


def citation(id: str, suffix: str) -> str:
    """Return the path of the file with a paper's citation in the format of that ending."""
    return f"papers/{id}{suffix}"


def citations(page: str, suffix: str) -> str:
    """Return the path of the file with the citations of all papers that a page and its parts list."""
    return page.removesuffix(".md").removesuffix("/index") + suffix


def author(slug: str) -> str:
    """Return the path of the page of an author of several papers; a letter's page has one character."""
    taken = len(slug) == 1 or slug == "other" or slug in RESERVED
    return f"authors/{slug}_.md" if taken else f"authors/{slug}.md"


def api(name: str, suffix: str = ".json") -> str:
    """Return the path of an API file, `name` being its path below the API's root: paper/ID."""
    return f"{API}/{name}{suffix}"


def theme(id: str) -> str:
    """Return the path of a theme's page."""
    return f"themes/{id}.md"


def places(batch: int) -> str:
    """Return the path of the file with the dot positions of a batch of papers."""
    return f"map/places/{batch}.json"


def card(theme: str = "") -> str:
    """Return the path of the picture for links to a theme and its papers, or to the whole site."""
    return f"themes/{theme}.png" if theme else "card.png"


def tag(id: str) -> str:
    """Return the path of a tag's page."""
    return f"tags/{id}.md"


def letter(letter: str) -> str:
    """Return the path of the page of authors filed under a letter."""
    return f"authors/{letter}.md"


def venue(id: str) -> str:
    """Return the path of a venue's page."""
    return f"venues/{id}_.md" if id in RESERVED else f"venues/{id}.md"


def year(year: str) -> str:
    """Return the path of a year's page."""
    return f"years/{year}.md"


def publications(type: str) -> str:
    """Return the path of the page of a group's publications of a type."""
    return f"publications/{type}.md"


def week(week: str) -> str:
    """Return the path of the page of what was added in an ISO week."""
    return f"new/{week}.md"


def reading_list(id: str) -> str:
    """Return the path of a reading list's page."""
    return f"lists/{id}.md"


def feed(page: str, suffix: str) -> str:
    """Return the path of the feed, in the format of that ending, of the listing on a page."""
    return f"feeds/{'all' if page == HOME else page.removesuffix('.md')}{suffix}"


def archive(number: int) -> str:
    """Return the path of a file of the feed of all papers that does not change any more."""
    return f"feeds/all/{number}.atom"


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
    start, end = url(source).split("/")[:-1], url(target).split("/")
    shared = next((n for n, (a, b) in enumerate(zip(start, end[:-1], strict=False)) if a != b), None)
    common = min(len(start), len(end) - 1) if shared is None else shared
    link = "../" * (len(start) - common) + "/".join(end[common:])
    return (link or "./") + (f"#{anchor}" if anchor else "")


def arxiv(id: str) -> str:
    """Return the address of a paper's abstract on arXiv."""
    return f"https://arxiv.org/abs/{id}"


def arxiv_pdf(id: str) -> str:
    """Return the address of a paper's PDF on arXiv."""
    return f"https://arxiv.org/pdf/{id}"


def doi(id: str) -> str:
    """Return the address at which a DOI resolves."""
    return "https://doi.org/" + quote(id, safe="/:;()._-")


def orcid(id: str) -> str:
    """Return the address of a person's ORCID iD."""
    return f"https://orcid.org/{id}"


def is_archived(address: str) -> bool:
    """Tell whether an address is that of a copy in an archive."""
    return (urlsplit(address).hostname or "") in ARCHIVES


def daily_papers(arxiv_id: str) -> str:
    """Return the address of a paper's Daily Papers page."""
    return f"{DAILY_PAPERS}/{arxiv_id}"
