"""The MkDocs plugin: a thin adapter that hands the generator's pages to a build."""

import re
from collections.abc import Callable
from pathlib import Path
from socket import AF_INET, AF_INET6, SO_REUSEADDR, SOL_SOCKET, socket
from typing import Any, Literal

import click
from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_theme_dir
from mkdocs.utils.templates import TemplateContext

from generator import disk, folder, outputs
from generator.bibliography.identifiers import check_day
from generator.engine import htmlblocks
from generator.engine.settings import PapershelfConfig, site
from generator.errors import CatalogError, Problem
from generator.outputs import Content, Outputs
from generator.search import handwritten
from generator.styling import accent

log = get_plugin_logger("papershelf")
UNUSED = re.compile(r"assets/(javascripts|stylesheets|images)/")
"""What Material brings along; of it we need one stylesheet, which styling.stylesheet makes."""
OUR_SCRIPT = "assets/papershelf.js"
TEMPLATES, THEME = (Path(__file__).parents[1] / name for name in ("pages/templates", "theme"))


class Deferred(File):
    """A generated file whose content is made when it is written, and forgotten."""

    make: Callable[[], str]

    def copy_file(self, dirty: bool = False) -> None:
        """Write the file."""
        self.content_string = self.make()
        super().copy_file(dirty)
        self.content_string = ""


class PapershelfPlugin(BasePlugin[PapershelfConfig]):
    """Adds the generated pages to a build; while serving, a broken record keeps the last good ones."""

    def __init__(self) -> None:
        self.serving = False
        self.last_good: Outputs | None = None
        self.bodies: dict[str, bytes] = {}
        """The Markdown of each generated page until it is written."""

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Learn whether pages are served; that this method is here keeps the plugin between builds."""
        self.serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> None:
        """Refuse settings and a port that would not work, and set the site's colour."""
        if self.serving and not self.last_good:
            _refuse_taken(*config.dev_addr)
        if not config.use_directory_urls:
            found = "use_directory_urls is false; expected true, for the pages' links"
            raise PluginError(f"mkdocs.yml: {found}; remove the setting")
        if self.config.accent:
            config.extra_css.insert(0, accent.STYLE)
            own = (config.docs_dir, config.theme.custom_dir or config.docs_dir)
            redrawn = any((Path(folder) / accent.THEME_MARK).exists() for folder in own)
            if config.theme["favicon"] == accent.THEME_MARK and not redrawn:
                config.theme["favicon"] = accent.MARK

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Replace what the generator once wrote under docs/ by what it makes of the catalog now."""
        docs = Path(config.docs_dir)
        try:
            once = disk.written(docs)
        except CatalogError as error:
            raise PluginError(str(error)) from None
        for file in [file for file in files if file.src_uri in once]:
            files.remove(file)
        made = self._outputs(config, docs, files)
        if files.get_file_from_path(OUR_SCRIPT):
            material = get_theme_dir("material")
            unused = [file for file in files if file.src_dir == material and UNUSED.match(file.src_uri)]
            for file in unused:
                files.remove(file)
        for path, content in made.items():
            files.append(_file(config, path, content))
        return files

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Tell the templates whether pages are served; their policy would forbid MkDocs's script."""
        env.globals["serving"] = self.serving
        return env

    @event_priority(-100)  # after the plugins that read the text
    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Date a page by its records, not the clock; convert only what is Markdown in a generated one.

        The sitemap leaves out the date of a page that has none.
        """
        page.update_date = updated(page)
        if not _is_ours(page):
            return markdown
        page.file.content_string = ""  # read, and of no use any more
        self.bodies[page.file.src_uri] = markdown.encode()  # half as large
        return htmlblocks.set_aside(markdown)

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Name the anchors in the blocks that MkDocs did not see."""
        if body := self.bodies.get(page.file.src_uri):
            page.present_anchor_ids = (page.present_anchor_ids or set()) | htmlblocks.anchors(
                body.decode()
            )
        return html

    @event_priority(100)  # before the plugins that read the page
    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Make a generated page whole again, just before it is written."""
        if body := self.bodies.pop(page.file.src_uri, None):
            page.content = htmlblocks.put_back(page.content or "", body.decode())
        return context

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Forget what a generated page held; all pages at once would fill the memory."""
        if _is_ours(page):
            page.content = ""
        return output

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any
    ) -> LiveReloadServer:
        """Rebuild when a record, a template or the theme changes."""
        for watched in (self.config.catalog, str(TEMPLATES), str(THEME), config.theme.custom_dir):
            if watched:
                server.watch(watched)
        return server

    def _outputs(self, config: MkDocsConfig, docs: Path, files: Files) -> Outputs:
        try:
            catalog, warnings = folder.read_catalog(Path(self.config.catalog))
            shown_pages = files.documentation_pages(inclusion=InclusionLevel.is_included)
            by_hand = [handwritten.page(file.src_uri, file.content_string) for file in shown_pages]
            made = outputs.generate(catalog, site(config, self.config.catalog), by_hand)
            disk.refuse_overwriting(made, docs)
        except CatalogError as error:
            if not (self.serving and self.last_good):
                raise PluginError(f"The catalog has errors:\n{error}") from None
            click.echo(f"{error}\nThe last good pages stay up until this is mended.", err=True)
            return self.last_good
        for warning in warnings:
            log.info(str(warning))
        self.last_good = made if self.serving else None
        return made


def _is_ours(page: Page) -> bool:
    return page.file.generated_by == "papershelf"


def _refuse_taken(host: str, port: int) -> None:
    """Raise PluginError where the server could not listen; MkDocs itself tries only after building."""
    try:
        with socket(AF_INET6 if ":" in host else AF_INET) as probe:
            probe.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)  # as the server does
            probe.bind((host, port))
    except OSError as error:
        other = "choose another port: `make serve PORT=8001` or `mkdocs serve --dev-addr localhost:8001`"
        raise PluginError(f"cannot serve on {host}:{port}: {error.strerror}; {other}") from None


def _file(config: MkDocsConfig, path: str, content: Content) -> File:
    if not callable(content):
        return File.generated(config, path, content=content)
    file = Deferred.generated(config, path, content="")
    assert isinstance(file, Deferred)
    file.make = content
    return file


def updated(page: Page) -> str:
    """Return the day of a page's last change as its front matter names it, "" where it does not."""
    value = str(page.meta.get("updated", ""))
    try:
        return check_day(value) if value else ""
    except Problem as problem:
        log.warning(f"{page.file.src_uri}: updated: {problem}")
        return ""
