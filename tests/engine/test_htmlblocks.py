"""Blocks set aside and put back: the page that converting everything gives, and its anchors."""

import re

import pytest
from markdown import Markdown

from generator.catalog.shelf import load
from generator.engine import htmlblocks
from support import TOY, generated

EXTENSIONS = ["admonition", "attr_list", "toc", "pymdownx.superfences", "tables"]
PAGES = {
    path: text.split("---\n", 2)[2]
    for path, text in generated(load(TOY).catalog).items()
    if path.endswith(".md")
}


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_the_same_as_without(path):
    marked = htmlblocks.set_aside(PAGES[path])
    assert len(marked) < len(PAGES[path]) / 2
    html = htmlblocks.put_back(converted(marked), PAGES[path])
    assert without_blank_lines(html) == without_blank_lines(converted(PAGES[path]))


def converted(markdown):
    return Markdown(extensions=EXTENSIONS).convert(markdown)


def without_blank_lines(html):
    return re.sub(r"\n\s*\n", "\n", html)


def test_a_handwritten_page_links_to_anchors_that_are_there(customised_site):
    log = (customised_site.parent / "build.log").read_text("utf-8")
    assert re.findall(r"does not contain an anchor '(.*)'", log) == ["#nothing"]
