"""Which record that is gone lives on under which new id."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from generator.bibliography import names
from generator.catalog.index import title_key
from generator.catalog.records import Paper
from generator.catalog.shelf import Entry

Entries = Mapping[str, Entry[Any]]
"""Entries of one kind by id."""


def renames(gone: Entries, come: Entries) -> dict[str, str]:
    """Return the new ids of records by their old ones.

    A new record is an old one if its `former_ids` say so or, next, if it has the same arXiv id, DOI,
    title or name.
    """
    found: dict[str, str] = {}
    for old_sign, new_sign in SIGNS:
        left = {id: entry for id, entry in gone.items() if id not in found}
        by_sign = {sign: id for id, entry in left.items() for sign in old_sign(entry)}
        for id, entry in come.items():
            old = next((by_sign[sign] for sign in new_sign(entry) if sign in by_sign), None)
            if old and old not in found and id not in found.values():
                found[old] = id
    return found


Signs = Callable[[Entry[Any]], Iterable[str]]


def _id(entry: Entry[Any]) -> Iterable[str]:
    return [entry.record.id]


def _former_ids(entry: Entry[Any]) -> Iterable[str]:
    return getattr(entry.record, "former_ids", ())


def _arxiv(entry: Entry[Any]) -> Iterable[str]:
    return filter(None, [getattr(entry.record, "arxiv", None)])


def _doi(entry: Entry[Any]) -> Iterable[str]:
    doi = getattr(entry.record, "doi", None)
    return [doi.lower()] if doi else []


def _title(entry: Entry[Any]) -> Iterable[str]:
    if not entry.blanked.isdisjoint(("title", "name")):
        return []
    record = entry.record
    return [title_key(record.title) if isinstance(record, Paper) else names.fold(heading(record))]


def heading(record: Any) -> str:
    """Return what a record is called by: its title, or the name of a theme or tag."""
    return str(getattr(record, "title", None) or record.name)


SIGNS: tuple[tuple[Signs, Signs], ...] = (
    (_id, _former_ids),
    (_arxiv, _arxiv),
    (_doi, _doi),
    (_title, _title),
)
"""What an old record and a new one share if they are the same, the surest first."""
