"""Blocks set aside and put back: the page that converting everything gives, and its anchors."""

import re

import pytest
from markdown import Markdown

from generator.catalog.shelf import load
from generator.engine import htmlblocks
from support import TOY, generated, mkdocs

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


@pytest.mark.slow
@pytest.mark.parametrize(("anchor", "works"), [("page_title", True), ("cite", True), ("nothing", False)])
def test_a_handwritten_page_links_to_anchors_that_are_there(toy, anchor, works):
    config = toy / "mkdocs.yml"
    config.write_text(config.read_text("utf-8") + "validation: {anchors: warn}\n", "utf-8")
    paper = "papers/on-neural-differential-equations.md"
    (toy / "docs/note.md").write_text(f"# A note\n\n[There]({paper}#{anchor})")
    built = mkdocs("build", "--strict", cwd=toy)
    assert (built.returncode == 0) == works, built.stderr
    assert (f"does not contain an anchor '#{anchor}'" in built.stderr) != works
