"""The small catalogue of the tests, and how tests run our commands and MkDocs on projects of their own."""

import fcntl
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import yaml
from click.testing import CliRunner

from generator import disk, outputs
from generator.catalog.shelf import load
from generator.checks.check import check
from generator.cli import main
from generator.site import Site

ROOT = Path(__file__).parents[1]
TOY = ROOT / "tests/data/catalog"
GOLDEN = ROOT / "tests/data/golden"
LISTINGS = ROOT.parent / "shared/listings"
os.environ["NO_MKDOCS_2_WARNING"] = "1"


def generated(catalog, site=None, by_hand=()):
    """Return what the generator makes of a catalog: the text of each file, bytes of pictures and fonts."""
    made = outputs.generate(catalog, site or Site(), by_hand)
    files = {path: outputs.as_bytes(content) for path, content in made.items()}
    return {
        path: file if path.endswith((".gz", ".png", ".woff2")) else file.decode()
        for path, file in files.items()
    }


def run(*args, **options):
    """Run `catalog` in this process; only SystemExit may end it."""
    result = CliRunner().invoke(main, args, **options)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def texts(folder):
    """Return the text of each YAML file below a folder, by its path there."""
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.rglob("*.yml")
    }


def errors(folder):
    """Return the errors that the check finds in a catalogue's folder."""
    return [message for message in check(load(folder)) if message.level == "error"]


def project(folder, catalog=TOY):
    """Lay out a project with the flagship's settings around a catalog of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copytree(catalog, folder / "catalog", dirs_exist_ok=True)
    shutil.copytree(ROOT / "docs", folder / "docs", ignore=_generated, dirs_exist_ok=True)
    text = (ROOT / "mkdocs.yml").read_text("utf-8")
    theme = (ROOT / "generator/theme").as_posix()
    (folder / "mkdocs.yml").write_text(text.replace("generator/theme", theme), "utf-8")
    return folder


def add_numbered(catalog, count):
    """Add plain papers of one week and a reading list of them, to fill more than one page of listings."""
    topics = [
        ("neural-tangent-kernel", "kernel-method", "kernel"),
        ("learning-dynamics", "generalization", "gradient"),
        ("dynamical-systems", "time-series", "network"),
    ]
    for number in range(1, count + 1):
        theme, tag, word = topics[number % len(topics)]
        record = {
            "title": f"Study {number:03} of One {word.capitalize()}",
            "authors": [f"Author {chr(65 + number % 26)}{chr(97 + number % 7)}", "Bo Li"],
            "published": f"{2016 + number % 10}-0{number % 9 + 1}-15",
            "arxiv": f"16{number % 12 + 1:02}.{number:05}",
            "summary": f"Study {number} looks at one {word} alone. It finds what the others found.",
            "themes": [theme],
            "tags": [tag],
            "added": f"2026-10-{12 + number % 7}",
        }
        if number == 4:
            record["abstract"] = "We give a proof of $x^2$."
        if number % 2:
            record["venue"] = f"Proceedings of Study {record['published'][:4]}"
        file = catalog / f"papers/study-{number:03}.yml"
        file.write_text(yaml.safe_dump(record, sort_keys=False), "utf-8")
    papers = [f"study-{number:03}" for number in range(1, count + 1)]
    long = {"title": "A long list", "source": "The tests", "date": "2026-10-18", "papers": papers}
    (catalog / "lists/long-list.yml").write_text(yaml.safe_dump(long, sort_keys=False), "utf-8")


def build_once(folder, build):
    """Call `build` unless this session has called it for `folder` already; return the folder.

    Processes that ask at the same time wait for the first.
    """
    done = folder.with_name(folder.name + ".done")
    with folder.with_name(folder.name + ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            build()
            done.touch()
    return folder


def build_site(source, folder):
    """Build a project's site as people do, with a new Python; its log stands beside it."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    built = subprocess.run(command, cwd=source, capture_output=True, text=True)
    folder.with_name(folder.name + ".log").write_text(built.stdout + built.stderr)
    assert built.returncode == 0, built.stderr


@contextmanager
def no_hang(seconds=300):
    """Fail where what follows does not end; the limit is far beyond what the slowest machine takes."""

    def give_up(*_):
        raise AssertionError(f"did not end within {seconds} s")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def kill_once(process, met):
    """Kill a process as soon as `met()` holds, unless it has ended before."""
    while process.poll() is None and not met():
        time.sleep(0.01)
    process.kill()
    process.wait()


def _generated(folder, names):
    ours = {path.split("/")[0] for path in disk.written(ROOT / "docs")}
    return {
        name
        for name in names
        if name.startswith(".") or (Path(folder) == ROOT / "docs" and name in ours)
    }
