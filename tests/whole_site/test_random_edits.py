"""Random edits of a whole catalog: never a traceback, and what passes the check builds."""

import shutil
import tempfile
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from generator.catalog.shelf import load
from generator.cli import main
from generator.site import Site
from support import TOY, build_site, generated, project

FILES = sorted(path.relative_to(TOY).as_posix() for path in TOY.rglob("*.yml"))
FASTEST = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
SITE = Site("Shelf", "", "", "https://shelf.test/")
VALUES = st.one_of(
    st.none(),
    st.text(max_size=30),
    st.text("$\\{}[]<>&*_#`|\n-:'\" ab", max_size=30),
    st.sampled_from(
        ["2024", "2006.10000", "cs.LG", "chaos", "on-neural-differential-equations", "[[1806.07572]]", "$x^2$",
         "<script>alert(1)</script>", "{{ y }} {% x %}", "javascript:alert(1)", "‮שלום", "---", "~~~", "a\n\n# b",
         "https://example.org/x", r"$\frac{$", "neural-tangent-kernel", "Ada van der Lovelace Jr."]
    ),
    st.lists(st.text(max_size=10), max_size=4),
    st.dictionaries(st.text(max_size=5), st.text(max_size=5), max_size=2),
)  # fmt: skip
KEYS = st.sampled_from(["title", "authors", "published", "venue", "arxiv", "doi", "categories", "code", "project", "summary", "abstract", "themes", "tags", "added", "former_ids", "note", "id", "name", "aliases", "introduction", "start_here", "papers", "source", "url", "date", "x"])  # fmt: skip


@st.composite
def edits(draw):
    """A file of the catalog and a change to its text or its data."""
    file = draw(st.sampled_from(FILES))
    text = (TOY / file).read_text("utf-8")
    if draw(st.booleans()):
        return file, draw(changed_data(yaml.safe_load(text)))
    return file, draw(changed_text(text))


@st.composite
def changed_data(draw, data):
    target = data[draw(st.integers(0, len(data) - 1))] if isinstance(data, list) else data
    key = draw(st.sampled_from(sorted(target)) | KEYS)
    value = draw(VALUES)
    if isinstance(target.get(key), list) and draw(st.booleans()):
        target[key].insert(draw(st.integers(0, len(target[key]))), value)
    else:
        target[key] = value
    return yaml.safe_dump(data, sort_keys=False, allow_unicode=True)


@st.composite
def changed_text(draw, text):
    start = draw(st.integers(0, len(text)))
    end = draw(st.integers(start, min(len(text), start + 20)))
    return (
        text[:start]
        + draw(st.text(max_size=8) | st.sampled_from(["\n", "- ", ": ", "'", "{", "&a "]))
        + text[end:]
    )


@pytest.mark.slow
@pytest.mark.hypothesis
def test_what_passes_the_check_builds(tmp_path):
    passed = [[]]

    @given(st.lists(edits(), min_size=1, max_size=3))
    def hold(changes):
        with tempfile.TemporaryDirectory() as name:
            catalog = Path(shutil.copytree(TOY, Path(name) / "catalog"))
            write(changes, catalog)
            result = CliRunner().invoke(main, ["check", "--catalog", str(catalog)])
            assert isinstance(result.exception, SystemExit | None), result.exc_info
            assert result.exit_code in (0, 1), result.output
            if result.exit_code == 0:
                hold_pages(generated(load(catalog).catalog, SITE))
                passed.append(changes)

    hold()
    folder = project(tmp_path / "project")
    write(passed[-1], folder / "catalog")
    build_site(folder, tmp_path / "site")


def write(changes, catalog):
    for file, text in changes:
        (catalog / file).write_bytes(text.encode("utf-8", "surrogatepass"))


def hold_pages(files):
    """Fail where MkDocs could not read a page's front matter, or nothing names the page."""
    for path, text in files.items():
        if path.endswith(".md"):
            _, front_matter, body = text.split("---\n", 2)
            assert yaml.load(front_matter, FASTEST)["title"], path
            assert body.strip(), path
