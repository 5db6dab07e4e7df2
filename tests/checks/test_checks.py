import re
import shutil
from pathlib import Path

import pytest
import yaml

from generator.catalog.shelf import load
from generator.checks.check import check
from generator.errors import Message
from support import ROOT, TOY

BROKEN = ROOT / "tests/data/broken"
FORM = re.compile(r"[^:]+(:\d+)?: [a-z_]+: [^;]+; [^;]+; .+")


def messages(folder):
    return [str(message) for message in check(load(Path(folder), "."))]


def test_everything_wrong_is_said_at_once_sorted_with_line_and_remedy():
    expected = (BROKEN / "messages.txt").read_text("utf-8").splitlines()
    found = [message.removeprefix("./").replace(" ./", " ") for message in messages(BROKEN)]
    assert found == expected


def test_every_message_has_its_form():
    assert all(FORM.fullmatch(message) for message in messages(BROKEN))


def test_only_what_may_be_meant_is_a_warning():
    warnings = [message for message in check(load(BROKEN)) if message.level == "warning"]
    assert [message.wrong for message in warnings] == [
        '"grace hopper" stands here twice',
    ]


def test_a_topic_without_papers_is_a_warning(tmp_path):
    catalog = shutil.copytree(TOY, tmp_path / "catalog")
    with (catalog / "tags.yml").open("a", encoding="utf-8") as tags:
        tags.write("- id: idle\n  name: Idle\n  description: Used by nobody.\n")
    (message,) = check(load(catalog))
    assert (message.level, message.wrong) == ("warning", 'the tag "idle" has no paper')


def test_a_record_that_cannot_be_read_is_one_message(tmp_path):
    catalog = shutil.copytree(TOY, tmp_path / "catalog")
    for name in ("hopfield-networks-is-all-you-need", "on-neural-differential-equations"):
        (catalog / f"papers/{name}.yml").write_text("title: A: B\n", "utf-8")
        found = messages(catalog)
    assert len(found) == 2, found
    assert all(message.startswith("./papers/") for message in found)


@pytest.mark.parametrize("name", ["themes.yml", "tags.yml"])
def test_a_vocabulary_that_cannot_be_read_is_one_message(tmp_path, name):
    catalog = shutil.copytree(TOY, tmp_path / "catalog")
    (catalog / name).write_text("- id: [\n", "utf-8")
    assert len(messages(catalog)) == 1


def test_works_of_one_title_are_told_apart(tmp_path):
    catalog = shutil.copytree(TOY, tmp_path / "catalog")
    first = next((catalog / "papers").glob("on-neural-*.yml"))
    record = yaml.safe_load(first.read_text("utf-8"))
    kept = {key: record[key] for key in ("title", "authors", "published", "summary", "themes", "added")}

    def said(**changes):
        other = yaml.safe_dump({**kept, **changes})
        (catalog / "papers/the-other.yml").write_text(other, "utf-8")
        return [message for message in messages(catalog) if "is the same as" in message]

    assert len(said()) == 1
    assert said(published="1999") == said(authors=["Ada Lovelace"]) == []


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ("arxiv: '2202.02435'", "arxiv: 2202.02435", None),
        ("title: On", "title: Schr\\\"odinger's {B}ridge, on", None),
        ("title: On", "title: On \\{", None),
        ("venue: PhD", "code: https://example.org/$x\nvenue: PhD", None),
        (
            "venue: PhD",
            "doi: 10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-3\nvenue: PhD",
            None,
        ),
        ("venue: PhD", 'doi: "10.1234/a\\x01b"\nvenue: PhD', "is not a DOI"),
        ("venue: PhD", f"former_ids: [{'x' * 200}]\nvenue: PhD", "at most 120 characters"),
        ("venue: PhD", '"x\\ny.yml:1: title: \\e[31m": 1\nvenue: PhD', r"x\\x0ay.yml:1: title: \\x1b"),
        ("title: On", "title: On }{", "has braces that do not match"),
        ("title: On", "title: Über die Größe – 'é' 中文 αβ 🎉 שלום:On", None),
        ("title: On", "title: On \ufffd", "were decoded wrongly"),
        ("venue: PhD", "venue: Itâ€™s a PhD", "decoded wrongly"),
        ("added: '2026-11-20'", "added: '2026-11-20'\nid: other", "is written in the file"),
    ],
)
def test_one_edit_and_what_is_said_of_it(tmp_path, old, new, wrong):
    catalog = shutil.copytree(TOY, tmp_path / "catalog")
    file = next((catalog / "papers").glob("on-neural-*.yml"))
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    found = messages(catalog)
    assert (found == []) if wrong is None else re.search(wrong, "\n".join(found))


def test_a_published_paper_whose_title_a_source_contradicts_is_a_warning(tmp_path):
    catalog = shutil.copytree(TOY, tmp_path / "catalog")
    file = next((catalog / "papers").glob("on-neural-*.yml"))
    file.write_text(f"{file.read_text('utf-8')}review:\n- title\n- summary\n", "utf-8")
    (message,) = check(load(catalog))
    assert (message.level, message.field) == ("warning", "title")
    text = file.read_text("utf-8").replace("- title\n", "")
    file.write_text(f"{text}publication:\n  title: All of $x\n", "utf-8")
    assert [message.field for message in check(load(catalog))] == ["publication"]


def test_annotations_for_pull_requests_escape_what_would_end_them():
    message = Message("a,b:c.yml", 3, "title", "50% wrong\nagain", "expected", "do")
    assert message.as_github() == (
        "::error file=a%2Cb%3Ac.yml,line=3,title=title::50%25 wrong%0Aagain; expected; do"
    )
