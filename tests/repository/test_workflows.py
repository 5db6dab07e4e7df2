"""The workflows, by two linters and by rules of our own, and the release's script."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from generator import __version__
from support import ROOT, TOY

GITHUB = ROOT / ".github"
STARTER = ROOT / "generator/starter/files/.github"
WORKFLOWS = [*sorted(GITHUB.glob("workflows/*.yml")), STARTER / "workflows/check.yml"]
BIN = Path(sys.executable).parent
# Events of a stranger's making that run with rights to write.
PRIVILEGED = {"workflow_run", "pull_request_target", "issues"}

DEFAULT = "${{ github.event.repository.default_branch }}"
OWN = "github.event.pull_request.head.repo.full_name == github.repository"


def workflow(path):
    text = path.read_text("utf-8")
    # YAML's own rules make the key "on" a truth value.
    return {"on" if key is True else key: value for key, value in yaml.safe_load(text).items()}


def steps(path):
    return [step for job in workflow(path)["jobs"].values() for step in job["steps"]]


def events(path):
    on = workflow(path)["on"]
    return {on} if isinstance(on, str) else set(on)


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("github-workflows", "workflows/*.yml"),
        ("dependabot", "dependabot.yml"),
        ("github-issue-forms", "ISSUE_TEMPLATE/*.yml"),
    ],
)
def test_every_file_fits_its_schema(schema, files):
    found = sorted(GITHUB.glob(files))
    command = [BIN / "check-jsonschema", "--builtin-schema", f"vendor.{schema}", *found]
    ran = subprocess.run(command, capture_output=True, text=True)
    assert (bool(found), ran.returncode) == (True, 0), ran.stdout


def test_a_catalogue_of_ones_own_starts_with_the_same_files():
    shared = [path.relative_to(STARTER) for path in STARTER.rglob("*") if path.is_file()]
    shared.remove(Path("workflows/check.yml"))
    assert len(shared) == 10
    assert all((STARTER / path).read_bytes() == (GITHUB / path).read_bytes() for path in shared)


def test_the_security_linter_reports_nothing():
    command = [BIN / "zizmor", "--offline", "--no-progress", "--persona=pedantic", GITHUB, STARTER]
    ran = subprocess.run(command, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout
    assert "No findings to report" in ran.stdout


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_actions_are_pinned_to_commits_with_their_version_beside(path):
    uses = re.findall(r"uses: (.*)", path.read_text("utf-8"))
    assert uses
    for action in uses:
        assert re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", action)


def test_one_action_has_one_version():
    uses = {use for path in WORKFLOWS for use in re.findall(r"uses: (.*)", path.read_text("utf-8"))}
    assert len({use.split("@")[0] for use in uses}) == len(uses)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_every_job_says_what_it_may_and_for_how_long(path):
    assert workflow(path)["permissions"] == {}
    assert "concurrency" in workflow(path)
    for job in workflow(path)["jobs"].values():
        assert job["permissions"]
        assert job["timeout-minutes"] <= 30


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_no_expression_reaches_a_script(path):
    assert not [step for step in steps(path) if "${{" in step.get("run", "")]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_no_credentials_stay_behind(path):
    for step in steps(path):
        if "actions/checkout" in step.get("uses", ""):
            assert step["with"]["persist-credentials"] is False
    assert "secrets." not in path.read_text("utf-8")


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_strangers_code_runs_without_rights_and_rights_without_strangers_code(path):
    if "pull_request" in events(path):
        for job in workflow(path)["jobs"].values():
            assert job["permissions"] == {"contents": "read"}
            assert "environment" not in job
    if PRIVILEGED & events(path):
        assert "pull_request" not in events(path)
        for job in workflow(path)["jobs"].values():
            of_this_repository = OWN in job.get("if", "")
            for step in job["steps"]:
                if "actions/checkout" in step.get("uses", "") and not of_this_repository:
                    assert step["with"].get("ref", DEFAULT) == DEFAULT
                assert not re.search(r"git (checkout|switch|merge|pull|worktree)", step.get("run", ""))
            assert not of_this_repository or job["permissions"] == {"contents": "read"}


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_no_file_that_strangers_code_made_is_taken_up_again(path):
    """An artifact is downloaded only in the run that made it, and never in one of a fork's code."""
    downloads = [step for step in steps(path) if "actions/download-artifact" in step.get("uses", "")]
    assert not downloads or "pull_request" not in events(path)
    assert "workflow_run" not in events(path)
    assert all(set(step["with"]) == {"name", "path"} for step in downloads)
    assert not re.search("actions/artifacts|run download", path.read_text("utf-8"))


def test_a_forks_code_is_offered_as_a_download():
    for path in (GITHUB / "workflows/test.yml", STARTER / "workflows/check.yml"):
        assert "head.repo.full_name != github.repository" in workflow(path)["jobs"]["download"]["if"]


def test_only_the_publishing_step_of_a_release_may_identify_itself():
    holders = [
        (path.stem, job["environment"])
        for path in WORKFLOWS
        for job in workflow(path)["jobs"].values()
        if "id-token" in job["permissions"]
    ]
    assert holders == [("release", "release")]


def test_every_script_mentioned_can_be_run():
    mentioned = {
        name
        for path in WORKFLOWS
        for name in re.findall(r"\.github/scripts/([\w-]+)", path.read_text("utf-8"))
    }
    scripts = {path.name: path for path in GITHUB.glob("scripts/*")}
    assert mentioned == set(scripts)
    for path in scripts.values():
        assert os.access(path, os.X_OK)
        subprocess.run(["bash", "-n", path], check=True)


# A release


@pytest.fixture
def source(tmp_path):
    """A committed copy of what packages are made of."""
    folder = tmp_path / "source"
    junk = shutil.ignore_patterns("__pycache__", ".*.part")
    shutil.copytree(ROOT / "generator", folder / "generator", ignore=junk)
    for name in ("pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", ".gitignore"):
        shutil.copyfile(ROOT / name, folder / name)
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    for command in (["init"], ["add", "--all"], [*who, "commit", "--message=x"]):
        subprocess.run(["git", *command], cwd=folder, capture_output=True, check=True)
    return folder


def package(source, tag):
    command = [GITHUB / "scripts/package", tag, "dist"]
    environment = os.environ | {"BIN": str(BIN)}
    return subprocess.run(command, cwd=source, env=environment, capture_output=True, text=True)


@pytest.mark.parametrize("protected", [False, True])
def test_what_is_deployed_is_registered(tmp_path, protected):
    scripts = [step.get("run", "") for step in steps(GITHUB / "workflows/deploy.yml")]
    (script,) = [script for script in scripts if "git push" in script]
    remote, clone = tmp_path / "remote.git", tmp_path / "clone"

    def git(*args):
        command = ["git", "-c", "user.name=A", "-c", "user.email=a@b.test", *args]
        ran = subprocess.run(command, cwd=clone, check=True, capture_output=True, text=True)
        return ran.stdout.strip()

    shutil.copytree(TOY, clone / "catalog")
    git("init", "--quiet", "--initial-branch=main")
    git("init", "--quiet", "--bare", str(remote))
    git("remote", "add", "origin", str(remote))
    git("add", "catalog")
    git("commit", "--quiet", "-m", "Begin")
    git("push", "--quiet", "origin", "main")
    (clone / ".venv").symlink_to(BIN.parent)
    if protected:
        hook = remote / "hooks/update"
        hook.write_text('#!/bin/sh\n[ "$1" != refs/heads/main ]\n')
        hook.chmod(0o755)
    for _ in range(2):
        variables = {"GITHUB_REF_NAME": "main", "GITHUB_SHA": git("rev-parse", "origin/main")}
        command = ["bash", "-e", "-c", f"gh() {{ echo $@ > asked; }}\n{script}"]
        subprocess.run(command, cwd=clone, env=os.environ | variables, check=True)
    branch = "published" if protected else "main"
    git("fetch", "origin")
    log = git("log", "--format=%s", f"origin/{branch}", "--", "catalog/published.txt")
    assert log.splitlines() == ["Register published addresses"]
    assert (clone / "asked").exists() == protected


def test_a_release_builds_both_packages(source):
    ran = package(source, f"v{__version__}")
    assert ran.returncode == 0, ran.stderr
    endings = sorted(path.name.removeprefix(f"papershelf-{__version__}") for path in (source / "dist").iterdir())  # fmt: skip
    assert endings == ["-py3-none-any.whl", ".tar.gz"]


@pytest.mark.parametrize("tag", ["v9.9.9", __version__, "v", "v0.1.0-rc; touch x"])
def test_a_tag_of_another_version_is_refused(source, tag):
    ran = package(source, tag)
    assert (ran.returncode, f"expected v{__version__}" in ran.stderr) == (1, True)
    assert not (source / "dist").exists()


def test_a_version_without_changes_told_is_refused(source):
    (source / "CHANGELOG.md").write_text("# Changelog\n\n## [Unreleased]\n")
    ran = package(source, f"v{__version__}")
    assert (ran.returncode, "CHANGELOG.md does not have the version" in ran.stderr) == (1, True)


def test_the_changelog_has_its_form():
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    headings = re.findall(r"^## \[(.+?)\](?: - (\d{4}-\d{2}-\d{2}))?$", text, re.M)
    assert headings[0] == ("Unreleased", "")
    assert all(day for _, day in headings[1:])
    assert {name for name, _ in headings} == set(re.findall(r"^\[(.+?)\]: ", text, re.M))
    kinds = set(re.findall(r"^### (.+)$", text, re.M))
    assert kinds <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
