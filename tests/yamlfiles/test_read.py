from contextlib import suppress

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import CatalogError
from generator.yamlfiles import read as yamlfile

VALUES = st.recursive(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\t"), max_size=30),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("abc:# -", min_size=1), inner, max_size=3)
    ),
    max_leaves=8,
)


def read(tmp_path, content):
    file = tmp_path / "x.yml"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return yamlfile.parse(yamlfile.text_of(file, "x.yml"), "x.yml")


def test_every_scalar_is_text(tmp_path):
    text = (
        "arxiv: 2006.10000\npublished: 2024-07-08\nyear: 2024\non: yes\nempty:\ntilde: ~\nquoted: ''\n"
    )
    assert read(tmp_path, text).data == {
        "arxiv": "2006.10000",
        "published": "2024-07-08",
        "year": "2024",
        "on": "yes",
        "empty": None,
        "tilde": None,
        "quoted": "",
    }


def test_lines_of_values(tmp_path):
    document = read(tmp_path, "# comment\ntitle: >-\n  a\n  b\nauthors:\n- A\n- B\n")
    assert [document.line(loc) for loc in [("title",), ("authors",), ("authors", 1), ("absent",)]] == [
        2,
        5,
        7,
        2,
    ]


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path):
    assert read(tmp_path, b"\xef\xbb\xbftitle: x\r\nvenue: y\r\n").data == {"title": "x", "venue": "y"}


@pytest.mark.parametrize(
    ("content", "line", "wrong"),
    [
        (b"title: x\nvenue: \xff", 2, "byte 0xff is not UTF-8"),
        ("title: x\ntitle: y", 2, 'the key "title" stands here for the second time'),
        ("title: &a x", 1, "an anchor (& or *) is used"),
        ("title: x\nvenue: *a", 2, "an anchor (& or *) is used"),
        (
            "title: !!python/object:os.system x",
            1,
            'the tag "tag:yaml.org,2002:python/object:os.system" is used',
        ),
        ("a: x\n---\nb: y", 2, "a second document starts here"),
        ("? [a]\n: b", 1, "a key is not plain text"),
        ("[" * 200_000, 1, "lists or mappings are nested too deeply"),
        ("- " * 200_000, 1, "lists or mappings are nested too deeply"),
        ("title: a: b", 1, "not readable as YAML: mapping values are not allowed in this context"),
        ("title: x\nvenue: 'y", 2, "not readable as YAML: found unexpected end of stream"),
        ("title: a\x07b", 1, "not readable as YAML: the character U+0007"),
        (b"x" * 5_000_001, 0, "the file has 5 MB"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_line(tmp_path, content, line, wrong):
    with pytest.raises(CatalogError) as caught:
        read(tmp_path, content)
    (message,) = caught.value.messages
    assert (message.line, message.wrong) == (line, wrong)


def test_empty_files_hold_nothing(tmp_path):
    assert read(tmp_path, "").data is None
    assert read(tmp_path, "# only a comment\n").data is None


@given(VALUES)
def test_dumped_values_read_back_equal(value):
    assert yaml.safe_load(yamlfile.dump(value)) == value


@given(st.dictionaries(st.sampled_from(["title", "note"]), VALUES))
def test_our_reader_agrees_with_the_dumper(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("yaml")
    assert read(folder, yamlfile.dump(data)).data == data


@given(st.text(max_size=60) | st.text("[]{}:-?&*!|>'\"%@`#, \n\tab", max_size=60))
def test_any_text_is_read_or_refused(tmp_path_factory, text):
    with suppress(CatalogError):
        read(tmp_path_factory.mktemp("yaml"), text.encode("utf-8", "surrogatepass"))
