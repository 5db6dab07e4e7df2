"""The register of a catalog while drafts come in: which are known, what they add, what is new."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, count
from pathlib import PurePath
from typing import Any, Literal

from slugify import slugify

from generator import texmath
from generator.accession.differences import COMPARED, differences, told
from generator.catalog import title_key
from generator.checks.check import check
from generator.editing import assign
from generator.errors import CatalogError, printable, quote
from generator.exports.schema import hint
from generator.importers.drafts import Draft, Source
from generator.permalinks import RESERVED
from generator.records import NEEDED, Paper, ReadingList, parse
from generator.shelf import Entry, Shelf
from generator.suggestions.suggester import Suggester, Suggestions
from generator.yamlfile import Document, dump_file
from generator.yamlfile import parse as parse_yaml

FACTS = tuple(COMPARED)
"""Keys that a source can add to a record that lacks them."""
CONFIRMED = ("summary", "themes", "tags")
"""Keys of a new record that no source can settle."""
ORDER, LIST_ORDER = list(Paper.model_fields), list(ReadingList.model_fields)
LONGEST_ID = 72
NEAR = 0.7
"""The share of words that two titles of one paper have in common."""


@dataclass(frozen=True)
class Taken:
    """What became of one draft."""

    draft: Draft
    outcome: Literal["new", "enriched", "unchanged", "skipped"]
    id: str = ""
    gained: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    """What differs, what was left out, what the source remarks."""
    suggestions: Suggestions | None = None


class Register:
    """Takes drafts in, each matched with the records and with the drafts before it."""

    def __init__(self, shelf: Shelf, today: str) -> None:
        self.shelf, self.today = shelf, today
        self.suggester = Suggester(shelf.catalog)
        self.documents: dict[str, Document] = {}
        self.owners: dict[tuple[str, str], str] = {}
        """The record of each arXiv id, DOI and title."""
        self.lists = {entry.record.id: entry.document for entry in shelf.lists}
        self.ids: set[str] = set()
        """Ids that stand or stood for a paper."""
        self.by_word: dict[str, list[str]] = defaultdict(list)
        self.changed: dict[str, str] = {}
        for entry in shelf.papers:
            self._enter(entry.record, entry.document)

    def take(self, draft: Draft) -> Taken:
        """Enrich the record that `draft` is about, or start one."""
        keys = _keys(draft.arxiv, draft.doi, [draft.title])
        id = next((self.owners[key] for key in keys if key in self.owners), None)
        if id is None:
            return self._start(draft)
        try:
            return self._enrich(id, draft)
        except CatalogError as error:
            return Taken(draft, "skipped", id, notes=tuple(map(str, error.messages)))

    def is_complete(self, kind: str, id: str) -> bool:
        """Tell whether the paper of an arXiv id or DOI is here with its authors and its date."""
        owner = self.owners.get((kind, id.lower() if kind == "doi" else id))
        data = self.documents[owner].data if owner else {}
        return bool(data.get("authors") and data.get("published"))

    def place(self, source: Source, id: str, papers: Iterable[str]) -> list[str]:
        """Put papers on a reading list in their order; return what it says otherwise than `source`.

        A list that exists gains what it lacks, papers at its end; none is made for no papers.
        """
        papers = list(dict.fromkeys(papers))
        if not papers:
            return []
        if id not in self.lists:
            data = {**_list_facts(source), "papers": papers}
            self._keep_list(id, parse_yaml(hint("list") + dump_file(data), f"lists/{id}.yml"))
            return []
        document, data = self.lists[id], self.lists[id].data
        for key, value in _list_facts(source).items():
            document = document if data.get(key) else assign(document, key, value, LIST_ORDER)
        more = [paper for paper in papers if paper not in data["papers"]]
        self._keep_list(id, assign(document, "papers", [*data["papers"], *more], LIST_ORDER))
        facts = _list_facts(source).items()
        return [told(key, data[key], value) for key, value in facts if data.get(key, value) != value]

    def changes(self) -> dict[str, str]:
        """Return the text of each file that changed since the last call, by its path in the catalog."""
        changed, self.changed = self.changed, {}
        return changed

    def _start(self, draft: Draft) -> Taken:
        suggestions = self.suggester.suggest(draft.title, draft.abstract or "")
        data = {"title": draft.title, "added": self.today, **_facts(draft)}
        unfit = problems(data)
        if "title" in unfit:
            return Taken(draft, "skipped", notes=(f"title: {unfit['title']}",))
        left_out = [f"{key}: {quote(data.pop(key))} left out, {why}" for key, why in unfit.items()]
        notes = (*draft.remarks, *left_out, *self._near(draft.title))
        data["themes"] = [theme.id for theme in suggestions.themes]
        data["tags"] = [tag.id for tag in suggestions.tags]
        data["review"] = _open(data, notes)
        id = self._free_id(draft.title)
        written = {key: data[key] for key in ORDER if data.get(key)}
        comments = "".join(f"# {printable(note)}\n" for note in notes)
        text = hint("paper") + comments + dump_file(written)
        self._keep(id, parse_yaml(text, f"papers/{id}.yml"))
        return Taken(draft, "new", id, notes=notes, suggestions=suggestions)

    def _enrich(self, id: str, draft: Draft) -> Taken:
        document = self.documents[id]
        paper: Paper = parse(Paper, {"id": id, **document.data}).record
        lacking = {key: value for key, value in _facts(draft).items() if not getattr(paper, key)}
        unfit = problems({**document.data, **lacking}) | self._owned_by_others(id, draft)
        gained = {key: value for key, value in lacking.items() if key not in unfit}
        for key, value in gained.items():
            document = assign(document, key, value, ORDER)
        review = [key for key in paper.review if key not in gained]
        if len(review) < len(paper.review):
            document = assign(document, "review", review or None, ORDER)
        left_out = [
            f"{key}: {quote(lacking[key])} left out, {unfit[key]}" for key in lacking if key in unfit
        ]
        self._keep(id, document)
        notes = (*draft.remarks, *differences(paper, draft), *left_out)
        return Taken(draft, "enriched" if gained else "unchanged", id, tuple(gained), notes)

    def _owned_by_others(self, id: str, draft: Draft) -> dict[str, str]:
        owners = {key: self.owners.get(key, id) for key in _keys(draft.arxiv, draft.doi, [])}
        return {kind: f"it is that of {owner}" for (kind, _), owner in owners.items() if owner != id}

    def _keep(self, id: str, document: Document) -> None:
        if self.documents.get(id) is not document:
            self.changed[f"papers/{id}.yml"] = document.text
            self._enter(parse(Paper, {"id": id, **document.data}).record, document)

    def _keep_list(self, id: str, document: Document) -> None:
        if self.lists.get(id) is not document:
            self.changed[f"lists/{id}.yml"] = document.text
            self.lists[id] = document

    def _enter(self, paper: Paper, document: Document) -> None:
        self.documents[paper.id] = document
        self.ids |= {paper.id, *paper.former_ids}
        for key in _keys(paper.arxiv, paper.doi, [paper.title, *paper.other_titles]):
            self.owners.setdefault(key, paper.id)
        for word in set(title_key(paper.title).split()):
            self.by_word[word].append(paper.id)

    def _free_id(self, title: str) -> str:
        plain = slugify(texmath.to_text(title), max_length=LONGEST_ID, word_boundary=True) or "paper"
        numbered = (f"{plain}-{number}" for number in count(2))
        return next(id for id in chain([plain], numbered) if id not in self.ids | RESERVED)

    def _near(self, title: str) -> Iterator[str]:
        """Say which record's title has nearly the same words; the two may be versions of one paper."""
        words = set(title_key(title).split())
        shared = Counter(id for word in words for id in dict.fromkeys(self.by_word[word]))
        for id, common in shared.most_common(1):
            others = set(title_key(self.documents[id].data["title"]).split())
            if common >= NEAR * len(words | others):
                remedy = "if they are one paper, put this title under its other_titles"
                yield f"title: it is much like that of {id}; {remedy}"


def problems(data: dict[str, Any]) -> dict[str, str]:
    """Return what is wrong with each key of a record's facts, by the rules that `catalog check` has."""
    facts = {key: value for key, value in data.items() if key not in ("themes", "tags")}
    parsed = parse(Paper, {"id": "new", **facts, "review": list(NEEDED)})
    found = {str(loc[0]): problem.wrong for loc, problem in parsed.faults if loc}
    document = Document("new", "", facts)
    entry = Entry(parsed.record, document, None, parsed.blanked, parsed.dropped)
    messages = check(Shelf((entry,), (), (), (), ()))
    return found | {message.field: message.wrong for message in messages if message.level == "error"}


def _facts(draft: Draft) -> dict[str, Any]:
    """Return what a draft says, as YAML has it."""
    facts = {key: getattr(draft, key) for key in FACTS if getattr(draft, key)}
    return {key: list(value) if isinstance(value, tuple) else value for key, value in facts.items()}


def _keys(arxiv: str | None, doi: str | None, titles: Iterable[str]) -> list[tuple[str, str]]:
    """Return what tells a paper from others, the surest first."""
    keys = [("arxiv", arxiv or ""), ("doi", (doi or "").lower())]
    keys += [("title", title_key(title)) for title in titles]
    return [(kind, key) for kind, key in keys if key]


def _open(data: dict[str, Any], notes: Iterable[str]) -> list[str]:
    """Return the keys of a new record that a curator has to write or to confirm."""
    doubtful = {note.partition(":")[0] for note in notes}
    missing = {key for key in NEEDED if not data.get(key)}
    return [key for key in ORDER if key in missing | doubtful | set(CONFIRMED)]


def _list_facts(source: Source) -> dict[str, str]:
    name = PurePath(source.file).stem
    facts = {"title": source.title or name, "source": source.origin or source.file}
    more = {"url": source.url, "date": source.date}
    return facts | {key: value for key, value in more.items() if value}
