"""authors.yml: who stands behind a printed name."""

import json

import pytest

from generator.bibliography.names import Name
from generator.catalog.records import Paper
from generator.catalog.shelf import load
from generator.checks.check import check
from generator.citations import bibtex
from generator.metadata import jsonld
from generator.site import Site
from generator.yamlfiles.read import dump_file
from support import run

PAPER = "on-neural-differential-equations"


@pytest.fixture
def folder(toy):
    return toy / "catalog"


def lay(folder, authors, entries):
    path = folder / f"papers/{PAPER}.yml"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    start = lines.index("authors:\n")
    stop = next(n for n in range(start + 1, len(lines)) if not lines[n].startswith("- "))
    path.write_text("".join([*lines[:start], dump_file({"authors": authors}), *lines[stop:]]), "utf-8")
    (folder / "authors.yml").write_text(dump_file(entries), "utf-8")
    return load(folder, "catalog")


def said(shelf):
    return [str(m).removeprefix("catalog/authors.yml:") for m in check(shelf)]


@pytest.mark.parametrize(
    ("entry", "printed", "parts"),
    [
        ({"family": "Di Giovanni"}, "Francesco Di Giovanni", Name("Francesco", "", "Di Giovanni", "")),
        ({"family": "King"}, "Martin King Jr.", Name("Martin", "", "King", "Jr.")),
        ({"family": "Wei", "given": "Li"}, "Wei Li", Name("Li", "", "Wei", "")),
        (
            {"family": "LHCb collaboration"},
            "LHCb collaboration",
            Name("", "", "LHCb collaboration", "", True),
        ),
        ({}, "Anton van den Hengel", Name("Anton", "van den", "Hengel", "")),
    ],
)
def test_an_entry_says_how_a_name_is_split(folder, entry, printed, parts):
    shelf = lay(folder, [printed], [{"name": printed, **entry}])
    assert said(shelf) == []
    (author,) = shelf.catalog.paper[PAPER].people
    assert (author.name, author.parts) == (printed, parts)


def test_spellings_are_one_author_and_a_citation_keeps_the_printed_one(folder):
    entry = {"name": "J. Zico Kolter", "aliases": ["Zico Kolter"], "family": "Kolter", "member": "true"}
    entry |= {"orcid": "0000-0002-1825-0097", "url": "https://example.org/"}
    shelf = lay(folder, ["Zico Kolter", "Ada Lovelace"], [entry])
    assert said(shelf) == []
    catalog = shelf.catalog
    zico, ada = catalog.paper[PAPER].people
    assert (zico.id, zico.name, zico.printed) == ("j-zico-kolter", "J. Zico Kolter", "Zico Kolter")
    assert (zico.orcid, zico.url, zico.member) == (entry["orcid"], entry["url"], True)
    assert (ada.id, ada.name, ada.orcid) == ("ada-lovelace", "Ada Lovelace", "")
    assert [paper.id for paper in catalog.by_author["j-zico-kolter"]] == [PAPER]
    assert "Kolter, Zico and Lovelace, Ada" in bibtex.entry(catalog.paper[PAPER])
    person = json.loads(jsonld.article(catalog, Site("Shelf"), catalog.paper[PAPER]))["author"][0]
    assert (person["sameAs"], person["url"]) == ("https://orcid.org/0000-0002-1825-0097", entry["url"])
    assert run("export", "--author", "Zico Kolter", "--catalog", str(folder)).exit_code == 0


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ([{"name": "Nobody Here"}], 'name: "Nobody Here" is named in no record'),
        (
            [{"name": "Ada Lovelace"}, {"name": "A. Lovelace", "aliases": ["Ada Lovelace"]}],
            'aliases: "Ada Lovelace" stands here twice; expected each author once; merge the entries',
        ),
        ([{"name": "Ada Lovelace", "family": "Byron"}], '"Byron" is no part of "Ada Lovelace"'),
        ([{"name": "Ada Lovelace", "orcid": "0000-0002-1825-0098"}], "has a wrong digit"),
        ([{"name": "Ada Lovelace", "orcid": "https://orcid.org/1"}], "is not an ORCID iD"),
        ([{"name": "Ada Lovelace", "member": "often"}], 'holds "often"; expected true or false'),
    ],
)
def test_what_is_wrong_with_an_entry(folder, entries, expected):
    (message,) = said(lay(folder, ["Ada Lovelace"], entries))
    assert expected in message


def test_only_an_unknown_author_is_a_warning(folder):
    (message,) = check(lay(folder, ["Ada Lovelace"], [{"name": "Nobody Here"}]))
    assert message.level == "warning"


def test_the_file_has_a_canonical_form(folder):
    lay(folder, ["Ada Lovelace"], [{"family": "Lovelace", "name": "Ada Lovelace"}])
    assert run("fmt", "--catalog", str(folder)).exit_code == 0
    first, name, family = (folder / "authors.yml").read_text("utf-8").splitlines()
    assert first.endswith("schema/authors.json")
    assert (name, family) == ("- name: Ada Lovelace", "  family: Lovelace")


def test_a_copy_with_other_authors_forgets_those_it_knew():
    one = Paper(id="a", title="A", authors=("Ada Lovelace",), added="2026-11-20")
    assert [author.name for author in one.people] == ["Ada Lovelace"]
    copied = one.model_copy(update={"authors": ("Bo Li",)})
    assert [author.name for author in copied.people] == ["Bo Li"]
