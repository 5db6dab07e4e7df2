"""The MkDocs plugin: a thin adapter that hands the generator's pages to a build."""

import gc
import os
import re
from pathlib import Path
from socket import AF_INET, AF_INET6, SO_REUSEADDR, SOL_SOCKET, socket
from typing import Any, Literal

import click
from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_theme_dir
from mkdocs.utils.templates import TemplateContext

from generator import disk, folder, outputs
from generator.engine import guests, htmlblocks, offline, sitefolder
from generator.engine.fingerprints import digest
from generator.engine.pages import BuiltFiles, GeneratedFile
from generator.engine.settings import PapershelfConfig, site
from generator.engine.sitebuild import SiteBuild, updated
from generator.engine.store import Store
from generator.engine.watching import Reads
from generator.errors import CatalogError
from generator.outputs import Outputs
from generator.search import handwritten
from generator.styling import accent

log = get_plugin_logger("papershelf")
UNUSED = re.compile(r"assets/(javascripts|stylesheets|images)/")
"""What Material brings along; of it we need one stylesheet, which styling.stylesheet makes."""
OUR_SCRIPT = "assets/papershelf.js"
NEAREST = "nearest.npz"
"""The store of papers that are near each other."""
TEMPLATES, THEME = (Path(__file__).parents[1] / name for name in ("pages/templates", "theme"))


class PapershelfPlugin(BasePlugin[PapershelfConfig]):
    """Adds the generated pages to a build; while serving, a broken record keeps the last good ones."""

    def __init__(self) -> None:
        self.serving = self.dirty = False
        self.last_good: tuple[Outputs, Reads] | None = None
        self.made: tuple[Outputs, Reads]
        """What this build makes, and the reads of its catalogue."""
        self.store: Store | None = None
        self.nav: Navigation
        self.bodies: dict[str, bytes] = {}
        """The Markdown of each generated page that MkDocs builds, until it is written."""

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Learn whether pages are served; that this method is here keeps the plugin between builds."""
        self.serving, self.dirty = command == "serve", dirty

    def on_config(self, config: MkDocsConfig) -> None:
        """Refuse settings and a port that would not work, and set the site's colour."""
        if self.serving and not self.last_good:
            _refuse_taken(*config.dev_addr)
        if wrong := guests.refuse(config):
            raise PluginError(f"mkdocs.yml: {wrong}")
        if not config.use_directory_urls:
            found = "use_directory_urls is false; expected true, for the pages' links"
            raise PluginError(f"mkdocs.yml: {found}; remove the setting")
        if self.config.accent:
            config.extra_css.insert(0, accent.STYLE)
            own = (config.docs_dir, config.theme.custom_dir or config.docs_dir)
            redrawn = any((Path(folder) / accent.THEME_MARK).exists() for folder in own)
            if config.theme["favicon"] == accent.THEME_MARK and not redrawn:
                config.theme["favicon"] = accent.MARK

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Set aside what the site folder holds, which MkDocs is about to empty.

        Nearly all that a build makes lasts until its end, so looking for garbage in it is a waste; and
        processes that are forked share all that none of them touches.
        """
        gc.disable()
        if not self.config.cache or self.dirty:
            self.store = Store(None)
            return
        _store_file(config).parent.mkdir(parents=True, exist_ok=True)
        if not (self.serving and self.store):
            self.store = Store(None if self.serving else _store_file(config))
        sitefolder.set_aside(Path(config.site_dir))

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Replace what the generator once wrote under docs/ by what it makes of the catalog now."""
        docs = Path(config.docs_dir)
        try:
            once = disk.written(docs)
        except CatalogError as error:
            raise PluginError(str(error)) from None
        for file in [file for file in files if file.src_uri in once]:
            files.remove(file)
        self.made = self._outputs(config, docs, files)
        if files.get_file_from_path(OUR_SCRIPT):
            material = get_theme_dir("material")
            unused = [file for file in files if file.src_dir == material and UNUSED.match(file.src_uri)]
            for file in unused:
                files.remove(file)
        built = BuiltFiles(files)
        undecided = any(config[name] for name in ("exclude_docs", "draft_docs", "not_in_nav"))
        inclusion = InclusionLevel.UNDEFINED if undecided else InclusionLevel.INCLUDED
        for path, content in self.made[0].items():
            file = GeneratedFile.generated(config, path, content="", inclusion=inclusion)
            assert isinstance(file, GeneratedFile)
            file.made_of, file._content = content, None
            built.append(file)
        return built

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> None:
        """Take over the generated pages, if no other plugin and no template wants to see them."""
        self.nav = nav
        if isinstance(files, BuiltFiles) and not guests.watch_pages(config, self):
            ours = files.documentation_pages()
            files.ours = {file.src_uri for file in ours if isinstance(file, GeneratedFile)}

    @event_priority(-100)  # after the plugins that change the environment
    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Tell the templates whether pages are served; make and write what is not in the site yet.

        The policy of pages would forbid the script by which MkDocs reloads served ones.
        """
        env.globals["serving"] = self.serving
        assert self.store
        SiteBuild(config, files, self.nav, env, self.made, self.store).run(self.serving)
        return env

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Keep what was made for the next build, and list what readers can keep."""
        _collect_garbage_again()
        assert self.store
        self.store.write()
        if not self.serving:
            offline.write(Path(config.site_dir), self.store.built.files)

    def on_build_error(self, *, error: Exception) -> None:
        """Leave nothing switched off."""
        _collect_garbage_again()

    @event_priority(-100)  # after the plugins that read the text
    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Date a page by its records, not the clock; convert only what is Markdown in a generated one.

        The sitemap leaves out the date of a page that has none.
        """
        page.update_date = updated(page.file.src_uri, page.meta)
        if not _is_ours(page):
            return markdown
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

    def _outputs(self, config: MkDocsConfig, docs: Path, files: Files) -> tuple[Outputs, Reads]:
        try:
            catalog, warnings = folder.read_catalog(
                Path(self.config.catalog), abstracts=self.config.abstracts
            )
            shown_pages = files.documentation_pages(inclusion=InclusionLevel.is_included)
            by_hand = [handwritten.page(file.src_uri, file.content_string) for file in shown_pages]
            reads = Reads()
            of = site(config, self.config.catalog)
            store = _stores(config) / NEAREST if self.config.cache else None
            made = outputs.generate(catalog, of, by_hand, reads, store)
            disk.refuse_overwriting(made, docs)
        except CatalogError as error:
            if not (self.serving and self.last_good):
                raise PluginError(f"The catalog has errors:\n{error}") from None
            click.echo(f"{error}\nThe last good pages stay up until this is mended.", err=True)
            return self.last_good
        for warning in warnings:
            log.info(str(warning))
        self.last_good = (made, reads) if self.serving else None
        return made, reads


def _collect_garbage_again() -> None:
    """Switch the collector on, what there is counted as old, so that it is not searched at once."""
    gc.freeze()
    gc.unfreeze()
    gc.enable()


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


def _stores(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path or "mkdocs.yml").parent / folder.STORES


def _store_file(config: MkDocsConfig) -> Path:
    """Return the place of what is known of a site folder."""
    project = Path(config.config_file_path or "mkdocs.yml").parent
    site = Path(os.path.relpath(config.site_dir, project)).as_posix()
    return _stores(config) / f"{digest(site.encode()).hex()[:12]}.json"
