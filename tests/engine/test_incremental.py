"""Builds that keep what is right: whatever was edited, removed or interrupted, a clean build gives the same.

`INCREMENTAL_SEQUENCES=300 pytest tests/engine/test_incremental.py` tries as many sequences of edits.
"""

import logging
import os
import random
import shutil

import pytest
import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config

from generator import folder as records
from generator.engine import sitefolder
from generator.errors import CatalogError
from generator.yamlfiles import read as yamlfile
from support import ROOT

pytestmark = pytest.mark.slow

SEQUENCES = int(os.environ.get("INCREMENTAL_SEQUENCES", "3"))
STEPS = 4
SEEN_BY_OTHERS = "def on_post_page(output, **_):\n    return output\n"


def test_our_loop_writes_what_that_of_mkdocs_writes(toy):
    built(toy, "site")
    (toy / "other.py").write_text(SEEN_BY_OTHERS)
    settings = toy / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8") + "hooks: [other.py]\n", "utf-8")
    assert_same(toy / "site", built(toy, "by_mkdocs"))


def test_what_did_not_change_is_not_written_again(toy):
    built(toy, "site")
    before = {path: path.stat().st_mtime_ns for path in (toy / "site/papers").rglob("*.*")}
    built(toy, "site")
    assert {path: path.stat().st_mtime_ns for path in (toy / "site/papers").rglob("*.*")} == before
    settings = toy / "mkdocs.yml"
    settings.write_text(
        settings.read_text("utf-8").replace("- papershelf", "- papershelf: {cache: false}")
    )
    built(toy, "site")
    after = {path: path.stat().st_mtime_ns for path in (toy / "site/papers").rglob("*.*")}
    assert after.keys() == before.keys()
    assert not after.items() & before.items()


@pytest.mark.parametrize("number", range(SEQUENCES))
def test_edits_in_any_order_leave_what_a_clean_build_gives(number, toy):
    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    chance = random.Random(number)
    done = []
    for _ in range(STEPS):
        edit = chance.choice(EDITS)
        done.append(edit.__name__)
        attempted(toy, edit, chance)
        if chance.random() < 0.7:
            built(toy, "site")
    built(toy, "site")
    assert_same(toy / "site", built(toy, "clean"), done)


def built(folder, site):
    """Build a project in this process; return the folder of the site."""
    build(load_config(str(folder / "mkdocs.yml"), site_dir=str(folder / site)))
    return folder / site


def assert_same(site, clean, why=""):
    ours, theirs = (contents(folder) for folder in (site, clean))
    assert ours.keys() == theirs.keys(), why
    assert [path for path in ours if ours[path] != theirs[path]] == [], why


def contents(site):
    return {path.relative_to(site): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def attempted(folder, edit, chance):
    """Make an edit, and take it back if `catalog check` would refuse it."""
    before = folder / f"before-{edit.__name__}"
    shutil.copytree(folder / "catalog", before)
    edit(folder, chance)
    try:
        records.read_catalog(folder / "catalog")
    except CatalogError:
        shutil.rmtree(folder / "catalog")
        shutil.copytree(before, folder / "catalog")
    shutil.rmtree(before)


def change_paper(folder, chance):
    file = any_paper(folder, chance)
    facts = yaml.safe_load(file.read_text("utf-8"))
    key = chance.choice(
        ["title", "summary", "tldr", "published", "venue", "tags", "themes", "authors", "note"]
    )
    words = f"Changed {chance.random()}"
    facts[key] = {
        "published": f"20{chance.randint(10, 20)}",
        "venue": f"ICLR 20{chance.randint(10, 20)}",
        "tags": chance.sample(ids(folder, "tags"), 2),
        "themes": chance.sample(ids(folder, "themes"), 2),
        "authors": ["Ada Lovelace", *facts.get("authors", [])][: chance.randint(1, 4)],
        "summary": f"{words} and what is changed is said in so many words that they are long enough.",
    }.get(key, words)
    file.write_text(yamlfile.dump(facts), "utf-8")


def add_paper(folder, chance):
    facts = yaml.safe_load(any_paper(folder, chance).read_text("utf-8"))
    kept = ("authors", "published", "venue", "summary", "themes", "tags", "added")
    new = {"title": f"One more {chance.random()}"} | {key: facts[key] for key in kept if key in facts}
    (folder / f"catalog/papers/new-{chance.randint(0, 10**6)}.yml").write_text(
        yamlfile.dump(new), "utf-8"
    )


def remove_paper(folder, chance):
    any_paper(folder, chance).unlink()


def rename_paper(folder, chance):
    file = any_paper(folder, chance)
    facts = yaml.safe_load(file.read_text("utf-8"))
    facts["former_ids"] = [*facts.get("former_ids", []), file.stem]
    file.unlink()
    file.with_name(f"renamed-{chance.randint(0, 10**6)}.yml").write_text(yamlfile.dump(facts), "utf-8")


def rename_tag(folder, chance):
    change_entry(folder / "catalog/tags.yml", "name", chance)


def describe_tag(folder, chance):
    change_entry(folder / "catalog/tags.yml", "description", chance)


def rename_theme(folder, chance):
    change_entry(folder / "catalog/themes.yml", "name", chance)


def reorder_themes(folder, chance):
    file = folder / "catalog/themes.yml"
    entries = yaml.safe_load(file.read_text("utf-8"))
    chance.shuffle(entries)
    file.write_text(yamlfile.dump(entries), "utf-8")


def write_page(folder, chance):
    page = folder / f"docs/notes-{chance.randint(0, 2)}.md"
    page.write_text(
        f"# Notes {chance.random()}\n\nSee [cite](about/cite.md) and [all](papers/index.md).\n"
    )


def remove_page(folder, chance):
    (folder / f"docs/notes-{chance.randint(0, 2)}.md").unlink(missing_ok=True)


def change_settings(folder, chance):
    settings = folder / "mkdocs.yml"
    lines = [
        line for line in settings.read_text("utf-8").splitlines() if not line.startswith("copyright:")
    ]
    settings.write_text("\n".join([*lines, f"copyright: CC BY 4.0 {chance.random()}\n"]), "utf-8")


def change_template(folder, chance):
    settings = folder / "mkdocs.yml"
    text = settings.read_text("utf-8")
    settings.write_text(
        text.replace("theme: papershelf\n", "theme: {name: papershelf, custom_dir: own}\n")
    )
    (folder / "own/partials").mkdir(parents=True, exist_ok=True)
    policy = (ROOT / "generator/theme/partials/first.html").read_text("utf-8")
    (folder / "own/partials/first.html").write_text(f"{{# {chance.random()} #}}{policy}", "utf-8")


def lose_the_store(folder, chance):
    shutil.rmtree(folder / ".cache", ignore_errors=True)


def go_back_to_an_older_store(folder, chance):
    """Be killed before the store was written."""
    kept = {file: file.read_bytes() for file in folder.glob(".cache/papershelf/*.json")}
    attempted(folder, change_paper, chance)
    built(folder, "site")
    for file, content in kept.items():
        file.write_bytes(content)


def be_killed_at_once(folder, chance):
    sitefolder.set_aside(folder / "site")


def spoil_files(folder, chance):
    files = [file for file in sorted((folder / "site").rglob("*")) if file.is_file()]
    for file in chance.sample(files, min(3, len(files))):
        chance.choice([file.unlink, lambda file=file: file.write_bytes(b"spoilt")])()
    (folder / "site/papers").mkdir(parents=True, exist_ok=True)
    (folder / "site/papers/stray.html").write_text("stray")


def change_entry(file, key, chance):
    entries = yaml.safe_load(file.read_text("utf-8"))
    chance.choice(entries)[key] = f"Changed {chance.random()}"
    file.write_text(yamlfile.dump(entries), "utf-8")


def any_paper(folder, chance):
    return chance.choice(sorted((folder / "catalog/papers").glob("*.yml")))


def ids(folder, kind):
    return [entry["id"] for entry in yaml.safe_load((folder / f"catalog/{kind}.yml").read_text("utf-8"))]


EDITS = [
    *[change_paper] * 4,
    *[add_paper, remove_paper, rename_paper] * 2,
    *[rename_tag, describe_tag, rename_theme, reorder_themes],
    *[write_page, remove_page, change_settings, change_template],
    *[lose_the_store, go_back_to_an_older_store, be_killed_at_once, spoil_files],
]
