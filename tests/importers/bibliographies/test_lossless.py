"""What other programs write wrongly or differently is read rightly or told, never lost in silence."""

import json

import pytest

from generator.importers import detect

JOURNAL = {
    "author": "Cortes, Corinna and Vapnik, Vladimir",
    "title": "Support-Vector Networks",
    "journal": "Machine Learning",
    "volume": "20",
    "number": "3",
    "pages": "273--297",
    "year": "1995",
    "publisher": "Springer",
}
BIBTEX = (
    "@article{cortes1995,\n" + ",\n".join(f"{key} = {{{text}}}" for key, text in JOURNAL.items()) + "}"
)
RIS = """\
TY  - JOUR
ID  - cortes1995
AU  - Cortes, Corinna
TI  - Support-Vector Networks
T2  - Machine Learning
VL  - 20
IS  - 3
SP  - 273
EP  - 297
PY  - 1995
CY  - Boston
ER  -
"""
CSL = {
    "id": "cortes1995",
    "type": "article-journal",
    "title": "Support-Vector Networks",
    "container-title": "Machine Learning",
    "volume": "20",
    "issue": "3",
    "page": "273-297",
    "issued": {"date-parts": [[1995]]},
    "ISSN": "0885-6125",
}


def read(text):
    return detect.read(text.encode(), "file")


@pytest.mark.parametrize(
    ("text", "dropped"), [(BIBTEX, "publisher"), (RIS, "CY"), (json.dumps([CSL]), "ISSN")]
)
def test_numbers_and_key_are_kept_and_what_is_not_is_named(text, dropped):
    (draft,) = read(text).drafts
    assert draft.venue == "Machine Learning 20(3), 273-297 (1995)"
    assert (draft.key, draft.citation_key, draft.dropped) == ("cortes1995", "cortes1995", (dropped,))


@pytest.mark.parametrize("field", ["title", "author", "journal", "year"])
def test_a_missing_comma_is_told(field):
    broken = BIBTEX.replace(f"{field} = {{{JOURNAL[field]}}},", f"{field} = {{{JOURNAL[field]}}}")
    source = read(broken + "\n@article{next2020, title = {The next one}, year = {2020}}")
    assert [draft.title for draft in source.drafts] == ["The next one"]
    (message,) = source.skipped
    assert message.wrong.startswith('"cortes1995" has no comma before the field ')


def test_an_equals_sign_in_a_title_is_no_field():
    text = '@article{a, title = "The {X} k = 3 model", year = 2020, note = {a} # {b}}'
    assert [draft.title for draft in read(text).drafts] == ["The {X} k = 3 model".replace("{X}", "X")]


@pytest.mark.parametrize("key", ["\nvaswani2017attention", "two words", "with(brackets)", ""])
def test_a_key_may_stand_on_the_next_line_or_be_odd(key):
    (draft,) = read(f"@inproceedings{{{key},\ntitle={{Attention}},\nyear={{2017}}\n}}").drafts
    assert draft.title == "Attention"


def test_journal_macros_are_written_out_and_unknown_strings_told():
    (draft,) = read(BIBTEX.replace("Machine Learning", r"\prl")).drafts
    assert draft.venue.startswith("Physical Review Letters 20(3)")
    (draft,) = read(BIBTEX.replace("{Machine Learning}", "mljournal")).drafts
    assert draft.remarks == ('venue: no @string defines "mljournal"',)


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(json.dumps({**CSL, "title": title}) for title in "ABC"),
        f"[{json.dumps({**CSL, 'title': 'A'})}]\n[{json.dumps(CSL)}, {json.dumps(CSL)}]",
        "".join(json.dumps([{**CSL, "title": title}], indent=1) for title in "ABC"),
    ],
)
def test_several_lists_or_objects_in_one_file_are_all_read(text):
    source = read(text)
    assert (len(source.drafts), source.skipped) == (3, ())


def test_what_follows_a_list_is_told():
    assert len(read(json.dumps([CSL]) + "\nand more").skipped) == 1
