"""The built site of the small catalogue."""

import re
import shutil
from hashlib import sha256
from pathlib import Path
from urllib.parse import urldefrag, urljoin

import pytest

from generator.text.texmath import to_text
from judges import BASE, broken_links, html_errors, loaded_from_elsewhere, parsed
from support import build_site


@pytest.fixture(scope="module")
def pages(site):
    return parsed(site)


def test_there_is_a_page_for_everything(pages, catalog):
    for kind in ("papers", "themes", "tags", "lists"):
        assert {f"{kind}/{record.id}/" for record in getattr(catalog, kind)} <= pages.keys()
    assert {f"years/{paper.year}/" for paper in catalog.papers if paper.year} <= pages.keys()


def test_every_internal_link_and_anchor_resolves(pages, site):
    assert broken_links(site, pages) == []


def test_no_page_asks_another_host_for_anything(pages):
    assert loaded_from_elsewhere(pages) == []


def test_every_page_conforms(site):
    alike = site.glob("papers/study-*/*.html")
    assert html_errors(*sorted({*site.rglob("*.html")} - {*alike})) == []


def test_papers_are_not_in_the_navigation(pages):
    links = [link.attributes["href"] for link in pages[""].css("header nav a")]
    assert "papers/" in links
    assert not any(re.match(r"papers/.", link) for link in links)


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
        end = f"/{slug}/" if len(papers) > 1 else f"#{slug}"
        (link,) = [link for link in links if link.endswith(end)]
        target = urljoin(BASE + f"papers/{papers[0].id}/", urldefrag(link)[0]).removeprefix(BASE)
        several = re.compile(f"{target}([0-9]+/)?")
        shown = "#listing .paper-title" if len(papers) > 1 else f"[id='{slug}'] a"
        found = [
            node.attributes["href"].rstrip("/").rpartition("/")[2]
            for part in sorted(filter(several.fullmatch, pages))
            for node in pages[part].css(shown)
        ]
        assert found == [paper.id for paper in papers]


def test_two_builds_from_differently_laid_out_records_are_equal(shelf, site, tmp_path):
    folder = tmp_path / "other"
    for source in sorted((shelf / "catalog").rglob("*.yml"), reverse=True):
        target = folder / "catalog" / source.relative_to(shelf / "catalog")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, target)
    shutil.copytree(shelf / "docs", folder / "docs")
    shutil.copy(shelf / "mkdocs.yml", folder)
    build_site(folder, tmp_path / "site")
    assert _files(tmp_path / "site") == _files(site)


def _files(folder: Path):
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest() for path in files}
