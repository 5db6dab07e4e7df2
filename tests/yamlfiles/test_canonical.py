import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.catalog.records import Tag
from generator.yamlfiles.canonical import canonical
from generator.yamlfiles.edit import assign
from generator.yamlfiles.read import parse
from yaml_records import KEYS, ORDER, RECORD, VALUES

HINT = "# yaml-language-server: $schema=../schema/paper.json\n"
CANONICAL = """\
# yaml-language-server: $schema=../schema/paper.json
# The record of a curator who comments.
title: 'On: engines'  # with a colon
authors:   # in the paper's order
  - "Ada Lovelace"   # first
  # looked up twice
  - Charles Babbage
published: '1843'
summary: >
  First line.

  # not a comment
themes: [a, b]  # two
# after themes
note: last
"""
LOOSE = """\
# Tags.

-   name: "Two"   # by hand
    # the id
    id: two
    description: |
        Text.

# about one
- id: one
  aliases: [a, b]
  name: One
# the end
"""
STRICT = """\
# Tags.
# the id
- id: two
  name: "Two"   # by hand
  description: >
    Text.
# about one
- id: one
  name: One
  aliases:
  - a
  - b
# the end
"""


def test_keys_come_in_order_with_their_comments():
    text = canonical(parse(RECORD, "a.yml"), ORDER, HINT).text
    assert text == CANONICAL
    assert canonical(parse(text, "a.yml"), ORDER, HINT).text == CANONICAL


def test_entries_come_in_one_form():
    text = canonical(parse(LOOSE, "tags.yml"), list(Tag.model_fields)).text
    assert text == STRICT
    assert canonical(parse(text, "tags.yml"), list(Tag.model_fields)).text == STRICT


def test_an_entry_without_any_value_stays_an_entry():
    text = canonical(parse("- id:\n- id: one\n", "tags.yml"), list(Tag.model_fields)).text
    assert text == "- {}\n- id: one\n"


@given(st.dictionaries(KEYS, VALUES, min_size=1), st.booleans(), st.data())
def test_any_mapping_keeps_its_data_and_its_comments(data, flow, draw):
    import yaml

    text = yaml.safe_dump(
        data, default_flow_style=flow or None, sort_keys=False, allow_unicode=True, width=40
    )
    if not text.startswith("{"):
        lines = text.splitlines(keepends=True)
        heads = [n for n, line in enumerate(lines) if line.partition(":")[0] in ORDER]
        for n in reversed(draw.draw(st.lists(st.sampled_from(heads), unique=True))) if heads else ():
            lines.insert(n, f"# comment {n}\n")
        text = "".join(lines)
    document = parse(text, "a.yml")
    result = canonical(document, ORDER, HINT)
    assert result.data == document.data == data
    assert text.count("# comment") == result.text.count("# comment")
    assert canonical(result, ORDER, HINT).text == result.text


BLOCK = "title: X\nsummary: {}  # checked by Ann\n  Long enough text.\n\n  # not a comment\nadded: '2026-11-20'\n"


@pytest.mark.parametrize("mark", [">-", ">", "|", "|2-", ">+"])
def test_a_comment_behind_the_mark_of_a_block_stays(mark):
    text = BLOCK.format(mark)
    result = canonical(parse(text, "a.yml"), ORDER, HINT)
    assert result.text == HINT + text
    changed = assign(result, "summary", "Other.", ORDER).text
    assert changed.count("# checked by Ann\n") == 1


@pytest.mark.parametrize("kept", ["# by hand", "by hand"])
def test_what_stands_behind_the_editors_line_stays(kept):
    text = HINT.replace("\n", f"  {kept}\n") + "title: X\n"
    result = canonical(parse(text, "a.yml"), ORDER, HINT)
    assert result.text == HINT + "# by hand\ntitle: X\n"
    assert canonical(result, ORDER, HINT).text == result.text


OUTDENTED = """\
- id: one
  name: One
  aliases:
# c
 # d
  - neuromorphic
# e
  description: >
    Text.
"""


def test_comments_may_stand_further_left_than_what_they_are_about():
    result = canonical(parse(OUTDENTED, "tags.yml"), list(Tag.model_fields))
    assert result.text == OUTDENTED.replace("# c", "  # c").replace(" # d", "  # d").replace(
        "# e", "  # e"
    )
    assert canonical(result, list(Tag.model_fields)).text == result.text
