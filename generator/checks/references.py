"""Rules on references: themes, tags and papers that records name exist."""

from collections.abc import Iterable, Iterator, Set
from typing import Any

from generator.catalog.records import REFERENCE, Paper
from generator.catalog.shelf import Entry, Shelf
from generator.errors import Message, Problem, nearest, quote

MOST_THEMES = 3
WHICH = "the id or arXiv id of a paper"


def known_topics(shelf: Shelf) -> Iterator[Message]:
    """Themes and tags of a paper exist, and each is named once."""
    themes = {entry.record.id for entry in shelf.themes}
    tags = {entry.record.id for entry in shelf.tags}
    read = [name for name in ("themes", "tags") if f"{name}.yml" not in shelf.unreadable]
    for entry in shelf.papers:
        if (count := len(entry.record.themes)) > MOST_THEMES:
            wrong = f"has {count} entries"
            problem = Problem(wrong, f"expected at most {MOST_THEMES}", "remove the least fitting")
            yield entry.message("themes", problem)
        if "themes" in read:
            yield from _named(entry, "themes", entry.record.themes, themes, "a theme of themes.yml")
        if "tags" in read:
            yield from _named(entry, "tags", entry.record.tags, tags, "a tag of tags.yml")


def used_topics(shelf: Shelf) -> Iterator[Message]:
    """Every theme and tag has a paper, as far as records are readable."""
    if shelf.unread_papers:
        return
    used = {id for entry in shelf.shown_papers for id in (*entry.record.themes, *entry.record.tags)}
    for kind, entries in (("theme", shelf.themes), ("tag", shelf.tags)):
        for entry in entries:
            if entry.record.id not in used and "id" not in entry.blanked:
                wrong = f"the {kind} {quote(entry.record.id)} has no paper"
                problem = Problem(wrong, "expected at least one", "use it in a record, or remove it")
                yield entry.message("id", problem, level="warning")


def known_papers(shelf: Shelf) -> Iterator[Message]:
    """Papers on reading lists and in themes exist, and a list names each once."""
    ids = {*(entry.record.id for entry in shelf.shown_papers), *shelf.unread_papers}
    both = ids | {entry.record.arxiv for entry in shelf.shown_papers if entry.record.arxiv}
    for entry in shelf.lists:
        yield from _named(entry, "papers", entry.record.papers, ids, "the id of a paper")
    for theme in shelf.themes:
        start = [step.paper for step in theme.record.start_here]
        yield from _named(theme, "start_here", start, both, WHICH)
        for field in ("introduction", "next", "open"):
            linked = REFERENCE.findall(getattr(theme.record, field) or "")
            for name in dict.fromkeys(linked):
                if name not in both and field not in theme.blanked:
                    yield theme.message(field, _missing(name, both, WHICH))


def older_papers(shelf: Shelf) -> Iterator[Message]:
    """A paper builds only on older papers of the catalogue, on each once, never on itself."""
    papers = {entry.record.id: entry.record for entry in shelf.shown_papers}
    known = {*papers, *shelf.unread_papers}
    for entry in shelf.shown_papers:
        named = [relation.paper for relation in entry.record.relations]
        yield from _named(entry, "relations", named, known, "the id of a paper")
        for index, id in enumerate(named):
            if id in papers and (problem := _not_older(entry.record, papers[id])):
                yield entry.message("relations", problem, index)


def _not_older(paper: Paper, older: Paper) -> Problem | None:
    if paper is older:
        return Problem("names the paper itself", "expected an older paper", "remove it")
    shared = min(len(paper.published or ""), len(older.published or ""))
    if (older.published or "")[:shared] <= (paper.published or "")[:shared]:
        return None
    wrong = f"{quote(older.id)} is newer ({older.published}) than this paper ({paper.published})"
    remedy = "move the relation to the newer record, or correct a date"
    return Problem(wrong, "expected an older paper", remedy)


def _named(
    entry: Entry[Any], field: str, names: Iterable[str], known: Set[str], what: str
) -> Iterator[Message]:
    seen = set()
    for index, name in enumerate(() if field in entry.blanked else names):
        if name not in known:
            yield entry.message(field, _missing(name, known, what), index)
        elif name in seen:
            problem = Problem(f"{quote(name)} stands here twice", "expected each once", "remove one")
            yield entry.message(field, problem, index)
        seen.add(name)


def _missing(name: str, known: Set[str], what: str) -> Problem:
    advice = nearest(name, sorted(known)) or "correct it, add what it names, or remove it"
    return Problem(f"{quote(name)} does not exist", f"expected {what}", advice)
