"""The flagship's site, built as a newcomer builds it."""

import re
import shutil
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser

from generator.catalog.shelf import load
from generator.text.texmath import to_text
from support import LISTINGS, ROOT, mkdocs

BASE = "https://site.test/"
ONLY_NAMED = {"canonical", "cite-as", "item", "license", "type"}
"""Relations of links that no browser fetches."""


@pytest.fixture(scope="session")
def pages(site):
    """Each page's parsed HTML by its address below the site's root."""
    return {
        path.relative_to(site).as_posix().removesuffix("index.html"): LexborHTMLParser(
            path.read_text("utf-8")
        )
        for path in sorted(site.rglob("*.html"))
    }


@pytest.fixture(scope="session")
def catalog():
    return load(ROOT / "catalog").catalog


def test_the_strict_build_warns_of_nothing(site):
    log = (site.parent / "site.log").read_text()
    assert not re.search("WARNING|ERROR", log)


def test_there_is_a_page_for_everything(pages, catalog):
    for kind, records, count in [
        ("papers", catalog.papers, 214),
        ("themes", catalog.themes, 19),
        ("tags", catalog.tags, 150),
        ("lists", catalog.lists, 5),
    ]:
        assert len(records) == count
        assert {f"{kind}/{record.id}/" for record in records} <= pages.keys()
    assert {f"years/{paper.year}/" for paper in catalog.papers} <= pages.keys()


def test_every_internal_link_and_anchor_resolves(pages, site):
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
    assert broken == []


def test_papers_are_not_in_the_navigation(pages):
    assert len(pages[""].css("header nav a")) < 10


def test_titles_are_plain_text_and_headings_hold_mathml(pages, catalog):
    for paper in catalog.papers:
        page = pages[f"papers/{paper.id}/"]
        assert page.css_first("title").text() == f"{to_text(paper.title)} – Papershelf"
        assert len(page.css("h1")) == 1
        assert bool(page.css("h1 math")) == ("$" in paper.title)


def test_no_formula_is_left_as_tex(pages):
    left = [url for url, page in pages.items() if page.css("code.tex")]
    assert left == []


def test_every_author_has_all_papers(pages, catalog):
    for slug, papers in catalog.by_author.items():
        page = pages[f"papers/{papers[0].id}/"]
        links = [node.attributes["href"] for node in page.css(".authors a")]
        (link,) = [link for link in links if link.endswith(f"#{slug}")]
        target = urljoin(BASE + f"papers/{papers[0].id}/", urldefrag(link)[0]).removeprefix(BASE)
        section = pages[target].css_first(f"section[aria-labelledby='{slug}']")
        found = [
            node.attributes["href"].rstrip("/").rpartition("/")[2]
            for node in section.css(".paper-title")
        ]
        assert found == [paper.id for paper in papers]


def test_two_builds_from_differently_laid_out_records_are_equal(site, tmp_path):
    folder = tmp_path / "other"
    for source in sorted((ROOT / "catalog").rglob("*.yml"), reverse=True):
        target = folder / "catalog" / source.relative_to(ROOT / "catalog")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, target)
    for name in ("mkdocs.yml", "docs", "generator/theme"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        (folder / name).parent.mkdir(exist_ok=True)
        copy(ROOT / name, folder / name)
    mkdocs("build", "--strict", "--site-dir", str(tmp_path / "site"), cwd=folder, check=True)
    assert _files(tmp_path / "site") == _files(site)


def test_reading_lists_hold_the_listings_in_page_order(catalog):
    if not LISTINGS.is_dir():
        pytest.skip(f"no listings at {LISTINGS}")
    curated = yaml.safe_load((LISTINGS.parent / "catalogue/papers.yml").read_text("utf-8"))
    arxiv = {record["listing_title"]: record["arxiv"] for record in curated}
    on_pages = [
        [arxiv[line.strip()] for line in file.read_text("utf-8").splitlines() if line.strip() in arxiv]
        for file in sorted(LISTINGS.glob("*.txt"))
    ]
    on_lists = [
        [catalog.paper[id].arxiv for id in reading_list.papers] for reading_list in catalog.lists
    ]
    assert sorted(on_lists) == sorted(on_pages)
    assert sum(map(len, on_lists)) == 280


def test_no_page_asks_another_host_for_anything(pages):
    for page in pages.values():
        sources = [node.attributes.get("src") or "" for node in page.css("[src]")]
        links = [node.attributes for node in page.css("link")]
        sources += [link["href"] for link in links if link["rel"] not in ONLY_NAMED]
        assert not [source for source in sources if re.match(r"(https?:)?//", source)]


def _targets(page):
    for attribute in ("href", "src"):
        for node in page.css(f"[{attribute}]"):
            yield node.attributes[attribute] or ""


def _files(folder: Path):
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest() for path in files}
