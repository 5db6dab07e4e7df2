"""The script that keeps one pull request with drafts up to date."""

import shutil
from datetime import date, timedelta

import pytest

from scripts import commit, git, make_repository, script
from server import serve
from support import ROOT

pytestmark = pytest.mark.slow

services = pytest.fixture(serve)
repository = pytest.fixture(make_repository)
ALIKE = "Neural tangent kernels of wide networks under gradient descent"


def offer(services, *ids):
    """Put papers on the lists of the last days, so that midnight may pass."""
    for ago in range(9):
        day = str(date.today() - timedelta(days=ago))
        for id in ids:
            services.add_daily(day, id, title=f"{ALIKE}, part {id[-1]}")


def watch(repository, pull_request=""):
    """Run the script as the workflow does, from main; return its report, None without news."""
    report = repository.parent / "report.md"
    report.unlink(missing_ok=True)
    git(repository, "switch", "--quiet", "main")
    if git(repository, "branch", "--list", "watch"):
        git(repository, "branch", "--quiet", "-D", "watch")
    ran = script("watch", pull_request, report, "cs.LG", cwd=repository)
    assert ran.returncode == 0, ran.stderr
    return report.read_text("utf-8") if report.exists() else None


def proposed(repository):
    """Return the records that the pushed branch has and main has not."""
    remote = repository.parent / "remote.git"
    changed = git(remote, "diff", "--name-only", "main", "watch", "--", "catalog/papers")
    return [line.rpartition("part-")[2].removesuffix(".yml") for line in changed.splitlines()]


def decline(repository, part):
    """Delete a record on the branch, as a curator does."""
    git(repository, "switch", "--quiet", "watch")
    (record,) = (repository / "catalog/papers").glob(f"*-part-{part}.yml")
    record.unlink()
    commit(repository)


def test_drafts_are_pushed_and_the_open_pull_request_goes_on(repository, services):
    offer(services, "2611.00001", "2611.00002")
    report = watch(repository)
    assert all(line.startswith("    ") for line in report.splitlines())
    assert proposed(repository) == ["1", "2"]
    decline(repository, 1)
    offer(services, "2611.00003")
    assert "part-3.yml" in watch(repository, "7")
    assert proposed(repository) == ["2", "3"]
    assert watch(repository, "7") is None


def test_after_a_closed_pull_request_nothing_of_it_comes_again(repository, services):
    offer(services, "2611.00001")
    watch(repository)
    assert watch(repository) is None
    offer(services, "2611.00002")
    assert "part-2.yml" in watch(repository)
    assert proposed(repository) == ["2"]


def test_what_main_gained_meanwhile_is_merged(repository, services):
    shutil.copy(ROOT / ".gitattributes", repository)
    commit(repository)
    offer(services, "2611.00001")
    watch(repository)
    git(repository, "switch", "--quiet", "main")
    (repository / "catalog/proposed.txt").write_text("# ours\n2611.00009\n", "utf-8")
    commit(repository)
    assert watch(repository, "7") is None
    remote = repository.parent / "remote.git"
    listed = git(remote, "show", "watch:catalog/proposed.txt")
    assert {"2611.00001", "2611.00009"} <= set(listed.splitlines())
