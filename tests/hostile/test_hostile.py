"""Payloads in every field of a catalogue: refused with their line, or built into a site where none acts.

A run takes a sample, by HOSTILE_SEED or at random; `make fuzz` takes all of them.
"""

import random
import re
from pathlib import Path

import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser

from generator.catalog.shelf import load
from generator.citations import table
from generator.news import digest
from generator.site import Site
from hostile_catalogue import settle, write
from hosts import Host
from numbers_on_record import note
from payloads import SEED, sample
from read_exports import READERS
from support import build_once, build_site, project

TEXTS = sample(20)
MOST_VISITS, MOST_SEARCHES = (400, 40) if SEED == "all" else (20, 5)
"""Pages that a browser opens, the rest being read by a parser that reads as browsers do, and queries."""
VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.log(`${event.effectiveDirective} ${event.blockedURI}`));
"""
INERT = {"script", "style", "iframe", "object", "embed", "base", "form", "frame", "portal", "template"}
"""Elements of which a page holds those of the theme alone."""

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("hostile")]


@pytest.fixture(scope="module")
def hostile(shared):
    """A project whose catalogue holds the payloads, without those that the check refuses."""

    def lay_out():
        folder = project(shared / "hostile-project")
        for path in sorted((folder / "catalog").rglob("*.yml")):
            path.unlink()
        tried = write(folder / "catalog", TEXTS)
        refused = sum(settle(folder / "catalog").values())
        note("hostile fields", seed=SEED, payloads=len(TEXTS), fields=tried, refused=refused)
        settings = yaml.safe_load((folder / "mkdocs.yml").read_text("utf-8"))
        settings |= {
            "site_name": TEXTS[0] + " shelf",
            "site_description": TEXTS[1],
            "site_author": TEXTS[2],
        }
        settings["nav"].append({TEXTS[3]: "about/index.md"})
        (folder / "mkdocs.yml").write_text(yaml.safe_dump(settings, sort_keys=False), "utf-8")

    return build_once(shared / "hostile-project", lay_out)


@pytest.fixture(scope="module")
def hostile_site(hostile, shared):
    """The site of that project, built with `mkdocs build --strict`."""
    return build_once(shared / "hostile-site", lambda: build_site(hostile, shared / "hostile-site"))


def test_every_page_holds_the_themes_elements_alone(hostile_site):
    pages = sorted(hostile_site.rglob("*.html"))
    own = elements(hostile_site / "about/hosts/index.html")
    own |= {("script", file.name, "module") for file in (hostile_site / "assets").rglob("*.js")}
    for page in pages:
        assert elements(page) <= own | elements(hostile_site / "index.html"), page
        for node in LexborHTMLParser(page.read_text("utf-8")).css("*"):
            hold_inert(node, page)
    note("hostile pages", seed=SEED, pages=len(pages))


def elements(page):
    """Return the elements of a page that could act, with what they load."""
    nodes = LexborHTMLParser(page.read_text("utf-8")).css(", ".join(INERT))
    return {
        (node.tag, Path(node.attributes.get("src") or "").name, node.attributes.get("type"))
        for node in nodes
    }


def hold_inert(node, page):
    for name, value in node.attributes.items():
        assert not name.startswith("on"), (page, node.html)
        assert name not in ("style", "srcdoc", "formaction"), (page, node.html)
        if name in ("src", "href", "action", "xlink:href"):
            scheme = re.match(r"\s*([A-Za-z][A-Za-z0-9+.-]*):", value or "")
            assert not scheme or scheme[1] in ("http", "https", "mailto"), (page, node.html)
        if name == "src":
            assert "evil" not in (value or ""), (page, node.html)


def test_nothing_acts_in_a_browser(hostile_site, chromium):
    pages = sorted(path.parent.relative_to(hostile_site) for path in hostile_site.rglob("index.html"))
    chosen = random.Random(SEED).sample(pages, min(len(pages), MOST_VISITS))
    with Host(hostile_site, "/papershelf/") as host:
        page, complaints = watched(chromium, host.address())
        for path in chosen:
            page.goto(host.address() + path.as_posix())
        hold_search(page, host.address())
        page.close()
    assert complaints == []
    note("hostile visits", seed=SEED, pages=len(chosen))


def watched(browser, address):
    """Return a page, and the list of all that it says, does or asks for elsewhere."""
    page, complaints = browser.new_page(), []
    page.add_init_script(VIOLATIONS)
    # Pages that only lead on name no icon, so browsers ask for one at the host's root.
    page.on("console", lambda message: message.location["url"].endswith("/favicon.ico") or complaints.append((page.url, message.text)))  # fmt: skip
    page.on("pageerror", lambda error: complaints.append((page.url, str(error))))
    page.on("dialog", lambda dialog: (complaints.append((page.url, dialog.message)), dialog.dismiss()))
    page.on("popup", lambda popup: complaints.append((page.url, popup.url)))
    page.on(
        "request", lambda r: r.url.startswith((address, "data:")) or complaints.append((page.url, r.url))
    )
    return page, complaints


def hold_search(page, address):
    """Search for payloads in the header and by the address of the explorer."""
    for text in TEXTS[:MOST_SEARCHES]:
        query = " ".join(text.split())[:200].replace("\x00", "")
        page.goto(address)
        page.locator("#search-input").fill(query)
        page.locator("#search-results").wait_for(state="attached")
        page.evaluate("([address, query]) => location.assign(`${address}papers/?q=${encodeURIComponent(query)}`)", [address, query])  # fmt: skip
        page.wait_for_url("**/papers/?q=*")
        page.locator("#results").wait_for(state="attached")


def test_every_export_still_parses(hostile_site):
    for path in sorted(hostile_site.rglob("*")):
        if read := READERS.get(path.suffix):
            read(path.read_text("utf-8"))


def test_tables_and_letters_stay_as_they_are(hostile):
    catalog, site = (
        load(hostile / "catalog").catalog,
        Site(TEXTS[0], TEXTS[1], "", "https://shelf.test/"),
    )
    for row in table.text(catalog.papers, site).splitlines():
        assert not row.startswith(tuple("=+-@"))
        assert not re.search(r',"?[=+@]', row)
    people = "a@shelf.test", "b@shelf.test"
    letter = digest.mail(digest.gather(catalog, site, "2026-01-01"), *people)
    harmless = Site("Shelf", "", "", "https://shelf.test/")
    assert letter.keys() == digest.mail(digest.gather(catalog, harmless, "2026-01-01"), *people).keys()
    assert letter.as_bytes().isascii()
    assert not letter.defects


@pytest.mark.parametrize("text", ["<img src=x onerror=alert(1)>", "<script>alert(1)</script>", "<img src=//evil.invalid/x.png>"])  # fmt: skip
def test_a_page_that_did_not_escape_would_be_noticed(tmp_path, chromium, text):
    (tmp_path / "index.html").write_text(f"<!doctype html><title>x</title><p>{text}")
    with Host(tmp_path) as host:
        page, complaints = watched(chromium, host.address())
        page.goto(host.address())
        page.close()
    assert complaints
