"""`catalog links`: which outgoing links still answer."""

import sys
from collections import Counter
from datetime import date
from pathlib import Path

import click

from generator.commands.options import catalog_option, progress
from generator.errors import counted, printable
from generator.folder import read_shelf
from generator.importers.services.client import Patience
from generator.links.asking import Asker
from generator.links.memory import Memory
from generator.links.outgoing import Link, outgoing

PAUSE = 2
"""Seconds between two requests to one host."""


@click.command()
@catalog_option
@click.option(
    "--days",
    metavar="N",
    default=6,
    show_default=True,
    type=click.IntRange(0),
    help="Leave in peace what answered in the last N days.",
)
@click.option(
    "--cache",
    "file",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where answers are kept. Default: .cache/links.json beside the catalog.",
)
@click.option("--moved", is_flag=True, help="Also list addresses that have moved for good.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown"]),
    default="text",
    help="text: file:line: field: message. markdown: a list of what is dead, for an issue.",
)
def links(folder: Path, days: int, file: Path | None, moved: bool, form: str) -> None:
    """Ask every outgoing link whether it still answers.

    Hosts are asked one page at a time with a pause between two; sites that turn programs away are not
    called dead, and others only after three runs, unless they say that the page is gone. A run that was
    interrupted goes on where it stopped. For a page that is gone, write an archive's address into the
    record. Exits 1 if a link is dead.
    """
    named = list(outgoing(read_shelf(folder)))
    memory = Memory(file or folder.resolve().parent / ".cache/links.json")
    _ask(memory, list(dict.fromkeys(link.address for link in named)), days)
    dead = [link for link in named if memory.answers[link.address].is_dead]
    told = [link for link in named if moved and memory.answers[link.address].verdict == "moved"]
    for line in _lines([*dead, *told], memory, form):
        click.echo(line)
    verdicts = Counter(memory.answers[address].verdict for address in {link.address for link in named})
    summary = ", ".join(f"{count} {verdict}" for verdict, count in sorted(verdicts.items()))
    click.echo(f"{counted(len(memory.answers), 'address')[:-1]}es: {summary}", err=True)
    sys.exit(int(bool(dead)))


def _ask(memory: Memory, addresses: list[str], days: int) -> None:
    """Ask what is not fresh, and keep each answer at once."""
    today = date.today()
    waiting = [address for address in addresses if not memory.is_fresh(address, today, days)]
    patience = Patience.from_environment()
    pause = PAUSE if patience.pause is None else patience.pause
    with Asker(pause, patience.timeout) as asker, progress(len(waiting), "Links") as step:
        for address, reply in asker.ask_all(waiting):
            memory.keep(address, reply, today)
            step()
    memory.forget_others(set(addresses))


def _lines(links: list[Link], memory: Memory, form: str) -> list[str]:
    told = [(link, memory.answers[link.address].detail) for link in links]
    if form == "text":
        return sorted(str(link.message(detail)) for link, detail in told)
    return sorted(_item(link, detail) for link, detail in told)


def _item(link: Link, detail: str) -> str:
    """Return a dead link as an item of a Markdown list, in which nothing of it can act."""
    told = printable(f"{link.address} {detail}").replace("`", "%60")
    return f"- {link.message(detail).place}, {link.field}: `{told}`"
