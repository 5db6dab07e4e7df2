"""Where things are, and how tests run MkDocs on a project of their own."""

import os
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

from generator import disk, outputs
from generator.site import Site

ROOT = Path(__file__).parents[1]
TOY = ROOT / "tests/catalog"
LISTINGS = ROOT.parent / "shared/listings"
os.environ["NO_MKDOCS_2_WARNING"] = "1"


def generated(catalog, site=None, by_hand=()):
    """Return what the generator makes of a catalog: the text of each file, a picture's bytes."""
    made = outputs.generate(catalog, site or Site(), by_hand)
    files = {path: outputs.as_bytes(content) for path, content in made.items()}
    return {path: file if path.endswith(".png") else file.decode() for path, file in files.items()}


def mkdocs(*args, cwd=ROOT, **options):
    """Run mkdocs as people do; warnings are errors."""
    command = [sys.executable, "-W", "error::DeprecationWarning:generator", "-m", "mkdocs", *args]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, **options)


def project(folder, catalog=TOY):
    """Lay out a project with the flagship's settings around a catalog of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copytree(catalog, folder / "catalog", dirs_exist_ok=True)
    shutil.copytree(ROOT / "docs", folder / "docs", ignore=_generated, dirs_exist_ok=True)
    text = (ROOT / "mkdocs.yml").read_text("utf-8")
    theme = (ROOT / "generator/theme").as_posix()
    (folder / "mkdocs.yml").write_text(text.replace("generator/theme", theme), "utf-8")
    return folder


@contextmanager
def within(seconds):
    """Hold that what follows takes this process `seconds` of its own, however busy the machine."""
    start = time.process_time()
    yield
    assert time.process_time() - start < seconds


def _generated(folder, names):
    ours = {path.split("/")[0] for path in disk.written(ROOT / "docs")}
    return {
        name
        for name in names
        if name.startswith(".") or (Path(folder) == ROOT / "docs" and name in ours)
    }
