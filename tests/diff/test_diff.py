"""`catalog diff` on real git repositories, its Markdown read by an independent renderer."""

import os
import re
import shutil
import subprocess

import pytest
from click.testing import CliRunner
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser

from generator.cli import main
from generator.diff import trees
from generator.diff.markdown import code, cut
from support import TOY

pytestmark = pytest.mark.slow

PREVIEW = "https://host.example/pr-preview/12/"
HOSTILE = [
    "<script>alert(1)</script> & <img src=x onerror=alert(1)> &#60;b&#62; <!-- hidden",
    "@everyone ![](https://evil.example/x.png) [click](javascript:alert(1)) #123 :tada: user@evil.example",
    "Ticks ` and `` and ```` | pipes | https://evil.example www.evil.example evil/repo#4 ]( $x$ *b* \\` end `",
]
ENVIRONMENT = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "A",
    "GIT_AUTHOR_EMAIL": "a@example.org",
    "GIT_AUTHOR_DATE": "2026-11-20T12:00:00Z",
    "GIT_COMMITTER_NAME": "A",
    "GIT_COMMITTER_EMAIL": "a@example.org",
    "GIT_COMMITTER_DATE": "2026-11-20T12:00:00Z",
}
RECORD = """\
title: {title}
authors:
- Ada Miller
published: '2021-05-06'
summary: >-
  What is asked here was invented for a test, and so was the answer that is given to it in two
  sentences. The second of them says so once more, so that nobody looks for the paper.
themes:
- neural-tangent-kernel
added: '2026-11-21'
"""


class Repository:
    """A git repository in a folder that is the working directory."""

    def __init__(self, folder):
        self.folder, self.catalog = folder, folder / "catalog"
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *args, **options):
        ran = subprocess.run(["git", *args], cwd=self.folder, capture_output=True, check=True, **options)
        return ran.stdout.decode().strip()

    def commit(self):
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message=x")
        return self.git("rev-parse", "HEAD")

    def commit_tree(self, *entries):
        """Commit a catalog of raw tree entries (mode, name, object id), valid or not."""
        raw = b"".join(f"{mode} {name}\0".encode() + bytes.fromhex(id) for mode, name, id in entries)
        catalog = self.write("tree", raw)
        root = self.write("tree", b"40000 catalog\0" + bytes.fromhex(catalog))
        return self.git("commit-tree", root, "-m", "x")

    def write(self, kind, raw):
        return self.git("hash-object", "-w", "--literally", "-t", kind, "--stdin", input=raw)

    def add(self, id, title="A title", **changes):
        text = RECORD.format(title="'" + title.replace("'", "''") + "'")
        self.file(f"papers/{id}.yml").write_text(text, "utf-8")

    def file(self, path):
        (self.catalog / path).parent.mkdir(parents=True, exist_ok=True)
        return self.catalog / path

    def edit(self, path, old, new):
        text = self.file(path).read_text("utf-8")
        assert old in text
        self.file(path).write_text(text.replace(old, new), "utf-8")


@pytest.fixture
def empty(tmp_path, monkeypatch):
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    folder = tmp_path / "repository"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return Repository(folder)


@pytest.fixture
def repository(empty):
    shutil.copytree(TOY, empty.catalog)
    empty.commit()
    return empty


def run(*args):
    result = CliRunner().invoke(main, args)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def diff(*args):
    result = run("diff", *args)
    assert result.exit_code == 0, result.output
    assert_harmless(result.stdout)
    assert len(result.stdout) < 60_000
    return result.stdout


def render(markdown):
    """Render as hosts do that trust their sanitizer: HTML passes, addresses become links, tables work."""
    return LexborHTMLParser(MarkdownIt("gfm-like", {"html": True}).render(markdown))


def assert_harmless(markdown):
    """See that there are the elements that are meant, and outside code only what is safe to search.

    Hosts look for mentions, references and emoji in rendered text, wherever it is not code.
    """
    page = render(markdown)
    tags = {node.tag for node in page.body.traverse() if node.tag != "body"}
    assert tags <= {"h2", "h3", "p", "ul", "li", "a", "code"}
    for node in page.css("*"):
        allowed = {"a": {"href"}}.get(node.tag, set())
        assert set(node.attributes) <= allowed
    assert all(link.attributes["href"].startswith(PREVIEW) for link in page.css("a"))
    for span in page.css("code"):
        assert span.text().isprintable()
        span.decompose()
    assert re.fullmatch(r"[\w\s.,:;·()+/-]*", page.body.text(separator=""))
    assert not re.search(r":\w+:|//", page.body.text(separator=""))


def branch_of_the_issue(repository):
    """Add 3 papers, rename 1, edit 2, remove 1; rename a tag, add a theme, change a list."""
    for number, title in enumerate(HOSTILE):
        repository.add(f"hostile-{number}", title)
    old = "backpropagation-free-training-of-deep-physical-neural-networks"
    assert run("rename", "--catalog", "catalog", old, "physical-networks").exit_code == 0
    assert run("tag", "rename", "--catalog", "catalog", "survey", "overview").exit_code == 0
    hopfield = "papers/hopfield-networks-is-all-you-need.yml"
    repository.edit(hopfield, "in a single step", "in <b>one</b> step of @octocat")
    repository.edit(hopfield, "- Thomas Adler\n", "- Thomas `Adler`\n")
    repository.edit(hopfield, "venue: ICLR 2021\n", "")
    thesis = "papers/on-neural-differential-equations.yml"
    repository.edit(thesis, "title: On Neural", "title: On <em>Neural</em>")
    repository.edit(thesis, "- cs.LG\n- math.CA", "- math.CA\n- cs.LG")
    (gone,) = repository.catalog.glob("papers/causality*.yml")
    gone.unlink()
    repository.edit("lists/first-list.yml", "title: First list", "title: First | list")
    repository.edit("lists/first-list.yml", "\npapers:", "\npapers:\n- hostile-0")
    with repository.file("themes.yml").open("a") as themes:
        themes.write("- id: odd\n  name: '# Odd'\n  summary: Odd things.\n  introduction: Odd.\n")
    return repository.commit()


def test_a_branch_is_described_as_agreed(repository, golden):
    branch_of_the_issue(repository)
    text = diff("HEAD~1", "--preview", PREVIEW.removesuffix("/"))
    golden("changes.md", re.sub("`[0-9a-f]{12}`", "`a commit`", text))


def test_hostile_titles_are_shown_as_they_are(repository):
    branch_of_the_issue(repository)
    told = diff("main~1", "main", "--preview", PREVIEW)
    assert set(HOSTILE) <= {span.text() for span in render(told).css("code")}
    assert not render(diff("main~1")).css("a")


def test_equal_trees_have_no_changes(repository):
    (repository.folder / "README.md").write_text("Not a record.")
    repository.commit()
    told = diff("HEAD~1", "HEAD")
    assert "No changes in the catalogue." in told
    assert "###" not in told


def test_the_working_tree_is_not_read(repository):
    repository.add("not-committed")
    assert "No changes" in diff("HEAD")


def test_comments_and_places_of_messages_are_no_changes(repository):
    path = "papers/on-neural-differential-equations.yml"
    repository.edit(path, "venue: ", "colour: red\nvenue: ")
    repository.commit()
    repository.edit(path, "colour: ", "# A comment.\n\ncolour: ")
    repository.commit()
    assert "No changes" in diff("HEAD~1")


def test_changed_relations_reading_orders_and_authors_are_told(repository):
    ntk = "neural-tangent-kernel-convergence-and-generalization-in-neural-networks"
    path = "papers/on-neural-differential-equations.yml"
    repository.edit(path, "added:", f"relations:\n- builds_on: {ntk}\n  why: borrows its limit\nadded:")
    repository.edit("themes.yml", "  - '1806.07572'", f"  - paper: {ntk}\n    why: It came first.")
    repository.file("authors.yml").write_text("- name: Patrick Kidger\n", "utf-8")
    repository.commit()
    told = diff("HEAD~1")
    assert f"relations: added `builds_on {ntk} (borrows its limit)`" in told
    assert f"to `{ntk} (It came first.)`" in told
    assert "Authors: 1 added" in told
    repository.file("authors.yml").write_text("- name: Patrick Kidger\n  member: true\n", "utf-8")
    repository.commit()
    assert "member: from `false` to `true`" in diff("HEAD~1")


@pytest.mark.parametrize(
    "ref",
    [
        "--output=x",
        "-h1",
        "no-such-branch",
        "main..main",
        "^main",
        "main^{tree}",
        "main:catalog",
        "x\ny",
        "a\x00b",
        "$(touch x)",
        "; touch x",
        "",
        "\udcff",
    ],
)
def test_what_names_no_commit_is_wrong_usage(repository, ref):
    before = sorted(repository.folder.iterdir())
    result = run("diff", "--", ref)
    assert result.exit_code == 2
    assert "no name of a commit" in result.stderr or "names no commit here" in result.stderr
    assert run("diff", "--", "main", ref).exit_code == 2
    assert sorted(repository.folder.iterdir()) == before


@pytest.mark.parametrize("ref", ["main", "v1", "HEAD@{0}", "main~0", "übung/<b>"])
def test_commits_have_many_names(repository, ref):
    repository.git("tag", "v1")
    repository.git("branch", "übung/<b>")
    assert "No changes" in diff(ref)


@pytest.mark.parametrize(
    "args",
    [
        ["--preview", "javascript:alert(1)"],
        ["--preview", "https://host.example/?x=>"],
        ["--preview", "https://host.example/#x"],
        ["--preview", "https://host.example/a b"],
        ["--catalog", "../catalog"],
        ["--catalog", "/catalog"],
        ["--catalog", "."],
        ["--catalog", "elsewhere"],
        ["--catalog", "a\nb"],
    ],
)
def test_wrong_options_are_wrong_usage(repository, args):
    assert run("diff", "main", *args).exit_code == 2


def test_outside_a_repository_no_commit_is_found(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert run("diff", "main").exit_code == 2


def test_a_new_repository_has_no_base(empty):
    empty.commit()
    shutil.copytree(TOY, empty.catalog)
    empty.commit()
    told = diff("HEAD~1", "--preview", PREVIEW)
    assert "Papers: 32 added · Themes: 10 added · Tags: 31 added · Lists: 3 added" in told
    assert "Messages" not in told
    told = diff("HEAD", "HEAD~1")
    assert "Papers: 32 removed" in told


def test_a_catalog_of_another_name_is_found(repository):
    (repository.folder / "deep").mkdir()
    repository.catalog.rename(repository.folder / "deep/shelf")
    repository.commit()
    assert "Papers: 32 added" in diff("HEAD~1", "--catalog", "deep/shelf/")


def test_a_bare_repository_is_enough(repository, tmp_path, monkeypatch):
    repository.add("new")
    repository.commit()
    repository.git("clone", "--quiet", "--bare", ".", str(tmp_path / "bare"))
    monkeypatch.chdir(tmp_path / "bare")
    assert "`A title`" in diff("HEAD~1")


def test_links_submodules_and_great_files_are_left_out_and_told(repository, tmp_path):
    secret = tmp_path / "secret.yml"
    secret.write_text("title: The secret\n")
    repository.file("papers/linked.yml").symlink_to(secret)
    with repository.file("papers/great.yml").open("w") as great:
        great.write("title: x\n" * 600_000)
    repository.git("add", "catalog")
    repository.git("update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},catalog/papers/module")
    repository.git("commit", "--quiet", "--message=x")
    told = diff("HEAD~1")
    assert "secret" not in told
    assert "`catalog/papers/linked.yml`, `file`: `is a symbolic link; " in told
    assert "`catalog/papers/module`, `file`: `is neither file nor folder; " in told
    assert "`catalog/papers/great.yml`, `file`: `the file has 5.4 MB; " in told


def test_a_linked_catalog_is_left_out(repository):
    repository.catalog.rename(repository.folder / "elsewhere")
    repository.catalog.symlink_to("elsewhere")
    repository.commit()
    told = diff("HEAD~1")
    assert "`catalog`, `file`: `is a symbolic link; " in told


@pytest.mark.parametrize("part", ["papers", "themes.yml"])
def test_a_linked_part_of_the_catalog_removes_nothing(repository, part):
    (repository.catalog / part).rename(repository.folder / "elsewhere")
    (repository.catalog / part).symlink_to("../elsewhere")
    repository.commit()
    told = diff("HEAD~1")
    assert f"`catalog/{part}`, `file`: `is a symbolic link; " in told
    assert "removed" not in told


def test_names_that_climb_are_left_out(repository, tmp_path):
    blob = repository.write("blob", RECORD.format(title="x").encode())
    names = ["..", "../../../climbed.yml", "/tmp/climbed.yml", "a\\b.yml", "good.yml", "x" * 300]
    raw = b"".join(f"100644 {name}\0".encode() + bytes.fromhex(blob) for name in names)
    papers = repository.write("tree", raw)
    commit = repository.commit_tree(("40000", "papers", papers))
    told = diff(commit, commit)
    assert "No changes" in told
    told = diff("HEAD", commit)
    assert told.count("is not a file name") == 5
    assert "`good`" not in told
    assert "Papers: 1 added" in told
    assert not list(tmp_path.rglob("climbed*"))


def test_trees_within_trees_are_not_followed(repository):
    """A tree of ten trees of ten trees, thirty deep, would list more files than there are atoms."""
    tree = repository.write("tree", b"")
    for _ in range(30):
        entries = b"".join(f"40000 {n}\0".encode() + bytes.fromhex(tree) for n in range(10))
        tree = repository.write("tree", entries)
    commit = repository.commit_tree(("40000", "deep", tree), ("40000", "papers", tree))
    assert "is not a record" in diff("HEAD", commit)


@pytest.mark.parametrize(("mode", "kind"), [("100644", "blob"), ("40000", "tree")])
def test_too_many_files_or_folders_are_refused(repository, mode, kind):
    id = bytes.fromhex(repository.write(kind, b""))
    raw = b"".join(f"{mode} {n:06}\0".encode() + id for n in range(trees.MAX_FILES))
    commit = repository.commit_tree(("40000", "papers", repository.write("tree", raw)))
    result = run("diff", "HEAD", commit)
    assert result.exit_code == 1
    assert result.stderr.startswith("catalog: file: holds 50,002 files")


@pytest.mark.parametrize("twice", ["40000", "100644"])
def test_a_name_that_a_folder_lists_twice_is_refused(repository, twice):
    papers = repository.git("rev-parse", "HEAD:catalog/papers")
    blob = repository.write("blob", b"x")
    commit = repository.commit_tree(
        (twice, "papers", papers if twice == "40000" else blob), ("40000", "papers", papers)
    )
    result = run("diff", "HEAD", commit)
    assert result.exit_code == 1
    assert 'a folder lists "papers" twice' in result.stderr


def test_a_missing_object_ends_in_a_message(repository):
    repository.add("new")
    repository.commit()
    blob = repository.git("rev-parse", "HEAD:catalog/papers/new.yml")
    (repository.folder / f".git/objects/{blob[:2]}/{blob[2:]}").unlink()
    result = run("diff", "HEAD~1")
    assert result.exit_code == 1
    assert result.stderr.startswith("git: object: ")
    assert "fetch them in full" in result.stderr


def test_an_unreadable_record_is_reported_and_not_removed(repository):
    path = "papers/hopfield-networks-is-all-you-need.yml"
    repository.file(path).write_text("title: <script>: [\n")
    repository.add("new", "Still told")
    repository.commit()
    told = diff("HEAD~1")
    assert "error in `catalog/papers/hopfield-networks-is-all-you-need.yml:1`" in told
    assert "Papers: 1 added ·" in told
    assert "`Still told`" in told
    assert "removed" not in told
    assert "added" not in diff("HEAD", "HEAD~1")


def test_what_could_not_be_read_of_a_record_is_not_compared(repository):
    path = "papers/hopfield-networks-is-all-you-need.yml"
    repository.edit(path, "title: Hopfield Networks is All You Need", "title: ['<b>']")
    repository.commit()
    told = diff("HEAD~1")
    assert "Papers" not in told
    assert "Messages: 1 error\n" in told


def test_errors_come_first(repository):
    repository.edit(
        "tags.yml", "- id: attention\n", "- id: idle\n  name: I\n  description: D.\n- id: attention\n"
    )
    repository.add("z")
    repository.edit("papers/z.yml", "- neural-tangent-kernel", "- 'no<theme>'")
    repository.commit()
    levels = re.findall("^- (error|warning) in", diff("HEAD~1"), re.M)
    assert levels == sorted(levels)
    assert set(levels) == {"error", "warning"}


def test_without_former_ids_a_record_is_removed_and_another_added(repository):
    repository.add("old")
    repository.commit()
    (repository.catalog / "papers/old.yml").rename(repository.catalog / "papers/new.yml")
    repository.commit()
    assert "Papers: 1 added, 1 removed" in diff("HEAD~1")


def test_ids_that_follow_a_renaming_are_no_changes(repository):
    for kind, old, new in (
        ("tag", "attention", "focus"),
        ("", "feature-learning-in-infinite-width-neural-networks", "feature"),
    ):
        args = ["tag", "rename"] if kind else ["rename"]
        assert run(*args, "--catalog", "catalog", old, new).exit_code == 0
    repository.commit()
    told = diff("HEAD~1")
    assert "Papers: 1 renamed · Themes: 1 changed · Tags: 1 renamed\n" in told


def test_long_texts_are_not_repeated(repository):
    path = "papers/on-neural-differential-equations.yml"
    repository.edit(path, "controlled and\n", "controlled, rough and\n")
    repository.commit()
    assert "  - summary: rewritten\n" in diff("HEAD~1")


def test_a_huge_branch_stays_below_the_limit(repository):
    for number in range(900):
        repository.add(f"many-{number}", f"{number} {HOSTILE[number % 3]} {'`' * 60}")
    repository.edit("themes.yml", "A toy introduction", "<b> " * 20_000)
    folded = "summary: >-\n"
    for path in sorted(repository.catalog.glob("papers/[a-h]*.yml")):
        if folded in path.read_text("utf-8"):
            repository.edit(f"papers/{path.name}", folded, f"{folded}  {'@all. ' * 9_000}\n  ")
    repository.commit()
    told = diff("HEAD~1", "--preview", PREVIEW)
    assert re.search(r"^- and \d+ more$", told, re.M)
    assert len(told) > 20_000


PRINTABLE = st.text(
    st.characters().filter(str.isprintable) | st.sampled_from("`<>@#|[]()*_ \\&$:"), min_size=1
)


@given(PRINTABLE)
@example("`")
@example(" ` ")
@example("``` js")
@example("a|b\\|c")
@example("\\`")
@example("<!-- x")
@example("&lt;b&gt;")
def test_any_printable_title_renders_as_itself(title):
    title = title[:150]
    for markdown in (
        f"- {code(title)}\n",
        f"- [{code(title)}](<{PREVIEW}>) in {code(title)}\n  - x: {code(title)}\n",
    ):
        assert_harmless(markdown)
        shown = {span.text() for span in render(markdown).css("code")}
        assert shown == {title} or not title.strip(" ")


@given(st.text())
def test_any_text_at_all_is_harmless(text):
    assert_harmless(f"- {code(text)}: x\n")


def test_controls_and_endless_backticks_are_written_out():
    assert code("a\u202eb\nc\x00\ufeff") == r"`a\x202eb\x0ac\x00\xfeff`"
    assert max(map(len, re.findall("`+", code("`" * 500)))) <= 32
    assert_harmless(f"- {code('x' + '`' * 500)}\n")


@given(st.lists(st.integers(1, 400), max_size=60), st.integers(500, 5000))
def test_lines_that_do_not_fit_are_counted(lengths, limit):
    text = cut(["x" * length + "\n" for length in lengths], limit)
    left_out = re.search(r"(\d+) lines? left out", text)
    assert text.count("x\n") + int(left_out[1] if left_out else 0) == len(lengths)
    assert len(text) <= limit + len("\n60 lines left out.\n")
    assert left_out or len(text) == sum(lengths) + len(lengths)
