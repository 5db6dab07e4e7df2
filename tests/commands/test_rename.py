import pytest

from generator.catalog.shelf import load
from generator.cli import main
from generator.errors import CatalogError
from generator.folder import change, read_shelf
from support import errors, run, texts

NTK = "neural-tangent-kernel-convergence-and-generalization-in-neural-networks"


@pytest.fixture
def folder(toy):
    return toy / "catalog"


def changed(folder, before):
    after = texts(folder)
    return {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}


def test_a_renamed_paper_leaves_a_redirect(folder):
    before = texts(folder)
    result = run("rename", NTK, "ntk", "--catalog", str(folder))
    assert result.exit_code == 0, result.output
    assert changed(folder, before) >= {f"papers/{NTK}.yml", "papers/ntk.yml", "lists/first-list.yml"}
    assert errors(folder) == []
    assert texts(folder)["papers/ntk.yml"].count(f"former_ids:\n- {NTK}\n") == 1
    assert NTK not in texts(folder)["lists/first-list.yml"]
    run("generate", "--catalog", str(folder))
    assert "../ntk/" in (folder.parent / f"docs/papers/{NTK}/index.html").read_text("utf-8")


def test_renaming_back_takes_the_redirect_the_other_way(folder):
    run("rename", NTK, "ntk", "--catalog", str(folder))
    assert run("rename", "ntk", NTK, "--catalog", str(folder)).exit_code == 0
    assert "former_ids:\n- ntk\n" in texts(folder)[f"papers/{NTK}.yml"]
    assert errors(folder) == []


def test_references_in_themes_are_renamed(folder):
    themes = folder / "themes.yml"
    text = themes.read_text("utf-8").replace(
        "[[1806.07572]]", "[[feature-learning-in-infinite-width-neural-networks]]"
    )
    themes.write_text(
        text.replace(
            "start_here:\n", "start_here:\n  - feature-learning-in-infinite-width-neural-networks\n", 1
        ),
        "utf-8",
    )
    run(
        "rename",
        "feature-learning-in-infinite-width-neural-networks",
        "feature-learning",
        "--catalog",
        str(folder),
    )
    assert "[[feature-learning]]" in themes.read_text("utf-8")
    assert errors(folder) == []


def test_a_renamed_tag_is_renamed_in_every_record(folder):
    result = run("tag", "rename", "associative-memory", "memory", "--catalog", str(folder))
    assert result.exit_code == 0, result.output
    assert errors(folder) == []
    assert "former_ids:\n  - associative-memory\n" in texts(folder)["tags.yml"]
    assert not any(
        "- associative-memory\n" in text for path, text in texts(folder).items() if "papers/" in path
    )
    run("generate", "--catalog", str(folder))
    assert "../memory/" in (folder.parent / "docs/tags/associative-memory/index.html").read_text("utf-8")


def test_a_merged_tag_leaves_its_names_and_its_address(folder):
    before = load(folder).catalog
    result = run("tag", "merge", "associative-memory", "attention", "--catalog", str(folder))
    assert result.exit_code == 0, result.output
    after = load(folder).catalog
    assert "associative-memory" not in after.tag
    assert {"Associative memory", "content-addressable memory"} <= set(after.tag["attention"].aliases)
    assert after.tag["attention"].former_ids == ("associative-memory",)
    tagged = {*before.by_tag["attention"], *before.by_tag["associative-memory"]}
    assert {paper.id for paper in after.by_tag["attention"]} == {paper.id for paper in tagged}
    assert errors(folder) == []


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        (["rename", "neural-tangent-kernl", "x"], "no paper has the id"),
        (["rename", NTK, "hopfield-networks-is-all-you-need"], "is taken"),
        (["rename", NTK, "index"], "is taken"),
        (["rename", NTK, "Not An Id"], "is not an id"),
        (["tag", "rename", "attension", "x"], "did you mean attention?"),
        (["tag", "rename", "attention", "causality"], "is taken"),
        (["tag", "merge", "attention", "attention"], "is named twice"),
        (["tag", "merge", "attention", "atention"], "did you mean attention?"),
    ],
)
def test_what_cannot_be_renamed_is_refused_and_nothing_changes(folder, args, expected):
    before = texts(folder)
    result = run(*args, "--catalog", str(folder))
    assert result.exit_code == 1
    assert expected in result.stderr
    assert texts(folder) == before


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (f"papers/{NTK}.yml", "tags:\n", "tags:\n- Bad Tag!!\n"),
        ("lists/first-list.yml", "papers:\n", "papers:\n- Bad Id!\n"),
        (f"papers/{NTK}.yml", "title:", "title: ["),
    ],
)
@pytest.mark.parametrize(
    "args",
    [
        ["rename", NTK, "ntk"],
        ["tag", "rename", "attention", "att"],
        ["tag", "merge", "attention", "causality"],
    ],
)
def test_a_catalog_that_cannot_be_read_in_full_is_left_as_it_is(folder, args, path, old, new):
    broken = texts(folder)[path].replace(old, new)
    (folder / path).write_text(broken, "utf-8")
    before = texts(folder)
    result = run(*args, "--catalog", str(folder))
    assert result.exit_code == 1
    assert path in result.stderr
    assert "Nothing was changed" in result.stderr
    assert texts(folder) == before


def test_a_comment_stays_with_the_tag_that_it_is_about(folder):
    record = folder / f"papers/{NTK}.yml"
    tag = load(folder).catalog.paper[NTK].tags[-1]
    text = record.read_text("utf-8").replace(f"- {tag}\n", f"- {tag}   # main\n")
    record.write_text(text, "utf-8")
    run("tag", "rename", tag, "another", "--catalog", str(folder))
    assert record.read_text("utf-8") == text.replace(f"- {tag}   # main", "# main\n- another")


@pytest.mark.parametrize(
    "args", [["tag", "rename", "attention", "att"], ["tag", "merge", "attention", "causality"]]
)
def test_schemas_know_the_tags_that_are_left(folder, args):
    run("fmt", "--catalog", str(folder))
    assert "schema/paper.json written\n" in run(*args, "--catalog", str(folder)).stdout
    assert run("fmt", "--check", "--catalog", str(folder)).exit_code == 0


@pytest.mark.parametrize(
    "args",
    [
        ["rename", NTK, "ntk"],
        ["tag", "rename", "attention", "looking"],
        ["tag", "merge", "attention", "causality"],
    ],
)
def test_a_run_that_was_killed_is_finished_by_the_next(folder, args):
    original = texts(folder)
    run(*args, "--catalog", str(folder))
    final = texts(folder)
    order = [line.split()[0] for line in _output(folder, original, args)]
    for done in range(1, len(order)):
        _lay(folder, {**original, **{path: final.get(path) for path in order[:done]}})
        assert run(*args, "--catalog", str(folder)).exit_code == 0
        assert texts(folder) == final


def _output(folder, original, args):
    _lay(folder, original)
    return run(*args, "--catalog", str(folder)).stdout.splitlines()


def _lay(folder, files):
    for path in folder.rglob("*.yml"):
        path.unlink()
    for path, text in files.items():
        if text is not None:
            (folder / path).write_text(text, "utf-8")


def test_a_file_edited_while_a_command_runs_is_not_overwritten(folder):
    shelf = read_shelf(folder)
    first, second = (f"papers/{entry.record.id}.yml" for entry in shelf.papers[:2])
    (folder / first).write_text("title: Edited meanwhile\n", "utf-8")
    with pytest.raises(CatalogError, match="has changed since this command read it"):
        change(folder, {second: "title: New\n", first: "title: New\n"}, shelf)
    assert (folder / first).read_text("utf-8") == "title: Edited meanwhile\n"
    assert (folder / second).read_text("utf-8") == shelf.texts[second]


def test_every_refactoring_is_a_command():
    assert set(main.commands["tag"].commands) >= {"rename", "merge"}
