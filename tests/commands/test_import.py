import json
import random
import re
import subprocess
import sys

import pytest

from generator.catalog.shelf import load
from generator.errors import CatalogError
from generator.importers import detect
from generator.intake.register import Register
from support import LISTINGS, ROOT, errors, kill_once, run, texts

RECORDED = sorted((ROOT / "tests/data/recorded").iterdir())
PAGES = {
    "daily-papers-12-march": "000*.txt",
    "daily-papers-30-april": "001*.txt",
    "daily-papers-13-august": "002*.txt",
    "daily-papers-11-march": "003*.txt",
    "daily-papers-undated-listing": "004*.txt",
}
wants_listings = pytest.mark.skipif(not LISTINGS.is_dir(), reason=f"no listings at {LISTINGS}")
BIB = """\
@article{one, title = {An invented paper}, author = {van der Berg, Jan and Lovelace, Ada}, year = 2020}
@article{two, title = {Hopfield networks is all you need}, author = {Someone Else and Ramsauer, Hubert}, year = 2021}
@article{three, author = {Nobody}, year = 2021}
"""


@pytest.fixture
def folder(toy):
    return toy / "catalog"


def import_(folder, *args, **options):
    return run("import", *map(str, args), "--catalog", str(folder), "--added", "2026-11-21", **options)


def listings():
    lists = [arg for id in PAGES for arg in ("--list", id)]
    return [next(LISTINGS.glob(pattern)) for pattern in PAGES.values()] + lists


@wants_listings
@pytest.mark.slow
def test_the_listings_make_a_catalog_from_nothing_and_twice_the_same(tmp_path):
    folder = tmp_path / "catalog"
    folder.mkdir()
    new, places = counts(import_(folder, *listings()))
    catalog = load(folder).catalog
    assert (len(catalog.papers), len(catalog.lists)) == (new, len(PAGES))
    assert sum(len(one.papers) for one in catalog.lists) == places
    assert errors(folder) == []
    before = texts(folder)
    assert counts(import_(folder, *listings())) == (0, places)
    assert texts(folder) == before


def counts(result):
    """Return how many papers an import made, and how many it read."""
    said = re.search(r"(\d+) new, 0 enriched, (\d+) unchanged, 0 skipped", result.stdout)
    return int(said[1]), int(said[1]) + int(said[2])


def test_a_bibliography_adds_enriches_and_says_what_it_skipped(folder, tmp_path):
    file = tmp_path / "some.bib"
    file.write_text(BIB, "utf-8")
    result = import_(folder, file, "--list", "read-in-2026")
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert lines[0] == "new        papers/an-invented-paper.yml"
    assert any(line.startswith("  authors: the record says") for line in lines)
    assert any(line.startswith(f"skipped    {file}:3: title") for line in lines)
    assert "3 in: 1 new, 0 enriched, 1 unchanged, 1 skipped" in lines
    catalog = load(folder).catalog
    assert catalog.paper["an-invented-paper"].authors == ("Jan van der Berg", "Ada Lovelace")
    (list_,) = [one for one in catalog.lists if one.id == "read-in-2026"]
    assert list_.papers == ("an-invented-paper", "hopfield-networks-is-all-you-need")
    assert errors(folder) == []


def test_the_full_report_has_every_entry_with_its_key_and_what_is_not_kept(folder, tmp_path):
    file, report = tmp_path / "some.bib", tmp_path / "report.txt"
    file.write_text(BIB, "utf-8")
    assert import_(folder, file, "--report", report).exit_code == 1
    lines = report.read_text("utf-8").splitlines()
    outcomes = [line.split()[0] for line in lines if not line.startswith(" ")]
    assert outcomes == ["new", "unchanged", "skipped", "3"]
    assert lines[-1] == "3 in: 1 new, 0 enriched, 1 unchanged, 1 skipped"


@pytest.mark.parametrize(
    "path", [file for file in RECORDED if file.suffix in (".bib", ".ris", ".json")], ids=str
)
def test_what_programs_export_passes_the_check_and_imports_once(path, folder):
    import_(folder, path)
    assert errors(folder) == []
    before = texts(folder)
    assert " 0 new" in " " + import_(folder, path).stdout.splitlines()[-1]
    assert texts(folder) == before


def test_a_title_that_no_record_may_have_is_skipped_with_its_line(folder, tmp_path):
    file = tmp_path / "some.json"
    file.write_text('[\n{"type": "article", "id": "a", "title": "A lost \ufffd sign"}]', "utf-8")
    line = import_(folder, file).stdout.splitlines()[0]
    assert line.startswith(
        f'skipped    {file}:2: title: "A lost \ufffd sign" has characters that were decoded wrongly; '
    )
    assert line.endswith("; expected text like é or –; copy the passage again from its source")


def test_a_bad_file_costs_no_good_one(folder, tmp_path):
    files = [tmp_path / name for name in ("bad.bib", "good.bib", "worse.bib")]
    for file, text in zip(files, ("prose", BIB.splitlines()[0], "more prose"), strict=True):
        file.write_text(text, "utf-8")
    result = import_(folder, *files, "--list", "a", "--list", "b", "--list", "c")
    assert result.exit_code == 1
    assert [line.split(":")[0] for line in result.stderr.splitlines()] == [str(files[0]), str(files[2])]
    assert "1 new, 0 enriched, 0 unchanged, 2 skipped" in result.stdout
    assert {one.id for one in load(folder).catalog.lists} == {
        "b",
        "first-list",
        "second-list",
        "undated-list",
    }


@pytest.mark.parametrize(
    ("name", "source"), [("-", "a bibliography"), ("deep/down/my.bib", "my.bib")], ids=["stdin", "file"]
)
def test_a_list_publishes_no_place_of_its_source(folder, tmp_path, name, source):
    file = tmp_path / "deep/down/my.bib"
    file.parent.mkdir(parents=True)
    file.write_text(BIB, "utf-8")
    for _ in range(2):
        import_(folder, name if name == "-" else file, "--list", "read-in-2026", input=BIB)
        (list_,) = [one for one in load(folder).catalog.lists if one.id == "read-in-2026"]
        assert (list_.title, list_.source) == ("Read in 2026", source)


@pytest.mark.parametrize("hidden", [[], [".gitkeep"]])
def test_a_new_catalog_gets_the_schemas_that_its_records_name(tmp_path, hidden):
    folder = tmp_path / "catalog"
    folder.mkdir()
    for name in hidden:
        (folder / name).touch()
    assert "1 new" in import_(folder, "-", input=BIB.splitlines()[0]).stdout
    assert run("fmt", "--check", "--catalog", str(folder)).exit_code == 0


def test_standard_input_is_read(folder):
    result = import_(folder, "-", input=BIB.splitlines()[0])
    assert "1 new" in result.stdout


def test_a_dry_run_writes_nothing(folder):
    before = texts(folder)
    result = import_(folder, "-", "--dry-run", input=BIB.splitlines()[0])
    assert result.stdout.startswith("# papers/an-invented-paper.yml")
    assert texts(folder) == before


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"just prose that nobody can import", "-: file: the content is of no kind that is known"),
        (b"\n<!DOCTYPE html>\n<html><p>Papers", "-: file: the content is a page in HTML"),
        (b"\xff\x00 not text", "is not UTF-8"),
        (b"", "no kind that is known"),
        (b"x" * 21_000_000, "the file has 21,000,000 characters"),
    ],
    ids=["prose", "html", "bytes", "nothing", "much"],
)
def test_what_cannot_be_imported_is_said(folder, content, expected):
    result = import_(folder, "-", input=content)
    assert result.exit_code == 1
    assert expected in result.stderr.replace("<stdin>", "-")


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        ([], "nothing to import"),
        (["-", "--list", "a", "--list", "b"], "once for each source"),
        (["-", "--list", "Not An Id"], "is not an id"),
        (["-", "--list", "index"], "is a page of the site"),
        (["missing.bib"], "missing.bib"),
    ],
)
def test_wrong_usage_is_said(folder, args, expected):
    result = import_(folder, *args, input="x")
    assert result.exit_code in (1, 2)
    assert expected in result.stderr


def seeds():
    files = [path.read_bytes() for path in RECORDED]
    return [*files, BIB.encode(), b"new\nby AK and the research community\nA title\n" + b"Prose. " * 60]


def mutated(rng, files):
    """Return bytes at random, or a real file with some of its bytes lost, doubled, swapped or changed."""
    if rng.random() < 0.2:
        return rng.randbytes(rng.randrange(400))
    content = bytearray(rng.choice(files))
    for _ in range(rng.randrange(1, 12)):
        start = rng.randrange(len(content) + 1)
        stop = min(len(content), start + rng.randrange(40))
        piece = rng.choice([b"", b"{", b"}", b"\\", b'"', b"@", b"\n", b"\r\n", b"$", b"ER  - \n", b"\xff", content[start:stop] * 3, rng.randbytes(5)])  # fmt: skip
        content[start:stop] = piece
    return bytes(content)


@pytest.mark.slow
@pytest.mark.parametrize("tenth", range(10))
def test_10_000_damaged_sources_end_in_records_or_messages(folder, tenth):
    rng, files = random.Random(tenth), seeds()
    register = Register(load(folder), "2026-11-21")
    for _ in range(1000):
        content = mutated(rng, files)
        try:
            source = detect.read(content, "damaged")
        except CatalogError as error:
            messages = error.messages
        else:
            messages = source.skipped
            for draft in source.drafts:
                register.take(draft)
            assert messages or source.drafts
        assert all("; expected " in str(message) for message in messages)
    for path, text in register.changes().items():
        (folder / path).write_text(text, "utf-8")
    assert errors(folder) == []


@pytest.mark.slow
def test_a_killed_import_leaves_whole_records_and_is_finished_by_the_next(folder, tmp_path):
    items = [
        {
            "id": number,
            "type": "article",
            "title": f"Invented paper {number}",
            "author": [{"literal": "Ada"}],
        }
        for number in range(300)
    ]
    file = tmp_path / "many.json"
    file.write_text(json.dumps(items), "utf-8")
    command = [sys.executable, "-m", "generator", "import", file, "--list", "many", "--catalog", folder]
    for count in (1, 200):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        kill_once(process, lambda count=count: len(list(folder.glob("papers/invented-*.yml"))) >= count)
        assert errors(folder) == []
    assert import_(folder, file, "--list", "many").exit_code == 0
    assert len(load(folder).shown_papers) == 331
    assert not list(folder.rglob(".*.part"))


def test_a_new_record_has_the_source_s_key_or_a_short_one_of_its_own(folder, tmp_path):
    entry = "@article{{{}, title = {{{}}}, author = {{Lovelace, Ada}}, year = 2020}}\n"
    file = tmp_path / "keys.bib"
    keys = {"mine": "Engines of Weaving", "mine ": "Notes on Weaving", "": "A Weaving of Notes"}
    file.write_text("".join(entry.format(key.strip(), title) for key, title in keys.items()), "utf-8")
    import_(folder, file)
    found = {entry.record.title: entry.record.citation_key for entry in load(folder).papers}
    given = [found[title] for title in keys.values()]
    assert given == ["mine", "lovelace2020notes", "lovelace2020weaving"]
    assert errors(folder) == []
