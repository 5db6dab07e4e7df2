"""Generated pages as HTML, kept while a site is served: what did not change is not converted again."""

from dataclasses import dataclass, field
from typing import Any

from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents


@dataclass(frozen=True)
class Converted:
    """What converting a page's Markdown gave."""

    markdown: str
    html: str
    toc: TableOfContents
    anchors: set[str]


@dataclass
class Conversions:
    """The last conversion of each generated page; such pages link to others by HTML alone."""

    kept: dict[str, Converted] = field(default_factory=dict)
    settings: tuple[Any, ...] = ()

    def use(self, *settings: Any) -> None:
        """Forget everything when Markdown is converted under other settings than before."""
        if settings != self.settings:
            self.kept, self.settings = {}, settings

    def before(self, page: Page, markdown: str) -> str:
        """Return the Markdown that needs converting: none where it is the same as last time."""
        kept = self.kept.get(page.file.src_uri)
        return "" if kept and kept.markdown == markdown else markdown

    def after(self, page: Page, html: str, source: str) -> str:
        """Return the page's HTML, new or kept, and give the page the headings that belong to it."""
        path = page.file.src_uri
        if page.markdown:
            self.kept[path] = Converted(source, html, page.toc, page.present_anchor_ids or set())
        kept = self.kept[path]
        page.toc, page.present_anchor_ids, page.markdown = kept.toc, kept.anchors, source
        return kept.html
