"""JSON Schemas of the catalogue's files, with which editors complete and check while a curator types.

A schema holds the rules that a pattern can express; `catalog check` holds the others.
"""

import json
from collections.abc import Iterator
from typing import Any

from generator import permalinks
from generator.catalog.authors import AuthorRecord
from generator.catalog.index import Catalog
from generator.catalog.records import REVIEWABLE, Paper, ReadingList, Tag, Theme
from generator.catalog.values import Strict

DIALECT = "http://json-schema.org/draft-07/schema#"
"""The newest that the YAML plug-ins of editors know in full."""
KINDS: dict[str, tuple[type[Strict], bool]] = {
    "paper": (Paper, False),
    "list": (ReadingList, False),
    "themes": (Theme, True),
    "tags": (Tag, True),
    "authors": (AuthorRecord, True),
}
"""For each schema the record and whether its file holds a list of them."""


def files(catalog: Catalog) -> Iterator[tuple[str, str]]:
    """Yield the path and text of each schema."""
    for name, (kind, many) in KINDS.items():
        schema = _schema(kind, catalog)
        if many:
            schema = {"type": "array", "items": schema}
        whole = {"$schema": DIALECT, "title": f"Papershelf {name}", **schema}
        yield permalinks.schema(name), json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def hint(kind: str) -> str:
    """Return the comment on a file's first line that names its schema."""
    folder = "schema" if KINDS[kind][1] else "../schema"
    return f"# yaml-language-server: $schema={folder}/{kind}.json\n"


def _schema(kind: type[Strict], catalog: Catalog) -> dict[str, Any]:
    model = kind.model_json_schema()
    named = kind in (Theme, Tag)
    known = {
        "themes": [theme.id for theme in catalog.themes],
        "tags": [tag.id for tag in catalog.tags],
        "review": REVIEWABLE,
    }
    parts = model.get("$defs", {})
    properties = {
        key: _property(value, known.get(key, []), parts)
        for key, value in model["properties"].items()
        if key != "id" or named
    }
    required = [key for key in model["required"] if key in properties]
    whole = {"type": "object", "description": model["description"], "properties": properties}
    whole |= {"required": required, "additionalProperties": False}
    return whole | ({"allOf": [_needed(key) for key in catalog.needed]} if kind is Paper else {})


def _property(schema: dict[str, Any], known: list[str], parts: dict[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in schema.items() if key not in ("title", "default", "anyOf")}
    kept |= next((choice for choice in schema.get("anyOf", ()) if choice.get("type") != "null"), {})
    if "$ref" in kept:
        kept = {**_part(parts[kept.pop("$ref").rpartition("/")[2]]), **kept}
    if "$ref" in kept.get("items", {}):
        kept["items"] = _part(parts[kept["items"]["$ref"].rpartition("/")[2]])
    return {**kept, "items": {"enum": known}} if known else kept


def _part(schema: dict[str, Any]) -> dict[str, Any]:
    properties = {key: _property(value, [], {}) for key, value in schema["properties"].items()}
    kept = {key: value for key, value in schema.items() if key != "title"}
    return {**kept, "properties": properties}


def _needed(key: str) -> dict[str, Any]:
    waits = {"required": ["review"], "properties": {"review": {"contains": {"const": key}}}}
    return {"if": {"not": waits}, "then": {"required": [key]}}
