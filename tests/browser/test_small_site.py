"""Search on a small site of which a test knows every record."""

from hosting import Host
from support import mkdocs

PAPER = "hopfield-networks-is-all-you-need"


def test_an_undated_paper_shows_its_venue_and_themes(toy, chromium):
    record = toy / f"catalog/papers/{PAPER}.yml"
    text = record.read_text("utf-8").replace("published: '2020-07-16'", "review: [published]")
    record.write_text(text, "utf-8")
    mkdocs("build", "--strict", cwd=toy, check=True)
    with Host(toy / "site", "/papershelf/") as host, chromium.new_context() as context:
        page = context.new_page()
        page.goto(f"{host.address()}papers/?q=hopfield")
        result = page.locator("#results .paper", has=page.locator(f'a[href$="papers/{PAPER}/"]'))
        facts = result.locator(".paper-facts")
        assert facts.locator("span").all_inner_texts() == ["Undated", "ICLR 2021"]
        assert facts.locator("a.theme").count() == 2
