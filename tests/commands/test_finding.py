"""Records found by words, opened in an editor, and tagged many at once."""

import os
import subprocess
import sys

import pytest

from generator.catalog.shelf import load
from support import errors, run

NTK = "neural-tangent-kernel-convergence-and-generalization-in-neural-networks"


@pytest.fixture
def folder(toy):
    return toy / "catalog"


def catalog(folder, *args):
    return run(*args, "--catalog", str(folder))


@pytest.mark.parametrize(
    "words", [["tangent", "kernels"], ["jacot", "convergence"], ["1806.07572"], ["tang"]]
)
def test_papers_are_found_by_words_of_title_authors_and_identifiers(folder, words):
    result = catalog(folder, "find", *words, "--ids")
    assert (result.exit_code, NTK in result.stdout.splitlines()) == (0, True)
    assert f"papers/{NTK}.yml: Neural Tangent Kernel: " in catalog(folder, "find", *words).stdout


def test_what_no_record_holds_is_not_found(folder):
    assert catalog(folder, "find", "tangent", "xylophone").exit_code == 1
    assert catalog(folder, "find", "?").exit_code == 1


def test_a_tag_goes_on_and_off_many_records(folder):
    papers = load(folder).catalog.papers
    tag = next(tag for tag in load(folder).catalog.tags if tag.aliases)
    without = [paper.id for paper in papers if tag.id not in paper.tags][:3]
    result = catalog(folder, "tag", "add", tag.aliases[0].upper(), *without)
    assert (result.exit_code, result.stderr) == (0, "3 records changed\n")
    assert all(tag.id in load(folder).catalog.paper[id].tags for id in without)
    assert errors(folder) == []
    assert catalog(folder, "tag", "add", tag.id, *without).stderr == "0 records changed\n"
    assert catalog(folder, "tag", "remove", tag.id, *without).stderr == "3 records changed\n"
    assert not any(tag.id in load(folder).catalog.paper[id].tags for id in without)


def test_a_tag_that_is_not_there_is_told(folder):
    result = catalog(folder, "tag", "add", "kernel-metod", NTK)
    assert (result.exit_code, '"kernel-metod" is no tag; did you mean' in result.stderr) == (2, True)


def test_an_edited_record_is_checked(folder, tmp_path, monkeypatch):
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\necho "colour: red" >> "$1"\n')
    editor.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(editor))
    result = catalog(folder, "edit", "1806.07572")
    assert (result.exit_code, f"papers/{NTK}.yml:" in result.stderr) == (1, True)
    assert "colour" in result.stderr


@pytest.mark.parametrize(
    ("words", "completed"),
    [("catalog ref", "refresh"), ("catalog suggest neural-tangent-kernel-c", NTK)],
)
@pytest.mark.slow
def test_shells_complete_commands_and_ids(toy, words, completed):
    asked = {
        "_CATALOG_COMPLETE": "bash_complete",
        "COMP_WORDS": words,
        "COMP_CWORD": str(words.count(" ")),
    }
    code = "import sys; sys.argv[0] = 'catalog'; from generator.__main__ import main; main()"
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=toy, env=os.environ | asked, capture_output=True, text=True
    )
    assert f"plain,{completed}" in ran.stdout.splitlines()
