"""The package as others get it: equal bytes each time, whole, and enough without this repository."""

import ast
import email
import os
import re
import shlex
import shutil
import site as python_site
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from importlib.metadata import packages_distributions, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from generator.styling.accent import shades
from hosts import Host
from support import LISTINGS, ROOT

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("wheel")]

SOURCES = ("generator", "pyproject.toml", "README.md", "LICENSE", ".gitignore")
RECORDED = ROOT / "tests/data/recorded"
"""Bibliographies as programs write them."""
SUBPATH = "/some/sub/path/"


def build(source, target):
    """Build both packages as a release does."""
    environment = os.environ | {"SOURCE_DATE_EPOCH": "1700000000"}
    command = [
        sys.executable,
        "-m",
        "hatchling",
        "build",
        "-d",
        str(target),
        "-t",
        "sdist",
        "-t",
        "wheel",
    ]
    subprocess.run(command, cwd=source, env=environment, capture_output=True, check=True)
    return {path.name: path for path in target.iterdir()}


def copied(folder, sources=SOURCES):
    """Copy what packages are made of, with other times and rights."""
    folder.mkdir()
    for name in sources:
        source, target = ROOT / name, folder / name
        if source.is_dir():
            junk = shutil.ignore_patterns("__pycache__", ".*.part")
            shutil.copytree(source, target, ignore=junk, copy_function=shutil.copyfile)
        else:
            shutil.copyfile(source, target)
    for path in folder.rglob("*"):
        path.chmod(0o700 if path.is_dir() else 0o600)
        os.utime(path, (1, 1))
    return folder


@pytest.fixture(scope="module")
def packages(tmp_path_factory):
    """A copy of what packages are made of, and both packages."""
    base = tmp_path_factory.mktemp("packages")
    return copied(base / "source"), build(base / "source", base / "dist")


@pytest.fixture(scope="module")
def wheel(packages):
    (path,) = (path for name, path in packages[1].items() if name.endswith(".whl"))
    return path


@pytest.fixture(scope="module")
def sdist(packages):
    (path,) = (path for name, path in packages[1].items() if name.endswith(".tar.gz"))
    return path


def test_two_builds_are_equal_to_the_byte(packages, tmp_path):
    source, first = packages
    for path in source.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
        os.utime(path, (2_000_000_000, 2_000_000_000))
    again = build(source, tmp_path)
    assert {name: path.read_bytes() for name, path in again.items()} == {
        name: path.read_bytes() for name, path in first.items()
    }


def test_the_wheel_holds_the_package_and_nothing_else(packages, wheel):
    source, _ = packages
    held = set(zipfile.ZipFile(wheel).namelist())
    files = (path for path in (source / "generator").rglob("*") if path.is_file())
    package = {path.relative_to(source).as_posix() for path in files}
    assert {name for name in held if not re.match(r"papershelf-[\d.]+\.dist-info/", name)} == package
    for folder in (
        "pages/templates/home.md",
        "theme/assets/papershelf.css",
        "starter/files/.github/workflows/deploy.yml",
    ):
        assert f"generator/{folder}" in package


def test_the_wheel_says_what_it_is(wheel):
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith("/METADATA"))
        said = email.message_from_bytes(archive.read(name))
        assert any(name.endswith("licenses/LICENSE") for name in archive.namelist())
    assert said["License-Expression"] == "MIT"
    assert said.get_payload().startswith("# Papershelf")
    urls = dict(url.split(", ") for url in said.get_all("Project-URL"))
    assert urls["Source"] == "https://github.com/papershelf/papershelf"
    assert all(said.get_all(key) for key in ("Keywords", "Classifier", "Summary", "Requires-Python"))


def test_what_the_package_imports_is_what_it_asks_for():
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    installed = needed(map(Requirement, asked))
    imported = {name for file in (ROOT / "generator").rglob("*.py") for name in imports(file)}
    homes = packages_distributions()
    others = imported - sys.stdlib_module_names - {"generator"}
    missing = [name for name in others if not set(map(canonicalize_name, homes[name])) & installed]
    assert sorted(missing) == []


def needed(requirements):
    """Names of the packages asked for, and of those that they ask for in turn."""
    names, waiting = set(), list(requirements)
    while waiting:
        one = waiting.pop()
        name = canonicalize_name(one.name)
        if name not in names and (not one.marker or one.marker.evaluate({"extra": ""})):
            names.add(name)
            waiting += map(Requirement, requires(name) or ())
    return names


def imports(file):
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module.split(".")[0]


def test_the_source_package_builds_the_same_wheel(sdist, wheel, tmp_path):
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path, filter="data")
    (source,) = tmp_path.iterdir()
    rebuilt = build(source, tmp_path / "dist")
    assert rebuilt[wheel.name].read_bytes() == wheel.read_bytes()


@pytest.fixture(scope="module")
def programs(wheel, tmp_path_factory):
    """A virtual environment with the wheel; what that asks for comes from this one, without our code."""
    folder = tmp_path_factory.mktemp("clean") / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    pip = [sys.executable, "-m", "pip", "--python", str(folder / "bin/python"), "--quiet"]
    install = ["install", "--no-index", "--no-deps", "--disable-pip-version-check", str(wheel)]
    subprocess.run([*pip, *install], check=True)
    (packages,) = folder.glob("lib/*/site-packages")
    # A folder that a .pth file names is searched last, and its own .pth files, ours among them, are not read.
    (packages / "others.pth").write_text("\n".join(python_site.getsitepackages()))
    return folder / "bin"


def run(programs, *command, cwd, statuses=(0,)):
    """Run a program of the clean environment, away from the repository."""
    environment = {"PATH": os.environ["PATH"], "NO_MKDOCS_2_WARNING": "1", "PYTHONSAFEPATH": "1"}
    path = [str(programs / command[0]), *map(str, command[1:])]
    ran = subprocess.run(path, cwd=cwd, env=environment, capture_output=True, text=True, timeout=600)
    assert ran.returncode in statuses, ran.stdout + ran.stderr
    return ran.stdout


@pytest.fixture(scope="module")
def catalogue(programs, tmp_path_factory):
    """A new catalogue, filled from one listing and built, by the wheel alone."""
    base = tmp_path_factory.mktemp("elsewhere")
    run(programs, "catalog", "new", "shelf", "--accent", "#2f7d32", "--yes", cwd=base)
    folder = base / "shelf"
    listings = sorted(LISTINGS.glob("*.txt"))
    if listings:
        run(programs, "catalog", "import", listings[0], "--list", "daily-papers", cwd=folder)
    run(programs, "catalog", "check", cwd=folder)
    run(programs, "python", "-m", "mkdocs", "build", "--strict", cwd=folder)
    return folder


def test_the_code_that_runs_is_the_wheels(programs, tmp_path):
    code = "import generator, generator.theme as t; print(generator.__file__, t.__file__)"
    for place in run(programs, "python", "-c", code, cwd=tmp_path).split():
        assert Path(place).is_relative_to(programs.parent)
    assert "papershelf" in run(programs, "catalog", "--version", cwd=tmp_path)


def test_nothing_built_leads_into_the_repository(catalogue):
    for file in catalogue.rglob("*"):
        if file.suffix in (".html", ".css", ".js", ".json", ".yml", ".md"):
            assert str(ROOT) not in file.read_text("utf-8"), file


def test_a_listing_fills_the_catalogue(catalogue):
    if not LISTINGS.is_dir():
        pytest.skip(f"no listings at {LISTINGS}")
    assert len(list((catalogue / "catalog/papers").iterdir())) > 30
    assert (catalogue / "site/lists/daily-papers/index.html").exists()


def test_a_group_has_its_publication_list_by_the_commands_of_the_docs(programs, tmp_path):
    """Entries of many programs become a site that builds; only the members are written by hand."""
    text = (ROOT / "docs/about/publications.md").read_text("utf-8")
    start, taken, look = re.findall(r"^```sh\n(.*?)^```", text, re.M | re.S)[2:]
    folder = tmp_path / "lab"
    run(programs, *shlex.split(start.splitlines()[0]), cwd=tmp_path)
    assert start.splitlines()[1] == f"cd {folder.name}"
    files = sorted(path for path in RECORDED.iterdir() if path.suffix in (".bib", ".ris", ".json"))
    run(programs, *shlex.split(taken)[:2], *files, cwd=folder, statuses=(0, 1))
    (folder / "catalog/papers/an-example-of-a-publication.yml").unlink()
    (folder / "catalog/authors.yml").write_text("- name: Lars Østergård\n  member: true\n", "utf-8")
    for command in map(shlex.split, look.splitlines()):
        run(programs, *(["python", "-m", *command] if command[0] == "mkdocs" else command), cwd=folder)
    listed = (folder / "site/publications/index.html").read_text("utf-8")
    count = len(list((folder / "catalog/papers").iterdir()))
    assert count > 10
    assert listed.count('class="paper-title"') == count


@pytest.fixture
def page(catalogue, chromium):
    """A browser's page; at the end, fail on any message, error or request elsewhere."""
    complaints = []
    with (
        Host(catalogue / "site", SUBPATH) as host,
        chromium.new_context(base_url=host.address()) as context,
    ):
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "request", lambda r: r.url.startswith((host.address(), "data:")) or complaints.append(r.url)
        )
        yield page
    assert complaints == []


def test_search_works_under_a_path(page):
    page.goto("")
    page.locator("#search-input").fill("scientfic computing")
    found = page.locator("#search-results .option")
    found.first.wait_for()
    found.filter(has_text="Practices for Scientific Computing").first.click()
    page.wait_for_url(f"**{SUBPATH}papers/*/")
    assert "Practices" in page.locator("h1").inner_text()


def test_the_colour_reaches_the_reader(page):
    page.goto("about/")
    colour = page.locator("main p a").first.evaluate("link => getComputedStyle(link).color")
    assert colour == "rgb({}, {}, {})".format(*bytes.fromhex(shades("#2f7d32")[0][1:]))
