"""The other builder: `catalog generate` and `zensical build` make the pages that MkDocs makes."""

import re
import subprocess
import sys
from fnmatch import fnmatch
from textwrap import dedent
from urllib.parse import urljoin

import pytest
from selectolax.lexbor import LexborHTMLParser

from programs import mkdocs
from support import ROOT, project

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("zensical")]

ADDRESS = "https://papershelf.github.io/papershelf/"
ONLY_MKDOCS = {
    "sitemap.xml.gz": "Zensical leaves compression to the host",
    "offline.json": "written after a build; without it my/ offers no offline copy",
    "offline-files.json": "as above",
}
ONLY_ZENSICAL = {
    "__init__.py": "it takes every file of a theme's folder for one of the site's",
    "mkdocs_theme.yml": "as above",
    "search.json": "its own search's index, which our pages do not load",
    "assets/images/favicon.png": "its own theme's, which our pages do not load; the plugin leaves Material's out",
    "assets/javascripts/*": "as above",
    "assets/stylesheets/*": "as above",
}
OTHERWISE = {"sitemap.xml": "Zensical names no dates"}
"""Accepted differences, each with its reason. One more: it sorts the keys of the front matter's mappings,
so a paper's citation_* stand in another order; those of one name, its authors, keep theirs."""

PLACES = {"href", "src", "action"}


@pytest.fixture(scope="module")
def sites(tmp_path_factory):
    """One project built by MkDocs and by Zensical, with a hostile title and a section within a section."""
    folder = project(tmp_path_factory.mktemp("both") / "project")
    record = folder / "catalog/papers/on-neural-differential-equations.yml"
    hostile = "title: '<b>\"Bold\" & {{ 1 }}</b> {% raw %} $x < y$ </script><script>alert(1)</script>'"
    record.write_text(re.sub("^title: .*", hostile, record.read_text("utf-8"), flags=re.M), "utf-8")
    (folder / "docs/guide").mkdir()
    (folder / "docs/guide/deep.md").write_text(
        "---\ntitle: Deep & <b>\n---\n\n# Deep\n\n[Up](../about/read.md)\n"
    )
    (folder / "docs/guide/plain.md").write_text("# Without front matter\n")
    settings = folder / "mkdocs.yml"
    nested = "  - About:\n      - Deeper: [Deep: guide/deep.md]\n"
    settings.write_text(settings.read_text("utf-8").replace("  - About:\n", nested, 1), "utf-8")
    mkdocs("build", "--strict", "--site-dir", str(folder / "by-mkdocs"), cwd=folder, check=True)
    run("generator", "generate", cwd=folder)
    run("zensical", "build", "--strict", cwd=folder)
    return folder / "by-mkdocs", folder / "site"


def run(module, *args, cwd):
    ran = subprocess.run([sys.executable, "-m", module, *args], cwd=cwd, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def names(folder):
    return {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}


def shape(file, folder):
    """Return a page's elements and text in their order, its links in full, citation_* and z:* by name."""
    base = ADDRESS + file.relative_to(folder).as_posix().removesuffix("index.html")
    found, citation = [], []
    for node in LexborHTMLParser(file.read_text("utf-8")).root.traverse(include_text=True):
        if node.tag == "-text":
            found += [" ".join(node.text_content.split())] if node.text_content.strip() else []
            continue
        attributes = {
            name: urljoin(base, value or "") if name in PLACES else value
            for name, value in node.attributes.items()
        }
        citing = (attributes.get("name") or "").startswith(("citation_", "z:"))
        (citation if citing else found).append((node.tag, sorted(attributes.items(), key=str)))
    return found, sorted(citation, key=lambda tag: tag[1][1])


def test_both_make_the_same_files(sites):
    by_mkdocs, by_zensical = map(names, sites)
    assert by_mkdocs - by_zensical == ONLY_MKDOCS.keys()
    more = by_zensical - by_mkdocs
    for pattern in ONLY_ZENSICAL:
        unmatched = {name for name in more if not fnmatch(name, pattern)}
        assert unmatched != more, f"{pattern} is no difference any more"
        more = unmatched
    assert more == set()


def test_every_page_has_the_same_text_links_and_metadata(sites):
    by_mkdocs, by_zensical = sites
    pages = sorted(name for name in names(by_mkdocs) if name.endswith(".html"))
    assert len(pages) > 60
    for page in pages:
        assert shape(by_zensical / page, by_zensical) == shape(by_mkdocs / page, by_mkdocs), page


def test_every_other_file_is_the_same_to_the_byte(sites):
    by_mkdocs, by_zensical = sites
    shared = names(by_mkdocs) & names(by_zensical)
    others = {name for name in shared if not name.endswith(".html")}
    assert {"search/edition.json", "papers.bib", "api/v1/index.json", "assets/material.css"} <= others
    differing = {n for n in others if (by_mkdocs / n).read_bytes() != (by_zensical / n).read_bytes()}
    assert differing == OTHERWISE.keys()


def test_both_sitemaps_name_the_same_pages(sites):
    one, other = (
        re.findall("<loc>(.*?)</loc>", (site / "sitemap.xml").read_text("utf-8")) for site in sites
    )
    assert sorted(one) == sorted(other)
    assert len(one) > 60


def test_the_move_goes_as_the_page_says(tmp_path):
    page = (ROOT / "docs/about/host.md").read_text("utf-8")
    steps = page[page.index("## Other builders") :]
    run("generator", "new", "shelf", "--yes", cwd=tmp_path)
    folder = tmp_path / "shelf"
    subprocess.run(["git", "init", "--quiet", "."], cwd=folder, check=True)
    subprocess.run(["git", "add", "."], cwd=folder, check=True)
    for line in re.search("```sh\n(.*?)```", steps, re.S)[1].splitlines():
        program, *args = line.split()
        run({"catalog": "generator"}.get(program, program), *args, cwd=folder)
    with (folder / ".gitignore").open("a") as ignored:
        ignored.write(dedent(re.search(" *```text\n(.*?)```", steps, re.S)[1]))
    status = ["git", "status", "--porcelain", "--untracked-files=all"]
    changed = subprocess.run(status, cwd=folder, capture_output=True, text=True, check=True).stdout
    assert [line for line in changed.splitlines() if not line.startswith("A ")] == ["AM .gitignore"]
    assert len(list((folder / "site/papers").iterdir())) > 3


def test_a_colour_reaches_the_other_builder_through_two_settings(tmp_path):
    folder = project(tmp_path / "project")
    settings = (folder / "mkdocs.yml").read_text("utf-8")
    settings = settings.replace("  - papershelf\n", '  - papershelf: {accent: "#2f7d32"}\n')
    two = "theme: {name: papershelf, favicon: assets/accent.svg}\nextra_css: [assets/accent.css]"
    settings = settings.replace("theme: papershelf", two)
    (folder / "mkdocs.yml").write_text(settings, "utf-8")
    run("generator", "generate", cwd=folder)
    run("zensical", "build", "--strict", cwd=folder)
    home = (folder / "site/index.html").read_text("utf-8")
    for link in re.findall(r'<link rel="(?:stylesheet|icon)"[^>]*href="([^"]+)"', home):
        assert (folder / "site" / link).exists()
    assert "accent.css" in home
    assert "accent.svg" in home
