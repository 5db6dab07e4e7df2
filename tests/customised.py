"""A project with settings and files of its own wherever a site may have them."""

from hosts import shown
from support import project

MARK = '<svg xmlns="http://www.w3.org/2000/svg"/>'
PAPER = "papers/on-neural-differential-equations.md"
FILES = {
    "docs/_headers": shown()["docs/_headers"],
    "docs/assets/images/photo.png": "mine",
    "docs/assets/javascripts/own.js": "mine",
    "docs/assets/mark.svg": MARK,
    "docs/assets/stylesheets/own.css": "mine",
    "docs/drafts/secret.md": "# Not yet",
    "docs/guide/README.md": "# A guide",
    "docs/links.md": f"# Links\n\n[a]({PAPER}#page_title) [b]({PAPER}#cite) [c]({PAPER}#nothing)",
    "docs/table.md": "# A table\n\n| a | b |\n|:-:|--:|\n| 1 | 2 |\n",
    "look/assets/scheme.js": "// ours",
    "look/partials/policy.html": "default-src https:",
}
SETTINGS = {
    "theme: papershelf": "theme: {name: papershelf, custom_dir: look}",
    "- papershelf\n": '- papershelf: {accent: "#2f7d32"}\n',
    "  - About:\n": "  - About:\n      - Deeper: [Deep: about/index.md]\n",
}
MORE_SETTINGS = """
exclude_docs: drafts/
validation: {anchors: warn}
"""


def lay_out(folder):
    """Lay out the project in a folder."""
    project(folder)
    for path, content in FILES.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content, "utf-8")
    settings = folder / "mkdocs.yml"
    text = settings.read_text("utf-8")
    for theirs, own in SETTINGS.items():
        assert theirs in text
        text = text.replace(theirs, own, 1)
    settings.write_text(text + MORE_SETTINGS, "utf-8")
