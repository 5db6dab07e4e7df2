"""`catalog refresh`: what services know better than the records."""

import sys
from pathlib import Path

import click

from generator.catalog.renaming import find_paper
from generator.commands import options
from generator.errors import CatalogError, counted, printable
from generator.folder import change, errors_by_file, read_shelf, refuse_errors
from generator.intake.inquiry import Inquiry
from generator.intake.refresh import Refreshed, owners


@click.command()
@options.catalog_option
@click.argument("ids", nargs=-1, metavar="[ID]...", shell_complete=options.complete_papers)
@click.option("--write", "writing", is_flag=True, help="Write the changes into the records.")
def refresh(folder: Path, ids: tuple[str, ...], writing: bool) -> None:
    """Ask arXiv and Crossref what records lack or know less exactly.

    Without ID, all records are asked about. Each change is shown with its source: venue with volume
    and pages, DOI, exact date, code; of preprints the published version. What a source says otherwise
    is never taken over: with --write, a comment tells it and `review` names the key. A comment that
    stays in the record when it is reviewed keeps the same from being told again. Exits 1 if a service
    failed.
    """
    shelf = read_shelf(folder)
    faulty = errors_by_file(shelf)
    chosen = [find_paper(shelf, id) for id in ids]
    refuse_errors(shelf, chosen)
    entries = chosen or [entry for entry in shelf.shown_papers if entry.document.file not in faulty]
    by_id, known, counts = {entry.record.id: entry for entry in entries}, owners(shelf), [0, 0]
    with options.client() as client, options.progress(len(by_id), "Papers") as step:
        inquiry = Inquiry(client)
        for paper, findings in inquiry.findings([entry.record for entry in by_id.values()]):
            record = Refreshed(by_id[paper.id].document, paper.id)
            try:
                record.take(findings, known)
                if writing:
                    change(folder, {f"papers/{paper.id}.yml": record.document.text}, shelf)
            except CatalogError as error:
                inquiry.failures += error.messages
                continue
            _report(record)
            counts = [counts[0] + bool(record.gains), counts[1] + bool(record.doubts)]
            step()
    for failure in inquiry.failures:
        click.echo(str(failure), err=True)
    done = "" if writing else "; nothing is written without --write"
    click.echo(
        f"{counted(len(by_id), 'record')} compared: {counts[0]} gain something, "
        f"{counts[1]} to be reviewed{done}",
        err=True,
    )
    sys.exit(int(bool(inquiry.failures)))


def _report(record: Refreshed) -> None:
    if record.gains or record.doubts:
        click.echo(record.document.file)
    for gain in record.gains:
        click.echo(f"  {printable(gain)}")
    for doubt in record.doubts:
        click.echo(f"  review {printable(doubt)}")
