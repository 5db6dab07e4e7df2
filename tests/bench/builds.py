"""Measure builds of catalogues of several sizes beside stock MkDocs with Material, and Hugo where it is installed.

    PYTHONPATH=tests python -m bench.builds [SIZE ...] [--runs N]

Seconds depend on the machine and on what else it does, so what counts are ratios of runs that take turns:
of wall time, and of processor time, which a busy machine changes less. Figures are medians.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import yaml

import bench.catalogues
import bench.serving
from generator.yamlfiles import read as yamlfile
from support import project

SIZES = (214, 2_000, 10_000)


@dataclass
class Cost:
    """What a command took."""

    wall: float
    processor: float
    memory: float
    """MB of all its processes at once, shared pages counted once."""


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES)
    parser.add_argument("--runs", type=int, default=3)
    arguments = parser.parse_args()
    for size in arguments.sizes:
        with tempfile.TemporaryDirectory() as name:
            print(*table(Path(name), size, arguments.runs), sep="\n", flush=True)


def table(folder, size, runs):
    """Yield the lines of the table of one size."""
    bench.catalogues.write(folder / "catalog", size)
    ours = project(folder / "ours", folder / "catalog")
    stock = bench.catalogues.write_markdown(folder / "stock", size)
    found = {}
    for _ in range(runs):
        for name, cost in measured(ours, stock):
            found.setdefault(name, []).append(cost)
    yield f"\n{size:,} papers{'':22}{'wall s':>9}{'of stock':>10}{'CPU s':>9}{'of stock':>10}{'MB':>8}"
    against = found["stock, cold"]
    for name, costs in found.items():
        wall, wall_share = middle(costs, against, "wall")
        processor, share = middle(costs, against, "processor")
        memory = median(cost.memory for cost in costs)
        yield f"{name:34}{wall:>9.1f}{wall_share:>10.3f}{processor:>9.1f}{share:>10.3f}{memory:>8.0f}"
    for name, site in (("ours", ours / "site"), ("stock", stock / "site")):
        yield f"{name}: {contents(site)}"
    yield f"edit under serve, to the changed page: {bench.serving.seconds(ours):.1f} s"


def middle(costs, against, figure):
    """Return the median of a figure, and of its ratio to that of the other's run of the same turn."""
    values = [getattr(cost, figure) for cost in costs]
    others = [getattr(cost, figure) for cost in against]
    return median(values), median(a / b for a, b in zip(values, others, strict=True))


def measured(ours, stock):
    """Yield the cost of each command, in turns."""
    for folder in (ours, stock):
        shutil.rmtree(folder / "site", ignore_errors=True)
    shutil.rmtree(ours / ".cache", ignore_errors=True)
    yield "stock, cold", cost(stock, "mkdocs", "build", "--quiet")
    yield "ours, cold", cost(ours, "mkdocs", "build", "--quiet")
    record = min((ours / "catalog/papers").iterdir())
    change(record, lambda facts: facts["summary"] + " Changed.")
    yield "ours, one record changed", cost(ours, "mkdocs", "build", "--quiet")
    rename(ours / "catalog/tags.yml")
    yield "ours, one tag renamed", cost(ours, "mkdocs", "build", "--quiet")
    yield "ours, nothing changed", cost(ours, "mkdocs", "build", "--quiet")
    yield "ours, catalog check", cost(ours, "generator", "check")
    if shutil.which("hugo"):
        yield "Hugo, cold", cost(bench.catalogues.write_hugo(stock), "hugo", "--quiet")


def change(record, summary):
    """Write a new summary into a record."""
    facts = yaml.safe_load(record.read_text("utf-8"))
    record.write_text(yamlfile.dump(facts | {"summary": summary(facts)}), "utf-8")


def rename(tags):
    """Give the third tag another name."""
    entries = yaml.safe_load(tags.read_text("utf-8"))
    entries[2]["name"] += " anew"
    tags.write_text(yamlfile.dump(entries), "utf-8")


def cost(folder, *command):
    """Run a Python module, or a program, in a folder; return what it took."""
    known = command if command[0] == "hugo" else [sys.executable, "-m", *command]
    before, start = os.times(), time.monotonic()
    process = subprocess.Popen(known, cwd=folder)
    peak = Peak(process.pid)
    status = process.wait()
    wall, after, memory = time.monotonic() - start, os.times(), peak.stop()
    assert status == 0, command
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return Cost(wall, used, memory)


class Peak:
    """Watches the memory of a process and its children."""

    def __init__(self, process):
        self.process, self.most, self.done = process, 0, threading.Event()
        self.thread = threading.Thread(target=self.watch)
        self.thread.start()

    def watch(self):
        while not self.done.wait(0.3):
            self.most = max(self.most, sum(map(proportional, family(self.process))))

    def stop(self):
        """Return the most that was seen, in MB."""
        self.done.set()
        self.thread.join()
        return self.most / 1000


def family(process):
    """Yield a process and all below it."""
    yield process
    try:
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except OSError:
        return
    for child in children:
        yield from family(int(child))


def proportional(process):
    """Return the kB of a process, its share of what it shares with others."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def contents(site):
    """Say how many files a site has and how large they are."""
    sizes = [path.stat().st_size for path in site.rglob("*") if path.is_file()]
    return f"{len(sizes):,} files, {sum(sizes) / 1e6:.0f} MB"


if __name__ == "__main__":
    main()
