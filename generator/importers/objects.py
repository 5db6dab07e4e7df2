"""Values in JSON of which nothing is sure: what is missing or of another type is empty."""

from typing import Any


def text(item: dict[str, Any], key: str) -> str:
    """Return the text at `key`, "" if there is none; Crossref writes lists of one."""
    return next(iter(texts(item, key)), "")


def texts(item: dict[str, Any], key: str) -> list[str]:
    """Return the texts at `key`."""
    return [str(text) for text in several(item.get(key)) if isinstance(text, str | int)]


def mapping(item: dict[str, Any], key: str) -> dict[str, Any]:
    """Return the object at `key`, an empty one if there is none."""
    value = item.get(key)
    return value if isinstance(value, dict) else {}


def mappings(item: dict[str, Any], key: str) -> list[dict[str, Any]]:
    """Return the objects in the list at `key`."""
    return [one for one in several(item.get(key)) if isinstance(one, dict)]


def several(value: Any) -> list[Any]:
    """Return a list as it is, another value as the only item of one."""
    return value if isinstance(value, list) else [value]
