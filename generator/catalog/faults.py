"""Parse a record and collect everything wrong with it."""

from collections.abc import Callable
from typing import Any, NamedTuple

from pydantic import ValidationError

from generator.catalog.records import Tag, Theme
from generator.catalog.values import Strict
from generator.errors import Loc, Problem, nearest, quote


class Fault(NamedTuple):
    """A problem with the value at `loc` in a record."""

    loc: Loc
    problem: Problem


class Parsed(NamedTuple):
    """A record and its faults."""

    record: Any
    faults: list[Fault]
    blanked: frozenset[str] = frozenset()
    """Keys whose value in the record is a stand-in or left out."""
    dropped: frozenset[Loc] = frozenset()
    """Items left out of lists, by key and place in the file."""


BLANKS: dict[str, Any] = {
    **dict.fromkeys(
        ("id", "title", "name", "source", "summary", "introduction", "description"), "blank"
    ),
    "papers": ("blank",),
    "added": "2000-01-01",
}
"""Stand-ins for required values that could not be read, so that the rest is still checked."""


def parse(kind: type[Strict], data: Any) -> Parsed:
    """Return the record in `data` with all its faults; faulty values are left out or blank."""
    if not isinstance(data, dict):
        wrong = f"{quote(data)} stands where a {kind.__name__.lower()} belongs"
        fault = Fault((), Problem(wrong, "expected key: value lines", "write one key a line"))
        return _salvage(kind, {}, [fault])._replace(blanked=frozenset(kind.model_fields))
    given = {key: value for key, value in data.items() if value is not None}
    try:
        return Parsed(kind.model_validate(given), [])
    except ValidationError as error:
        faults = [_fault(kind, dict(detail)) for detail in error.errors(include_url=False)]
        return _salvage(kind, given, faults)


def _salvage(kind: type[Strict], given: dict[str, Any], faults: list[Fault]) -> Parsed:
    locs = [fault.loc for fault in faults]
    items = frozenset(loc[:2] for loc in locs if len(loc) > 1 and isinstance(given[str(loc[0])], list))
    whole = {str(loc[0]) for loc in locs if loc and loc[:2] not in items}
    kept = {
        key: [v for i, v in enumerate(value) if (key, i) not in items]
        if isinstance(value, list)
        else value
        for key, value in given.items()
        if key not in whole
    }
    emptied = {key for key, value in kept.items() if value == []}
    required = [key for key, field in kind.model_fields.items() if field.is_required()]
    blanks = {key: BLANKS[key] for key in required if not kept.get(key)}
    record = kind.model_validate({k: v for k, v in kept.items() if k not in emptied} | blanks)
    return Parsed(record, faults, frozenset(whole | emptied | blanks.keys()), items)


def _fault(kind: type[Strict], detail: dict[str, Any]) -> Fault:
    loc = tuple(detail["loc"])
    context = detail.get("ctx", {})
    if isinstance(context.get("error"), Problem):
        return Fault(loc, context["error"])
    explain = EXPLANATIONS[detail["type"]]
    return Fault(loc, explain(kind, loc, detail["input"], context))


def _unknown(kind: type[Strict], loc: Loc, *_: Any) -> Problem:
    known = [key for key in kind.model_fields if key != "id" or kind in (Theme, Tag)]
    advice = nearest(str(loc[0]), known) or "remove it or correct it"
    return Problem("is not a key that is known", f"expected one of {', '.join(known)}", advice)


def _missing(_: type[Strict], loc: Loc, *__: Any) -> Problem:
    return Problem("is missing", f"expected a line {loc[0]}: ...", "add it")


def _empty(*_: Any) -> Problem:
    return Problem("is an empty list", "expected at least one entry", 'add a "- value" line')


def _too_many(_kind: type[Strict], _loc: Loc, found: Any, context: dict[str, Any]) -> Problem:
    expected = f"expected at most {context['max_length']}"
    return Problem(f"has {len(found)} entries", expected, "remove some of them")


def _none_of(_kind: type[Strict], _loc: Loc, found: Any, context: dict[str, Any]) -> Problem:
    expected = f"expected {context['expected'].replace(chr(39), '')}"
    return Problem(f"holds {quote(found)}", expected, "write one of them, or remove the key")


def _kind_of_value(name: str, remedy: str) -> Callable[..., Problem]:
    return lambda _kind, _loc, found, _context: Problem(
        f"holds {quote(found)}", f"expected {name}", remedy
    )


EXPLANATIONS: dict[str, Callable[..., Problem]] = {
    "extra_forbidden": _unknown,
    "missing": _missing,
    "too_short": _empty,
    "too_long": _too_many,
    "literal_error": _none_of,
    "string_unicode": _kind_of_value("text in Unicode", "write it anew by hand"),
    "string_type": _kind_of_value("text", "write one value after the colon"),
    "bool_parsing": _kind_of_value("true or false", "write one of them"),
    "bool_type": _kind_of_value("true or false", "write one of them"),
    "dict_type": _kind_of_value("names and addresses", 'write "NAME: https://..." lines below it'),
    "tuple_type": _kind_of_value("a list", 'write one "- value" line for each'),
}
"""How each kind of error that the models can raise is put to a curator."""
