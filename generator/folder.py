"""The folder of records as commands read, check and write it."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from generator import files
from generator.catalog.abstracts import Shown
from generator.catalog.abstracts import shown as with_abstracts
from generator.catalog.index import Catalog
from generator.catalog.shelf import Entry, Shelf, load
from generator.checks.check import check
from generator.errors import CatalogError, Message

STORES = ".cache/papershelf"
"""What builds keep, beside mkdocs.yml."""


def shown_path(folder: Path) -> str:
    """Return a folder's path for messages: relative if it lies below the working directory."""
    path = folder.resolve()
    below = path.is_relative_to(Path.cwd())
    return path.relative_to(Path.cwd()).as_posix() if below else path.as_posix()


def _store(folder: Path) -> Path | None:
    """Return the file that remembers parsed records, if builds keep anything beside the folder."""
    kept = folder.resolve().parent / STORES
    return kept / "records.json" if kept.is_dir() else None


def read_shelf(folder: Path) -> Shelf:
    """Return the catalog as it was read, whatever is wrong with it."""
    return load(folder, shown_path(folder), _store(folder))


def legible_shelf(folder: Path) -> Shelf:
    """Return the catalog as it was read; raise CatalogError if any of it could not be read."""
    shelf = read_shelf(folder)
    if shelf.messages:
        raise _refused(shelf.messages)
    return shelf


def read_catalog(
    folder: Path, shown: str | None = None, abstracts: Shown = "records"
) -> tuple[Catalog, list[Message]]:
    """Return a catalogue, with the abstracts that are wanted, and its warnings.

    Raises CatalogError if `catalog check` finds an error.
    """
    shelf = load(folder, shown or shown_path(folder), _store(folder))
    messages = check(shelf)
    if any(message.level == "error" for message in messages):
        raise CatalogError(messages)
    return with_abstracts(shelf.catalog, folder, abstracts), messages


def readable_shelf(folder: Path) -> Shelf:
    """Return the catalog as it was read; raise CatalogError if any file is no YAML.

    Which papers the catalogue has cannot be told then. A folder that is empty, but for hidden files, is
    a catalogue to begin with.
    """
    if all(path.name.startswith(".") for path in folder.iterdir()):
        return Shelf((), (), (), (), ())
    shelf = read_shelf(folder)
    paths = {f"{shown_path(folder)}/{path}" for path in shelf.unreadable}
    if unreadable := [
        one for one in shelf.messages if one.file in paths or one.file == shown_path(folder)
    ]:
        raise _refused(unreadable)
    return shelf


def errors_by_file(shelf: Shelf) -> dict[str, list[Message]]:
    """Return the errors that `catalog check` finds, by file."""
    found: dict[str, list[Message]] = {}
    for message in check(shelf):
        if message.level == "error":
            found.setdefault(message.file, []).append(message)
    return found


def refuse_errors(shelf: Shelf, entries: Iterable[Entry[Any]]) -> None:
    """Raise CatalogError if one of the entries' files has an error; errors elsewhere do not matter."""
    errors = errors_by_file(shelf)
    wrong = [message for entry in entries for message in errors.get(entry.document.file, ())]
    if wrong:
        raise _refused(dict.fromkeys(wrong))


def _refused(messages: Iterable[Message]) -> CatalogError:
    error = CatalogError(messages)
    error.add_note("Nothing was changed; mend this first, then run the command again.")
    return error


def change(folder: Path, changes: Mapping[str, str | None], shelf: Shelf) -> list[str]:
    """Write changes to files of a shelf; raise CatalogError if one was edited since it was read."""
    changed = {path: text for path, text in changes.items() if shelf.texts.get(path) != text}
    before = {path: shelf.texts.get(path) for path in changed}
    with files.locked(folder):
        # What an interrupted run has already written or removed is no edit.
        refuse_changed(folder, {path: before[path] for path in differing(folder, changed)})
        return _write(folder, changed)


def write(
    folder: Path, changes: Mapping[str, str | None], before: Mapping[str, str | None] | None = None
) -> list[str]:
    """Write what differs, in the given order, and remove what is None; return the changed paths.

    Raises CatalogError if a file does not hold what `before` says.
    """
    with files.locked(folder):
        refuse_changed(folder, before or {})
        return _write(folder, changes)


def _write(folder: Path, changes: Mapping[str, str | None]) -> list[str]:
    changed = differing(folder, changes)
    for path in changed:
        text = changes[path]
        if text is None:
            (folder / path).unlink()
        else:
            files.rewrite(folder / path, text)
    return changed


def refuse_changed(folder: Path, texts: Mapping[str, str | None]) -> None:
    """Raise CatalogError for each file whose content changed since it was read; None means no file."""
    wrong = "has changed since this command read it"
    expected, remedy = "expected what it read, so that no edit is lost", "run the command again"
    changed = differing(folder, texts)
    if changed:
        places = [f"{shown_path(folder)}/{path}" for path in changed]
        raise CatalogError(Message(place, 0, "file", wrong, expected, remedy) for place in places)


def differing(folder: Path, changes: Mapping[str, str | None]) -> list[str]:
    """Return the paths of files with other content."""
    return [path for path, text in changes.items() if _differs(folder / path, text)]


def _differs(file: Path, text: str | None) -> bool:
    if not file.exists():
        return text is not None
    return text is None or files.read(file) != text
