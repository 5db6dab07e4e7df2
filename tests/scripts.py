"""Run the scripts of the workflows in a repository of their own, with a remote."""

import os
import subprocess
import sys
from pathlib import Path

from support import ROOT, project

SCRIPTS = ROOT / ".github/scripts"


def git(folder, *args):
    ran = subprocess.run(["git", *args], cwd=folder, capture_output=True, text=True, check=True)
    return ran.stdout.strip()


def script(name, *args, cwd):
    # .venv's programs, wherever the script's own folder is.
    environment = os.environ | {"BIN": str(Path(sys.executable).parent)}
    command = [SCRIPTS / name, *map(str, args)]
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True)


def make_repository(tmp_path, monkeypatch):
    """Return a committed copy of the toy project, and a remote that has it: pytest.fixture(make_repository)."""
    for name in ("HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "nobody"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    git(tmp_path, "init", "--quiet", "--bare", "remote.git")
    folder = project(tmp_path / "project")
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "remote", "add", "origin", str(tmp_path / "remote.git"))
    commit(folder)
    return folder


def commit(folder):
    git(folder, "add", "--all")
    git(folder, "-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "--quiet", "-m", "x")
    git(folder, "push", "--quiet", "origin", "HEAD")
    return git(folder, "rev-parse", "HEAD")
