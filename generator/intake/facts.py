"""Facts of a draft in the form of records, validated by the rules of `catalog check`."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from generator.bibliography.identifiers import arxiv_month
from generator.catalog.faults import parse
from generator.catalog.records import NEEDED, Paper
from generator.catalog.shelf import Entry, Shelf
from generator.checks.check import check
from generator.errors import Loc, Message, Problem, Remark, quote
from generator.importers.draft import Draft
from generator.intake.disagreements import COMPARED
from generator.yamlfiles.read import Document

FACTS = tuple(COMPARED)
"""Keys that a source can add to a record that lacks them."""

Problems = Mapping[Loc, Problem]
"""What is wrong with values, by their key, and with items of lists, by their key and place."""


def facts(draft: Draft) -> dict[str, Any]:
    """Return a draft's facts other than the title, as YAML data."""
    said = {key: getattr(draft, key) for key in FACTS if getattr(draft, key)}
    return {key: list(value) if isinstance(value, tuple) else value for key, value in said.items()}


def dated(draft: Draft) -> Draft:
    """Return a draft with the month of its arXiv id where its date is later: that of another version."""
    month = arxiv_month(draft.arxiv) if draft.arxiv else None
    date = draft.published
    if not month or not date or date[: len(month)] <= month[: len(date)]:
        return draft
    said = f"the source says {date}, but the arXiv id is of {month}, which is taken"
    return replace(draft, published=month, remarks=(*draft.remarks, Remark(said, "published")))


def problems(data: dict[str, Any]) -> Problems:
    """Return what `catalog check` would report on a record, except for its themes and tags."""
    judged = {key: value for key, value in data.items() if key not in ("themes", "tags")}
    parsed = parse(Paper, {"id": "new", **judged, "review": list(NEEDED)})
    entry = Entry(parsed.record, Document("new", "", judged), None, parsed.blanked, parsed.dropped)
    messages = check(Shelf((entry,), (), (), (), ()))
    errors = [message for message in messages if message.level == "error"]
    found = {_loc(one): Problem(one.wrong, one.expected, one.remedy) for one in errors}
    return {**{loc[:2]: problem for loc, problem in parsed.faults if loc}, **found}


def identifiers(arxiv: str | None, doi: str | None) -> list[tuple[str, str]]:
    """Return what identifies a paper, each with its kind, the surest first."""
    keys = [("arxiv", arxiv or ""), ("doi", (doi or "").lower())]
    return [(kind, key) for kind, key in keys if key]


def owned_by_others(owner: Mapping[tuple[str, str], str], id: str, draft: Draft) -> Problems:
    """Return the problem of each identifier of a draft that another record than `id` has."""
    owners = {key: owner.get(key, id) for key in identifiers(draft.arxiv, draft.doi)}
    expected, remedy = "expected one record a paper", "compare the two records"
    return {
        (kind,): Problem(f"it is that of {other}", expected, remedy)
        for (kind, _), other in owners.items()
        if other != id
    }


def fitting(data: dict[str, Any], wrong: Problems) -> tuple[dict[str, Any], list[Remark]]:
    """Return the valid part of `data`, and a clause for each value and item left out."""
    kept = {
        key: [item for index, item in enumerate(value) if (key, index) not in wrong]
        if isinstance(value, list)
        else value
        for key, value in data.items()
        if (key,) not in wrong
    }
    left_out = [
        Remark(f"{quote(_at(data, loc))} left out, {problem.wrong}", str(loc[0]))
        for loc, problem in wrong.items()
        if loc[0] in data
    ]
    return {key: value for key, value in kept.items() if value}, list(dict.fromkeys(left_out))


def _loc(message: Message) -> Loc:
    return (message.field,) if message.item is None else (message.field, message.item)


def _at(data: dict[str, Any], loc: Loc) -> Any:
    value = data[str(loc[0])]
    return value[loc[1]] if len(loc) > 1 else value
