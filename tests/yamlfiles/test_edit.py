import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.catalog.records import Tag
from generator.errors import CatalogError
from generator.yamlfiles.canonical import canonical
from generator.yamlfiles.edit import assign, drop
from generator.yamlfiles.read import dump_file, parse
from support import TOY
from yaml_records import KEYS, ORDER, RECORD, VALUES

TAGS = """\
# Tags.
- id: one  # the first
  name: One
  aliases:
  - uno

# about two
- id: two
  name: Two
"""


def changed(key, value, text=RECORD, entry=None):
    order = ORDER if entry is None else list(Tag.model_fields)
    return assign(parse(text, "a.yml"), key, value, order, entry).text


def canonical_record():
    return canonical(parse(RECORD, "a.yml"), ORDER).text


def difference(text, before):
    old, new = before.splitlines(), text.splitlines()
    return [line for line in new if line not in old], [line for line in old if line not in new]


@pytest.mark.parametrize(
    ("key", "value", "added", "removed"),
    [
        ("title", "Other", ["# with a colon", "title: Other"], ["title: 'On: engines'  # with a colon"]),
        ("published", "1843-10", ["published: 1843-10"], ["published: '1843'"]),
        ("venue", "ICLR", ["venue: ICLR"], []),
        ("doi", "10.1000/x: #", ["doi: '10.1000/x: #'"], []),
        ("authors", ["Ada Lovelace", "Charles Babbage", "A: B"], ["  - 'A: B'"], []),
        ("authors", ["Charles Babbage"], ["  # first"], ['  - "Ada Lovelace"   # first']),
        ("authors", ["Ada Lovelace", "C. B."], ["  - C. B."], ["  - Charles Babbage"]),
        ("themes", ["a"], ["# two", "themes:", "- a"], ["themes: [a, b]  # two"]),
        (
            "summary",
            "Short.",
            ["summary: Short."],
            ["summary: >", "  First line.", "", "  # not a comment"],
        ),
        ("note", None, [], ["note: last"]),
        ("title", None, ["# with a colon"], ["title: 'On: engines'  # with a colon"]),
    ],
)
def test_only_what_is_meant_changes(key, value, added, removed):
    assert difference(changed(key, value), canonical_record()) == (added, removed)


def test_a_changed_record_becomes_canonical():
    expected = canonical_record().replace("note: last", "note: new")
    assert changed("note", "new") == expected


def test_a_new_key_goes_to_its_place():
    lines = changed("tags", ["x"]).splitlines()
    assert lines[lines.index("tags:") - 1 :][:4] == [
        "themes: [a, b]  # two",
        "tags:",
        "- x",
        "# after themes",
    ]
    assert changed("title", "New", "authors:\n- A\n") == "title: New\nauthors:\n- A\n"


def test_a_value_that_stands_already_changes_nothing():
    assert changed("published", "1843") == RECORD


def test_entries_change_in_files_that_hold_lists():
    text = changed("id", "eins", TAGS, entry=0)
    assert difference(text, TAGS) == (["# the first", "- id: eins"], ["- id: one  # the first"])
    text = changed("aliases", ["zwei", "deux"], TAGS, entry=1)
    assert text == TAGS + "  aliases:\n  - zwei\n  - deux\n"
    assert changed("aliases", None, TAGS, entry=0) == TAGS.replace("  aliases:\n  - uno\n", "")


def test_an_entry_goes_and_its_comments_stay():
    document = parse(TAGS, "tags.yml")
    assert drop(document, 0).text == "# Tags.\n# the first\n\n# about two\n- id: two\n  name: Two\n"
    assert drop(document, 1).text == TAGS[: TAGS.index("- id: two")]


def test_a_form_that_cannot_be_changed_safely_is_left_to_the_curator():
    with pytest.raises(CatalogError, match=r"a\.yml:1: title: cannot be changed"):
        changed("title", None, "{title: Old, note: x}  # both\n")


def test_braces_around_a_mapping_are_written_out():
    assert changed("title", "New", "{note: x, title: Old}\n") == "title: New\nnote: x\n"


def test_the_last_key_goes_and_its_comments_stay():
    assert changed("title", None, "# soon\ntitle: Old  # or not\n") == "# soon\n# or not\n"


def test_an_empty_file_takes_its_first_key():
    assert changed("title", "New", "# soon\n") == "# soon\ntitle: New\n"


@given(st.dictionaries(KEYS, VALUES, min_size=1), KEYS, VALUES | st.none(), st.data())
def test_any_value_can_be_set_and_comments_stay(data, key, value, draw):
    lines = []
    for line in dump_file(data).splitlines(keepends=True):
        lines += [f"# note {len(lines)}\n"] if line[0] not in " -" and draw.draw(st.booleans()) else []
        lines.append(line)
    text = "".join(lines)
    result = changed(key, value, text)
    expected = {**data, key: value} if value is not None else {k: v for k, v in data.items() if k != key}
    assert parse(result, "a.yml").data == (expected or None)
    notes = [line for line in result.splitlines(keepends=True) if line.startswith("# note")]
    assert sorted(notes) == sorted(line for line in lines if line.startswith("# note"))


def test_every_record_can_lose_and_regain_each_key():
    for path in sorted((TOY / "papers").glob("*.yml")):
        document = parse(path.read_text("utf-8"), path.name)
        for key, value in document.data.items():
            without = assign(document, key, None, ORDER)
            assert assign(without, key, value, ORDER).data == document.data
