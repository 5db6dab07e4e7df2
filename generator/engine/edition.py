"""What every generated file depends on: programs, templates, settings and the navigation."""

import re
import sys
from collections.abc import Iterable, Mapping
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import StructureItem
from mkdocs.structure.nav import Navigation

from generator.engine.fingerprints import digest

PACKAGE = Path(__file__).parents[1]
PLACE_IN_MEMORY = re.compile(" at 0x[0-9a-f]+")


def edition(config: MkDocsConfig, nav: Navigation, by_hand: Iterable[str], serving: bool) -> str:
    """Return the fingerprint of it; `by_hand` are the paths of hand-written pages."""
    facts = [
        sys.version,
        sorted(f"{found.name} {found.version}" for found in distributions()),
        _files(PACKAGE),
        _files(Path(config.theme.custom_dir)) if config.theme.custom_dir else [],
        [digest(Path(hook.__file__).read_bytes()) for hook in _hooks(config)],
        [(key, _plain(config[key])) for key in sorted(config) if key not in ("site_dir", "hooks")],
        [_item(item) for item in nav.items],
        sorted(by_hand),
        serving,
    ]
    return digest(repr(facts).encode("utf-8", "surrogatepass")).hex()


def _hooks(config: MkDocsConfig) -> list[Any]:
    hooks: Any = config.hooks
    return list(hooks.values()) if isinstance(hooks, Mapping) else list(hooks)


def _files(folder: Path) -> list[tuple[str, bytes]]:
    paths = (path for path in sorted(folder.rglob("*")) if "__pycache__" not in path.parts)
    return [(path.as_posix(), digest(path.read_bytes())) for path in paths if path.is_file()]


def _item(item: StructureItem) -> tuple[Any, ...]:
    children = [_item(child) for child in getattr(item, "children", None) or ()]
    return (item.title, getattr(item, "url", ""), children)


def _plain(value: Any) -> Any:
    """Return a setting in a form that is the same in every process."""
    if isinstance(value, str | int | float | None):
        return value
    if isinstance(value, Mapping):
        return [(str(key), _plain(value[key])) for key in value]
    if isinstance(value, Iterable) and not isinstance(value, bytes):
        plain = [_plain(item) for item in value]
        return sorted(map(repr, plain)) if isinstance(value, set | frozenset) else plain
    named = getattr(value, "__qualname__", "")
    own = _plain(value.config) if hasattr(value, "config") else ""
    return (named or type(value).__qualname__, own, PLACE_IN_MEMORY.sub("", str(value)))
