"""The site under its Content-Security-Policy, as <meta> alone and with the headers that hosts are told."""

import json

import pytest

from browsing import KINDS, visits
from hosts import Host, rules, shown
from programs import mkdocs

HEADERS = rules(shown()["docs/_headers"])
MORE = ["new/", "about/hosts/", "about/develop/", "about/cite/"]


@pytest.fixture(scope="module", params=[{}, HEADERS], ids=["meta", "headers"])
def address(request, site):
    """Where the site is served, with or without headers."""
    with Host(site, "/papershelf/", request.param) as host:
        yield host.address()


@pytest.mark.parametrize("address", [HEADERS], ids=["headers"], indirect=True)
def test_every_kind_of_page_passes(visit, address):
    """Without headers, test_every_kind_of_page fails at any message of the policy."""
    page = visit()
    for path in [*KINDS.values(), *MORE]:
        answer = page.goto(address + path)
        assert answer.ok, path
        assert page.evaluate("document.styleSheets.length") >= 2
        for data in page.locator('script[type="application/ld+json"]').all():
            assert json.loads(data.text_content())["@context"]


def test_search_passes(visit):
    page = visit()
    page.locator("#search-input").fill("hopfeild networks")
    page.get_by_role("group", name="Papers").get_by_role("option").first.click()
    page.locator("h1").wait_for()
    assert "/papers/" in page.url


def test_the_search_form_passes_without_script(visit):
    page = visit(java_script_enabled=False)
    page.locator("#search-input").fill("ntk")
    page.locator("#search-input").press("Enter")
    assert page.url.endswith("papers/?q=ntk")


def test_the_explorer_and_what_it_saves_pass(visit):
    page = visit("papers/?theme=hopfield-networks&sort=newest")
    page.locator("#results .tick").first.check()
    with page.expect_download() as download:
        page.locator(".exports").get_by_role("link", name="BibTeX", exact=True).click()
    assert download.value.path().read_text("utf-8").startswith("@")


def test_copying_and_the_scheme_switch_pass(visit):
    page = visit(KINDS["paper"], permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy", exact=True).click()
    page.get_by_role("button", name="Copied").wait_for()
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.locator("button.scheme").click()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != before


ATTACKS = {
    "markup": "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.hit = 1\">')",
    "script": "document.body.append(Object.assign(document.createElement('script'), {text: 'window.hit = 1'}))",
    "handler": "document.body.setAttribute('onclick', 'window.hit = 1'); document.body.click()",
    "style": "document.body.setAttribute('style', 'color: red')",
    "elsewhere": "new Image().src = 'http://localhost:9/'",
    "sent elsewhere": "fetch('http://localhost:9/').catch(() => 0)",
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_slipped_past_all_escaping_would_do_nothing(visit, attack):
    page = visit()
    blocked = page.evaluate(
        f"""new Promise((done) => {{
          document.addEventListener("securitypolicyviolation", () => done(true));
          try {{ {ATTACKS[attack]} }} catch {{}}
          setTimeout(() => done(false), 60_000);
        }})"""
    )
    assert blocked
    assert page.evaluate("window.hit") is None
    assert visit.complaints
    visit.complaints.clear()


@pytest.mark.parametrize(
    ("headers", "shown_in_frame"), [({}, True), (HEADERS, False)], ids=["meta", "headers"]
)
def test_headers_forbid_frames(chromium, site, tmp_path, headers, shown_in_frame):
    with Host(site, "/", headers) as host, Host(tmp_path) as other:
        (tmp_path / "index.html").write_text(f'<!doctype html><iframe src="{host.address()}"></iframe>')
        with visits(chromium, other.address()) as visit:
            page = visit()
            assert page.frames[1].url.startswith("http:" if shown_in_frame else "chrome-error:")
            page.close()
            visit.complaints.clear()


@pytest.fixture
def on_a_subdomain(toy):
    """A site whose address has no path."""
    settings = toy / "mkdocs.yml"
    address = "https://papers.example.org/"
    own = settings.read_text("utf-8").replace("https://papershelf.github.io/papershelf/", address)
    settings.write_text(own, "utf-8")
    mkdocs("build", "--strict", cwd=toy, check=True)
    return toy / "site"


@pytest.mark.parametrize(
    ("published", "name", "path"),
    [("on_a_subdomain", "papers.localhost", "/"), ("site", "localhost", "/papershelf/")],
)
def test_the_page_for_what_is_not_found_works_at_any_depth(request, chromium, published, name, path):
    folder = request.getfixturevalue(published)
    with Host(folder, path, HEADERS) as host, visits(chromium, host.address(name)) as visit:
        page = visit()
        assert page.goto(host.address(name) + "no/such/page/").status == 404
        assert "404" in visit.complaints.pop()  # the browser's own line about the answer
        page.locator("#search-results").wait_for()  # opened by the words of the address
        page.locator("#search-input").fill("hopfield")
        page.get_by_role("group", name="Papers").get_by_role("option").first.click()
        page.locator(".summary").wait_for()
        page.locator("a.brand").click()
        page.wait_for_url(host.address(name))
