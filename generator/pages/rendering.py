"""Templates, filled: Markdown with YAML front matter, everything from records escaped for HTML.

The listings are HTML inside Markdown: one kind of escaping for all content, no character of a title
that Markdown could take for its own, and a quarter of the time that a Markdown list takes to convert.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from generator import permalinks
from generator.bibliography.dates import day_in_words
from generator.catalog.authors import Author
from generator.catalog.index import Catalog
from generator.catalog.paging import MOST_PACKED, MOST_SORTED
from generator.catalog.records import Paper
from generator.catalog.rows import Rows, standing
from generator.citations.coins import context_object
from generator.citations.files import offered
from generator.citations.formats import CITATION_SHARDS, FORMATS, Format
from generator.pages.watcher import Watcher
from generator.related.fieldmap import FieldMap
from generator.related.related import Related
from generator.search.documents import in_order
from generator.site import Site
from generator.text import texmath
from generator.yamlfiles import read as yamlfile

ROOT = "\0"
"""Stands for the way to the site's root in rows, which are rendered once for all pages."""
MOST_YEARS = 20
"""Bars of a chart."""
MOST_NAMED = 30
"""Authors that a paper's page names before it folds the others."""
LONGEST_DESCRIPTION = 300
"""Characters of a page's description; search engines show fewer."""


@dataclass(frozen=True)
class Packing:
    """How citations are kept."""

    shards: int
    """The files that a packed site keeps all citations in, 0 where each paper has its own."""


GUESTS = {"render_macros": False}
"""Keeps the plugin macros from running what records hold as templates, with all that Python can do."""


@dataclass(frozen=True)
class Markdown:
    """A Markdown page in its two parts."""

    meta: Mapping[str, Any]
    """What its front matter says."""
    body: str

    def __str__(self) -> str:
        """Return the page as a file holds it; the dumper alone decides how a value is quoted."""
        return f"---\n{yamlfile.dump({**self.meta, **GUESTS})}---\n\n{self.body}"


Output = tuple[str, Callable[[], str | Markdown]]
"""The path of a page or redirect, and what makes it."""


class Renderer:
    """Renders the pages of one catalog for one site."""

    def __init__(
        self,
        catalog: Catalog,
        site: Site,
        by_hand: Set[str],
        watcher: Watcher | None = None,
        store: Path | None = None,
    ) -> None:
        watcher = watcher or Watcher()
        related = Related(catalog, store)
        self.related: Related = watcher.watch("related", related)
        field_map = FieldMap(catalog, related, in_order(catalog))
        self.field_map: FieldMap = watcher.watch("field_map", field_map)
        self.rows: Rows = watcher.watch("rows", Rows(catalog))
        packing = Packing(CITATION_SHARDS if site.packed else 0)
        self.most_pages = MOST_PACKED if packing.shards else None
        self.packing: Packing = watcher.watch("packing", packing)
        self.catalog: Catalog = watcher.watch("catalog", catalog)
        catalog = self.catalog  # so that nothing is read of the other one below
        self.site = site
        self._context_object = watcher.remembered(context_object)
        self._rendered_row = watcher.remembered(self._render_row)
        self.environment = Environment(
            loader=PackageLoader("generator.pages"),
            autoescape=True,
            auto_reload=False,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.environment.filters |= FILTERS
        self.environment.globals |= {"catalog": catalog, "site": site, "links": permalinks}
        self.environment.globals |= {
            "by_hand": by_hand,
            "packing": self.packing,
            "offered": self.offered,
        }
        self.environment.globals |= {"formats": tuple(FORMATS.values())}
        self.environment.globals |= {"hue": catalog.hue.__getitem__, "cited": cited_as}
        self.environment.globals |= {"standing_of": partial(standing, catalog)}
        self.environment.globals |= {"MOST_SORTED": MOST_SORTED, "field_map": self.field_map}
        self.environment.globals |= {"axis": axis(catalog), "tallest": tallest(catalog)}
        self.environment.globals |= {"MOST_NAMED": MOST_NAMED}
        self.environment.tests["without_year"] = without_year

    def page(self, path: str, template: str, meta: Mapping[str, Any], **context: Any) -> Output:
        """Return a page's path and what makes it.

        `above` in the context lists the pages that lead here, as pairs of path and name.
        """
        return path, partial(self.render, path, template, meta, context)

    def render(
        self, path: str, template: str, meta: Mapping[str, Any], context: Mapping[str, Any]
    ) -> Markdown:
        """Return a page, its template filled with the context."""
        own = dict(context)
        above = own.pop("above", ())
        trail = [{"title": name, "url": permalinks.url(page)} for page, name in above]
        meta = {**meta, "breadcrumbs": trail}
        to = partial(permalinks.relative, path)
        own |= {"to": to, "meta": meta}
        own |= {"to_author": partial(self._author_link, path), "row": partial(self._row, path)}
        own["context_object_once"] = self._context_object_once()
        return Markdown(meta, self.environment.get_template(template).render(own))

    def changed(self, path: str) -> str:
        """Return the day on which the record behind a listing's page last changed, "" if unknown."""
        return self.catalog.registered.get(permalinks.url(path), "")

    def empty(self, path: str, title: str) -> Output:
        """Return the page shown in place of one that has no papers."""
        return self.page(path, "empty.md", {"title": title, "search": {"exclude": True}})

    def redirects(self, path: str, title: str, former_ids: Iterable[str]) -> Iterator[Output]:
        """Yield a redirect to the page at `path` for each id that it had before."""
        for id in former_ids:
            redirect = permalinks.former(path, id)
            yield redirect, partial(self._redirect, title, permalinks.relative(redirect, path))

    def _redirect(self, title: str, target: str) -> str:
        return self.environment.get_template("redirect.html").render(title=title, target=target)

    def offered(self, page: str) -> tuple[Format, ...]:
        """Return the formats in which the listing of a page has a file."""
        return tuple(offered(page, bool(self.packing.shards)).values())

    def author_page(self, author: Author) -> str:
        """Return the address of an author's papers below the site's root."""
        return self.rows.author_urls[author.id]

    def _context_object_once(self) -> Callable[[Paper], str]:
        """Return what gives a paper's ContextObject when a page first lists it, then nothing.

        On a packed site only search results have them: they were a third of what listings weigh.
        """
        listed: set[str] = set()
        left_out = bool(self.packing.shards)

        def once(paper: Paper) -> str:
            new = paper.id not in listed
            listed.add(paper.id)
            return self._context_object(paper) if new and not left_out else ""

        return once

    def _author_link(self, source: str, author: Author) -> str:
        return permalinks.relative(source, permalinks.HOME) + self.author_page(author)

    def _row(self, source: str, paper: Paper) -> Markup:
        root = permalinks.relative(source, permalinks.HOME)
        return Markup(self._rendered_row(paper).replace(ROOT, root))  # noqa: S704  (escaped by Jinja)

    def _render_row(self, paper: Paper) -> str:
        return self.environment.get_template("row.html").render(row=self.rows.row(paper), root=ROOT)


def dated(papers: Iterable[Paper], own: str = "") -> dict[str, str]:
    """Return the front matter with the date of the newest record shown."""
    newest = max((own, *(paper.modified for paper in papers)))
    return {"updated": newest} if newest else {}


def description(text: str) -> str:
    """Return `text` as one plain line short enough for a page's description."""
    plain = " ".join(texmath.to_text(text).split())
    if len(plain) <= LONGEST_DESCRIPTION:
        return plain
    return plain[:LONGEST_DESCRIPTION].rpartition(" ")[0] + " …"


def cited_as(paper: Paper) -> str:
    """Return a short reference to a paper: Yang & Hu 2020."""
    family = [author.parts.surname for author in paper.people] or [texmath.to_text(paper.title)]
    shown = " & ".join(family) if len(family) < 3 else f"{family[0]} et al."
    return f"{shown} {paper.year}".strip()


@dataclass(frozen=True)
class Axis:
    """The years that all charts show, so that they can be compared; the few older papers share a bar."""

    first: int
    last: int
    older: bool
    """Whether there are papers from before the first year."""

    def __len__(self) -> int:
        return self.last - self.first + 1

    @property
    def first_label(self) -> str:
        """What stands below the first bar."""
        return f"to {self.first}" if self.older else str(self.first)

    def counts(self, years: Mapping[str, int]) -> list[int]:
        """Return the number of papers of each bar."""
        bars = [0] * len(self)
        for year, count in years.items():
            bars[max(int(year) - self.first, 0)] += count
        return bars


def axis(catalog: Catalog) -> Axis:
    """Return the axis of a catalogue: its years but for the oldest papers, a twentieth of all."""
    years = sorted(int(paper.year) for paper in catalog.papers if paper.year) or [0]
    first = max(years[len(years) // 20], years[-1] - MOST_YEARS + 1)
    return Axis(first, years[-1], years[0] < first)


def years_by_theme(catalog: Catalog) -> dict[str, Counter[str]]:
    """Return how many papers of each year each theme has."""
    dated = {id: [p for p in papers if p.year] for id, papers in catalog.by_theme.items()}
    return {id: Counter(paper.year for paper in papers) for id, papers in dated.items()}


def tallest(catalog: Catalog) -> int:
    """Return how many papers the tallest bar of all themes' charts stands for."""
    bars = (axis(catalog).counts(years) for years in years_by_theme(catalog).values())
    return max((count for counts in bars for count in counts), default=1)


def without_year(date: str) -> bool:
    """Tell whether a date has a day and a month only."""
    return date.startswith("XXXX-")


def written_date(value: str) -> str:
    """Return a date, partial or without a year, as people write it."""
    if without_year(value):
        return day_in_words(value).removesuffix(" XXXX")
    if len(value) == len("YYYY-MM"):
        return day_in_words(value + "-01").removeprefix("1 ")
    return day_in_words(value) if len(value) == len("YYYY-MM-DD") else value


def _paragraphs(text: str) -> list[str]:
    return [" ".join(block.split()) for block in text.split("\n\n") if block.strip()]


FILTERS = {
    "tex": texmath.to_html,
    "plain": texmath.to_text,
    "first_sentence": texmath.first_sentence,
    "paragraphs": _paragraphs,
    "written_date": written_date,
}
