"""The branch that a host serves, to which many push, and the records of a pull request."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.hosting import branch
from hosts import git

pytestmark = pytest.mark.slow


def run(*args):
    result = CliRunner().invoke(main, [str(arg) for arg in args])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


@pytest.fixture
def bare(tmp_path, monkeypatch):
    """An empty remote; git knows nobody, as on a fresh machine."""
    for name in ("HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "nobody"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    git(tmp_path, "init", "--quiet", "--bare", "remote.git")
    return tmp_path / "remote.git"


@pytest.fixture
def clone(bare, monkeypatch):
    """A working copy of the remote, as the current folder."""
    folder = bare.parent / "clone"
    git(bare.parent, "init", "--quiet", str(folder))
    git(folder, "remote", "add", "origin", str(bare))
    monkeypatch.chdir(folder)
    return folder


def made(folder, **pages):
    """Make a site of pages; a page's name stands for its folder."""
    for name, text in {"index": "home", **pages}.items():
        path = folder / ("index.html" if name == "index" else f"{name}/index.html")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


def published(bare):
    names = git(bare, "ls-tree", "-r", "--name-only", "gh-pages").splitlines()
    return {name: git(bare, "show", f"gh-pages:{name}") for name in names}


GONE = "This preview was removed"


def test_a_whole_deployment(bare, clone, tmp_path):
    """Main is published, two previews go up, one is closed, main is published again."""
    one, two, preview, other = (tmp_path / name for name in ("one", "two", "preview", "other"))
    made(one, index="main 1", old="old page")
    made(two, index="main 2", new="new page")
    made(preview, index="preview 7", new="its page")
    made(other, index="preview 8")
    paths = ("", "old/", "new/", "pr-preview/7/", "pr-preview/7/new/", "pr-preview/8/")
    for command, expected in [
        (["publish", one], ["main 1", "old page", None, None, None, None]),
        (
            ["publish", preview, "--preview", 7],
            ["main 1", "old page", None, "preview 7", "its page", None],
        ),
        (
            ["publish", other, "--preview", 8],
            ["main 1", "old page", None, "preview 7", "its page", "preview 8"],
        ),
        (["remove", 7], ["main 1", "old page", None, GONE, None, "preview 8"]),
        (["publish", two], ["main 2", None, "new page", GONE, None, "preview 8"]),
        (["publish", preview, "--preview", 8], ["main 2", None, "new page", GONE, None, "preview 7"]),
        (["remove", 8], ["main 2", None, "new page", GONE, None, GONE]),
        (
            ["publish", preview, "--preview", 7],
            ["main 2", None, "new page", "preview 7", "its page", GONE],
        ),
    ]:
        assert run("site", *command).exit_code == 0
        texts = [published(bare).get(f"{path}index.html") for path in paths]
        assert [GONE if text and GONE in text else text for text in texts] == expected

    gone = {"pr-preview/8/index.html", "pr-preview/8/clear.js"}
    again = {"pr-preview/7/index.html", "pr-preview/7/new/index.html"}
    assert set(published(bare)) == {".nojekyll", "index.html", "new/index.html"} | gone | again
    subjects = git(bare, "log", "--format=%s", "--reverse", "gh-pages").splitlines()
    assert subjects[:4] == [
        "Publish the site",
        "Publish preview 7",
        "Publish preview 8",
        "Remove preview 7",
    ]
    people = set(git(bare, "log", "--format=%an <%ae> %cn <%ce>", "gh-pages").splitlines())
    assert people == {" ".join(["Papershelf <papershelf@noreply.invalid>"] * 2)}
    assert git(clone, "status", "--porcelain") == ""


def test_publishing_the_same_again_changes_nothing(bare, clone, tmp_path):
    site = made(tmp_path / "site")
    assert run("site", "publish", site).stdout == "published\n"
    tip = git(bare, "rev-parse", "gh-pages")
    assert run("site", "publish", site).stdout == "nothing to change\n"
    assert run("site", "remove", 3).stdout == "nothing to change\n"
    assert git(bare, "rev-parse", "gh-pages") == tip


def test_every_script_of_a_removed_preview_becomes_one_that_unregisters(bare, clone, tmp_path):
    site = made(tmp_path / "site", papers="a page")
    for name in ("worker.js", "papers/module.mjs", "data.json"):
        (site / name).write_text("theirs")
    run("site", "publish", site, "--preview", 3)
    assert run("site", "remove", 3).stdout == "removed\n"
    assert run("site", "remove", 3).stdout == "nothing to change\n"
    texts = {path.removeprefix("pr-preview/3/"): text for path, text in published(bare).items()}
    assert set(texts) == {".nojekyll", "index.html", "clear.js", "worker.js", "papers/module.mjs"}
    assert "theirs" not in texts.values()
    assert "unregister" in texts["worker.js"] == texts["papers/module.mjs"]


def test_a_domain_that_the_host_keeps_on_the_branch_stays(bare, clone, tmp_path):
    first = made(tmp_path / "first")
    (first / "CNAME").write_text("papers.example.org")
    run("site", "publish", first)
    run("site", "publish", made(tmp_path / "second", index="second"))
    assert published(bare) == {
        ".nojekyll": "",
        "CNAME": "papers.example.org",
        "index.html": "second",
    }


def test_a_preview_may_come_before_any_site(bare, clone, tmp_path):
    assert run("site", "remove", 1).stdout == "nothing to change\n"
    run("site", "publish", made(tmp_path / "site"), "--preview", 1)
    assert set(published(bare)) == {".nojekyll", "pr-preview/1/index.html"}


def test_bytes_are_published_as_they_are(bare, clone, tmp_path):
    site = made(tmp_path / "site")
    (site / "odd.txt").write_bytes(b"a\r\nb\n\0\xff")
    (site / "übung é.html").write_text("x")
    (site / ".gitignore").write_text("*")
    (site / ".gitattributes").write_text("* text eol=lf")
    git(clone, "config", "core.autocrlf", "input")
    (clone / ".git/info/attributes").write_text("* text eol=lf\n")
    (clone / ".git/info/exclude").write_text("*.html\n")
    run("site", "publish", site)
    command = ["git", "cat-file", "blob", "gh-pages:odd.txt"]
    assert subprocess.run(command, cwd=bare, capture_output=True, check=True).stdout == b"a\r\nb\n\0\xff"
    assert "übung é.html" in git(bare, "ls-tree", "-z", "--name-only", "gh-pages").split("\0")


def test_a_site_that_holds_previews_is_refused(bare, clone, tmp_path):
    site = made(tmp_path / "site", **{"pr-preview": "x"})
    result = run("site", "publish", site)
    assert (result.exit_code, "holds pr-preview/" in result.stderr) == (1, True)
    assert git(bare, "branch", "--list") == ""


def test_a_site_with_links_is_refused(bare, clone, tmp_path):
    site = made(tmp_path / "site")
    (site / "link.html").symlink_to("/etc/passwd")
    result = run("site", "publish", site)
    assert (result.exit_code, "link.html is a link" in result.stderr) == (1, True)


@pytest.mark.parametrize("preview", [[], ["--preview", "5"]])
def test_a_folder_that_is_no_site_replaces_none(bare, clone, tmp_path, preview):
    run("site", "publish", made(tmp_path / "site", papers="all"), *preview)
    before = published(bare)
    (tmp_path / "empty").mkdir()
    result = run("site", "publish", tmp_path / "empty", *preview)
    assert (result.exit_code, "has no home page; expected a built site" in result.stderr) == (1, True)
    assert published(bare) == before


def test_a_branch_of_sources_is_never_replaced(bare, clone, tmp_path):
    (clone / "mkdocs.yml").write_text("site_name: Mine\n")
    git(clone, "add", ".")
    git(clone, "-c", "user.name=A", "-c", "user.email=a@b.org", "commit", "--quiet", "-m", "Start")
    git(clone, "push", "--quiet", "origin", "HEAD:main")
    result = run("site", "publish", made(tmp_path / "site"), "--branch", "main")
    assert "refs/heads/main holds mkdocs.yml; expected a branch for sites alone" in result.stderr
    assert git(bare, "ls-tree", "--name-only", "main") == "mkdocs.yml"


def test_previews_may_not_be_too_large_together(bare, clone, tmp_path, monkeypatch):
    site = made(tmp_path / "site", papers="x" * 400)
    monkeypatch.setattr(branch, "MAX_BYTES", 1000)
    assert run("site", "publish", site, "--preview", "1").exit_code == 0
    assert run("site", "publish", site, "--preview", "2").exit_code == 0
    result = run("site", "publish", site, "--preview", "3")
    assert "would hold 1,212 bytes with all its previews; expected at most 1,000; close" in result.stderr
    assert "pr-preview/3/index.html" not in published(bare)
    assert run("site", "publish", site, "--preview", "2").stdout == "nothing to change\n"


def test_a_clone_keeps_its_history(bare, clone, tmp_path):
    for text in ("one", "two", "three"):
        run("site", "publish", made(tmp_path / "site", papers=text))
    git(clone, "fetch", "--quiet", "origin", "gh-pages")
    run("site", "publish", made(tmp_path / "site", papers="four"))
    assert git(clone, "rev-parse", "--is-shallow-repository") == "false"
    assert git(bare, "rev-list", "--count", "gh-pages") == "4"


def test_an_option_is_no_remote(clone, tmp_path):
    result = run(
        "site", "publish", made(tmp_path / "site"), "--remote", f"--upload-pack=touch {tmp_path}/x"
    )
    assert result.exit_code == 1
    assert not (tmp_path / "x").exists()


def test_a_name_of_two_lines_is_refused(bare, clone, tmp_path):
    (made(tmp_path / "site") / "a\nb.html").write_text("x")
    result = run("site", "publish", tmp_path / "site")
    assert "b.html has a line break in its name; expected names without line breaks" in result.stderr


def test_a_remote_that_is_not_there_is_told(clone, tmp_path):
    result = run("site", "publish", made(tmp_path / "site"), "--remote", tmp_path / "nowhere")
    assert result.exit_code == 1
    assert "does not appear to be a git repository" in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_branch_that_takes_no_commits_is_told(bare, clone, tmp_path):
    hook = bare / "hooks/pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    result = run("site", "publish", made(tmp_path / "site"))
    assert result.exit_code == 1
    assert "pre-receive hook declined" in result.stderr


@pytest.mark.parametrize("number", ["0", "-1", "../7", "7/../8", "x"])
def test_only_numbers_name_previews(clone, tmp_path, number):
    site = made(tmp_path / "site")
    assert run("site", "publish", site, f"--preview={number}").exit_code == 2
    assert run("site", "remove", "--", number).exit_code == 2


def test_many_publish_at_once_and_nothing_is_lost(bare, tmp_path):
    """Each in a clone and a process of its own, as on a host."""
    command = [str(Path(sys.executable).with_name("catalog")), "site", "publish"]

    def publish(number):
        folder = tmp_path / f"clone-{number}"
        git(tmp_path, "init", "--quiet", str(folder))
        site = made(tmp_path / f"site-{number}", index=f"site {number}")
        preview = [f"--preview={number}"] if number else []
        ran = [*command, str(site), *preview, "--remote", str(bare)]
        return subprocess.run(ran, cwd=folder, capture_output=True, text=True).stderr

    with ThreadPoolExecutor() as pool:
        assert list(pool.map(publish, range(5))) == [""] * 5
    previews = {f"pr-preview/{number}/index.html": f"site {number}" for number in range(1, 5)}
    assert published(bare) == {".nojekyll": "", "index.html": "site 0", **previews}
    assert git(bare, "rev-list", "--count", "--min-parents=2", "gh-pages") == "0"
    assert git(bare, "rev-list", "--count", "gh-pages") == "5"


# The records of a pull request


@pytest.fixture
def fork(clone):
    """A commit with records, and with other files that are none."""
    made(clone, index="theirs")
    (clone / "catalog/papers").mkdir(parents=True)
    (clone / "catalog/papers/one.yml").write_text("title: One")
    (clone / "catalog/run.sh").write_text("exit 1")
    return clone


def commit(folder):
    git(folder, "add", "--all")
    git(folder, "-c", "user.name=A", "-c", "user.email=a@b.org", "commit", "--quiet", "-m", "Change")
    return git(folder, "rev-parse", "HEAD")


def test_of_a_commit_only_records_are_taken(fork, tmp_path):
    result = run("site", "records", commit(fork), tmp_path / "taken")
    assert (result.exit_code, result.output) == (0, "")
    files = [path for path in (tmp_path / "taken").rglob("*") if path.is_file()]
    assert files == [tmp_path / "taken/papers/one.yml"]
    assert files[0].read_text() == "title: One"


def test_a_link_among_records_is_an_error_and_nothing_is_left(fork, tmp_path):
    (fork / "catalog/papers/two.yml").symlink_to("/etc/passwd")
    result = run("site", "records", commit(fork), tmp_path / "taken")
    assert result.exit_code == 1
    assert "catalog/papers/two.yml: file: is a symbolic link" in result.stderr
    assert not (tmp_path / "taken").exists()


def test_records_never_replace_a_folder(fork, tmp_path):
    assert run("site", "records", commit(fork), fork / "catalog").exit_code == 2
    assert (fork / "catalog/run.sh").exists()


def test_a_commit_without_records_is_refused(fork, tmp_path):
    result = run("site", "records", commit(fork), tmp_path / "taken", "--catalog", "shelf")
    assert (result.exit_code, "has no folder shelf" in result.stderr) == (2, True)
