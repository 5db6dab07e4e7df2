"""The plugin in MkDocs: settings, conflicts, and live reload with one rebuild an edit."""

import subprocess
import sys
from socket import socket

import pytest

from generator.cli import main
from programs import mkdocs
from serving import serving

pytestmark = pytest.mark.slow

PAPER = "on-neural-differential-equations"


def test_a_broken_record_stops_a_build_with_its_message(toy):
    record = toy / f"catalog/papers/{PAPER}.yml"
    record.write_text(record.read_text("utf-8").replace("tags:", "tagz:"), "utf-8")
    built = mkdocs("build", "--strict", cwd=toy)
    assert built.returncode == 1
    assert f"catalog/papers/{PAPER}.yml:19: tagz: is not a key that is known" in built.stderr
    assert "Traceback" not in built.stderr
    assert not (toy / "site/papers").exists()


def test_a_handwritten_page_in_a_generated_place_stops_a_build(toy):
    (toy / "docs/papers").mkdir()
    (toy / f"docs/papers/{PAPER}.md").write_text("# Mine")
    built = mkdocs("build", cwd=toy)
    assert built.returncode == 1
    assert "is written by hand where a generated page belongs" in built.stderr


def test_generated_pages_on_disk_do_not_get_in_the_way(toy):
    main(["generate", "--catalog", str(toy / "catalog")], standalone_mode=False)
    (toy / f"catalog/papers/{PAPER}.yml").unlink()
    (toy / "docs/papers/my-notes.md").write_text("# Notes of mine")
    mkdocs("build", "--strict", cwd=toy, check=True)
    assert not (toy / f"site/papers/{PAPER}").exists()
    assert (toy / "site/papers/my-notes/index.html").exists()


def test_settings_that_break_links_are_refused(toy):
    config = toy / "mkdocs.yml"
    config.write_text(config.read_text("utf-8") + "use_directory_urls: false\n", "utf-8")
    built = mkdocs("build", cwd=toy)
    assert built.returncode == 1
    assert "use_directory_urls is false; expected true" in built.stderr


def test_a_taken_port_is_told_in_one_line_before_anything_is_built(toy):
    with socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        served = mkdocs("serve", "--dev-addr", f"127.0.0.1:{port}", cwd=toy)
    assert served.returncode == 1
    assert (
        f"ERROR   -  cannot serve on 127.0.0.1:{port}: Address already in use; choose" in served.stderr
    )
    assert "Traceback" not in served.stderr


REBUILD = """
import gc, logging, sys
from collections import Counter
from pathlib import Path
from mkdocs.commands.build import build
from mkdocs.config import load_config

logging.disable()
record = Path(sys.argv[1])
plain = record.read_text("utf-8")
load_config("mkdocs.yml").plugins.on_startup(command="serve", dirty=False)
for number in range(4):
    record.write_text(plain.replace("title: ", f"title: Edit {number} of "), "utf-8")
    build(load_config("mkdocs.yml", dev_addr="127.0.0.1:0"), serve_url="http://127.0.0.1/")
    gc.collect()
    modules = (str(type(thing).__module__) for thing in gc.get_objects())
    rooms = Counter(module for module in modules if module.startswith(("generator.", "mkdocs.")))
    print(sorted(rooms.items()))
"""


def test_rebuilds_keep_nothing_of_earlier_builds(toy):
    record = toy / f"catalog/papers/{PAPER}.yml"
    command = [sys.executable, "-c", REBUILD, str(record)]
    run = subprocess.run(command, cwd=toy, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    _, second, *later = run.stdout.splitlines()  # the second build holds the last good one
    assert "generator.catalog.records" in second
    assert later == [second] * 2


def test_tables_are_aligned_without_styles_which_the_policy_forbids(customised_site):
    page = (customised_site / "table/index.html").read_text("utf-8")
    assert '<td align="right">2</td>' in page
    assert "style=" not in page


def test_search_holds_the_handwritten_pages_that_the_site_holds(customised_site):
    files = [file for file in (customised_site / "search").rglob("*") if file.is_file()]
    index = "".join(file.read_text("utf-8") for file in files)
    assert "Not yet" not in index
    assert '"guide/"' in index


@pytest.mark.parametrize("path", ["images/photo.png", "javascripts/own.js", "stylesheets/own.css"])
def test_the_users_own_assets_are_published(customised_site, path):
    assert (customised_site / "assets" / path).read_text() == "mine"
    assert not (customised_site / "assets/images/favicon.png").exists()  # it comes with Material


OTHERS = """
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File

def on_files(files, config):
    files.append(File.generated(config, "links.md", content="# Links\\n\\n<https://example.org/>\\n"))

def on_page_markdown(markdown, page, **_):
    if page.file.src_uri == "tags/index.md":
        print("Markdown:", 'class="lead"' in markdown, "<!--block" in markdown)

@event_priority(50)
def on_page_context(context, page, **_):
    if page.file.src_uri == "tags/index.md":
        print("HTML:", 'class="lead"' in page.content, "<!--block" in page.content)
"""


def test_other_plugins_see_our_pages_whole_and_keep_their_own(toy):
    (toy / "others.py").write_text(OTHERS)
    config = toy / "mkdocs.yml"
    text = config.read_text("utf-8").replace("plugins:\n", "plugins:\n  - search\n")
    config.write_text(text + "hooks: [others.py]\n", "utf-8")
    built = mkdocs("build", "--strict", cwd=toy, check=True)
    assert built.stdout.splitlines() == ["Markdown: True False", "HTML: True False"]
    assert 'href="https://example.org/"' in (toy / "site/links/index.html").read_text("utf-8")
    assert "by letter, with the other names" in (toy / "site/search/search_index.json").read_text(
        "utf-8"
    )


def test_serving_rebuilds_once_an_edit_and_survives_a_broken_record(toy):
    record = toy / f"catalog/papers/{PAPER}.yml"
    good = record.read_text("utf-8")
    with serving(toy, "--strict") as server:
        assert "Content-Security-Policy" not in server.page("")  # it would forbid MkDocs's own script
        watched = stamps(toy / "docs") | stamps(toy / "catalog")
        record.write_text(good.replace("tags:", "tags:\n- attention"), "utf-8")
        server.until(lambda: "tags/attention/" in server.page(f"papers/{PAPER}/"))
        changed = (stamps(toy / "docs") | stamps(toy / "catalog")).items() ^ watched.items()
        assert {path for path, _ in changed} == {record}  # or it would build again and again

        record.write_text(good.replace("tags:", "tagz:"), "utf-8")
        server.until(lambda: "did you mean tags?" in server.log())
        assert "tags/attention/" in server.page(f"papers/{PAPER}/")
        assert '"edition":' in server.page("search/edition.json")

        record.write_text(good, "utf-8")
        server.until(lambda: "tags/attention/" not in server.page(f"papers/{PAPER}/"))
        (toy / "docs/more.md").write_text("# A new page")
        server.until(lambda: "A new page" in server.page("more/"))
        assert server.rebuilds() == 4


def stamps(folder):
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}
