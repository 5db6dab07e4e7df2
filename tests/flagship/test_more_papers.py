"""Adding, renaming and removing papers keeps everything green: shown on a copy of this repository."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from generator.catalog.shelf import load
from support import ROOT, run

MORE = Path(__file__).parent / "more"
"""What is added: three papers, one without arXiv id and one without venue, a tag and a reading list."""
LEFT_BEHIND = shutil.ignore_patterns(".*", "__pycache__", "node_modules", "site", "shots", "dist")
READS = re.compile(
    r'ROOT / "catalog|mkdocs\([^)]*cwd=ROOT[,)]|build_site\(ROOT|chdir\(ROOT\)|import bench'
)


@pytest.mark.slow
@pytest.mark.browser
def test_more_papers_fewer_papers_and_other_names_pass(tmp_path):
    copy = tmp_path / "papershelf"
    shutil.copytree(ROOT, copy, ignore=LEFT_BEHIND)
    change(copy / "catalog")
    judges = [str(copy / "tests/flagship"), "-k", "not axe and not more_papers"]
    judged = subprocess.run(
        [sys.executable, "-m", "pytest", "-n", "0", "-p", "no:cacheprovider", *judges],
        cwd=copy,
        env=os.environ | {"PYTHONPATH": str(copy)},
        capture_output=True,
        text=True,
    )
    assert judged.returncode == 0, judged.stdout


def change(catalog):
    """Add what is in MORE to a catalogue, rename one of its papers, and remove another."""
    renamed, removed = load(catalog).catalog.papers[:2]
    theme = yaml.safe_load((catalog / "themes.yml").read_text("utf-8"))[0]["id"]
    for source in MORE.rglob("*.yml"):
        target = catalog / source.relative_to(MORE)
        before = target.read_text("utf-8") if target.exists() else ""
        target.write_text(before + source.read_text("utf-8").replace("THEME", theme), "utf-8")
    assert run("rename", renamed.id, "a-paper-renamed", "--catalog", str(catalog)).exit_code == 0
    withdraw(removed, catalog)


def withdraw(paper, catalog):
    """Take a paper out and, as a curator would, every mention of it in a text."""
    run("withdraw", paper.id, "--why", "Another paper says more.", "--catalog", str(catalog))
    names = "|".join(re.escape(name) for name in (paper.id, paper.arxiv) if name)
    for file in catalog.rglob("*.yml"):
        text = re.sub(rf"\[\[(?:{names})\]\]", "that paper", file.read_text("utf-8"))
        file.write_text(text, "utf-8")


def test_only_the_judges_of_the_flagship_read_it():
    tests = [path for path in (ROOT / "tests").rglob("*.py") if "node_modules" not in path.parts]
    others = [path for path in tests if not {"bench", "flagship"} & {*path.parts}]
    assert [path for path in others if READS.search(path.read_text("utf-8"))] == []
