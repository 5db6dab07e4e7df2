"""`catalog fmt`: write all files in canonical form."""

import sys
from collections.abc import Iterator
from pathlib import Path, PurePath

import click

from generator.catalog import editor_schema
from generator.catalog.shelf import Shelf
from generator.commands.options import catalog_option
from generator.errors import CatalogError, counted
from generator.folder import change, differing, read_shelf, write
from generator.yamlfiles.canonical import canonical
from generator.yamlfiles.read import Document


@click.command()
@catalog_option
@click.option("--check", is_flag=True, help="Only say which files differ, and exit 1 if any does.")
def fmt(folder: Path, check: bool) -> None:
    """Write all files in one form.

    Also write the schemas by which editors complete and check them.

    Keys come in one order and values in one way of writing; comments stay, and a value with a comment
    beside it is left as it is.
    """
    shelf = read_shelf(folder)
    unreadable = [message for message in shelf.messages if message.field == "file"]
    texts = {}
    for path, document, order, kind in _documents(shelf):
        try:
            texts[path] = canonical(document, order, editor_schema.hint(kind)).text
        except CatalogError as error:
            unreadable.extend(error.messages)
    schemas = dict(editor_schema.files(shelf.catalog))
    if check:
        changed = differing(folder, {**schemas, **texts})
    else:
        changed = write(folder, schemas) + change(folder, texts, shelf)
    for path in changed:
        click.echo(f"{path} {'differs' if check else 'written'}")
    for message in unreadable:
        click.echo(str(message), err=True)
    files = counted(len(schemas) + len(texts), "file")
    click.echo(f"{files}, {len(changed)} {'differing' if check else 'written'}", err=True)
    sys.exit(1 if unreadable or (check and changed) else 0)


KINDS = {kind: name for name, (kind, _) in editor_schema.KINDS.items()}


def _documents(shelf: Shelf) -> Iterator[tuple[str, Document, list[str], str]]:
    """Yield each file's path, content, order of keys and schema."""
    for entry in shelf.entries:
        kind, name = KINDS[type(entry.record)], PurePath(entry.document.file).name
        if not entry.index:
            path = name if entry.index == 0 else f"{kind}s/{name}"
            yield path, entry.document, list(type(entry.record).model_fields), kind
