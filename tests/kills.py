"""Kill commands just before a change of the disk, run them again, and compare with a run left alone.

    python tests/kills.py KILLS [SEED [SCENARIO]...]

Between two changes of the disk nothing on it can differ, so kill -9 at any moment is kill -9 before one
of them. An audit hook counts them: Python tells it of each file that is opened for writing, moved or
removed. Every run is a process of its own, forked from this one, which has all modules loaded.
"""

import json
import mmap
import os
import random
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config

from generator import disk
from generator.cli import main
from numbers_on_record import note
from server import Services
from support import ROOT, project

CHANGES = {"os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.truncate", "os.link", "os.symlink"}
NTK = "neural-tangent-kernel-convergence-and-generalization-in-neural-networks"
RECORDED = ROOT / "tests/data/recorded"


@dataclass(frozen=True)
class Scenario:
    """What is run in a project, and the folder that it changes."""

    run: Callable[[], object]
    changed: str = "catalog"
    prepare: Callable[[], object] = lambda: None
    """What comes before, and is not killed."""
    stepwise: bool = False
    """Whether a file may be written several times in one run."""


def catalog(*args):
    return lambda: main(args, standalone_mode=False)


def build_site():
    build(load_config("mkdocs.yml"))


def unformat():
    for file in Path("catalog/papers").glob("*.yml"):
        data = yaml.safe_load(file.read_text("utf-8"))
        file.write_text(yaml.safe_dump(data, width=50, default_flow_style=None), "utf-8")


def and_edit(make):
    make()
    main(["rename", NTK, "ntk"], standalone_mode=False)
    record = Path("catalog/papers/1984.yml")
    record.write_text(record.read_text("utf-8").replace("summary: ", "summary: Again. ", 1), "utf-8")


WANTED = [
    *(f"2401.{number:05}" for number in range(1, 7)),
    *(f"10.1000/{number}" for number in range(3)),
]
FILES = [str(RECORDED / name) for name in ("zotero.bib", "zotero.ris", "jabref.bib")]
DAY = ("--added", "2026-11-21")
SCENARIOS = {
    "add": Scenario(catalog("add", *DAY, *WANTED), stepwise=True),
    "import": Scenario(catalog("import", *FILES, *DAY, "--list", "a", "--list", "b", "--list", "c"), stepwise=True),
    "fmt": Scenario(catalog("fmt"), prepare=unformat),
    "keys": Scenario(catalog("keys", "--write")),
    "rename": Scenario(catalog("rename", NTK, "ntk")),
    "tag rename": Scenario(catalog("tag", "rename", "attention", "attending")),
    "tag merge": Scenario(catalog("tag", "merge", "attention", "transformer")),
    "generate": Scenario(catalog("generate"), "docs"),
    "generate again": Scenario(catalog("generate"), "docs", lambda: and_edit(catalog("generate"))),
    "mkdocs build": Scenario(build_site, "site"),
    "mkdocs build again": Scenario(build_site, "site", lambda: and_edit(build_site)),
}  # fmt: skip


def in_child(folder, run, hook=None):
    """Run something in a folder in a process of its own; return how that ended."""
    pid = os.fork()
    if pid:
        return os.waitpid(pid, 0)[1]
    code = 70
    try:
        os.setsid()
        os.chdir(folder)
        for stream in (1, 2):
            os.dup2(os.open(f"{folder}.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND), stream)
        if hook:
            sys.addaudithook(hook)
        run()
        code = 0
    except SystemExit as ended:
        code = int(ended.code or 0)
    finally:
        os._exit(code)


def before_each_change(act):
    """Return an audit hook that calls `act` before each change of the disk."""

    def hook(event, args):
        if event == "open":
            path, mode, flags = args
            writes = set(mode or "") & set("wax+") or flags & (os.O_WRONLY | os.O_RDWR)
            if not writes or str(path).startswith(("/dev/", "/proc/")):
                return
        elif event not in CHANGES:
            return
        act()

    return hook


def changes(folder, run, doubtful):
    """Return the number of changes of the disk that a run makes; doubtful ones may exit 1."""
    done = Counter()
    status = in_child(folder, run, before_each_change(done.add))
    assert status in (0, doubtful << 8), Path(f"{folder}.log").read_text()
    return done.count


class Counter:
    """Counts in this process and all that are forked from it."""

    def __init__(self):
        self.memory = mmap.mmap(-1, 8)

    @property
    def count(self):
        return int.from_bytes(self.memory[:8], "little")

    def add(self):
        self.memory[:8] = (self.count + 1).to_bytes(8, "little")


def killer(at):
    """Return an audit hook that kills its processes before a change, counted from 0."""
    done = Counter()

    def act():
        if done.count >= at:
            os.killpg(0, signal.SIGKILL)
        done.add()

    return before_each_change(act)


def contents(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}  # fmt: skip


def try_scenario(name, kills, chance, base):
    """Kill a scenario at random moments; return how often it was, and how many moments there are."""
    scenario = SCENARIOS[name]
    start = project(base / "start")
    assert in_child(start, scenario.prepare) == 0, Path(f"{start}.log").read_text()
    whole = Path(shutil.copytree(start, base / "whole"))
    moments = changes(whole, scenario.run, scenario.stepwise)
    before, after = contents(start), contents(whole)
    for number in range(kills):
        at = chance.randrange(moments)
        folder = Path(shutil.copytree(start, base / f"killed-{number}"))
        assert in_child(folder, scenario.run, killer(at)) == signal.SIGKILL, (name, at)
        hold_whole(contents(folder), before, after, scenario, (name, at))
        in_child(folder, scenario.run)
        left = contents(folder)
        differing = [
            path
            for path in left.keys() | after.keys()
            if path.startswith(f"{scenario.changed}/") and left.get(path) != after.get(path)
        ]
        assert not differing, (name, at, differing, folder)
        shutil.rmtree(folder)
    return moments


def hold_whole(left, before, after, scenario, where):
    """Fail where a source of a killed run is neither old nor new, or lost; MkDocs writes a site in place."""
    for path, content in left.items():
        if path.endswith((".part", disk.MANIFEST)) or not path.startswith(("catalog/", "docs/")):
            continue
        known = (before.get(path), after.get(path))
        assert content in known or (scenario.stepwise and yaml.safe_load(content)), (where, path)
    for path in before.keys() & after.keys():
        assert path in left or path.startswith("site/"), (where, path)


def run_all(kills, seed, names):
    """Kill each scenario equally often."""
    for name in names:
        chance = random.Random(f"{seed} {name}")
        with tempfile.TemporaryDirectory() as base:
            moments = try_scenario(name, kills, chance, Path(base))
        note("kills", command=name, seed=seed, kills=kills, moments=moments)
        print(json.dumps({"command": name, "kills": kills, "moments": moments}), flush=True)  # noqa: T201


if __name__ == "__main__":
    with Services() as services:
        os.environ.update(services.environment, NO_MKDOCS_2_WARNING="1")
        for number in range(1, 7):
            services.add_arxiv(f"2401.{number:05}", title=f"Invented {number} on kernels")
        for number in range(3):
            services.add_work(f"10.1000/{number}", title=[f"Invented work {number}"])
        run_all(
            int(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "0", sys.argv[3:] or [*SCENARIOS]
        )
