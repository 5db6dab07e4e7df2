"""Sites on their way to a host: archives that strangers made, and a branch that many write to."""

import functools
import json
import stat
import struct
import subprocess
import sys
import threading
import zipfile
from concurrent.futures import ThreadPoolExecutor
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path, PurePosixPath

import pytest
import requests
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from generator.cli import main
from generator.errors import CatalogError
from generator.hosting import artifact, branch
from generator.hosting.artifact import Limits
from generator.hosting.entries import MADE, NAMES, faults
from support import no_hang

HEAD, BASE, OTHER = "a" * 40, "b" * 40, "c" * 40


def run(*args):
    result = CliRunner().invoke(main, [str(arg) for arg in args])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


# Archives


def pack(path, files):
    """Write an archive; a name may be a ZipInfo that says more of the entry."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def packed(tmp_path, *more, content="x"):
    return pack(tmp_path / "site.zip", {"index.html": "<p>Home</p>", **dict.fromkeys(more, content)})


def entry(name, mode):
    info = zipfile.ZipInfo(name)
    info.create_system = 3
    info.external_attr = mode << 16
    return info


def test_a_site_is_unpacked_as_it_is(site, tmp_path):
    files = {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}  # fmt: skip
    archive = pack(tmp_path / "site.zip", {"papers/": "", **files})
    result = run("site", "check", archive, "--unpack", tmp_path / "unpacked")
    assert (result.exit_code, result.stdout) == (0, f"{len(files):,} files, fit to be published\n")
    found = {path.relative_to(tmp_path / "unpacked").as_posix(): path for path in (tmp_path / "unpacked").rglob("*")}  # fmt: skip
    assert {name: path.read_bytes() for name, path in found.items() if path.is_file()} == files
    assert {PurePosixPath(name).suffix for name in files} == MADE


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("../index.html", "climbs out of the site"),
        ("papers/../../x.html", "climbs out of the site"),
        ("/etc/x.html", "is an absolute path"),
        ("C:/x.html", "is an absolute path"),
        ("papers\\..\\x.html", "is an absolute path"),
        (".github/workflows/deploy.yml", "belongs to a workflow"),
        (".git/config", "is hidden"),
        ("papers/.htaccess", "is hidden"),
        ("papers//x.html", "is hidden, or no path"),
        ("./x.html", "is hidden"),
        ("index.php", "is an unexpected kind of file"),
        ("program", "is an unexpected kind of file"),
        ("papers/x.HTML", "is an unexpected kind of file"),
        ("x.html.exe", "is an unexpected kind of file"),
        ("a\nb.html", "holds a control character"),
        ("\x1b[2J.html", "holds a control character"),
        ("txt.\u202elmth.html", "holds a control character"),
        ("a" * 300 + ".html", "is too long"),
        ("a/" * 500 + "x.html", "is too long"),
        ("a/" * 10 + "x.html", "is too deep"),
        (entry("x.html", stat.S_IFLNK | 0o777), "is a link"),
        (entry("folder/", stat.S_IFLNK | 0o777), "is a link"),
        (entry("x.html", stat.S_IFCHR), "is a device"),
        (entry("x.html", stat.S_IFIFO), "is a pipe"),
        (entry("x.html", stat.S_IFDIR), "is of no known kind"),
    ],
)
def test_what_is_no_part_of_a_site_is_refused_and_nothing_unpacked(tmp_path, name, wrong):
    archive = packed(tmp_path, name)
    before = sorted(tmp_path.rglob("*"))
    result = run("site", "check", archive, "--unpack", tmp_path / "unpacked")
    assert result.exit_code == 1
    assert result.stderr.startswith("site.zip/")
    assert wrong in result.stderr
    assert result.stderr.strip().isprintable()
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_entries_may_not_meet(tmp_path):
    with zipfile.ZipFile(packed(tmp_path, "a.html"), "a") as archive:
        archive.writestr("a.html", "other")
    assert "a.html: archive: stands there twice" in run("site", "check", tmp_path / "site.zip").stderr
    packed(tmp_path, "a.html/b.html", "a.html")
    assert (
        "a.html: archive: is a file and a folder" in run("site", "check", tmp_path / "site.zip").stderr
    )


def test_a_name_that_ends_early_is_refused(tmp_path):
    content = packed(tmp_path, "a.exe_.html").read_bytes()
    (tmp_path / "site.zip").write_bytes(content.replace(b"a.exe_.html", b"a.exe\0.html"))
    assert "holds a control character" in run("site", "check", tmp_path / "site.zip").stderr


def test_what_pages_of_ones_own_bring_along_is_a_part_of_a_site(tmp_path):
    names = [
        "assets/photo.jpg",
        "assets/talk.pdf",
        "favicon.ico",
        "fonts/a.woff2",
        "sub/_headers",
        *NAMES,
    ]
    assert artifact.check(packed(tmp_path, *names)) == 1 + len(names)


def test_an_entry_without_a_name_is_refused():
    nameless = entry("a", stat.S_IFREG)
    nameless.filename = nameless.orig_filename = ""
    assert [problem.wrong for _, problem in faults([nameless])] == ["has no name"]


def test_a_file_before_the_archives_beginning_is_refused(tmp_path):
    content = bytearray(packed(tmp_path).read_bytes())
    content[-6] += 1  # where the table of contents is said to begin, in the last record
    (tmp_path / "site.zip").write_bytes(content)
    result = run("site", "check", tmp_path / "site.zip")
    assert "site.zip: archive: cannot be read" in result.stderr
    assert "expected a ZIP archive; build and pack the site again" in result.stderr


def test_encrypted_and_rare_packing_is_refused(tmp_path):
    with zipfile.ZipFile(packed(tmp_path), "a", zipfile.ZIP_LZMA) as archive:
        archive.writestr("a.html", "x")
    assert "packed in a rare way" in run("site", "check", tmp_path / "site.zip").stderr


def test_many_faults_are_told_once_and_not_without_end(tmp_path):
    archive = packed(tmp_path, *(f"{number}.exe" for number in range(100)))
    assert run("site", "check", archive).stderr.count("\n") == artifact.MOST_MESSAGES


def test_an_archive_without_a_home_page_is_refused(tmp_path):
    assert "has no home page" in run("site", "check", pack(tmp_path / "site.zip", {"a.html": ""})).stderr


def million(path):
    """Write an archive with a table of contents of a million entries, all for the same few bytes."""
    local = struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 0, 0, 0, 0, 0, 0, 8, 0) + b"0000.txt"
    facts = struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 0, 0, 0, 0, 0, 0, 11, 0, 0, 0, 0, 0, 0)
    table = b"".join(facts + b"%07d.txt" % number for number in range(1_000_000))
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, len(table), len(local), 0)
    path.write_bytes(local + table + end)
    return path


def test_a_million_tiny_files_are_refused(tmp_path):
    archive = million(tmp_path / "site.zip")
    with no_hang():
        result = run("site", "check", archive)
    assert result.stderr == (
        "site.zip: archive: holds too many files; expected at most 200,000; publish fewer\n"
    )


def test_a_few_files_too_many_are_refused(tmp_path):
    archive = packed(tmp_path, "a.html", "b.html")
    assert artifact.check(archive, Limits(files=3)) == 3
    with pytest.raises(CatalogError, match="holds too many files; expected at most 2"):
        artifact.check(archive, Limits(files=2))


def test_two_gigabytes_of_zeros_are_refused_while_they_are_counted(tmp_path):
    archive, zeros = packed(tmp_path), bytes(1 << 20)
    with (
        zipfile.ZipFile(archive, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as opened,
        opened.open("zeros.json", "w", force_zip64=True) as target,
    ):
        for _ in range(2048):
            target.write(zeros)
    assert archive.stat().st_size < 20_000_000
    result = run("site", "check", archive, "--unpack", tmp_path / "unpacked")
    assert result.exit_code == 1
    assert '"zeros.json" is too large; expected at most 100,000,000 bytes' in result.stderr
    assert not (tmp_path / "unpacked").exists()


def test_sizes_are_counted_not_believed(tmp_path):
    archive = packed(tmp_path, "a.json", content=bytes(10_000))
    true, false = struct.pack("<L", 10_000), struct.pack("<L", 10)
    content = archive.read_bytes()
    assert content.count(true) == 2
    archive.write_bytes(content.replace(true, false))
    with pytest.raises(CatalogError, match="cannot be read"):
        artifact.check(archive)
    archive.write_bytes(content)
    with pytest.raises(CatalogError, match=r'"a\.json" is too large; expected at most 9,999 bytes'):
        artifact.check(archive, Limits(file=9_999))


def test_many_files_may_not_be_too_large_together(tmp_path):
    archive = packed(tmp_path, "a.json", "b.json", content=bytes(1000))
    assert artifact.check(archive, Limits(total=2011)) == 3
    with pytest.raises(CatalogError, match="holds too much; expected at most 2,010 bytes"):
        artifact.check(archive, Limits(total=2010))


@pytest.mark.parametrize("content", [b"", b"PK", b"<html>", b"PK\5\6" + b"\xff" * 18, b"\0" * 100_000])
def test_what_is_no_archive_is_refused(tmp_path, content):
    (tmp_path / "site.zip").write_bytes(content)
    assert run("site", "check", tmp_path / "site.zip").exit_code == 1


@given(st.data())
def test_damaged_archives_end_in_a_message(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("damaged")
    content = bytearray(packed(folder, "a.html", "papers/b.json").read_bytes())
    for _ in range(data.draw(st.integers(1, 5))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    (folder / "site.zip").write_bytes(content)
    result = run("site", "check", folder / "site.zip", "--unpack", folder / "unpacked")
    assert all(line.isprintable() for line in result.stderr.splitlines())
    assert (folder / "unpacked").exists() == (result.exit_code == 0)


def test_a_folder_that_is_there_is_not_written_into(tmp_path):
    (tmp_path / "unpacked").mkdir()
    result = run("site", "check", packed(tmp_path), "--unpack", tmp_path / "unpacked")
    assert (result.exit_code, "File exists" in result.stderr) == (1, True)
    assert list((tmp_path / "unpacked").iterdir()) == []


# Which pull request it is


def event(**facts):
    run = {
        "event": "pull_request",
        "conclusion": "success",
        "head_sha": HEAD,
        "head_branch": "patch-1",
        "head_repository": {"full_name": "stranger/papershelf"},
        "pull_requests": [{"number": 666}],
        **facts,
    }
    return {"workflow_run": run, "repository": {"full_name": "us/papershelf", "default_branch": "main"}}


def pull(number=12, **facts):
    return {
        "number": number,
        "state": "open",
        "head": {"sha": HEAD, "ref": "patch-1", "repo": {"full_name": "stranger/papershelf"}},
        "base": {"sha": BASE, "ref": "main", "repo": {"full_name": "us/papershelf"}},
        **facts,
    }


def found(tmp_path, event, pulls):
    (tmp_path / "event.json").write_text(json.dumps(event))
    (tmp_path / "pulls.json").write_text(json.dumps(pulls))
    return run("site", "pull", tmp_path / "event.json", tmp_path / "pulls.json")


def test_the_number_is_that_of_the_pull_request_with_the_built_commit(tmp_path):
    later = pull(13, head={**pull()["head"], "sha": OTHER})
    elsewhere = pull(14, base={**pull()["base"], "ref": "next"})
    result = found(tmp_path, event(), [later, elsewhere, pull()])
    assert (result.exit_code, result.stdout) == (0, f"number=12\nhead={HEAD}\nbase={BASE}\n")


@pytest.mark.parametrize(
    "forged",
    [
        pull(head={**pull()["head"], "sha": OTHER}),
        pull(head={**pull()["head"], "ref": "patch-2"}),
        pull(head={**pull()["head"], "repo": {"full_name": "us/papershelf"}}),
        pull(head={**pull()["head"], "repo": None}),
        pull(base={**pull()["base"], "repo": {"full_name": "stranger/papershelf"}}),
        pull(base={**pull()["base"], "ref": "next"}),
        pull(state="closed"),
    ],
)
def test_a_forged_number_is_refused(tmp_path, forged):
    result = found(tmp_path, event(), [forged])
    assert (result.exit_code, result.stdout) == (1, "")
    assert "no open pull request belongs to this build" in result.stderr


@pytest.mark.parametrize(
    ("event", "pulls"),
    [
        (event(event="push"), [pull()]),
        (event(conclusion="failure"), [pull()]),
        (event(head_sha="main"), [pull()]),
        (event(head_sha=HEAD + "\n"), [pull()]),
        (event(head_repository=None), [pull()]),
        (event(), [pull("12\nhead=x")]),
        (event(), [pull(-1)]),
        (event(), [pull(head={**pull()["head"], "sha": "--upload-pack=x"})]),
        (event(), {"message": "Not Found"}),
        (event(), [None]),
        ([], []),
    ],
)
def test_answers_of_another_form_are_refused(tmp_path, event, pulls):
    result = found(tmp_path, event, pulls)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.count("\n") == 1


# The branch


def git(folder, *args):
    ran = subprocess.run(["git", *args], cwd=folder, capture_output=True, text=True, check=True)
    return ran.stdout.strip()


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


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        """Keep the tests' output clean."""


class Host:
    """A web server that serves what is on the branch, as GitHub Pages does."""

    def __init__(self, bare):
        self.bare, self.folder = bare, bare.parent / "served"
        handler = functools.partial(Quiet, directory=str(self.folder))
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler)

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    def says(self, *paths):
        """Check the branch out anew and return what stands at the paths, None where nothing does."""
        git(self.bare, f"--work-tree={self.folder}", "read-tree", "--reset", "-u", "gh-pages")
        return [self._at(path) for path in paths]

    def _at(self, path):
        answer = requests.get(f"http://127.0.0.1:{self.server.server_port}/{path}", timeout=5)
        assert answer.status_code in (200, 404)
        return answer.text if answer.ok else None


def test_a_whole_deployment(bare, clone, tmp_path):
    """Main is published, two previews go up, one is closed, main is published again."""
    (tmp_path / "served").mkdir()
    one, two, preview, other = (tmp_path / name for name in ("one", "two", "preview", "other"))
    made(one, index="main 1", old="old page")
    made(two, index="main 2", new="new page")
    archive = pack(tmp_path / "site.zip", {"index.html": "preview 7", "new/index.html": "its page"})
    assert run("site", "check", archive, "--unpack", preview).exit_code == 0
    made(other, index="preview 8")
    paths = ("", "old/", "new/", "pr-preview/7/", "pr-preview/7/new/", "pr-preview/8/")

    with Host(bare) as host:
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
            (["remove", 7], ["main 1", "old page", None, None, None, "preview 8"]),
            (["publish", two], ["main 2", None, "new page", None, None, "preview 8"]),
            (
                ["publish", preview, "--preview", 8],
                ["main 2", None, "new page", None, None, "preview 7"],
            ),
            (["remove", 8], ["main 2", None, "new page", None, None, None]),
        ]:
            assert run("site", *command).exit_code == 0
            assert host.says(*paths) == expected

    assert set(published(bare)) == {".nojekyll", "index.html", "new/index.html"}
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
    monkeypatch.setattr(branch, "MOST_BYTES", 1000)
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
    assert "b.html holds a line's end in its name; expected names of one line" in result.stderr


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
