"""What tells machines their way: sitemap, llms.txt and robots.txt name what there is, and truly."""

import gzip
import re
from urllib.robotparser import RobotFileParser

import pytest
import yaml
from defusedxml import ElementTree

from generator.bibliography import names
from generator.catalog.index import Catalog
from generator.catalog.shelf import load
from generator.metadata import crawlers
from generator.search.index import Handwritten
from generator.site import Site
from programs import mkdocs
from support import TOY, generated

pytestmark = pytest.mark.slow

ADDRESS = "https://papershelf.github.io/papershelf/"
NAMESPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
LINK = re.compile(r"^- \[((?:\\.|[^\]\\])+)\]\((\S+)\)(?:: (.+))?$")
OLD, NEW = "on-neural-differential-equations", "hopfield-networks-is-all-you-need"


def sitemap(folder):
    """Return the date of each address in a built site's sitemap, None where it has none."""
    tree = ElementTree.parse(folder / "sitemap.xml")
    urls = [
        (entry.findtext("s:loc", None, NAMESPACE), entry.findtext("s:lastmod", None, NAMESPACE))
        for entry in tree.getroot().findall("s:url", NAMESPACE)
    ]
    assert len(dict(urls)) == len(urls), "an address is listed twice"
    return dict(urls)


def made(site, catalog=None, pages=()):
    return dict(crawlers.files(catalog or load(TOY).catalog, site, pages))


def test_the_sitemap_lists_each_page_once_and_nothing_else(site):
    pages = {
        ADDRESS + path.relative_to(site).as_posix().removesuffix("index.html")
        for path in site.rglob("*.html")
        if 'http-equiv="refresh"' not in path.read_text("utf-8") and path.name != "404.html"
    }
    assert sitemap(site).keys() == pages
    assert f"{ADDRESS}papers/{NEW}/" in pages
    packed = gzip.decompress((site / "sitemap.xml.gz").read_bytes())
    assert packed == (site / "sitemap.xml").read_bytes()


def test_the_sitemap_dates_pages_by_the_newest_record_that_they_show(toy):
    for path in (toy / "catalog/papers").iterdir():
        day = {OLD: "2026-10-02", NEW: "2026-11-19"}.get(path.stem, "2026-11-05")
        data = yaml.safe_load(path.read_text("utf-8")) | {"added": day}
        path.write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")
    (toy / "docs/dated.md").write_text("---\nupdated: 2025-01-31\n---\n\n# Dated\n", "utf-8")
    mkdocs("build", "--strict", cwd=toy, check=True)
    dates = {address.removeprefix(ADDRESS): day for address, day in sitemap(toy / "site").items()}
    assert dates[f"papers/{OLD}/"] == "2026-10-02"
    assert dates[f"papers/{NEW}/"] == "2026-11-19"
    assert [dates[index] for index in ("", "papers/", "themes/", "tags/", "authors/", "years/")] == [
        "2026-11-19"
    ] * 6
    catalog = load(toy / "catalog").catalog
    by_letter = {}
    for slug, papers in catalog.by_author.items():
        by_letter.setdefault(names.letter(catalog.author[slug].parts), []).extend(papers)
    on_lists = {item.id: [catalog.paper[id] for id in item.papers] for item in catalog.lists}
    for folder, groups in {
        "themes": catalog.by_theme,
        "tags": catalog.by_tag,
        "years": catalog.by_year,
        "lists": on_lists,
        "authors": by_letter,
    }.items():
        for id, papers in groups.items():
            assert dates[f"{folder}/{id}/"] == max(paper.added for paper in papers), (folder, id)
    assert {day for path, day in dates.items() if path.startswith("about/")} == {None}
    assert dates["dated/"] == "2025-01-31"


def test_a_tag_without_papers_has_no_date():
    catalog = load(TOY).catalog
    unused = catalog.tags[0].model_copy(update={"id": "unused", "name": "Unused"})
    tags = (*catalog.tags, unused)
    outputs = generated(Catalog(catalog.papers, catalog.themes, tags, catalog.lists))
    assert "updated:" not in outputs["tags/unused.md"]


def test_a_page_with_a_wrong_date_is_complained_of(toy):
    (toy / "docs/dated.md").write_text("---\nupdated: yesterday\n---\n\n# Dated\n", "utf-8")
    built = mkdocs("build", "--strict", cwd=toy)
    assert built.returncode == 1
    assert 'dated.md: updated: "yesterday" is not a date; expected YYYY-MM-DD' in built.stderr
    assert "Traceback" not in built.stderr


def test_a_catalog_without_papers_has_a_sitemap(toy):
    for folder in ("papers", "lists"):
        for path in (toy / "catalog" / folder).iterdir():
            path.unlink()
    (toy / "catalog/themes.yml").write_text("[]\n")
    (toy / "catalog/tags.yml").write_text("[]\n")
    mkdocs("build", "--strict", cwd=toy, check=True)
    assert f"{ADDRESS}papers/" in sitemap(toy / "site")


def test_robots_txt_names_the_sitemap_and_shuts_nobody_out(site):
    robots = RobotFileParser()
    robots.parse((site / "robots.txt").read_text("utf-8").splitlines())
    assert robots.site_maps() == [f"{ADDRESS}sitemap.xml"]
    assert (site / "sitemap.xml").is_file()
    assert robots.can_fetch("Anybody", f"{ADDRESS}papers/{NEW}/")


def test_without_an_address_there_is_no_robots_txt_and_links_are_relative():
    files = made(Site("Shelf"))
    assert files.keys() == {"llms.txt"}
    assert "](themes/hopfield-networks/)" in files["llms.txt"]


def test_llms_txt_has_the_form_that_is_agreed(site):
    text = (site / "llms.txt").read_text("utf-8")
    head, *sections = re.split(r"^## ", text, flags=re.M)
    title, quote, *paragraphs = head.strip().split("\n\n")
    assert title == "# Papershelf"
    assert quote.startswith("> A curated catalogue of papers")
    assert paragraphs[0].startswith("Papers: ")
    assert [section.partition("\n")[0] for section in sections] == [
        "Themes",
        "Reading lists",
        "API",
        "Exports",
        "Feeds",
        "Listings",
        "About",
    ]
    for section in sections:
        _, _, body = section.partition("\n\n")
        assert all(LINK.match(line) for line in body.strip().splitlines()), section
    assert len(text) < 20_000


def test_llms_txt_names_what_the_site_has(site, catalog):
    links = [LINK.match(line) for line in (site / "llms.txt").read_text("utf-8").splitlines()]
    targets = [link[2] for link in links if link]
    assert len(targets) == len(set(targets)) > 20
    for target in targets:
        path = site / target.removeprefix(ADDRESS)
        assert (path / "index.html" if target.endswith("/") else path).is_file(), target
    assert {f"{ADDRESS}themes/{theme.id}/" for theme in catalog.themes} <= set(targets)
    assert {f"{ADDRESS}lists/{item.id}/" for item in catalog.lists} <= set(targets)
    assert f"{ADDRESS}about/api/" in targets


@pytest.mark.parametrize(
    "name", ["A [b](https://evil.test/) c", "<script>*x*</script>", "a\\](b", "`#` _&_"]
)
def test_llms_txt_takes_no_markup_from_records(name):
    catalog = load(TOY).catalog
    theme = catalog.themes[0].model_copy(update={"name": name, "summary": f"{name} $x^2$"})
    catalog = Catalog(catalog.papers, (theme, *catalog.themes[1:]), catalog.tags, catalog.lists)
    text = made(Site(name, name, url=ADDRESS), catalog, [Handwritten("about/x.md", name, "")])[
        "llms.txt"
    ]
    links = [LINK.match(line) for line in text.splitlines() if line.startswith("- ")]
    plain = re.sub(r"\\(.)", r"\1", links[0][1])
    assert (plain, links[0][2]) == (name, f"{ADDRESS}themes/{theme.id}/")
    assert re.sub(r"\\(.)", r"\1", links[0][3]) == f"{name} x²"
    assert (links[-1][2], re.sub(r"\\(.)", r"\1", links[-1][1])) == (f"{ADDRESS}about/x/", name)
