"""What tests share: the toy catalog, the flagship's built site, and a profile for random tests."""

import os
import time

import pytest
from hypothesis import HealthCheck, settings

from support import mkdocs, project

settings.register_profile(
    "default", deadline=None, suppress_health_check=list(HealthCheck), print_blob=True
)
settings.register_profile("ci", settings.get_profile("default"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "default")


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
