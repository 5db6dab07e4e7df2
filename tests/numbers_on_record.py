"""Counts that tests find out while they run, and the page of numbers that `make fuzz` writes of them."""

import json
import os
import sys
from pathlib import Path

PAGE = """\
---
title: Numbers on the record
description: What was tried on this version, how often, and what held.
---

# Numbers on the record

What `make fuzz` tried and counted in its last run of each part; what failed before that is mended and became a test.
[Benchmarks](benchmarks.md) has the figures of `make bench`. A seed repeats a run.

## Hostile texts

{hostile}

## Fuzzing

{fuzzed}

{large}

## Commands killed

{kills}

## Links

{links}
"""


def note(what, **numbers):
    """Add numbers to the file that NUMBERS names, if it does."""
    if file := os.environ.get("NUMBERS"):
        with Path(file).open("a", encoding="utf-8") as lines:
            lines.write(json.dumps({"what": what, **numbers}) + "\n")


def page(lines):
    """Return the page that tells the numbers of a file that `note` wrote."""
    noted = [json.loads(line) for line in lines]
    of = {what: [one for one in noted if one["what"] == what] for what in {one["what"] for one in noted}}
    return PAGE.format(
        hostile=_hostile(of), fuzzed=_fuzzed(of), large=_large(of), kills=_kills(of), links=_links(of)
    )


def _hostile(of):
    fields, pages, visits = (of[f"hostile {what}"][-1] for what in ("fields", "pages", "visits"))
    imports = of["hostile imports"]
    return (
        f"{fields['payloads']} texts that attack, each in every field of records, themes, tags, lists and authors: "
        f"{fields['fields']:,} placed, {fields['refused']:,} refused with their line, the rest built. Of "
        f"{pages['pages']:,} pages none holds an element, handler or address that could act; {visits['pages']:,} "
        "opened in a browser ran nothing, asked nothing elsewhere and left the console empty. The same texts in "
        f"{len(imports)} import formats and services made {sum(one['papers'] for one in imports):,} records without "
        "an error of the check. All exports of these were read by other programs."
    )


def _fuzzed(of):
    rows = [
        f"| {one['target']} | {one['cases']:,} | {one['seconds']} | {one['seed']} |"
        for one in of["fuzzed"]
    ]
    total = sum(one["cases"] for one in of["fuzzed"])
    head = f"{total:,} cases, guided by coverage but for queries and git trees; none failed.\n\n"
    return head + "| target | cases | seconds | seed |\n| --- | --- | --- | --- |\n" + "\n".join(rows)


def _large(of):
    rows = [
        f"| {one['target']} | {one['seconds']:.1f} | `{json.dumps(one['shape'])}` |"
        for one in of.get("large", ())
    ]
    head = (
        "Processor seconds of one function on 1 MB that repeats a short text, in the worst case, while other "
        "programs ran. No record holds a text beyond 50,000 characters; the worst exports are of 200 titles of "
        "braces, of which each becomes 48 characters.\n\n"
    )
    return head + "| target | seconds | of |\n| --- | --- | --- |\n" + "\n".join(rows) if rows else ""


def _kills(of):
    rows = [
        f"| {one['command']} | {one['kills']} | {one['moments']:,} | {one['seed']} |"
        for one in of["kills"]
    ]
    total = sum(one["kills"] for one in of["kills"])
    head = (
        f"{total} times `kill -9` just before a change of the disk: no record lost or half-written, and the next "
        "run always ended as if nothing had been.\n\n"
    )
    return (
        head
        + "| command | kills | moments to choose from | seed |\n| --- | --- | --- | --- |\n"
        + "\n".join(rows)
    )


def _links(of):
    if asked := of.get("links"):
        return f"{asked[-1]['addresses']:,} addresses asked: {asked[-1]['told']}."
    return "Where this run took place nothing outside could be asked; the suite asks a server with every kind of answer."


if __name__ == "__main__":
    Path(sys.argv[2]).write_text(page(Path(sys.argv[1]).read_text("utf-8").splitlines()), "utf-8")
