"""The modules of the theme, tested by Node on an index that Python wrote."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

from generator.catalog.shelf import load
from generator.outputs import as_bytes
from generator.search import index as search
from generator.styling import scripts
from generator.text import words as tokens
from support import ROOT, TOY

NODE = Path(sys.executable).with_name("node")
"""From a wheel; the system's may be too old."""
TEXTS = [
    "ﬁne Straße ÅNGSTRÖM naïve İstanbul 2nd x² ϕ³ 中文 שלום don't state-of-the-art a_b",
    "a" * 50_000 + "ing " + "b" * 37 + "ing " + "c" * 38 + "ing",
    "Łukasz Sørensen Đorđe Weiß Guðrún Þór Æther œuvre kadı Ħal",
    "running runs ran generalisation generalizations optimised classes boxes studies analyses",
]


def test_node_agrees(tmp_path):
    catalog = load(TOY).catalog
    for path, content in search.files(catalog):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(as_bytes(content))
    texts = TEXTS + [f"{paper.title} {paper.gist} {paper.authors}" for paper in catalog.papers]
    stems = [[text, [tokens.stem(word) for word in tokens.words(text)]] for text in texts]
    (tmp_path / "stems.json").write_text(json.dumps(stems), "utf-8")
    run = subprocess.run(
        [NODE, "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON", "--test", "*.test.js"],
        cwd=ROOT / "tests/frontend",
        env=os.environ | {"DOCS": str(tmp_path), "STEMS": str(tmp_path / "stems.json")},
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_joined_scripts_are_modules_that_say_what_they_export(tmp_path):
    for path, text in scripts.files():
        script = tmp_path / f"{Path(path).name}.mjs"
        script.write_text(text, "utf-8")
        assert not re.search(r"^(import|/\*\*|//)", text, re.MULTILINE)
        subprocess.run([NODE, "--check", script], check=True)
    assert {"assets/search.js", "assets/listing.js"} <= {path for path, _ in scripts.files()}
