"""Two commands at once, a full disk, a folder that cannot be written, links and odd names: clear answers."""

import os
import resource
import shutil
import subprocess
import sys

import pytest
import yaml

from generator.catalog.shelf import load
from generator.errors import CatalogError
from generator.folder import read_shelf, write
from programs import catalog
from support import errors, run, texts

pytestmark = pytest.mark.slow

CATALOG = [sys.executable, "-m", "generator"]
UNPRIVILEGED = ["setpriv", "--bounding-set=-all"] if os.geteuid() == 0 else []
"""root may write everywhere unless it gives up its capabilities."""


@pytest.fixture
def folder(toy):
    return toy / "catalog"


def bibliography(file, word, count=12):
    entries = (
        f"@misc{{{word}{n}, title = {{A {word} number {n} of its kind}}, author = {{Ada {word.title()}}}, year = 2020}}\n"
        for n in range(count)
    )
    file.write_text("".join(entries))
    return file


def ran(folder, *args, **options):
    return subprocess.run([*CATALOG, *args], cwd=folder, capture_output=True, text=True, **options)


def test_of_two_imports_into_one_list_none_loses_papers_in_silence(folder, tmp_path):
    files = [bibliography(tmp_path / f"{word}.bib", word) for word in ("apple", "pear")]
    command = [*CATALOG, "import", "--catalog", str(folder), "--list", "fruit"]
    both = [
        subprocess.Popen([*command, file], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for file in files
    ]
    ended = [(process.communicate()[1], process.returncode) for process in both]
    refused = [said for said, code in ended if "has changed since this command read it" in said]
    listed = next(one.papers for one in load(folder).catalog.lists if one.id == "fruit")
    assert len(listed) == 24 - 12 * len(refused)
    assert errors(folder) == []


def test_a_command_that_read_before_another_wrote_is_refused(folder):
    path = "papers/1984.yml"
    before = read_shelf(folder).texts
    write(folder, {path: before[path] + "# mine\n"}, {path: before[path]})
    with pytest.raises(CatalogError, match="has changed since this command read it"):
        write(folder, {path: before[path] + "# theirs\n"}, {path: before[path]})
    assert (folder / path).read_text("utf-8").endswith("# mine\n")


def no_file_beyond(size):
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


@pytest.mark.parametrize(
    "args", [["fmt"], ["rename", "1984", "1985"], ["generate"], ["keys", "--write"]]
)
def test_a_full_disk_is_told_and_leaves_whole_files(toy, args):
    result = ran(toy, *args, preexec_fn=no_file_beyond(200))
    assert result.returncode == 1, result.stdout
    assert "File too large" in result.stderr
    assert "Traceback" not in result.stderr
    assert f"Error: {toy}/" in result.stderr
    assert all(map(yaml.safe_load, texts(toy / "catalog").values()))
    assert not list(toy.rglob("*.part"))
    assert catalog(*args, cwd=toy).returncode == 0


@pytest.mark.parametrize("args", [["fmt"], ["rename", "1984", "1985"], ["keys", "--write"]])
def test_a_folder_that_cannot_be_written_is_told(toy, args):
    if UNPRIVILEGED and not shutil.which("setpriv"):
        pytest.skip("root can write everywhere")
    unformatted = toy / "catalog/papers/1984.yml"
    unformatted.write_text(unformatted.read_text("utf-8").replace("themes:", "themes: "), "utf-8")
    before = texts(toy / "catalog")
    for place in (toy / "catalog", toy / "catalog/papers"):
        place.chmod(0o555)
    command = [*UNPRIVILEGED, *CATALOG, *args]
    result = subprocess.run(command, cwd=toy, capture_output=True, text=True)
    for place in (toy / "catalog", toy / "catalog/papers"):
        place.chmod(0o755)
    assert result.returncode == 1, result.stdout
    assert "Permission denied" in result.stderr
    assert "Traceback" not in result.stderr
    assert texts(toy / "catalog") == before


def test_a_link_out_of_the_catalogue_is_refused(folder, tmp_path):
    outside = tmp_path / "outside.yml"
    outside.write_text("title: Mine\n")
    (folder / "papers/outside.yml").symlink_to(outside)
    (wrong,) = errors(folder)
    assert (wrong.file, wrong.field) == (f"{folder}/papers/outside.yml", "file")
    assert "outside of the catalogue" in wrong.wrong
    run("fmt", "--catalog", str(folder))
    assert outside.read_text() == "title: Mine\n"


@pytest.mark.parametrize(
    "name",
    ["Counting-Ferns-By-Their-Shadows", "counting-fe\u0301rns", "counting-f\u00e9rns", "con fern"],
)
def test_names_that_differ_by_case_or_form_are_refused(folder, name):
    record = folder / "papers/counting-ferns-by-their-shadows.yml"
    shutil.copy(record, folder / f"papers/{name}.yml")
    said = {message.wrong for message in errors(folder) if message.file.endswith(f"/{name}.yml")}
    assert any("is not an id" in wrong for wrong in said)
