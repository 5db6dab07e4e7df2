"""Search on a small site of which a test knows every record."""

import shutil

from playwright.sync_api import expect

from generator.yamlfiles.read import dump_file
from hosts import Host
from programs import mkdocs

ZEBRA = "Zebra crossings of a differential kind"


def deployed(toy, folder, title=""):
    """Deploy the toy's site to a folder, with one more paper than all others if it has a title."""
    if title:
        record = {
            "title": title,
            "authors": ["Ada Lovelace"],
            "published": "2026-11-01",
            "summary": f"{title}. " * 3,
        }
        text = dump_file({**record, "themes": ["hopfield-networks"], "added": "2026-11-21"})
        (toy / "catalog/papers/the-newest.yml").write_text(text, "utf-8")
    mkdocs("build", "--strict", cwd=toy, check=True)
    shutil.rmtree(folder, ignore_errors=True)
    shutil.move(toy / "site", folder)


def test_a_search_never_mixes_two_deployments(toy, tmp_path, chromium):
    queries = {
        "zebra": ZEBRA,
        "causality": "Causality and Renormalization",
        "ramsauer": "Hopfield Networks",
    }
    deployed(toy, tmp_path / "web")
    cached = {"*": {"Cache-Control": "max-age=600"}}
    with Host(tmp_path / "web", "/", cached) as host, chromium.new_context() as context:
        page = context.new_page()
        page.goto(f"{host.address()}papers/?q=hopfield")
        expect(page.locator("#results .paper-title").first).to_contain_text("Hopfield")
        deployed(toy, tmp_path / "web", ZEBRA)
        for query, title in queries.items():
            page.locator("#explorer_form [name=q]").fill(query)
            expect(page.locator("#results .paper-title")).to_contain_text([title])
            expect(page.locator("#search_hints")).to_contain_text("The catalogue has changed")
        other = context.new_page()
        other.goto(f"{host.address()}about/")
        for query, title in queries.items():
            other.locator("#search-input").fill(query)
            expect(other.locator("#search-results .option")).to_contain_text([title])
