"""The folder of records, as commands read, judge and write it."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from generator import files
from generator.catalog.index import Catalog
from generator.catalog.shelf import Shelf, load
from generator.checks.check import check
from generator.errors import CatalogError, Message


def shown_path(folder: Path) -> str:
    """Return a folder's path as messages name it: from the working directory if it lies below."""
    path = folder.resolve()
    below = path.is_relative_to(Path.cwd())
    return path.relative_to(Path.cwd()).as_posix() if below else path.as_posix()


def read_shelf(folder: Path) -> Shelf:
    """Return the catalog as it was read, whatever is wrong with it."""
    return load(folder, shown_path(folder))


def legible_shelf(folder: Path) -> Shelf:
    """Return the catalog as it was read; raise CatalogError if any of it could not be read."""
    shelf = read_shelf(folder)
    if shelf.messages:
        raise _refused(shelf.messages)
    return shelf


def read_catalog(folder: Path, shown: str | None = None) -> tuple[Catalog, list[Message]]:
    """Return a catalogue and its warnings; raise CatalogError if `catalog check` finds an error."""
    shelf = load(folder, shown or shown_path(folder))
    messages = check(shelf)
    if any(message.level == "error" for message in messages):
        raise CatalogError(messages)
    return shelf.catalog, messages


def whole_shelf(folder: Path) -> Shelf:
    """Return the catalog as it was read; raise CatalogError if `catalog check` finds an error in it.

    A folder that is empty, but for hidden files, is a catalog to begin with.
    """
    if all(path.name.startswith(".") for path in folder.iterdir()):
        return Shelf((), (), (), (), ())
    shelf = read_shelf(folder)
    errors = [message for message in check(shelf) if message.level == "error"]
    if errors:
        raise _refused(errors)
    return shelf


def _refused(messages: Iterable[Message]) -> CatalogError:
    error = CatalogError(messages)
    error.add_note("Nothing was changed; mend this first, then run the command again.")
    return error


def write(folder: Path, changes: Mapping[str, str | None]) -> list[str]:
    """Write what differs, in its order, and remove what is None; return the paths that changed."""
    changed = differing(folder, changes)
    for path in changed:
        text = changes[path]
        if text is None:
            (folder / path).unlink()
        else:
            files.rewrite(folder / path, text)
    return changed


def refuse_changed(folder: Path, texts: Mapping[str, str | None]) -> None:
    """Raise CatalogError for each file that no longer holds what was read; None stands for no file."""
    wrong = "has changed since this command read it"
    expected, remedy = "expected what it read, so that no edit is lost", "run the command again"
    changed = differing(folder, texts)
    if changed:
        places = [f"{shown_path(folder)}/{path}" for path in changed]
        raise CatalogError(Message(place, 0, "file", wrong, expected, remedy) for place in places)


def differing(folder: Path, changes: Mapping[str, str | None]) -> list[str]:
    """Return the paths whose file holds something else."""
    return [path for path, text in changes.items() if _differs(folder / path, text)]


def _differs(file: Path, text: str | None) -> bool:
    if not file.exists():
        return text is not None
    return text is None or files.read(file) != text
