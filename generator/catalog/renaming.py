"""Change an id everywhere at once and leave a redirect at the old address.

Every function returns the new text of each file by its path in the catalog, None where a file goes, in
an order that lets a second run finish what a first one began.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePath
from typing import Any

from generator.bibliography import identifiers, pasted_ids
from generator.catalog.records import Paper, Tag
from generator.catalog.shelf import Entry, Shelf
from generator.errors import CatalogError, Message, Problem, nearest, quote
from generator.permalinks import RESERVED
from generator.yamlfiles.edit import assign, drop
from generator.yamlfiles.read import Document, parse

Changes = dict[str, str | None]


def find_paper(shelf: Shelf, name: str) -> Entry[Paper]:
    """Return the entry of a paper by its id, file, arXiv id, DOI or URL.

    Raises CatalogError if no paper has it.
    """
    papers = {entry.record.id: entry for entry in shelf.papers}
    id = PurePath(name).stem if name.endswith(".yml") else name
    if id not in papers and (found := _identified(shelf, name)):
        return found
    if id not in papers:
        raise _unknown("paper", name, list(papers))
    return papers[id]


def _identified(shelf: Shelf, name: str) -> Entry[Paper] | None:
    """Return the entry that has an arXiv id or a DOI."""
    try:
        wanted = pasted_ids.parse(name)
    except Problem:
        return None
    for entry in shelf.papers:
        if (getattr(entry.record, wanted.kind) or "").lower() == wanted.id.lower():
            return entry
    return None


def rename_paper(shelf: Shelf, old: str, new: str) -> Changes:
    """Give a paper another id, also on lists and in themes' texts."""
    papers = {entry.record.id: entry for entry in shelf.papers}
    # An id that the paper no longer has lets an interrupted run be finished.
    former = {id for entry in shelf.papers for id in entry.record.former_ids}
    old = old if old in papers or old in former else find_paper(shelf, old).record.id
    entry = _renamed(papers, old, new)
    document = _with_former(entry, [old], new)
    changes: Changes = {f"papers/{new}.yml": document.text, **_elsewhere(shelf, entry, {old: new})}
    return changes | ({f"papers/{old}.yml": None} if old in papers else {})


def withdraw_paper(shelf: Shelf, name: str, day: str, why: str) -> Changes:
    """Take a paper out of the catalogue, its lists, relations and reading orders; its record stays."""
    entry = find_paper(shelf, name)
    paper = entry.record
    said = {"date": day, "why": why}
    document = assign(entry.document, "withdrawn", said, list(Paper.model_fields), entry.index)
    gone = {id: "" for id in (paper.id, paper.arxiv) if id}
    return {f"papers/{paper.id}.yml": document.text, **_elsewhere(shelf, entry, gone)}


def _elsewhere(shelf: Shelf, entry: Entry[Paper], new: Mapping[str, str]) -> Changes:
    """Return what other files become where ids are swapped; "" takes an id out."""
    changes: Changes = {}
    for place in shelf.lists:
        changes[f"lists/{place.record.id}.yml"] = _swapped(place, "papers", new).text
    for other in shelf.papers:
        if other is not entry and other.record.relations:
            changes[f"papers/{other.record.id}.yml"] = _swapped(other, "relations", new).text
    if shelf.themes:
        changes["themes.yml"] = _in_themes(shelf, new).text
    return changes


def rename_tag(shelf: Shelf, old: str, new: str) -> Changes:
    """Give a tag another id, also in every record."""
    tags = {entry.record.id: entry for entry in shelf.tags}
    entry = _renamed(tags, old, new)
    document = _with_former(entry, [old], new)
    if entry.record.id == old:
        document = assign(document, "id", new, list(Tag.model_fields), entry.index)
    return {"tags.yml": document.text, **_retagged(shelf, old, new)}


def merge_tags(shelf: Shelf, old: str, into: str) -> Changes:
    """Let `into` take the place of another tag, whose names become aliases."""
    tags = {entry.record.id: entry for entry in shelf.tags}
    if into not in tags or (old not in tags and old not in tags[into].record.former_ids):
        raise _unknown("tag", into if into not in tags else old, list(tags))
    if old == into:
        raise _error("tag", Problem(f"{quote(old)} is named twice", "expected two tags", "name another"))
    if old not in tags:
        return _retagged(shelf, old, into)
    gone, kept = tags[old], tags[into]
    document = _with_former(kept, [old, *gone.record.former_ids], into)
    aliases = _items(kept, "aliases")
    known = {name.casefold() for name in (kept.record.name, *aliases)}
    names = [name for name in (gone.record.name, *gone.record.aliases) if name.casefold() not in known]
    document = _with(replace(kept, document=document), "aliases", [*aliases, *names])
    return {"tags.yml": drop(document, gone.index or 0).text, **_retagged(shelf, old, into)}


def _renamed(entries: Mapping[str, Entry[Any]], old: str, new: str) -> Entry[Any]:
    """Return the entry to rename, which an interrupted run may have renamed already."""
    kind = "paper" if any(isinstance(entry.record, Paper) for entry in entries.values()) else "tag"
    if old not in entries and new in entries and old in entries[new].record.former_ids:
        return entries[new]
    if old not in entries:
        raise _unknown(kind, old, list(entries))
    if kind == "paper" and new in entries and old in entries[new].record.former_ids:
        return entries[new]
    try:
        identifiers.check_slug(new)
    except Problem as problem:
        raise _error(kind, problem) from None
    others = [entry for id, entry in entries.items() if id != old]
    taken = {id for entry in others for id in (entry.record.id, *entry.record.former_ids)}
    if new in taken | RESERVED | {old}:
        wrong = Problem(
            f"{quote(new)} is taken", "expected an id that nothing has or had", "choose another"
        )
        raise _error(kind, wrong)
    return entries[old]


def _with_former(entry: Entry[Any], old: list[str], new: str) -> Document:
    former = dict.fromkeys((*_items(entry, "former_ids"), *old))
    return _with(entry, "former_ids", [id for id in former if id != new])


def _swapped(entry: Entry[Any], key: str, new: Mapping[str, str]) -> Document:
    ids = _items(entry, key)
    swapped: list[Any] = []
    for id in ids:
        changed = new.get(id, id) if isinstance(id, str) else _part_with(id, new)
        gone = changed == "" or (isinstance(changed, dict) and "" in changed.values())
        swapped += [] if gone or changed in swapped else [changed]
    return entry.document if swapped == ids else _with(entry, key, swapped)


def _part_with(part: dict[str, str], new: Mapping[str, str]) -> dict[str, str]:
    return {key: value if key == "why" else new.get(value, value) for key, value in part.items()}


def _with(entry: Entry[Any], key: str, items: list[Any]) -> Document:
    return assign(entry.document, key, items or None, list(type(entry.record).model_fields), entry.index)


def _items(entry: Entry[Any], key: str) -> list[Any]:
    """Return a list as the file has it, with what the record leaves out."""
    data = entry.document.data
    written: dict[str, Any] = data if entry.index is None else data[entry.index]
    return written.get(key) or []


def _in_themes(shelf: Shelf, new: Mapping[str, str]) -> Document:
    first = shelf.themes[0].document
    text = first.text
    for old, swapped in new.items():
        text = text.replace(f"[[{old}]]", f"[[{swapped}]]") if swapped else text
    document = parse(text, first.file)
    for theme in shelf.themes:
        document = _swapped(replace(theme, document=document), "start_here", new)
    return document


def _retagged(shelf: Shelf, old: str, new: str) -> Changes:
    tagged = (entry for entry in shelf.papers if old in _items(entry, "tags"))
    return {
        f"papers/{entry.record.id}.yml": _swapped(entry, "tags", {old: new}).text for entry in tagged
    }


def _unknown(kind: str, id: str, known: list[str]) -> CatalogError:
    wrong, expected = f"no {kind} has the id {quote(id)}", f"expected the id of a {kind}"
    look = "the name of its file" if kind == "paper" else "tags.yml"
    return _error(kind, Problem(wrong, expected, nearest(id, known) or f"look the id up in {look}"))


def _error(kind: str, found: Problem) -> CatalogError:
    file = "papers" if kind == "paper" else "tags.yml"
    return CatalogError([Message(file, 0, "id", found.wrong, found.expected, found.remedy)])
