"""Generated pages as MkDocs has them, and how they get their HTML."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from generator.engine import htmlblocks
from generator.outputs import Content, as_bytes
from generator.pages.rendering import Markdown

PLAIN = re.compile(r"(?:(?:<!--block \d+-->|#+ [\w ,.-]+)\n*)+")
"""Marks and headings: Markdown without a link, which means the same on every page."""


class GeneratedFile(File):
    """A generated file, whose content is made when somebody asks for it."""

    made_of: Content
    written = False
    """Whether it is in the site already."""

    @property
    def content_bytes(self) -> bytes:
        """The content of the file."""
        return as_bytes(self.made_of)

    @content_bytes.setter
    def content_bytes(self, value: bytes) -> None:
        self.made_of = value

    @property
    def content_string(self) -> str:
        """The content of the file as text."""
        return as_bytes(self.made_of).decode()

    @content_string.setter
    def content_string(self, value: str) -> None:
        self.made_of = value

    def copy_file(self, dirty: bool = False) -> None:
        """Write the file, unless it is in the site."""
        if not self.written:
            self._content = self.content_bytes
            super().copy_file(dirty)
            self._content = None


class BuiltFiles(Files):
    """The files of a build, of which MkDocs shall know all but read and build only some."""

    def __init__(self, files: Iterable[File]) -> None:
        super().__init__(files)
        self.ours: set[str] = set()
        """Paths of the pages that are read and built by us."""

    def documentation_pages(
        self, *, inclusion: Callable[[InclusionLevel], bool] | None = None
    ) -> list[File]:
        """Return the pages; where MkDocs names what to include, it is about to read or build them."""
        pages = super().documentation_pages(inclusion=inclusion or InclusionLevel.is_included)
        return [file for file in pages if not inclusion or file.src_uri not in self.ours]


class Pages:
    """Turns generated pages into HTML, as MkDocs would."""

    def __init__(self, config: MkDocsConfig, files: Files, nav: Navigation, env: Environment) -> None:
        self.config, self.files, self.nav, self.env = config, files, nav, env
        self.all = files.documentation_pages()
        self._converted: dict[str, tuple[str, Any, set[str]]] = {}

    def html(self, page: Page, text: Markdown) -> bytes:
        """Return a page in its frame."""
        self.fill(page, text)
        page.active = True
        context = get_context(self.nav, self.all, self.config, page)
        output = self.env.get_template(page.meta.get("template", "main.html")).render(context)
        page.active = False
        page.content, page.toc = "", []  # type: ignore[assignment]
        return output.encode("utf-8", "xmlcharrefreplace")

    def fill(self, page: Page, text: Markdown) -> None:
        """Give a page what MkDocs has of one that it has read."""
        body = text.body.lstrip("\n")
        page.meta = dict(text.meta)
        page.markdown = htmlblocks.set_aside(body)
        html, page.toc, anchors = self._convert(page, page.markdown)
        page.content = htmlblocks.put_back(html, body)
        page.present_anchor_ids = anchors | htmlblocks.anchors(body)

    def _convert(self, page: Page, markdown: str) -> tuple[str, Any, set[str]]:
        if known := self._converted.get(markdown):
            return known
        page.render(self.config, self.files)
        converted = (page.content or "", page.toc, page.present_anchor_ids or set())
        if PLAIN.fullmatch(markdown):
            self._converted[markdown] = converted
        return converted
