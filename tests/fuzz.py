"""Fuzz what reads strangers' texts: guided by coverage where atheris runs, each target a process of its own.

    python tests/fuzz.py SECONDS [SEED]       all targets share the time
    python tests/fuzz.py --target NAME SECONDS SEED
    python tests/fuzz.py --large [NAME]...     processor seconds on texts of 1 MB

A target may raise the errors that it documents, and nothing else.
"""

import contextlib
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from numbers_on_record import note
from payloads import PAYLOADS
from support import ROOT

with contextlib.suppress(ImportError):
    import atheris

if "--target" in sys.argv:
    guided = atheris.instrument_imports(include=["generator"])
else:
    guided = contextlib.nullcontext()
with guided:
    from generator.bibliography import author_lists, dates, found_ids, names, pasted_ids, venues
    from generator.catalog import published
    from generator.catalog.faults import parse as parse_record
    from generator.catalog.records import Paper, ReadingList, Tag, Theme
    from generator.citations import bibtex, csl, ris
    from generator.diff import trees
    from generator.errors import CatalogError, Problem
    from generator.hosting import issueform
    from generator.importers.bibliographies import bibtex as read_bibtex
    from generator.importers.bibliographies import csl as read_csl
    from generator.importers.bibliographies import ris as read_ris
    from generator.importers.bibliographies.entry import LONGEST_TITLE
    from generator.importers.listings import page
    from generator.text import jats, latex, plain, texmath, words
    from generator.yamlfiles import canonical
    from generator.yamlfiles.read import parse as parse_yaml

LONGEST = 4096
"""Bytes of a case."""
SHAPES = ["a", "é", "\u0301", "Word ", "éé ", "\\", "\\'e", "{", "}", "{}", "$", "$x$ ", "\\$", "\\frac{", "\\alpha ", "`", "-", "[", "(", "<b>", "&amp;", "- a\n", "a: b\n", " \n", "\n\n", "#", "@a{b,\n", "@a{b, c={d}}\n", "@string{a=b}", '"', "TY  - \n", "TY  - JOUR\nER  - \n", '{"a":', "[[", "and ", "A and ", "a, b ", ";", "1", "10.1/", "2401.00001 ", "A.\n", "By X\n"]  # fmt: skip
"""What large texts repeat."""
LARGE = 1_000_000
"""Characters of the texts whose time is measured."""
MOST_SECONDS = 30
"""After which a large text is given up."""
FRAME = {
    "id": "x",
    "authors": ["A B"],
    "published": "2024",
    "summary": "s",
    "themes": ["t"],
    "added": "2026-11-20",
}


def yaml_files(text):
    document = parse_yaml(text, "x.yml")
    for kind in (Paper, Theme, Tag, ReadingList):
        parse_record(kind, document.data)
    canonical.canonical(document, list(Paper.model_fields))


def people(text):
    name = names.parse(text) if text.strip() else names.Name("", "", "x", "")
    names.slug(text)
    names.letter(name)
    names.family_first(name)
    author_lists.cut_others([text], [])


def exported(write, read):
    """Return a function that writes a text as title and venue of papers, and reads it back if it is short."""

    def run(text):
        for start in range(0, len(text), LONGEST_TITLE):
            part = text[start : start + LONGEST_TITLE].strip()
            if part and "\n" not in part and not plain.CONTROL.search(part):
                written = write(Paper.model_validate({**FRAME, "title": part, "venue": part}))
                if len(text) <= LONGEST:
                    read(written, "x")

    return run


TARGETS = {
    "YAML files": [yaml_files],
    "TeX": [texmath.to_html, texmath.to_text, texmath.first_sentence, latex.to_title, latex.to_text, latex.to_address, words.words, jats.to_text],
    "names": [people],
    "identifiers": [dates.date, found_ids.doi, found_ids.arxiv_id, venues.parse, lambda text: found_ids.categories([text]), lambda text: published.parse(text, "x"), issueform.requested, pasted_ids.parse],
    "BibTeX": [lambda text: read_bibtex.read(text, "x")],
    "RIS": [lambda text: read_ris.read(text, "x")],
    "CSL-JSON": [lambda text: read_csl.read(text, "x")],
    "listings": [lambda text: page.read(text, "x")],
    "exports": [exported(bibtex.entry, read_bibtex.read), exported(ris.entry, read_ris.read), exported(lambda paper: f"[{csl.entry(paper)}]", read_csl.read)],
}  # fmt: skip
"""What each target does with a text, one function after the other."""


def guarded(functions):
    """Return a function of bytes that lets only what is not documented pass."""

    def run(data):
        text = data.decode("utf-8", "ignore")
        for function in functions:
            with contextlib.suppress(CatalogError, Problem):
                function(text)

    return run


def fuzz(name, seconds, seed):
    """Fuzz one target until its time is over; atheris ends the process."""
    with tempfile.TemporaryDirectory() as corpus:
        recorded = (ROOT / "tests/data/recorded").iterdir()
        cases = [
            *(text.encode("utf-8", "surrogatepass") for text in PAYLOADS),
            *(file.read_bytes()[:LONGEST] for file in recorded),
        ]
        for number, case in enumerate(cases):
            (Path(corpus) / str(number)).write_bytes(case)
        limits = [
            f"-max_total_time={seconds}",
            f"-seed={seed}",
            f"-max_len={LONGEST}",
            "-timeout=20",
            "-rss_limit_mb=4096",
        ]
        atheris.Setup(
            [sys.argv[0], *limits, "-verbosity=0", "-print_final_stats=1", corpus],
            guarded(TARGETS[name]),
        )
        atheris.Fuzz()


def queries(seconds, seed):
    """Run random queries in Node; return how many."""
    command = [
        Path(sys.executable).with_name("node"),
        "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON",
        "fuzz.js",
    ]
    ran = subprocess.run(
        [*command, seconds, seed], cwd=ROOT / "tests/frontend", capture_output=True, text=True
    )
    assert ran.returncode == 0, ran.stderr
    return int(ran.stdout)


def git_trees(seconds, seed):
    """Read catalogues out of commits with any names and modes; return how many."""
    chance, end, cases = random.Random(seed), time.monotonic() + int(seconds), 0
    with tempfile.TemporaryDirectory() as base, contextlib.chdir(base):
        git("init", "--quiet")
        blob = git("hash-object", "-w", "--stdin", input=b"title: x\n").strip().decode()
        while time.monotonic() < end:
            folders = {name: tree(chance, blob) for name in ("papers", "lists")}
            listed = b"".join(entry(b"40000", name.encode(), id) for name, id in sorted(folders.items()))
            catalog = stored(listed + tree_entries(chance, blob, 2))
            commit = (
                git("commit-tree", stored(entry(b"40000", b"catalog", catalog)), "-m", "x")
                .strip()
                .decode()
            )
            with contextlib.suppress(CatalogError, Problem):
                trees.extract(commit, "catalog", Path(base) / f"out{cases}")
            assert {path.name for path in Path(base).iterdir()} <= {".git", f"out{cases}"}
            shutil.rmtree(Path(base) / f"out{cases}", ignore_errors=True)
            cases += 1
    return cases


def git(*args, **options):
    who = {
        "GIT_AUTHOR_NAME": "A",
        "GIT_AUTHOR_EMAIL": "a@b.c",
        "GIT_COMMITTER_NAME": "A",
        "GIT_COMMITTER_EMAIL": "a@b.c",
    }
    return subprocess.run(
        ["git", *args], capture_output=True, check=True, env=os.environ | who, **options
    ).stdout


def entry(mode, name, id):
    return mode + b" " + name + b"\0" + bytes.fromhex(id)


def stored(content):
    """Store a tree as it is, whatever its names are."""
    return (
        git("hash-object", "-t", "tree", "-w", "--literally", "--stdin", input=content).strip().decode()
    )


def tree(chance, blob):
    return stored(tree_entries(chance, blob, 5))


def tree_entries(chance, blob, most):
    names = [
        chance.choice(PAYLOADS).encode("utf-8", "surrogatepass").replace(b"\0", b"") or b"x"
        for _ in range(chance.randrange(most))
    ]
    endings = [chance.choice([b"", b".yml"]) for _ in names]
    modes = [b"100644", b"120000", b"100755", b"40000", b"160000", b"100000"]
    return b"".join(
        entry(chance.choice(modes), name + end, blob) for name, end in zip(names, endings, strict=True)
    )


OTHERS = {"queries (Node)": queries, "git trees": git_trees}
"""Targets without guidance by coverage."""


def fuzz_all(seconds, seed):
    """Fuzz all targets in turn; fail where one does."""
    failed, own = [], str(max(1, seconds // (len(TARGETS) + len(OTHERS))))
    for name, run in OTHERS.items():
        cases = run(own, seed)
        print(f"{name}: {cases} cases in {own} s", flush=True)
        note("fuzzed", target=name, seed=seed, cases=cases, seconds=int(own))
    for name in TARGETS:
        command = [sys.executable, __file__, "--target", name, own, seed]
        ran = subprocess.run(
            command, capture_output=True, text=True, errors="replace", cwd=tempfile.gettempdir()
        )
        cases = re.search(r"stat::number_of_executed_units:\s*(\d+)", ran.stderr)
        print(f"{name}: {cases[1] if cases else 0} cases in {own} s", flush=True)
        note("fuzzed", target=name, seed=seed, cases=int(cases[1]) if cases else 0, seconds=int(own))
        if ran.returncode:
            failed.append(name)
            print(ran.stdout[-3000:], ran.stderr[-3000:], flush=True)
    return failed


def give_up(*_):
    raise TimeoutError


def measure():
    """Measure each function of each target on large texts of one shape; tell what took longest."""
    signal.signal(signal.SIGALRM, give_up)
    for name in sys.argv[2:] or TARGETS:
        times = [(seconds_of(function, shape), shape) for function in TARGETS[name] for shape in SHAPES]
        seconds, shape = max(times)
        print(f"{name}: {seconds:.2f} s on 1 MB of {shape!r}", flush=True)
        note("large", target=name, seconds=round(seconds, 2), shape=shape)


def seconds_of(function, shape):
    """Return the processor seconds of a function on 1 MB of a shape."""
    data = (shape * (LARGE // len(shape))).encode("utf-8", "ignore")
    start = time.process_time()
    signal.alarm(MOST_SECONDS)
    with contextlib.suppress(TimeoutError):
        guarded([function])(data)
    signal.alarm(0)
    return time.process_time() - start


if __name__ == "__main__":
    if sys.argv[1] == "--target":
        fuzz(sys.argv[2], sys.argv[3], sys.argv[4])
    elif sys.argv[1] == "--large":
        measure()
    else:
        sys.exit("\n".join(fuzz_all(int(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "1")) or 0)
