"""Templates, filled: Markdown with YAML front matter, everything from records escaped for HTML.

The listings are HTML inside Markdown: one kind of escaping for all content, no character of a title
that Markdown could take for its own, and a quarter of the time that a Markdown list takes to convert.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from functools import cached_property, partial
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from generator import permalinks
from generator.bibliography.dates import day_in_words
from generator.catalog.authors import Author
from generator.catalog.index import Catalog
from generator.catalog.paging import MOST_SORTED
from generator.catalog.records import Paper
from generator.catalog.rows import Rows, standing
from generator.citations.coins import context_object
from generator.citations.formats import FORMATS
from generator.related.related import Related
from generator.site import Site
from generator.text import texmath
from generator.yamlfiles import read as yamlfile

ROOT = "\0"
"""Stands for the way to the site's root in rows, which are rendered once for all pages."""
LONGEST_DESCRIPTION = 300
"""Characters of a page's description; search engines show fewer."""


class Renderer:
    """Renders the pages of one catalog for one site."""

    def __init__(self, catalog: Catalog, site: Site, by_hand: Set[str]) -> None:
        self.catalog, self.site = catalog, site
        self._context_objects = {paper.id: context_object(paper) for paper in catalog.papers}
        self.rows = Rows(catalog)
        self._rendered_rows: dict[str, str] = {}
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
        self.environment.globals |= {"by_hand": by_hand, "formats": tuple(FORMATS.values())}
        self.environment.globals |= {"hue": catalog.hue.__getitem__, "cited": cited_as}
        self.environment.globals |= {"standing_of": partial(standing, catalog)}
        self.environment.globals |= {"MOST_SORTED": MOST_SORTED}

    def page(self, path: str, template: str, meta: Mapping[str, Any], **context: Any) -> tuple[str, str]:
        """Return a page's path and its text.

        `above` in the context lists the pages that lead here, as pairs of path and name.
        """
        trail = [
            {"title": name, "url": permalinks.url(above)} for above, name in context.pop("above", ())
        ]
        meta = {**meta, "breadcrumbs": trail}
        to = partial(permalinks.relative, path)
        context |= {"to": to, "meta": meta}
        context |= {"to_author": partial(self._author_link, path), "row": partial(self._row, path)}
        context["context_object_once"] = self._context_object_once()
        body = self.environment.get_template(template).render(context)
        return path, front_matter(meta) + body

    def redirects(self, path: str, title: str, former_ids: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Yield a redirect to the page at `path` for each id that it had before."""
        template = self.environment.get_template("redirect.html")
        for id in former_ids:
            redirect = permalinks.former(path, id)
            yield redirect, template.render(title=title, target=permalinks.relative(redirect, path))

    @cached_property
    def related(self) -> Related:
        """The related papers of each paper."""
        return Related(self.catalog)

    def author_page(self, author: Author) -> str:
        """Return the address of an author's papers below the site's root."""
        return self.rows.author_urls[author.id]

    def _context_object_once(self) -> Callable[[Paper], str]:
        """Return what gives a paper's ContextObject when a page first lists it, then nothing."""
        listed: set[str] = set()

        def once(paper: Paper) -> str:
            new = paper.id not in listed
            listed.add(paper.id)
            return self._context_objects[paper.id] if new else ""

        return once

    def _author_link(self, source: str, author: Author) -> str:
        return permalinks.relative(source, permalinks.HOME) + self.author_page(author)

    def _row(self, source: str, paper: Paper) -> Markup:
        if paper.id not in self._rendered_rows:
            template, row = self.environment.get_template("row.html"), self.rows.row(paper)
            self._rendered_rows[paper.id] = template.render(row=row, root=ROOT)
        root = permalinks.relative(source, permalinks.HOME)
        return Markup(self._rendered_rows[paper.id].replace(ROOT, root))  # noqa: S704  (escaped by Jinja)


def front_matter(meta: Mapping[str, Any]) -> str:
    """Return YAML front matter; the dumper alone decides how a value is quoted."""
    return f"---\n{yamlfile.dump(dict(meta))}---\n\n"


def dated(papers: Iterable[Paper]) -> dict[str, str]:
    """Return the front matter that dates a page by the newest record that it shows."""
    newest = max((paper.added for paper in papers), default="")
    return {"updated": newest} if newest else {}


def description(text: str) -> str:
    """Return `text` as one plain line short enough for a page's description."""
    plain = " ".join(texmath.to_text(text).split())
    if len(plain) <= LONGEST_DESCRIPTION:
        return plain
    return plain[:LONGEST_DESCRIPTION].rpartition(" ")[0] + " …"


def cited_as(paper: Paper) -> str:
    """Return how a text refers to a paper: Yang & Hu 2020."""
    family = [author.parts.surname for author in paper.people] or [texmath.to_text(paper.title)]
    shown = " & ".join(family) if len(family) < 3 else f"{family[0]} et al."
    return f"{shown} {paper.year}".strip()


def years_by_theme(catalog: Catalog) -> dict[str, Counter[str]]:
    """Return how many papers of each year each theme has."""
    dated = {id: [p for p in papers if p.year] for id, papers in catalog.by_theme.items()}
    return {id: Counter(paper.year for paper in papers) for id, papers in dated.items()}


def written_date(value: str) -> str:
    """Return a date, partial or without a year, as people write it."""
    if value.startswith("XXXX-"):
        return day_in_words(value).replace("XXXX", "(year not given)")
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
