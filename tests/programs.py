"""Our command and MkDocs in processes of their own, forked from one that has loaded both.

Loading them takes a second, as long as building a small site.
"""

import contextlib
import multiprocessing
import os
import sys
import tempfile
import warnings
from multiprocessing import forkserver
from pathlib import Path
from subprocess import CompletedProcess

from mkdocs.__main__ import cli

from generator.cli import main

COMMANDS = {"catalog": main, "mkdocs": cli}
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(
    ["programs", "generator.engine.plugin", "mkdocs.commands.serve", "pymdownx.superfences"]
)


def catalog(*args, **options):
    """Run `catalog`; see run_command."""
    return run_command("catalog", *args, **options)


def mkdocs(*args, **options):
    """Run `mkdocs`; see run_command."""
    return run_command("mkdocs", *args, **options)


def run_command(name, *args, cwd, check=False):
    """Run one of COMMANDS in a folder; return what `subprocess.run` returns."""
    with contextlib.chdir(Path(__file__).parent):  # where that process finds this module
        forkserver.ensure_running()
    with tempfile.TemporaryDirectory() as folder:
        files = Path(folder, "stdout"), Path(folder, "stderr")
        child = PROCESSES.Process(target=_child, args=(name, args, cwd, dict(os.environ), files))
        child.start()
        child.join()
        written = [file.read_text("utf-8") for file in files]
    done = CompletedProcess([name, *args], child.exitcode, *written)
    if check:
        done.check_returncode()
    return done


def _child(name, args, cwd, environment, files):
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(environment)
    for stream, file in zip((sys.stdout, sys.stderr), files, strict=True):
        with file.open("w") as target:
            os.dup2(target.fileno(), stream.fileno())
    warnings.filterwarnings("error", category=DeprecationWarning, module=r"generator\b")
    COMMANDS[name](args, prog_name=name)
