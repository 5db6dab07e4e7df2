"""`catalog keys`: a citation key for every record."""

from pathlib import Path

import click

from generator.catalog.records import Paper
from generator.citations.keys import key
from generator.commands.options import catalog_option
from generator.errors import counted
from generator.folder import change, legible_shelf
from generator.yamlfiles.edit import assign


@click.command()
@catalog_option
@click.option("--write", "writing", is_flag=True, help="Write the keys into the records.")
def keys(folder: Path, writing: bool) -> None:
    """Give each record a citation key: li2021fourier.

    A key that a record has is never changed. The former key, the record's id, stays an alias in BibTeX.
    """
    shelf = legible_shelf(folder)
    documents = {entry.record.id: entry.document for entry in shelf.papers}
    taken = {(paper.citation_key or "").lower() for paper in shelf.catalog.papers} | documents.keys()
    texts: dict[str, str | None] = {}
    for paper in sorted(shelf.catalog.papers, key=lambda paper: (paper.added, paper.id)):
        made = "" if paper.citation_key else key(paper, taken)
        if made:
            taken.add(made)
            document = assign(documents[paper.id], "citation_key", made, list(Paper.model_fields))
            texts[f"papers/{paper.id}.yml"] = document.text
            click.echo(f"{paper.id}: {made}")
    if writing:
        change(folder, texts, shelf)
    click.echo(f"{counted(len(texts), 'key')} {'written' if writing else 'to write'}", err=True)
