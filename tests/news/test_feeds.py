"""Feeds and weekly pages: read again by a reader's parser, judged by RFC 4287, found from the pages."""

import json
import re
from datetime import date, datetime
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

import feedparser
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from generator import outputs, permalinks
from generator.catalog.index import Catalog
from generator.catalog.listings import WEEKS, week
from generator.catalog.paging import PAPERS_A_PAGE
from generator.catalog.shelf import load
from generator.news import feeds, subscriptions
from generator.news.additions import monday, newest_first
from generator.site import Site
from generator.text.texmath import to_text
from support import TOY, generated

HOSTILE = 'The $\\beta$ of "x": a {{ y }} <b>&amp; ]]> 中文'
PLAIN = HOSTILE.replace("$\\beta$", "β")
LONG_WEEK = "2026-W42"
SITE = Site("Shelf & <Co>", "Papers on $x^2$.", url="https://shelf.test/sub/")
ARCHIVE = "{http://purl.org/syndication/history/1.0}archive"
ATOM = "{http://www.w3.org/2005/Atom}"


def made(catalog, site):
    """Return the text of each feed by its path."""
    return {path: outputs.as_bytes(text).decode() for path, text in feeds.files(catalog, site)}


@pytest.fixture(scope="module")
def written(catalog):
    return made(catalog, SITE)


def changed(**facts):
    """The toy catalog with its first paper changed."""
    toy = load(TOY).catalog
    first, *others = toy.papers
    return Catalog((first.model_copy(update=facts), *others), toy.themes, toy.tags, toy.lists)


def atom(catalog, site=SITE):
    return made(catalog, site)["feeds/all.atom"]


def papers_of(catalog, path):
    """The papers that the feed at a path should tell of."""
    kind, _, id = path.removeprefix("feeds/").rpartition(".")[0].rpartition("/")
    listed = {one.id: [catalog.paper[paper] for paper in one.papers] for one in catalog.lists}
    groups = {"": {"all": catalog.papers}, "themes": catalog.by_theme, "tags": catalog.by_tag}
    found = (groups | {"lists": listed})[kind].get(id, ())
    return sorted(found, key=lambda paper: paper.added, reverse=True)[: feeds.MOST]


def test_everything_that_grows_has_its_feeds(written, catalog):
    kinds = {"themes": catalog.themes, "tags": catalog.tags, "lists": catalog.lists}
    names = ["all", *(f"{kind}/{one.id}" for kind, records in kinds.items() for one in records)]
    every = {f"feeds/{name}{form}" for name in names for form in (".atom", ".json")}
    archives = {permalinks.archive(n + 1) for n in range(len(catalog.papers) // feeds.MOST)}
    assert written.keys() == every | archives
    (opml,) = dict(subscriptions.files(catalog, SITE)).values()
    outlines = ElementTree.fromstring(opml).findall(".//outline[@xmlUrl]")
    assert {outline.get("xmlUrl") for outline in outlines} == {
        urljoin(SITE.url, path) for path in every if path.endswith(".atom")
    }


def test_the_feed_of_all_papers_and_its_archives_hold_every_paper(written, catalog):
    path, links = "feeds/all.atom", []
    assert "syndication/history" not in written[path]
    while path:
        read = feedparser.parse(written[path].encode())
        links += [entry.link for entry in read.entries]
        related = {link.rel: link.href for link in read.feed.links}
        assert related["self"] == urljoin(SITE.url, path)
        assert read.feed.language == "en"
        path = related.get("prev-archive", "").removeprefix(SITE.url)
        assert not path or "syndication/history" in written[path]
    assert set(links) == {urljoin(SITE.url, f"papers/{paper.id}/") for paper in catalog.papers}


def test_a_readers_parser_finds_every_fact_of_every_feed(written, catalog):
    for path, text in written.items():
        if not path.endswith(".atom") or path.startswith("feeds/all/"):
            continue
        read = feedparser.parse(text.encode())
        assert not read.bozo
        assert len(read.entries) == len(papers_of(catalog, path))
        for entry, paper in zip(read.entries, papers_of(catalog, path), strict=True):
            address = f"https://shelf.test/sub/papers/{paper.id}/"
            first_id = (paper.former_ids or (paper.id,))[0]
            assert (entry.title, entry.link) == (to_text(paper.title), address)
            assert entry.id == f"https://shelf.test/sub/papers/{first_id}/"
            assert [author.name for author in entry.get("authors", [])] == list(paper.authors)
            assert entry.get("summary", "") == " ".join(to_text(paper.full).split())
            assert date(*entry.published_parsed[:3]) == date.fromisoformat(paper.added)
            assert entry.updated == f"{paper.modified}T00:00:00Z"
            assert [tag.term for tag in entry.get("tags", [])] == topics(catalog, paper)
            cited = [link.href for link in entry.links if link.type == "application/x-bibtex"]
            assert cited == [f"https://shelf.test/sub/{permalinks.citation(paper.id, '.bib')}"]


def test_both_formats_say_the_same(written, catalog):
    for path, text in written.items():
        if not path.endswith(".json"):
            continue
        feed, other = json.loads(text), feedparser.parse(written[path[:-4] + "atom"].encode())
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert feed["feed_url"] == urljoin(SITE.url, path)
        assert (feed["title"], feed["home_page_url"]) == (other.feed.title, other.feed.link)
        assert len(feed["items"]) == len(other.entries)
        for item, entry in zip(feed["items"], other.entries, strict=True):
            assert (item["id"], item["url"], item["title"]) == (entry.id, entry.link, entry.title)
            assert (item["content_text"], item["date_published"]) == (
                entry.get("summary", entry.title),
                entry.published,
            )
            assert item["content_text"].startswith(item.get("summary", ""))
            assert item.get("tags", []) == [tag.term for tag in entry.get("tags", [])]
            assert item.get("authors", []) == [
                {"name": author.name} for author in entry.get("authors", [])
            ]
            (citation,) = item["attachments"]
            related = {link.href for link in entry.links if link.rel == "related"}
            elsewhere = {item["external_url"]} if "external_url" in item else set()
            assert {citation["url"]} | elsewhere == related


def topics(catalog, paper):
    return [
        *(catalog.theme[id].name for id in paper.themes),
        *(catalog.tag[id].name for id in paper.tags),
    ]


def test_every_atom_feed_keeps_to_the_rfc(written):
    assert {path: faults(text) for path, text in written.items() if path.endswith(".atom")} == {
        path: [] for path in written if path.endswith(".atom")
    }


def test_a_feed_without_papers_keeps_to_the_rfc():
    text = atom(Catalog((), (), (), ()))
    assert faults(text) == []
    assert "1970-01-01T00:00:00Z" in text


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        (r" <title>[^<]*</title>\n", ""),
        (r" <id>[^<]*</id>\n", ""),
        (r"<updated>([^T]*)T[^<]*<", r"<updated>\1<"),
        (r"<name>[^<]*</name>", "<name></name>"),
        (r"<name>", "<email>x</email><name>"),
        (r'  <link rel="alternate"[^>]*>\n', ""),
        (r'rel="related" type="[^"]*"', 'rel="alternate" type="text/html"'),
        (r' href="', ' src="'),
        (r"<id>https://[^/]*", "<id>"),
        (r'term="[^"]*"', ""),
        (r"<summary>", "<summary>One</summary><summary>"),
        (r"<published>", "<added>x</added><published>"),
        (r"</feed>", "<entry><id>x:y</id><title>x</title></entry></feed>"),
    ],
)
def test_the_judge_of_feeds_sees_what_is_wrong(wrong, right):
    text = atom(load(TOY).catalog)
    spoilt = re.sub(wrong, right, text)
    assert spoilt != text
    assert faults(spoilt)


def faults(text):
    """Say what RFC 4287 forbids in an Atom feed."""
    feed = ElementTree.fromstring(text.encode())
    found = [] if feed.tag == ATOM + "feed" else ["root"]
    authored = feed.find(ATOM + "author") is not None
    for holder in (feed, *feed.iterfind(ATOM + "entry")):
        found += list(_holder_faults(holder))
        if not authored and holder is not feed and holder.find(ATOM + "author") is None:
            found.append("4.1.2: an entry without author in a feed without author")
    for person in feed.iter(ATOM + "author"):
        if [child.tag for child in person] != [ATOM + "name"] or not person[0].text:
            found.append("3.2: a person without one name")
    for link in feed.iter(ATOM + "link"):
        if not urlsplit(link.get("href", "")).scheme:
            found.append("4.2.7: a link that leads nowhere")
    if not all(category.get("term") for category in feed.iter(ATOM + "category")):
        found.append("4.2.2: a category without term")
    stamps = [(entry.findtext(ATOM + "id"), entry.findtext(ATOM + "updated")) for entry in feed]
    stamps = [stamp for stamp in stamps if stamp != (None, None)]
    if len(stamps) != len(set(stamps)):
        found.append("4.1.1: one entry twice at the same time")
    return found


ONCE = {"id", "title", "updated"}
AT_MOST_ONCE = {
    "feed": {"subtitle", "rights", "generator", "icon", "logo"},
    "entry": {"summary", "published", "rights", "content", "source"},
}
OFTEN = {"author", "category", "contributor", "link"}


def _holder_faults(holder):
    kind = holder.tag.removeprefix(ATOM)
    names = [child.tag.removeprefix(ATOM) for child in holder]
    for name in set(names) | ONCE:
        if name in ONCE and names.count(name) != 1:
            yield f"{kind}: {names.count(name)} {name}"
        if name in AT_MOST_ONCE[kind] and names.count(name) > 1:
            yield f"{kind}: several {name}"
        if name != ARCHIVE and name not in ONCE | AT_MOST_ONCE[kind] | OFTEN | (
            {"entry"} if kind == "feed" else set()
        ):
            yield f"{kind}: {name} is not Atom"
    for child in holder:
        name, text = child.tag.removeprefix(ATOM), child.text or ""
        if name in ("updated", "published") and not _is_instant(text):
            yield f"3.3: {text} is not a date"
        if name == "id" and not urlsplit(text).scheme:
            yield f"4.2.6: {text} is not an IRI"
        if name in ("title", "subtitle", "summary") and (
            len(child) or child.get("type", "text") != "text"
        ):
            yield f"3.1: {name} is not plain"
    links = [
        child for child in holder.iterfind(ATOM + "link") if child.get("rel", "alternate") == "alternate"
    ]
    if len({(link.get("type"), link.get("hreflang")) for link in links}) != len(links):
        yield f"{kind}: two alternates of one kind"
    if kind == "entry" and not links:
        yield "4.1.2: neither content nor a link to it"


def _is_instant(text):
    try:
        return datetime.fromisoformat(text).tzinfo is not None and "T" in text
    except ValueError:
        return False


def test_hostile_text_comes_back():
    text = made(changed(title=HOSTILE, authors=('O\'Neil–Ünal "X" & <i>',)), SITE)
    read = feedparser.parse(text["feeds/all.atom"].encode())
    entry = next(entry for entry in read.entries if "{{" in entry.title)
    assert (entry.title, entry.author) == (PLAIN, 'O\'Neil–Ünal "X" & <i>')
    assert (read.feed.title, read.feed.subtitle) == ("Shelf & <Co>", "Papers on x².")
    assert faults(text["feeds/all.atom"]) == []
    assert PLAIN in [item["title"] for item in json.loads(text["feeds/all.json"])["items"]]


@given(title=st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
@pytest.mark.slow
def test_no_title_makes_a_feed_that_is_not_xml(title):
    text = atom(changed(title=title))
    assert faults(text) == []
    shown = [node.text or "" for node in ElementTree.fromstring(text).iter(ATOM + "title")]
    assert re.sub("[\ufffe\uffff]", "\ufffd", to_text(title)) in shown


def test_a_paper_without_summary_date_and_theme_has_its_entry():
    text = made(changed(summary=None, abstract=None, authors=(), published=None, themes=()), SITE)
    assert faults(text["feeds/all.atom"]) == []
    items = json.loads(text["feeds/all.json"])["items"]
    assert all(item["content_text"] for item in items)


def test_the_newest_additions_come_first_and_date_the_feed():
    catalog = load(TOY).catalog
    days = [f"2026-12-{day:02}" for day in range(1, len(catalog.papers) + 1)]
    papers = tuple(
        p.model_copy(update={"added": day}) for p, day in zip(catalog.papers, days, strict=True)
    )
    read = feedparser.parse(atom(Catalog(papers, catalog.themes, catalog.tags, ())).encode())
    assert [entry.published[:10] for entry in read.entries] == days[::-1]
    assert read.feed.updated == f"{days[-1]}T00:00:00Z"


def test_papers_of_one_day_stay_in_the_order_of_their_page(catalog):
    papers = [paper.model_copy(update={"added": "2026-11-20"}) for paper in catalog.papers]
    assert newest_first(papers) == papers


def test_a_feed_ends_after_so_many_papers(written):
    assert len(json.loads(written["feeds/all.json"])["items"]) == feeds.MOST


def test_an_entry_keeps_its_id_when_the_page_moves():
    entries = feedparser.parse(atom(changed(former_ids=("first", "second"))).encode()).entries
    moved = [entry for entry in entries if entry.id == "https://shelf.test/sub/papers/first/"]
    assert [entry.link != entry.id for entry in moved] == [True]
    assert "papers/first/index.html" in generated(changed(former_ids=("first", "second")), SITE)


def test_equal_records_make_equal_feeds(written, shelf):
    assert made(load(shelf / "catalog").catalog, SITE) == written


def front_matter(page):
    return yaml.safe_load(page.split("---\n", 2)[1])


def test_a_site_that_does_not_know_its_address_has_no_feeds():
    outputs = generated(load(TOY).catalog, Site())
    assert not [path for path in outputs if path.startswith("feeds/")]
    assert not [
        path for path, page in outputs.items() if path.endswith(".md") and "feeds" in front_matter(page)
    ]


def test_the_parts_of_a_long_week_hold_every_paper(catalog):
    outputs = generated(catalog, SITE)
    first, expected = (
        permalinks.week(LONG_WEEK),
        next(one.papers for one in WEEKS.of(catalog) if one.id == LONG_WEEK),
    )
    pages = [outputs[permalinks.part(first, number)] for number in (1, 2)]
    found = [re.findall(r'class="paper-title" href="[./]*/papers/([^/]+)/"', page) for page in pages]
    assert [len(part) for part in found] == [PAPERS_A_PAGE] * 2
    assert [id for part in found for id in part] == [paper.id for paper in expected]
    assert permalinks.part(first, 3) not in outputs


def test_weeks_lead_to_each_other_across_years():
    catalog = changed(added="2027-01-01")
    outputs = generated(catalog, SITE)
    earlier, later = (front_matter(outputs[permalinks.week(name)]) for name in ("2026-W47", "2026-W53"))
    assert (earlier["next"]["title"], earlier["previous"]["title"]) == (
        "Week 53 of 2026",
        "Week 44 of 2026",
    )
    assert (later["previous"]["title"], "next" in later) == ("Week 47 of 2026", False)
    listed = LexborHTMLParser(outputs[permalinks.NEW]).css(".weeks a:first-child")
    assert [link.text() for link in listed][:3] == [
        "Week 53 of 2026",
        "Week 47 of 2026",
        "Week 44 of 2026",
    ]
    assert listed[-1].text() == "Week 1 of 2026"


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_week_holds_its_days(day):
    start = date.fromisoformat(monday(week(str(day))))
    assert start.isoweekday() == 1
    assert 0 <= (day - start).days < 7


def test_weeks_come_newest_first():
    weeks = [week.id for week in WEEKS.of(changed(added="2027-01-04"))]
    assert weeks[:3] == ["2027-W01", "2026-W47", "2026-W44"]


KINDS = [
    ("", "feeds/all"),
    ("themes/hopfield-networks/", "feeds/themes/hopfield-networks"),
    ("tags/neural-tangent-kernel/", "feeds/tags/neural-tangent-kernel"),
    ("lists/long-list/", "feeds/lists/long-list"),
    ("new/", "feeds/all"),
    ("new/2026-W42/2/", "feeds/all"),
]


@pytest.mark.parametrize(("page", "feed"), KINDS)
def test_each_kind_of_page_names_its_feeds(site, page, feed):
    html = LexborHTMLParser((site / page / "index.html").read_text("utf-8"))
    expected = {"application/atom+xml": f"{feed}.atom", "application/feed+json": f"{feed}.json"}
    for selector in ('link[rel="alternate"]', ".subscribe a[type]"):
        named = {node.attributes["type"]: node.attributes["href"] for node in html.css(selector)}
        found = {type: urljoin(f"/{page}", named[type]).lstrip("/") for type in expected}
        assert found == expected
    assert all((site / path).is_file() for path in expected.values())
    how = html.css_first(".subscribe a:not([type])").attributes["href"]
    assert urljoin(f"/{page}", how) == "/about/subscribe/"


@pytest.mark.parametrize("page", ["papers/", "about/subscribe/"])
def test_readers_find_the_feeds_of_the_whole_catalogue(site, page):
    html = LexborHTMLParser((site / page / "index.html").read_text("utf-8"))
    found = [node.attributes["href"] for node in html.css('link[rel="alternate"]')]
    paths = [urljoin(f"/{page}", href) for href in found]
    assert paths == ["/feeds/all.atom", "/feeds/all.json"]
