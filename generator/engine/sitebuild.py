"""One build of the site, as far as we make it: what is right stays, the rest is made and written."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from generator.api.files import Manifest
from generator.bibliography.identifiers import check_day
from generator.engine import sitefolder
from generator.engine.edition import edition
from generator.engine.making import PROCESSORS, Maker, Task, keep_or_make_all
from generator.engine.pages import BuiltFiles, GeneratedFile, Pages
from generator.engine.store import Built, Made, Store, write
from generator.engine.watching import Reads
from generator.errors import Problem
from generator.outputs import Content, Outputs, as_bytes
from generator.pages.rendering import Markdown

log = get_plugin_logger("papershelf")


class SiteBuild:
    """A build after MkDocs has read the hand-written pages, and before it writes anything."""

    def __init__(
        self,
        config: MkDocsConfig,
        files: Files,
        nav: Navigation,
        env: Environment,
        made: tuple[Outputs, Reads],
        store: Store,
    ) -> None:
        self.config, self.files, self.nav, self.store = config, files, nav, store
        self.outputs, self.reads = made
        self.pages = Pages(config, files, nav, env)
        self.built = files.ours if isinstance(files, BuiltFiles) else set()

    def run(self, serving: bool) -> None:
        """Make what the site lacks."""
        self._answer_for_linked_pages()
        site = Path(self.config.site_dir)
        before = self.store.begin(self._edition(serving))
        sitefolder.bring_back(site, before.files)
        tasks = self._tasks(serving)
        maker = Maker(site, before, self.reads, self._content, tasks)
        # While pages are served other threads run, and a process that has some cannot be forked safely.
        processes = 1 if serving and before.files else PROCESSORS
        made = dict(keep_or_make_all(maker, [task for task in tasks if not _lists(task)], processes))
        for _, path, content in filter(_lists, tasks):
            assert isinstance(content, Manifest)
            digests = {listed: file.content for listed, file in made.items()}
            made[path] = Made("", (), *write(f"{site}/{path}", content.of(digests)))
        self.store.built = Built(made, maker.values)
        sitefolder.remove(site, before.files.keys() - made.keys())
        self._date_pages()

    def _tasks(self, serving: bool) -> list[Task]:
        """Return what is to be in the site: static files, and the pages that we build."""
        ours = [file for file in self.files if isinstance(file, GeneratedFile)]
        tasks = []
        for file in ours:
            page = file.is_documentation_page()
            included = file.inclusion.is_in_serve() if serving else file.inclusion.is_included()
            if included and (file.src_uri in self.built or not page):
                file.written = True
                tasks.append((file.src_uri, file.dest_uri, file.made_of))
        return tasks

    def _content(self, source: str, content: Content) -> tuple[bytes, str]:
        """Return what a file of the site holds, and the day of its last change if it is a page."""
        if source not in self.built:
            return as_bytes(content), ""
        text = _markdown(content)
        return self.pages.html(self._page(source), text), updated(source, text.meta)

    def _page(self, source: str) -> Page:
        file = self.files.get_file_from_path(source)
        assert file
        assert file.page
        return file.page

    def _answer_for_linked_pages(self) -> None:
        """Give the pages in the navigation their titles, and name the anchors that others link to."""
        linked = {page.file.src_uri for page in self.nav.pages if not page.__dict__.get("title")}
        for file in self.files.documentation_pages():
            if file.page and file.page.links_to_anchors:
                linked |= {target.src_uri for target in file.page.links_to_anchors}
        for source in sorted(linked & self.built):
            self.pages.fill(self._page(source), _markdown(self.outputs[source]))

    def _edition(self, serving: bool) -> str:
        pages = self.files.documentation_pages()
        by_hand = [file.src_uri for file in pages if not isinstance(file, GeneratedFile)]
        return edition(self.config, self.nav, by_hand, serving)

    def _date_pages(self) -> None:
        for source in self.built:
            page = self._page(source)
            made = self.store.built.files.get(page.file.dest_uri)
            page.update_date = made.updated if made else ""


def _lists(task: Task) -> bool:
    """Tell whether a file lists what other files hold."""
    return isinstance(task[2], Manifest)


def updated(source: str, meta: Mapping[str, Any]) -> str:
    """Return the day of a page's last change as its front matter names it, "" where it does not."""
    value = str(meta.get("updated", ""))
    try:
        return check_day(value) if value else ""
    except Problem as problem:
        log.warning(f"{source}: updated: {problem}")
        return ""


def _markdown(content: Content) -> Markdown:
    made = content() if callable(content) else content
    assert isinstance(made, Markdown)
    return made
