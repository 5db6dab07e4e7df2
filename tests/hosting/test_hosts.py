"""Other hosts: every file and command that the page shows does what the page says."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

from hosts import PAGE, POLICY, commands, rules, shown

pytestmark = pytest.mark.slow

FILES = shown()
HEADERS = rules(FILES["docs/_headers"])
ENVIRONMENT = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}


def run(command, cwd, **variables):
    """Run a command as a host's shell does; the package is installed already."""
    install = re.fullmatch(r"pip install(?: --quiet)? -r (\S+)", command)
    if install:
        assert "papershelf" in (cwd / install[1]).read_text("utf-8")
        return
    ran = subprocess.run(
        ["sh", "-euc", command],
        cwd=cwd,
        env=ENVIRONMENT | variables,
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.fixture
def catalogue(tmp_path):
    """What `catalog new` makes."""
    run("catalog new shelf --yes", tmp_path)
    return tmp_path / "shelf"


def test_gitlab_builds_what_it_publishes(catalogue):
    jobs = yaml.safe_load(FILES[".gitlab-ci.yml"])
    for command in jobs[".site"]["script"]:
        run(command, catalogue)
    for job in ("pages", "preview"):
        assert jobs[job]["extends"] == ".site"
        assert (catalogue / jobs[job]["pages"]["publish"] / "index.html").exists()


def test_a_preview_on_gitlab_never_takes_the_place_of_the_site():
    jobs = yaml.safe_load(FILES[".gitlab-ci.yml"])
    assert jobs["pages"]["rules"] == [{"if": "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"}]
    assert "path_prefix" not in jobs["pages"]["pages"]
    assert jobs["preview"]["rules"] == [{"if": '$CI_PIPELINE_SOURCE == "merge_request_event"'}]
    assert jobs["preview"]["pages"]["path_prefix"].endswith("$CI_MERGE_REQUEST_IID")


def test_netlify_and_cloudflare_build_what_they_publish(catalogue):
    settings = tomllib.loads(FILES["netlify.toml"])
    on_cloudflare = dict(re.findall(r"^\| (.*?) \| `(.*)` \|$", PAGE, re.M))
    assert on_cloudflare["Build command"] == settings["build"]["command"]
    assert on_cloudflare["Build output directory"] == settings["build"]["publish"]
    python = settings["build"]["environment"]["PYTHON_VERSION"]
    assert on_cloudflare["Environment variable `PYTHON_VERSION`"] == python
    for command in settings["build"]["command"].split(" && "):
        run(command, catalogue)
    assert (catalogue / settings["build"]["publish"] / "index.html").exists()


def test_the_header_is_the_pages_own_policy_and_forbids_frames():
    assert HEADERS["/*"]["Content-Security-Policy"] == f"{POLICY}; frame-ancestors 'none'"


def test_nginx_sends_the_same_headers():
    config = FILES["/etc/nginx/conf.d/shelf.conf"]
    assert dict(re.findall(r'add_header (\S+) "(.*)" always;', config)) == HEADERS["/*"]
    assert config.count("{") == config.count("}") == 1
    assert all(line.rstrip().endswith((";", "{", "}")) for line in config.splitlines())


def test_builds_carry_the_file_of_headers_along(customised_site):
    assert rules((customised_site / "_headers").read_text("utf-8")) == HEADERS


def test_a_policy_of_ones_own_takes_the_place_of_ours(customised_site):
    policies = re.findall('Policy" content="(.*?)"', (customised_site / "index.html").read_text("utf-8"))
    assert policies == ["default-src https:"]


@pytest.mark.skipif(not shutil.which("rsync"), reason="rsync is not installed")
def test_rsync_changes_the_site_and_leaves_previews_alone(tmp_path):
    publish, preview, *remove = commands()
    shelf = tmp_path / "srv"
    write(tmp_path / "site", {"index.html": "one", "papers/old/index.html": "old", "same.css": "same"})
    run(publish, tmp_path, SHELF=str(shelf))
    run(preview, tmp_path, SHELF=str(shelf))
    before = (shelf / "same.css").stat()
    (tmp_path / "site/papers/old/index.html").unlink()
    (tmp_path / "site/papers/old").rmdir()
    write(tmp_path / "site", {"index.html": "two", "papers/new/index.html": "new", "same.css": "same"})
    run(publish, tmp_path, SHELF=str(shelf))
    after = (shelf / "same.css").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert files(shelf) == {
        "index.html": "two",
        "papers/new/index.html": "new",
        "same.css": "same",
        "preview/my-branch/index.html": "one",
        "preview/my-branch/papers/old/index.html": "old",
        "preview/my-branch/same.css": "same",
    }
    for command in remove:
        run(command, tmp_path, SHELF=str(shelf))
    assert files(shelf) == files(tmp_path / "site")


def write(folder, contents):
    for path, text in contents.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)


def files(folder):
    return {f.relative_to(folder).as_posix(): f.read_text() for f in folder.rglob("*") if f.is_file()}
