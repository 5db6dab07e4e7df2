"""Others in a build who want to see the generated pages: plugins, hooks and templates of the user's."""

import re
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

EVENTS = ("pre_page", "page_read_source", "page_markdown", "page_content", "page_context", "post_page")
OTHER_PAGES = re.compile(r"\bpages\b")
"""By which a template would reach the content of other pages."""


UNBEARABLE = {
    "i18n": "it sorts pages by their files on disk, which generated pages do not have",
}
"""Plugins beside which no site can be built, each with the reason."""


def refuse(config: MkDocsConfig) -> str:
    """Return what to say of a plugin beside which ours cannot work, "" if there is none."""
    for name, reason in UNBEARABLE.items():
        if name in config.plugins:
            return f"the plugin {name} does not work beside papershelf: {reason}; remove one of them"
    return ""


def watch_pages(config: MkDocsConfig, ours: Any) -> bool:
    """Tell whether anybody but our plugin would miss pages that MkDocs does not build itself."""
    handlers = [handler for event in EVENTS for handler in config.plugins.events[event]]
    if any(getattr(handler, "__self__", None) is not ours for handler in handlers):
        return True
    folder = config.theme.custom_dir
    templates = Path(folder).rglob("*.html") if folder else ()
    return any(OTHER_PAGES.search(file.read_text("utf-8", "replace")) for file in templates)
