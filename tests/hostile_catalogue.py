"""A catalogue with a payload in every field, brought to a state that builds as its curators would."""

import re
from collections import Counter

import yaml

from generator.catalog.shelf import load
from generator.checks.check import check

FILLER = "It states one result of this test, and nothing that anybody would want to cite elsewhere."
LINES = ["title", "venue", "tldr", "note", "arxiv", "doi", "code", "project", "url", "published", "added", "citation_key", "abstract"]  # fmt: skip
LISTS = ["authors", "categories", "themes", "tags", "other_titles", "former_ids", "review"]
DETAILS = ["type", "venue", "volume", "number", "pages", "publisher"]
ENTRIES = {
    "themes": ["id", "name", "aliases", "family", "summary", "introduction", "start_here", "next", "open"],
    "tags": ["id", "name", "aliases", "description", "former_ids"],
    "authors": ["name", "aliases", "family", "given", "orcid", "url", "member"],
    "lists": ["title", "source", "url", "date", "description", "papers"],
}  # fmt: skip
PLURAL = {"aliases", "former_ids", "start_here", "papers"}


LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
"""As YAML counts lines."""
MOST_ROUNDS = 12
CLEAN = 0
"""The number of the records that hold no payload, to which others can refer."""
UNIQUE = {"title", "other_titles", "name", "aliases"}
"""Fields of which no two records may have the same value, but for signs."""


class Payloads:
    """Deals texts in turn, so that each comes to each field once when all are dealt from every start."""

    def __init__(self, texts):
        self.texts, self.tried = texts, 0

    def facts(self, number, fields):
        """Return a payload for each field of one record; the next record gets the next ones."""
        self.tried += len(fields)
        texts = (self.texts[(number + place) % len(self.texts)] for place in range(len(fields)))
        return {
            field: f"{text} {field[0]}{number}" if field in UNIQUE else text
            for field, text in zip(fields, texts, strict=True)
        }


def write(folder, texts):
    """Write a catalogue of as many records of each kind as there are texts; return how many were placed."""
    deal = Payloads(texts)
    numbers = range(1, len(texts) + 1)
    for name in ("papers", "lists"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    _save(folder / f"papers/paper-{CLEAN}.yml", base("papers", CLEAN))
    for number in numbers:
        _save(folder / f"papers/paper-{number}.yml", _paper(number, deal))
        _save(folder / f"lists/list-{number}.yml", _entry("lists", number, deal))
    for kind in ("themes", "tags", "authors"):
        entries = [_entry(kind, number, deal) for number in numbers]
        _save(folder / f"{kind}.yml", [*entries, base(kind, CLEAN)])
    return deal.tried


def settle(folder):
    """Take out what the check refuses, until it refuses nothing; return its messages by field.

    Fails where a message names no line, or where taking its field out does not help.
    """
    refused = Counter()
    rounds = 0
    while messages := [one for one in check(load(folder)) if one.level == "error"]:
        rounds += 1
        assert rounds < MOST_ROUNDS, messages[:5]
        for name in sorted({message.file for message in messages}):
            _mend(folder, name, [one for one in messages if one.file == name], refused)
    return refused


def base(kind, number):
    """Return a record of a kind that nothing is wrong with."""
    names = {"themes": "theme", "tags": "tag", "authors": "Author"}
    match kind:
        case "papers":
            return {
                "title": f"Paper {number}", "authors": ["Ada Lovelace"], "published": "2019-05-06", "summary": FILLER,
                "themes": [f"theme-{CLEAN}"], "tags": [f"tag-{CLEAN}"], "added": "2026-11-21",
            }  # fmt: skip
        case "lists":
            return {"title": f"List {number}", "source": "A test", "papers": [f"paper-{CLEAN}"]}
        case "authors":
            return {"name": f"Author Number{number}"}
        case "themes":
            told = {"summary": FILLER, "introduction": FILLER, "start_here": [f"paper-{CLEAN}"]}
        case _:
            told = {"description": FILLER}
    return {"id": f"{names[kind]}-{number}", "name": f"The {names[kind]} {number}", **told}


def _paper(number, deal):
    facts = deal.facts(
        number, [*LINES, *LISTS, *(f"publication {name}" for name in DETAILS), "summary", "why", "link"]
    )
    paper = base("papers", number) | {name: facts[name] for name in LINES}
    paper |= {name: [*paper.get(name, []), facts[name]] for name in LISTS}
    paper["publication"] = {name: facts[f"publication {name}"] for name in DETAILS}
    paper["links"] = {facts["link"]: "https://example.org/slides"}
    paper["summary"] = f"{FILLER} {facts['summary']} {FILLER}"
    paper["relations"] = [{"builds_on": f"paper-{CLEAN}", "why": facts["why"]}]
    return paper


def _entry(kind, number, deal):
    entry = base(kind, number)
    for field, text in deal.facts(number, ENTRIES[kind]).items():
        if field in ("introduction", "summary"):
            entry[field] = (
                f"{FILLER}\n\n{text}\n\n{FILLER}" if field == "introduction" else f"{FILLER} {text}"
            )
        elif field in PLURAL:
            entry[field] = [*entry.get(field, []), text]
        else:
            entry[field] = text
    return entry


def _mend(folder, name, messages, refused):
    file = folder / name.removeprefix(f"{folder.as_posix()}/")
    text = file.read_bytes().decode()
    lines = LINE_END.split(text)
    data, starts = yaml.safe_load(text), [0]
    if isinstance(data, list):
        starts = [node.start_mark.line + 1 for node in yaml.compose(text).value]
    for message in messages:
        assert 0 < message.line <= len(lines), message
        place = sum(start <= message.line for start in starts) - 1
        entry = data[place] if isinstance(data, list) else data
        kind = file.stem if isinstance(data, list) else file.parent.name
        number = place + 1 if isinstance(data, list) else int(file.stem.rpartition("-")[2])
        refused[f"{kind}.{message.field}"] += 1
        named = lines[message.line - 1].strip().partition(":")[0]
        if message.field == "publication" and named in DETAILS:
            entry["publication"].pop(named, None)
        else:
            _take_out(entry, message.field, base(kind, number))
    _save(file, data)


def _take_out(entry, field, safe):
    if field in safe:
        entry[field] = safe[field]
    else:
        entry.pop(field, None)


def _save(file, data):
    file.write_text(yaml.safe_dump(data, sort_keys=False, allow_unicode=True), "utf-8", newline="")
