"""A site's own colour: readable on both schemes whatever it is, and in every build."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from customised import MARK
from generator.errors import Problem
from generator.styling import accent
from programs import mkdocs
from support import ROOT

COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)
STYLES = (ROOT / "generator/theme/assets/papershelf.css").read_text("utf-8")


def scheme_colours(name):
    """What the stylesheet has for a colour on the light and on the dark scheme."""
    return re.search(rf"--{name}: light-dark\((#\w+), (#\w+)\)", STYLES).groups()


@given(COLOURS)
def test_every_colour_can_be_read_on_every_background_and_under_white(colour):
    for shade, *grounds in zip(
        accent.shades(colour), scheme_colours("paper"), scheme_colours("shelf"), strict=True
    ):
        assert all(accent.contrast(shade, ground) >= 4.5 for ground in grounds)


@given(COLOURS)
def test_shades_stay_as_they_are_the_second_time(colour):
    light, dark = accent.shades(colour)
    assert (accent.shades(light)[0], accent.shades(dark)[1]) == (light, dark)


def test_a_colour_that_can_be_read_is_left_alone():
    assert accent.shades("#3b5bdb")[0] == "#3b5bdb"
    assert accent.shades("#ffcc00")[1] == "#ffcc00"


@pytest.mark.parametrize(
    ("one", "other", "contrast"),
    [("#000000", "#ffffff", 21), ("#ffffff", "#777777", 4.48), ("#123456", "#123456", 1)],
)
def test_contrast_is_that_of_wcag(one, other, contrast):
    assert accent.contrast(one, other) == pytest.approx(contrast, abs=0.01)
    assert accent.contrast(one, other) == accent.contrast(other, one)


def test_the_grounds_and_the_mark_are_those_of_the_theme():
    assert scheme_colours("shelf") == accent.GROUNDS
    mark = (ROOT / "generator/theme/assets/mark.svg").read_text("utf-8")
    assert all(mark.count(spine) == 1 for spine in accent.SPINES)


@pytest.mark.parametrize(("given", "colour"), [("#FC0", "#ffcc00"), ("#2F7d32", "#2f7d32")])
def test_colours_come_in_one_form(given, colour):
    assert accent.check(given) == colour


@pytest.mark.parametrize(
    "given", ["", "red", "#ff", "#fffff", "#1234567", "#12345g", "#123456\n", "#١٢٣"]
)
def test_what_is_no_colour_is_refused(given):
    with pytest.raises(Problem, match="is not a colour"):
        accent.check(given)


def set_accent(folder, value):
    config = folder / "mkdocs.yml"
    text = config.read_text("utf-8").replace("- papershelf\n", f"- papershelf: {{accent: {value}}}\n")
    config.write_text(text, "utf-8")


@pytest.mark.slow
def test_a_site_has_its_colour_in_styles_and_mark(toy):
    set_accent(toy, '"#2f7d32"')
    mkdocs("build", "--strict", cwd=toy, check=True)
    home = (toy / "site/index.html").read_text("utf-8")
    sheets = re.findall(r'<link rel="stylesheet" href="([^"]+)"', home)
    assert sheets.index("assets/papershelf.css") < sheets.index("assets/accent.css")
    light, dark = accent.shades("#2f7d32")
    assert f"--accent: light-dark({light}, {dark})" in (toy / "site/assets/accent.css").read_text()
    assert home.count('href="assets/accent.svg"') == home.count('src="assets/accent.svg"') == 1
    assert light in (toy / "site/assets/accent.svg").read_text()


def test_a_mark_of_ones_own_stays(customised_site):
    assert 'href="assets/mark.svg"' in (customised_site / "index.html").read_text("utf-8")
    assert (customised_site / "assets/mark.svg").read_text() == MARK


def test_single_files_of_the_theme_can_be_replaced(customised_site):
    assert (customised_site / "assets/scheme.js").read_text() == "// ours"
    assert (customised_site / "assets/papershelf.css").read_text("utf-8") == STYLES


@pytest.mark.slow
@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("red", '"red" is not a colour; expected one like "#3b5bdb"'),
        ("123456", '"123456" is not a colour'),
        ("[1]", '"[1]" is not a colour'),
        ("\n      #2f7d32\n  ", 'is empty; expected a colour like "#3b5bdb"; write it with the quotes'),
    ],
)
def test_a_setting_that_is_no_colour_stops_the_build_with_a_message(toy, value, message):
    set_accent(toy, value)
    built = mkdocs("build", cwd=toy)
    assert built.returncode == 1
    assert message in built.stderr
    assert "Traceback" not in built.stderr
