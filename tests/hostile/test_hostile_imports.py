"""Payloads in every import format and service answer become records that the check accepts, or messages."""

import json

import pytest

from generator.catalog.shelf import load
from generator.citations.formats import FORMATS
from numbers_on_record import note
from payloads import SEED, sample
from read_exports import READERS
from server import serve
from support import errors, run

services = pytest.fixture(serve)
TEXTS = sample(60)
BIBTEX = ["title", "author", "journal", "booktitle", "year", "month", "volume", "number", "pages", "doi", "url", "eprint", "note", "abstract", "publisher", "school", "series", "howpublished", "crossref", "archiveprefix", "primaryclass", "papershelf-title", "papershelf-venue"]  # fmt: skip
RIS = ["TI", "AU", "A1", "T2", "JO", "PY", "DA", "VL", "IS", "SP", "EP", "DO", "UR", "AB", "N1", "M3", "PB", "AN", "KW", "U1", "ID"]  # fmt: skip
CSL = ["title", "container-title", "volume", "issue", "page", "DOI", "URL", "abstract", "note", "publisher", "genre", "number", "custom", "event-title", "citation-key"]  # fmt: skip


def dealt(fields):
    """Yield for each text a record with a text in every field; the next record gets the next ones."""
    for number in range(len(TEXTS)):
        yield number, {field: TEXTS[(number + place) % len(TEXTS)] for place, field in enumerate(fields)}


def bibtex(opening, closing):
    entries = []
    for number, facts in dealt(BIBTEX):
        body = ",\n".join(f"  {name} = {opening}{text}{closing}" for name, text in facts.items())
        entries.append(f"@{'article' if number % 2 else 'inproceedings'}{{key{number},\n{body}\n}}\n")
    return "\n".join(entries)


def ris():
    records = ("".join(f"{tag}  - {text}\n" for tag, text in facts.items()) for _, facts in dealt(RIS))
    return "\n".join(f"TY  - JOUR\n{record}ER  - \n" for record in records)


def csl():
    items = []
    for number, facts in dealt([*CSL, "family", "given", "literal", "issued", "id"]):
        names = [
            {"family": facts.pop("family"), "given": facts.pop("given")},
            {"literal": facts.pop("literal")},
        ]
        facts |= {"issued": {"raw": facts["issued"]}, "type": "article-journal", "author": names}
        items.append(facts | {"id": f"{number} {facts['id']}"})
    return json.dumps(items)


def listing():
    blocks = (
        f"{facts['title']}\n{facts['by']}\n{facts['text']}\n\n"
        for _, facts in dealt(["title", "by", "text"])
    )
    return "Daily Papers\nby AK and the research community\nMar 12\n\n" + "".join(blocks)


FILES = {
    "braces.bib": lambda: bibtex("{", "}"),
    "quotes.bib": lambda: bibtex('"', '"'),
    "records.ris": ris,
    "items.json": csl,
    "listing.txt": listing,
}


@pytest.fixture
def folder(toy):
    return toy / "catalog"


@pytest.mark.parametrize("name", FILES)
def test_files_become_records_without_errors(name, folder, tmp_path):
    file = tmp_path / name
    file.write_bytes(FILES[name]().encode("utf-8", "surrogatepass"))
    result = run(
        "import", str(file), "--list", "hostile", "--catalog", str(folder), "--added", "2026-11-21"
    )
    assert result.exit_code in (0, 1), result.output
    hold(folder, f"import {name}")


@pytest.mark.slow
def test_answers_of_services_become_records_without_errors(folder, services):
    for number, facts in dealt(["title", "author", "summary", "comment", "journal_ref", "doi", "term"]):
        one = {**facts, "authors": [facts.pop("author")], "categories": [facts.pop("term")]}
        services.add_arxiv(f"2401.{number:05}", **{name: clean(text) for name, text in one.items()})
    for number, facts in dealt(
        [
            "title",
            "given",
            "family",
            "container",
            "abstract",
            "publisher",
            "volume",
            "page",
            "url",
            "type",
        ]
    ):
        services.add_work(
            f"10.1000/{number}", title=[facts["title"]], author=[{"given": facts["given"], "family": facts["family"]}],
            container_title=[facts["container"]], abstract=facts["abstract"], publisher=facts["publisher"], volume=facts["volume"],
            page=facts["page"], URL=facts["url"], subtype=facts["type"],
        )  # fmt: skip
    for number, facts in dealt(["title", "summary", "name", "code", "project", "id"]):
        told = {
            "title": facts["title"],
            "summary": facts["summary"],
            "authors": [{"name": facts["name"]}],
        }
        services.add_daily("2026-03-12", f"2402.{number:05}", githubRepo=facts["code"], projectPage=facts["project"], **told)  # fmt: skip
    ids = [f"2401.{number:05}" for number in range(len(TEXTS))] + [
        f"10.1000/{number}" for number in range(len(TEXTS))
    ]
    for command in (["add", "-"], ["import", "--daily", "2026-03-12"]):
        result = run(*command, "--catalog", str(folder), "--added", "2026-11-21", input="\n".join(ids))
        assert result.exit_code in (0, 1), result.output
    assert len(services.requests) >= len(TEXTS)
    hold(folder, "services")


def clean(text):
    """Leave out what XML cannot carry."""
    if not isinstance(text, str):
        return [clean(one) for one in text]
    return "".join(c if c.isprintable() or c == "\n" else " " for c in text)


def hold(folder, source):
    """Fail where a record has an error, or an export cannot be read."""
    shelf = load(folder)
    assert errors(folder) == []
    for form in FORMATS.values():
        READERS[form.suffix](form.text(shelf.catalog.papers))
    note(
        "hostile imports",
        seed=SEED,
        source=source,
        texts=len(TEXTS),
        papers=len(shelf.papers),
    )
