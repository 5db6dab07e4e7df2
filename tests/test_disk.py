import hashlib
import os
import shutil
from functools import cache

import pytest

from generator import disk, folder, outputs
from generator.errors import CatalogError
from generator.site import Site
from support import TOY, project


@cache
def _generated(catalog):
    made = outputs.generate(folder.read_catalog(catalog)[0], Site())
    return {path: outputs.as_bytes(content) for path, content in made.items()}


def generated(catalog=TOY):
    return dict(_generated(catalog))


def files(docs):
    found = (path for path in docs.rglob("*") if path.is_file())
    return {path.relative_to(docs).as_posix(): path.read_bytes() for path in found}


def test_all_is_written_and_nothing_is_touched_twice(tmp_path):
    wanted = generated()
    assert disk.write(wanted, tmp_path) == (len(wanted), 0)
    before = {path: (tmp_path / path).stat().st_mtime_ns for path in [*wanted, disk.MANIFEST]}
    assert disk.write(wanted, tmp_path) == (0, 0)
    assert {path: (tmp_path / path).stat().st_mtime_ns for path in before} == before
    assert files(tmp_path).keys() == {*wanted, disk.MANIFEST}


def test_stale_pages_go_and_handwritten_ones_stay(tmp_path):
    disk.write(generated(), tmp_path)
    note = tmp_path / "papers/my-notes.md"
    note.write_text("mine")
    fewer = {
        path: text for path, text in generated().items() if not path.startswith(("papers/", "years/"))
    }
    changed, removed = disk.write(fewer, tmp_path)
    assert (changed, removed > 5) == (0, True)
    assert note.read_text() == "mine"
    assert not (tmp_path / "years").exists()


@pytest.mark.parametrize("by_hand", ["papers/index.md", "index.md"])
def test_a_handwritten_file_in_a_generated_place_is_an_error(tmp_path, by_hand):
    (tmp_path / by_hand).parent.mkdir(exist_ok=True)
    (tmp_path / by_hand).write_text("mine")
    before = files(tmp_path)
    with pytest.raises(CatalogError, match="is written by hand where a generated page belongs"):
        disk.write(generated(), tmp_path)
    assert files(tmp_path) == before


@pytest.mark.parametrize("still_wanted", [True, False])
def test_a_generated_file_changed_by_hand_is_an_error(tmp_path, still_wanted):
    wanted = generated()
    disk.write(wanted, tmp_path)
    (tmp_path / "index.md").write_text("edited")
    wanted = wanted if still_wanted else {k: v for k, v in wanted.items() if k != "index.md"}
    with pytest.raises(CatalogError, match="was changed by hand"):
        disk.write(wanted, tmp_path)
    assert (tmp_path / "index.md").read_text() == "edited"


def test_a_file_where_a_folder_belongs_is_an_error(tmp_path):
    (tmp_path / "papers").write_text("mine")
    with pytest.raises(CatalogError, match="by hand"):
        disk.write(generated(), tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("survives", range(0, 40, 7))
def test_an_interrupted_run_is_finished_by_the_next(tmp_path, monkeypatch, survives):
    old = generated()
    disk.write(old, tmp_path)
    new = {path: text + b"more\n" for path, text in old.items() if not path.startswith("years/")}
    replace, done = disk.replace, []

    def dies(path, text):
        if len(done) == survives:
            raise KeyboardInterrupt
        done.append(path)
        replace(path, text)

    monkeypatch.setattr(disk, "replace", dies)
    with pytest.raises(KeyboardInterrupt):
        disk.write(new, tmp_path)
    monkeypatch.undo()
    disk.write(new, tmp_path)
    assert files(tmp_path).keys() == {*new, disk.MANIFEST}
    assert (tmp_path / "index.md").read_bytes() == new["index.md"]


def test_a_broken_record_leaves_docs_untouched(tmp_path):
    folder = project(tmp_path / "p")
    disk.write(generated(), folder / "docs")
    before = files(folder / "docs")
    next((folder / "catalog/papers").iterdir()).write_text("title: alone")
    with pytest.raises(CatalogError):
        disk.write(generated(folder / "catalog"), folder / "docs")
    assert files(folder / "docs") == before


def test_order_and_place_of_records_make_no_difference(tmp_path):
    other = tmp_path / "elsewhere/deep/catalog"
    for source in sorted(TOY.rglob("*.yml"), reverse=True):
        target = other / source.relative_to(TOY)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, target)
        os.utime(target, (0, 0))
    assert generated(other) == generated(TOY)
    assert list(generated(other)) == list(generated(TOY))


def test_the_list_of_generated_files_reaches_nothing_outside(tmp_path):
    docs, precious = tmp_path / "docs", tmp_path / "precious.txt"
    precious.write_text("mine")
    disk.write(generated(), docs)
    digest = hashlib.sha256(b"mine").hexdigest()
    with (docs / disk.MANIFEST).open("a") as manifest:
        manifest.write(f"{digest}  ../precious.txt\n{digest}  {precious}\n")
    disk.write(generated(), docs)
    assert precious.read_text() == "mine"


@pytest.mark.parametrize(
    "by_hand", ["papers/hopfield-is-all-you-need.md", "papers/README.md", "tags/chaos/index.md"]
)
def test_a_handwritten_page_at_a_generated_address_is_an_error(tmp_path, by_hand):
    (tmp_path / by_hand).parent.mkdir(parents=True)
    (tmp_path / by_hand).write_text("# Mine")
    wanted = generated() | {"tags/chaos.md": "x"}
    with pytest.raises(CatalogError, match="by hand"):
        disk.write(wanted, tmp_path)


def test_on_disk_every_page_is_the_index_of_a_folder():
    found = outputs.in_folders(
        {"index.md": "1", "tags/index.md": "2", "tags/chaos.md": "3", "tags/chaos.bib": "4"}
    )
    assert found == {
        "index.md": "1",
        "tags/index.md": "2",
        "tags/chaos/index.md": "3",
        "tags/chaos.bib": "4",
    }


@pytest.mark.parametrize("by_hand", ["tags/chaos.md", "tags/chaos/README.md"])
def test_a_handwritten_page_at_the_address_of_a_folder_is_an_error(tmp_path, by_hand):
    (tmp_path / by_hand).parent.mkdir(parents=True)
    (tmp_path / by_hand).write_text("# Mine")
    with pytest.raises(CatalogError, match="by hand"):
        disk.write(outputs.in_folders({"tags/chaos.md": "x"}), tmp_path)


def test_a_link_that_leads_nowhere_is_by_hand(tmp_path):
    (tmp_path / "index.md").symlink_to("nowhere")
    with pytest.raises(CatalogError, match="by hand"):
        disk.write(generated(), tmp_path)
