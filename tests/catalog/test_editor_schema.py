import json
import shutil

import jsonschema
import pytest

from generator.catalog import editor_schema
from generator.catalog.shelf import load
from support import TOY, run

SHELF = load(TOY)
SCHEMAS = {path: json.loads(text) for path, text in editor_schema.files(SHELF.catalog)}


def faults(name, data):
    return list(jsonschema.Draft7Validator(SCHEMAS[f"schema/{name}.json"]).iter_errors(data))


@pytest.mark.parametrize("path", sorted(SCHEMAS))
def test_each_schema_is_one(path):
    jsonschema.Draft7Validator.check_schema(SCHEMAS[path])


def test_the_files_fit_their_schemas():
    for entry in SHELF.papers:
        assert faults("paper", entry.document.data) == []
    for entry in SHELF.lists:
        assert faults("list", entry.document.data) == []
    assert faults("themes", SHELF.themes[0].document.data) == []
    assert faults("tags", SHELF.tags[0].document.data) == []


def test_review_holds_keys_alone():
    data = {"title": "x", "added": "2026-11-20"}
    assert faults("paper", {**data, "review": ["authors", "published", "summary", "themes"]}) == []
    assert faults("paper", {**data, "review": ["authors", "published", "summary", "themes", "id"]})


def test_numbers_that_editors_see_fit_too():
    data = {
        "title": 1984,
        "authors": ["A"],
        "published": 1984,
        "arxiv": 2011.14522,
        "added": "2026-11-20",
    }
    more = {"summary": "x", "themes": ["neural-tangent-kernel"]}
    assert faults("paper", {**data, **more}) == []


@pytest.mark.parametrize(
    "change",
    [
        {"titel": "x"},
        {"arxiv": "arXiv:2401.1"},
        {"themes": ["neural-tangent-kernl"]},
        {"tags": ["grooking"]},
        {"themes": []},
        {"code": "javascript:alert(1)"},
        {"published": "12 March"},
        {"title": None},
        {"summary": None},
    ],
)
def test_mistakes_are_marked(change):
    data = dict(SHELF.papers[1].document.data) | change
    assert faults("paper", {key: value for key, value in data.items() if value is not None})


def test_what_waits_for_review_may_be_missing():
    assert faults("paper", {"title": "x", "added": "2026-11-20"})
    waiting = ["authors", "published", "summary", "themes"]
    assert faults("paper", {"title": "x", "added": "2026-11-20", "review": waiting}) == []


def test_each_file_names_a_schema_that_is_there(tmp_path):
    shutil.copytree(TOY, tmp_path / "catalog")
    assert run("fmt", "--catalog", str(tmp_path / "catalog")).exit_code == 0
    for path in (tmp_path / "catalog").rglob("*.yml"):
        first = path.read_text("utf-8").splitlines()[0]
        assert (path.parent / first.partition("$schema=")[2]).is_file()
    assert run("fmt", "--check", "--catalog", str(tmp_path / "catalog")).exit_code == 0
