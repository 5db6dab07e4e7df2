"""Scripts joined with what they import: on a slow line a request costs more than its bytes."""

import re
from collections.abc import Iterator
from importlib.resources import files as package
from posixpath import dirname, join, normpath

SCRIPTS = ("prefetch", "explorer", "search", "listing", "map", "shelf", "my")
WORKER = "worker.js"
"""At the site's root: a service worker answers below its own folder only."""
IMPORT = re.compile(r'^(import|export) \{([^}]*)\} from "(\.[^"]+)";\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?=(?:async )?function|class|const)((?:async )?\w+ )(\w+)", re.MULTILINE)
CAST = re.compile(r"/\*\* @type .*?\*/ ?")
COMMENT = re.compile(r"^ *(?:/\*\*(?:(?!\*/).)*\*/|//[^\n]*)\n", re.MULTILINE | re.DOTALL)


def files() -> Iterator[tuple[str, str]]:
    """Yield path and text of each joined script, and of the service worker."""
    for script in SCRIPTS:
        modules: dict[str, str] = {}
        entry = f"{script}.main.js"
        _add(entry, modules)
        names = [name for match in IMPORT.finditer(_read(entry)) for name in _names(match[2])]
        exported = f"export const {{ {', '.join(names)} }} = {_name(entry)};\n"
        yield f"assets/{script}.js", "\n".join([*modules.values(), exported])

    yield WORKER, _bare("offline/worker.js")


def _bare(path: str) -> str:
    """Return a script without comments."""
    return CAST.sub("", COMMENT.sub("", _read(path)))


def _add(path: str, modules: dict[str, str]) -> None:
    """Append a module after those it imports, each in a function of its own."""
    if path in modules:
        return
    source = _bare(path)
    for match in IMPORT.finditer(source):
        _add(normpath(join(dirname(path), match[3])), modules)
    exported = [match[2] for match in EXPORT.finditer(source)]
    exported += [
        name for match in IMPORT.finditer(source) if match[1] == "export" for name in _names(match[2])
    ]

    def imported(match: re.Match[str]) -> str:
        other = _name(normpath(join(dirname(path), match[3])))
        return f"const {{ {', '.join(_names(match[2]))} }} = {other};\n"

    body = EXPORT.sub(r"\1\2", IMPORT.sub(imported, source))
    modules[path] = f"const {_name(path)} = (() => {{\n{body}return {{ {', '.join(exported)} }};\n}})();"


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]


def _name(path: str) -> str:
    return "module_" + re.sub(r"\W", "_", path.removesuffix(".js"))


def _read(path: str) -> str:
    return package("generator.theme").joinpath("assets", path).read_text("utf-8")
