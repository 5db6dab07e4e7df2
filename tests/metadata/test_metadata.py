"""What machines read of the site, read back as they read it."""

import gzip
import json
import re
import struct
from io import BytesIO
from urllib.parse import parse_qs

import pytest
import yaml
from PIL import Image
from rdflib import RDF, Graph, Literal, Namespace, URIRef
from selectolax.lexbor import LexborHTMLParser

from generator import disk, outputs
from generator.bibliography import names
from generator.catalog.index import Catalog
from generator.catalog.records import Paper
from generator.catalog.shelf import load
from generator.citations import coins
from generator.citations.citation import cite
from generator.citations.formats import FORMATS
from generator.metadata import cards, head, jsonld
from generator.site import Site
from generator.styling.accent import shades
from generator.text.texmath import to_text
from programs import mkdocs
from support import ROOT, TOY, generated

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
"""rdflib's reader of JSON-LD warns of rdflib."""
ICLR = "International Conference on Learning Representations (ICLR)"
HOME = "https://papershelf.github.io/papershelf/"
SCHEMA = Namespace("https://schema.org/")
SITE = Site("Toy", "A toy catalogue.", "", "https://toy.test/", "Summaries CC BY-SA 4.0.")
HOSTILE = {
    "title": 'The $\\beta$ of "x": a {{ y }} <b></script><!-- & it',
    "authors": ('O\'Neil–Ünal, Jr., {van} der "X"', "ATLAS Collaboration", "Ludwig van der Berg Jr."),
    "venue": 'Journal of <i>"A; B"</i> & {{ C }} 2021',
    "doi": '10.1000/a<b>&"c"(d)%20',
}
ID = "feature-learning-in-infinite-width-neural-networks"


def paper(**facts):
    base = {"id": "x", "title": "A Title", "authors": ["Ada Love"], "published": "2023-05-10"}
    return Paper.model_validate(
        {**base, "summary": "s", "themes": ["t"], "added": "2026-11-20", **facts}
    )


def printed(inverted):
    """A name as it is printed, from Family, Given Suffix; the first comma ends the family name."""
    family, _, given = inverted.partition(", ")
    *first, last = given.split(" ")
    suffixed = last in names.SUFFIXES
    return " ".join([*first, family, last] if suffixed else [given, family]).strip()


def highwire(page):
    """The citation tags of a page as Zotero's translator for embedded metadata gathers them."""
    tags = {}
    for node in page.css("head > meta[name^=citation_]"):
        name = node.attributes["name"].removeprefix("citation_")
        tags.setdefault(name, []).append(node.attributes["content"])
    return {name: values if name == "author" else values[0] for name, values in tags.items()}


def from_highwire(page):
    tags = highwire(page)
    return {
        "title": tags["title"],
        "authors": [printed(name) for name in tags.get("author", [])],
        "year": tags.get("publication_date", "")[:4],
        "doi": tags.get("doi"),
        "arxiv": tags.get("arxiv_id"),
    }


def from_json_ld(page):
    data = linked_data(page)
    ids = {item["propertyID"]: item["value"] for item in data.get("identifier", [])}
    return {
        "title": data["name"],
        "authors": [author["name"] for author in data.get("author", [])],
        "year": data.get("isPartOf", data).get("datePublished", "")[:4],
        "doi": ids.get("doi"),
        "arxiv": ids.get("arxiv"),
    }


def from_coins(context_object):
    """What Zotero takes from an OpenURL ContextObject."""
    values = parse_qs(context_object, strict_parsing=True)
    assert values["ctx_ver"] == ["Z39.88-2004"]
    ids = values.get("rft_id", [])
    (title,) = values.get("rft.atitle") or values["rft.title"]
    return {
        "title": title,
        "authors": sorted(map(printed, values.get("rft.au", []) + values.get("rft.aucorp", []))),
        "year": values.get("rft.date", [""])[0][:4],
        "doi": next((id[9:] for id in ids if id.startswith("info:doi/")), None),
        "arxiv": next((id.partition("/abs/")[2] for id in ids if "/abs/" in id), None),
    }


def recorded(paper):
    return {
        "title": to_text(paper.title),
        "authors": list(paper.authors),
        "year": cite(paper).year,
        "doi": paper.doi,
        "arxiv": paper.arxiv,
    }


def linked_data(page):
    (script,) = page.css('script[type="application/ld+json"]')
    return json.loads(script.text())


def triples(page):
    return Graph().parse(data=json.dumps(linked_data(page)), format="json-ld")


def links(page, rel):
    return [node.attributes["href"] for node in page.css(f"head > link[rel~={rel}]")]


def opened(site, path):
    return LexborHTMLParser((site / path / "index.html").read_text("utf-8"))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """A paper that `catalog check` would refuse, and the site of a builder without our plugin."""
    toy = load(TOY).catalog
    first, *rest = toy.papers
    paper = first.model_copy(update=HOSTILE)
    bare = Paper(id="bare", title="Bare", added="2026-11-20", review=("authors", "published"))
    catalog = Catalog((paper, *rest, bare), toy.themes, toy.tags, toy.lists)
    folder = tmp_path_factory.mktemp("hostile")
    disk.write(outputs.generate(catalog, SITE), folder / "docs")
    theme = {"name": "material", "custom_dir": (ROOT / "generator/theme").as_posix(), "favicon": "x.svg"}
    config = {"site_name": SITE.name, "site_url": SITE.url, "theme": theme, "plugins": []}
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(config), "utf-8")
    built = mkdocs("build", cwd=folder)
    assert built.returncode == 0, built.stderr
    return paper, folder / "site"


def front_matter(text):
    return yaml.safe_load(text.split("---\n", 2)[1])


def pages(site):
    """Every page but redirects and the one for what is not found, by its address below the root."""
    for path in sorted(site.rglob("index.html")):
        page = LexborHTMLParser(path.read_text("utf-8"))
        if not page.css("meta[http-equiv=refresh]"):
            yield path.relative_to(site).as_posix().removesuffix("index.html"), page


def test_reference_managers_read_every_paper(site, catalog):
    for paper in catalog.papers:
        page = opened(site, f"papers/{paper.id}")
        assert from_highwire(page) == recorded(paper)
        assert from_json_ld(page) == recorded(paper)


def test_reference_managers_find_every_paper_of_every_listing_once(site, catalog):
    known = [
        recorded(paper) | {"authors": sorted(paper.authors[: coins.MOST_AUTHORS])}
        for paper in catalog.papers
    ]
    listings = 0
    for address, page in pages(site):
        if re.match("papers/(?!page/)", address):  # the explorer describes what it finds
            assert not page.css(".Z3988")
            continue
        listed = {node.attributes["href"] for node in page.css("li.paper a.paper-title")}
        found = [from_coins(node.attributes["title"]) for node in page.css(".Z3988")]
        assert len(found) == len(listed), address
        assert all(item in known for item in found), address
        listings += bool(found)
    assert listings > 60


def test_every_page_has_a_card(site):
    for address, page in pages(site):
        og = {node.attributes["property"]: node.attributes["content"] for node in page.css("[property]")}
        (canonical,) = links(page, "canonical")
        assert og["og:url"] == canonical == HOME + address
        assert (site / og["og:image"].removeprefix(HOME)).read_bytes()[:4] == b"\x89PNG"
        assert og["og:title"]
        assert og["og:image:alt"]


def test_a_paper_shows_the_card_of_its_theme(site):
    page = opened(site, f"papers/{ID}")
    image = page.css_first("meta[property='og:image']").attributes["content"]
    alt = page.css_first("meta[property='og:image:alt']").attributes["content"]
    assert image == HOME + "themes/neural-tangent-kernel.png"
    assert alt == "Papershelf: Neural tangent kernel and infinite width"


def test_signposts_lead_to_identity_and_formats(site):
    page = opened(site, f"papers/{ID}")
    assert links(page, "cite-as") == ["https://arxiv.org/abs/2011.14522"]
    assert links(page, "item") == ["https://arxiv.org/pdf/2011.14522"]
    assert links(page, "type") == ["https://schema.org/AboutPage", "https://schema.org/ScholarlyArticle"]
    assert links(page, "license") == [], "that would be the paper's, which nobody knows"
    assert links(page, "author") == [], "only an ORCID iD names a person for good"
    described = page.css("link[rel~=describedby]")
    assert [node.attributes["type"] for node in described] == [f.media_type for f in FORMATS.values()]
    assert links(page, "describedby") == [f"../{ID}{form.suffix}" for form in FORMATS.values()]
    assert set(links(page, "describedby")) <= set(links(page, "alternate"))


def test_the_linked_data_of_every_page_is_rdf(site):
    kinds = {}
    for address, page in pages(site):
        if page.css('script[type="application/ld+json"]'):
            kinds.setdefault(address.partition("/")[0], []).append(len(triples(page)))
    assert {kind: len(sizes) for kind, sizes in kinds.items()}.keys() == {
        "",
        "lists",
        "papers",
        "themes",
    }
    assert min(size for sizes in kinds.values() for size in sizes) > 5


def test_breadcrumbs_are_named_in_order(site):
    for part, name in (
        ("lists/first-list", "Reading lists"),
        ("tags/attention", "Tags"),
        ("new/2026-W47", "New papers"),
    ):
        items = opened(site, part).css("[itemtype$=BreadcrumbList] > [itemprop=itemListElement]")
        assert [item.css_first("[itemprop=name]").text() for item in items] == ["Home", name]
        assert [item.css_first("meta").attributes["content"] for item in items] == ["1", "2"]
        assert all(item.css_first("a[itemprop=item]").attributes["href"] for item in items)


def test_a_paper_is_linked_data(site):
    graph, article = triples(opened(site, f"papers/{ID}")), URIRef("https://arxiv.org/abs/2011.14522")
    assert graph.value(predicate=RDF.type, object=SCHEMA.ScholarlyArticle) == article
    assert graph.value(article, SCHEMA.datePublished) == Literal("2020-11-30")
    authors = graph.objects(article, SCHEMA.author / SCHEMA.name)
    assert sorted(map(str, authors)) == ["Edward J. Hu", "Greg Yang"]
    page = graph.value(article, SCHEMA.mainEntityOfPage)
    assert page == URIRef(f"{HOME}papers/{ID}/")
    assert graph.value(page, SCHEMA.license) == URIRef("https://creativecommons.org/licenses/by/4.0/")


def test_the_home_page_is_a_site_that_can_be_searched_and_a_data_set(site):
    graph = triples(opened(site, ""))
    website = graph.value(predicate=RDF.type, object=SCHEMA.WebSite)
    template = graph.value(website, SCHEMA.potentialAction / SCHEMA.target / SCHEMA.urlTemplate)
    assert str(template) == HOME + "papers/?q={query}"
    records = graph.value(predicate=RDF.type, object=SCHEMA.Dataset)
    assert graph.value(records, SCHEMA.license) == URIRef("https://creativecommons.org/licenses/by/4.0/")
    files = [
        str(url).removeprefix(HOME)
        for url in graph.objects(records, SCHEMA.distribution / SCHEMA.contentUrl)
    ]
    assert files
    for file in files:
        data = (site / file).read_bytes()
        lines = gzip.decompress(data).splitlines() if file.endswith(".gz") else [data]
        assert all(map(json.loads, lines)), file


@pytest.mark.parametrize("kind", ["lists", "themes"])
def test_listings_name_their_papers_in_order(site, catalog, kind):
    listing = catalog.lists[0] if kind == "lists" else catalog.themes[0]
    papers = listing.papers if kind == "lists" else [p.id for p in catalog.by_theme[listing.id]]
    graph = triples(opened(site, f"{kind}/{listing.id}"))
    page = graph.value(predicate=RDF.type, object=SCHEMA.CollectionPage)
    items = list(graph.objects(page, SCHEMA.mainEntity / SCHEMA.itemListElement))
    found = {int(graph.value(i, SCHEMA.position)): graph.value(i, SCHEMA.url) for i in items}
    shown = papers[:50]
    assert found == {n: URIRef(f"{HOME}papers/{id}/") for n, id in enumerate(shown, start=1)}


@pytest.mark.parametrize(("part", "first", "count"), [("", 1, 50), ("2/", 51, 50)])
def test_each_page_of_a_listing_says_how_long_the_whole_is(site, part, first, count):
    data = linked_data(opened(site, f"lists/long-list/{part}"))["mainEntity"]
    places = [item["position"] for item in data["itemListElement"]]
    assert (data["numberOfItems"], places) == (100, list(range(first, first + count)))


@pytest.mark.slow
def test_a_hostile_record_comes_back_whole(hostile):
    paper, site = hostile
    page = opened(site, f"papers/{paper.id}")
    assert from_highwire(page) == from_json_ld(page) == recorded(paper)
    assert highwire(page)["journal_title"] == 'Journal of <i>"A; B"</i> & {{ C }}'
    assert len(triples(page)) > 20
    listed = [
        from_coins(node.attributes["title"])
        for node in opened(site, f"themes/{paper.themes[0]}").css(".Z3988")
    ]
    assert recorded(paper) | {"authors": sorted(paper.authors)} in listed
    assert not page.css("b, i")


def test_a_record_that_waits_for_review_says_what_it_knows(hostile):
    _, site = hostile
    page = opened(site, "papers/bare")
    address = SITE.url + "papers/bare/"
    assert highwire(page) == {"title": "Bare", "abstract_html_url": address}
    assert links(page, "cite-as") == [address]
    assert (links(page, "author"), links(page, "item")) == ([], [])
    assert linked_data(page)["name"] == "Bare"
    assert page.css_first("meta[property='og:image']").attributes["content"] == SITE.url + "card.png"


def test_a_site_without_address_promises_none():
    made = generated(load(TOY).catalog, Site("Toy"))
    meta = front_matter(made[f"papers/{ID}.md"])
    assert "card" not in meta
    assert "abstract_html_url" not in meta["citation"]
    assert "mainEntityOfPage" not in json.loads(meta["json_ld"])
    (page,) = [text for path, text in made.items() if path == "lists/first-list.md"]
    items = json.loads(front_matter(page)["json_ld"])["mainEntity"]["itemListElement"]
    assert all(item.keys() == {"@type", "position", "name"} for item in items)
    assert [part["@type"] for part in json.loads(jsonld.home(load(TOY).catalog, Site("Toy")))["@graph"]]


@pytest.mark.parametrize(
    ("authors", "written"),
    [
        (["Ada Love", "Bo van der Berg"], ["Love, Ada", "van der Berg, Bo"]),
        (["Plato", "ATLAS Collaboration"], ["Plato", "ATLAS Collaboration"]),
        (["Max King Jr.", "Ada Love"], ["King, Max Jr.", "Love, Ada"]),
        (["Bo van der Berg"], ["van der Berg, Bo"]),
        (["Bo Maria van der Berg"], ["Bo Maria van der Berg"]),
        (["Bo Maria van der Berg", "Ada Love"], ["van der Berg, Bo Maria", "Love, Ada"]),
    ],
)
def test_authors_are_written_so_that_no_reader_splits_them_wrong(authors, written):
    catalog = Catalog((), (), (), ())
    assert head.citation(catalog, Site(), paper(authors=authors))["author"] == written


@pytest.mark.parametrize(
    ("facts", "tags"),
    [
        (
            {"venue": "Physical Review E 2024"},
            {"journal_title": "Physical Review E", "publication_date": "2024", "online_date": "2023/05/10"},
        ),
        (
            {"venue": "ICLR 2024"},
            {"conference_title": ICLR, "publication_date": "2024", "online_date": "2023/05/10"},
        ),
        (
            {"venue": "PhD thesis, University of Somewhere", "published": "2023-05"},
            {"dissertation_institution": "University of Somewhere", "online_date": "2023/05"},
        ),
        (
            {"arxiv": "2305.12345"},
            {
                "publication_date": "2023/05/10",
                "arxiv_id": "2305.12345",
                "public_url": "https://arxiv.org/abs/2305.12345",
                "pdf_url": "https://arxiv.org/pdf/2305.12345",
            },
        ),
        ({"published": "2023"}, {"publication_date": "2023"}),
    ],
)  # fmt: skip
def test_the_place_and_dates_of_publication_go_by_the_venue(facts, tags):
    found = head.citation(Catalog((), (), (), ()), Site(), paper(**facts))
    assert found == {
        "title": "A Title",
        "author": ["Love, Ada"],
        "abstract": "s (Summary: Papershelf)",
        **tags,
    }


@pytest.mark.parametrize(
    ("facts", "values"),
    [
        ({"venue": "Physical Review E 2024"}, {"rft.genre": ["article"], "rft.jtitle": ["Physical Review E"]}),
        ({"venue": "ICLR 2024"}, {"rft.genre": ["proceeding"], "rft.btitle": [ICLR]}),
        ({"venue": "PhD thesis, A University"}, {"rft.degree": ["PhD thesis"], "rft.inst": ["A University"]}),
        ({"arxiv": "2305.12345"}, {"rft_val_fmt": ["info:ofi/fmt:kev:mtx:dc"], "rft.type": ["preprint"]}),
        ({"doi": "10.1000/a+b;c=d&e"}, {"rft_id": ["info:doi/10.1000/a+b;c=d&e"]}),
    ],
)  # fmt: skip
def test_coins_tell_kinds_of_publication_apart(facts, values):
    found = parse_qs(coins.context_object(paper(**facts)), strict_parsing=True)
    assert {key: found.get(key) for key in values} == values


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("Summaries CC BY 4.0, code MIT.", "https://creativecommons.org/licenses/by/4.0/"),
        ("CC BY-NC-SA 3.0", "https://creativecommons.org/licenses/by-nc-sa/3.0/"),
        ("All rights reserved.", ""),
        ("", ""),
    ],
)
def test_a_licence_is_named_only_where_the_site_names_one(words, address):
    assert head.licence(Site(licence=words)) == address


@pytest.mark.parametrize(
    "title", ["Operator learning", "", "x" * 500, "many words " * 90, "Łoś α é", "🂡"]
)
def test_a_card_is_a_small_png_and_always_the_same(title):
    first = cards.card(title, "Papershelf", cards.COLOURS[0])
    cards.card.cache_clear()
    assert cards.card(title, "Papershelf", cards.COLOURS[0]) == first
    assert first[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", first[16:24]) == (1200, 630)
    assert len(first) < 40_000


@pytest.mark.parametrize(
    ("accent", "shelf"), [("", "#8c2f26"), ("#2f7d32", "#2f7d32"), ("#ffee88", None)]
)
def test_the_sites_card_has_the_sites_colour(accent, shelf):
    files = dict(cards.files(load(TOY).catalog, Site("Mine", accent=accent)))
    drawn = Image.open(BytesIO(files["card.png"]())).convert("RGB").getpixel((10, 600))
    assert f"#{bytes(drawn).hex()}" == (shades(accent)[0] if accent else cards.ACCENT)


def test_a_card_spells_out_what_its_font_has_no_letters_for():
    colour = cards.COLOURS[0]
    assert cards.card("算子学习", "x", colour) == cards.card("Suan Zi Xue Xi", "x", colour)
    assert cards.card("Fréchet", "x", colour) != cards.card("Frechet", "x", colour)


@pytest.mark.parametrize("title", ["شبكات عصبية", "רשתות", "😀"])
def test_a_card_whose_title_cannot_be_drawn_names_the_site(title):
    colour = cards.COLOURS[0]
    assert cards.card(title, "Papershelf", colour) == cards.card("Papershelf", "", colour)


def test_a_card_draws_accents_over_their_letters():
    colour = cards.COLOURS[0]
    assert cards.card("Fre\u0301chet", "x", colour) == cards.card("Fréchet", "x", colour)


def test_cards_have_the_colours_of_the_stylesheet():
    css = (ROOT / "generator/theme/assets/papershelf.css").read_text("utf-8")
    assert tuple(re.findall(r"\.hue-\d { --hue: light-dark\((#\w+)", css)) == cards.COLOURS


def test_the_licence_of_a_record_is_the_paper_s_to_machines():
    known = load(TOY).catalog
    paper = known.paper[ID].model_copy(
        update={"licence": "https://creativecommons.org/licenses/by/4.0/"}
    )
    found = {link["url"] for link in head.links(Site(), paper) if link["rel"] == "license"}
    assert found == {paper.licence}
    assert json.loads(jsonld.article(known, Site(), paper))["license"] == paper.licence
