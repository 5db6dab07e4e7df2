"""Change an id everywhere at once and leave a redirect at the old address.

Every function returns the new text of each file by its path in the catalog, None where a file goes, in
an order that lets a second run finish what a first one began.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from generator import identifiers
from generator.editing import assign, drop
from generator.errors import CatalogError, Message, Problem, quote
from generator.permalinks import RESERVED
from generator.records import Paper, Tag, nearest
from generator.shelf import Entry, Shelf
from generator.yamlfile import Document, parse

Changes = dict[str, str | None]


def rename_paper(shelf: Shelf, old: str, new: str) -> Changes:
    """Give a paper another id, also on lists and in themes' texts."""
    papers = {entry.record.id: entry for entry in shelf.papers}
    entry = _renamed(papers, old, new)
    document = _with_former(entry, [old], new)
    changes: Changes = {f"papers/{new}.yml": document.text}
    for place in shelf.lists:
        changed = _swapped(place, "papers", {old: new})
        changes[f"lists/{place.record.id}.yml"] = changed.text
    if shelf.themes:
        changes["themes.yml"] = _in_themes(shelf, old, new).text
    return changes | ({f"papers/{old}.yml": None} if old in papers else {})


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
        raise _refused("tag", into if into not in tags else old, list(tags))
    if old == into:
        raise _problem(
            "tag", Problem(f"{quote(old)} is named twice", "expected two tags", "name another")
        )
    if old not in tags:
        return _retagged(shelf, old, into)
    gone, kept = tags[old], tags[into]
    document = _with_former(kept, [old, *gone.record.former_ids], into)
    known = {name.casefold() for name in (kept.record.name, *kept.record.aliases)}
    names = [name for name in (gone.record.name, *gone.record.aliases) if name.casefold() not in known]
    order = list(Tag.model_fields)
    document = assign(document, "aliases", [*kept.record.aliases, *names] or None, order, kept.index)
    return {"tags.yml": drop(document, gone.index or 0).text, **_retagged(shelf, old, into)}


def _renamed(entries: Mapping[str, Entry[Any]], old: str, new: str) -> Entry[Any]:
    """Return the entry to rename, which an interrupted run may have renamed already."""
    kind = "paper" if any(isinstance(entry.record, Paper) for entry in entries.values()) else "tag"
    if old not in entries and new in entries and old in entries[new].record.former_ids:
        return entries[new]
    if old not in entries:
        raise _refused(kind, old, list(entries))
    if kind == "paper" and new in entries and old in entries[new].record.former_ids:
        return entries[new]
    try:
        identifiers.check_slug(new)
    except Problem as problem:
        raise _problem(kind, problem) from None
    others = [entry for id, entry in entries.items() if id != old]
    taken = {id for entry in others for id in (entry.record.id, *entry.record.former_ids)}
    if new in taken | RESERVED | {old}:
        wrong = Problem(
            f"{quote(new)} is taken", "expected an id that nothing has or had", "choose another"
        )
        raise _problem(kind, wrong)
    return entries[old]


def _with_former(entry: Entry[Any], old: list[str], new: str) -> Document:
    former = [id for id in dict.fromkeys((*entry.record.former_ids, *old)) if id != new]
    order = list(type(entry.record).model_fields)
    return assign(entry.document, "former_ids", former, order, entry.index)


def _swapped(entry: Entry[Any], key: str, new: Mapping[str, str]) -> Document:
    ids = list(dict.fromkeys(new.get(id, id) for id in getattr(entry.record, key)))
    if ids == list(getattr(entry.record, key)):
        return entry.document
    return assign(entry.document, key, ids, list(type(entry.record).model_fields), entry.index)


def _in_themes(shelf: Shelf, old: str, new: str) -> Document:
    first = shelf.themes[0].document
    document = parse(first.text.replace(f"[[{old}]]", f"[[{new}]]"), first.file)
    for theme in shelf.themes:
        document = _swapped(replace(theme, document=document), "start_here", {old: new})
    return document


def _retagged(shelf: Shelf, old: str, new: str) -> Changes:
    tagged = (entry for entry in shelf.papers if old in entry.record.tags)
    return {
        f"papers/{entry.record.id}.yml": _swapped(entry, "tags", {old: new}).text for entry in tagged
    }


def _refused(kind: str, id: str, known: list[str]) -> CatalogError:
    advice = nearest(id, known) or "look the id up in its file's name or in tags.yml"
    return _problem(kind, Problem(f"{quote(id)} does not exist", f"expected the id of a {kind}", advice))


def _problem(kind: str, found: Problem) -> CatalogError:
    file = "papers" if kind == "paper" else "tags.yml"
    return CatalogError([Message(file, 1, "id", found.wrong, found.expected, found.remedy)])
