import pytest
from slugify import slugify

from generator.bibliography import names
from generator.bibliography.names import Name


@pytest.mark.parametrize(
    ("printed", "parts"),
    [
        ("Edward J. Hu", Name("Edward J.", "", "Hu", "")),
        ("Philipp del Hougne", Name("Philipp", "del", "Hougne", "")),
        ("Anton van den Hengel", Name("Anton", "van den", "Hengel", "")),
        ("Weinan E", Name("Weinan", "", "E", "")),
        ("Martin Luther King Jr.", Name("Martin Luther", "", "King", "Jr.")),
        ("Guy Van den Broeck", Name("Guy", "", "Van den Broeck", "")),
        ("Plato", Name("", "", "Plato", "")),
        ("José de la Cruz Ortiz", Name("José", "de la", "Cruz Ortiz", "")),
        ("The ATLAS Collaboration", Name("", "", "The ATLAS Collaboration", "", collective=True)),
    ],
)
def test_parts_of_a_name(printed, parts):
    assert names.parse(printed) == parts


def test_authors_sort_by_family_whatever_the_accents():
    printed = ["Émile Zola", "Anton van den Hengel", "Ædan Ångström", "Bob Angus"]
    by_family = sorted(printed, key=lambda name: names.parse(name).sort_key)
    assert by_family == ["Ædan Ångström", "Bob Angus", "Anton van den Hengel", "Émile Zola"]


@pytest.mark.parametrize(
    ("name", "slug", "letter"),
    [
        ("Christopher Ré", "christopher-re", "r"),
        ("christopher re", "christopher-re", "r"),
        ("Guy Van den Broeck", "guy-van-den-broeck", "v"),
        ("李明", "li-ming", "l"),
        ("∞", "221e", "other"),
    ],
)
def test_where_an_author_is_filed(name, slug, letter):
    assert names.slug(name) == slug
    assert names.letter(names.parse(name)) == letter


@pytest.mark.parametrize(
    ("given", "family", "name"),
    [
        ("伟", "张", "张伟"),
        ("민준", "김", "김민준"),
        ("Wei", "Zhang", "Wei Zhang"),
        ("", "Plato", "Plato"),
    ],
)
def test_names_in_the_letters_of_east_asia_begin_with_the_family(given, family, name):
    assert names.printed(given, family) == name


@pytest.mark.parametrize("text", ["A  b-C", "O'Neil & sons", "1,000 x", "a &amp; b", "...", "é É", ""])
def test_plain_text_is_folded_as_slugify_does(text):
    assert names.fold(text) == (slugify(text, separator=" ") or text)
