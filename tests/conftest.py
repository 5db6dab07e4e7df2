"""What tests share: the toy catalog, the flagship's built site, and a profile for random tests."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from generator import build

ROOT = Path(__file__).parents[1]
TOY = ROOT / "tests/catalog"
LISTINGS = ROOT.parent / "shared/listings"
os.environ["NO_MKDOCS_2_WARNING"] = "1"

settings.register_profile(
    "default", deadline=None, suppress_health_check=list(HealthCheck), print_blob=True
)
settings.register_profile("ci", settings.get_profile("default"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "default")


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


def _generated(folder, names):
    ours = {path.split("/")[0] for path in build.written(ROOT / "docs")}
    return {
        name
        for name in names
        if name.startswith(".") or (Path(folder) == ROOT / "docs" and name in ours)
    }


@pytest.fixture
def toy(tmp_path):
    """A project around the toy catalog, free to edit."""
    return project(tmp_path / "project")


@pytest.fixture(scope="session")
def site(tmp_path_factory, worker_id):
    """The flagship's site, built once for all workers with plain `mkdocs build --strict`."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if worker_id != "master" else base
    folder, lock = shared / "site", shared / "site.lock"
    try:
        lock.mkdir()
    except FileExistsError:
        _wait_for(shared / "site.done")
        return folder
    built = mkdocs("build", "--strict", "--site-dir", str(folder))
    (shared / "site.log").write_text(built.stdout + built.stderr)
    (shared / "site.done").touch()
    assert built.returncode == 0, built.stderr
    return folder


def _wait_for(file, seconds=120):
    end = time.monotonic() + seconds
    while not file.exists():
        assert time.monotonic() < end, f"{file} did not appear"
        time.sleep(0.1)
