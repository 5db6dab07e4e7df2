"""Each decision has one place; where a second table must know it, a forgotten entry fails here."""

import re
from pathlib import PurePosixPath

import pytest

from generator.api.shapes import Paper as PaperShape
from generator.catalog.listings import KINDS
from generator.catalog.records import Paper
from generator.checks.texts import PROSE
from generator.citations.formats import FORMATS
from generator.citations.table import COLUMNS
from generator.folder import read_catalog
from generator.importers.draft import Draft
from generator.intake.disagreements import COMPARED
from support import ROOT, TOY, generated

FIELDS = set(Paper.model_fields)
LONG = {"tldr", "summary", "abstract", "note", "relations"}
OURS = {"id", "added", "former_ids", "review", "themes", "tags", "relations", "citation_key"} | {
    "publication",
    "withdrawn",
    "licence",
    "links",
}
"""What curators decide and no source says."""
TABLES = {
    "the API's paper": (set(PaperShape.model_fields), set()),
    "the table of catalog export": (
        set(COLUMNS),
        LONG
        | {"publication", "added", "other_titles", "former_ids", "review", "citation_key"}
        | {"withdrawn", "licence", "links"},
    ),
    "what is compared with sources": (
        set(COMPARED),
        OURS | {"title", "other_titles", "tldr", "summary", "note"},
    ),
    "what importers draft": (
        set(Draft.__dataclass_fields__),
        (OURS - {"citation_key"}) | {"other_titles", "tldr", "summary", "note"},
    ),
    "prose whose formulas are checked": (
        set(PROSE) & FIELDS,
        FIELDS - LONG - {"title", "other_titles", "publication"},
    ),
}
"""For each table the fields that it knows, and those that it leaves out on purpose."""


@pytest.mark.parametrize("table", TABLES)
def test_each_field_of_a_paper_is_in_the_table_or_left_out_on_purpose(table):
    known, left_out = TABLES[table]
    assert FIELDS - known - left_out == set(), "add the field to the table, or to its exceptions above"
    assert left_out & known == set()
    assert left_out <= FIELDS


@pytest.fixture(scope="module")
def outputs():
    return generated(read_catalog(TOY)[0])


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_each_kind_of_listing_is_known_everywhere(kind, outputs):
    assert kind.index in outputs, "name the module of its pages in outputs.PAGES"
    for file in ("mkdocs.yml", "generator/starter/files/mkdocs.yml.jinja"):
        navigation = (ROOT / file).read_text().replace("Lists:", "Reading lists:").splitlines()
        assert f"  - {kind.title}: {kind.index}" in navigation, f"add it to the navigation in {file}"
    for file in (".gitignore", "docs/about/host.md"):
        known = re.search(rf"^ *docs/{kind.name}/$", (ROOT / file).read_text(), re.M)
        assert known, f"add docs/{kind.name}/ to {file}"


def test_scripts_save_citations_in_every_format():
    script = (ROOT / "generator/theme/assets/listing/citations.js").read_text("utf-8")
    table = script[script.index("export const KINDS") :]
    for format in FORMATS.values():
        assert re.search(rf'^  "?{format.name}"?: {{$', table, re.M), "add it to KINDS in citations.js"


def test_each_generated_folder_is_ignored_by_git(outputs):
    ignored = set(re.findall(r"^docs/(\S+?)/?$", (ROOT / ".gitignore").read_text(), re.M))
    for path in outputs:
        parts = PurePosixPath(path).parts
        above = {"/".join(parts[:end]) for end in range(1, len(parts) + 1)}
        patterns = {re.sub(r"\.[^./]+$", ".*", path), path}
        assert ignored & (above | patterns), f"add docs/{path} or its folder to .gitignore"
