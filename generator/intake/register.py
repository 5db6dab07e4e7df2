"""The catalogue while drafts come in: finds known papers, adds facts, creates records."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import chain, count
from pathlib import PurePath
from typing import Any, Literal

from slugify import slugify

from generator.bibliography import works
from generator.catalog.editor_schema import hint
from generator.catalog.faults import parse
from generator.catalog.index import title_key
from generator.catalog.records import NEEDED, Paper, ReadingList
from generator.catalog.shelf import Shelf
from generator.citations.keys import key as citation_key
from generator.errors import CatalogError, Message, Problem, Remark
from generator.importers.draft import STDIN, Draft, Source
from generator.intake.disagreements import contradiction, differences, disagreement
from generator.intake.facts import facts, fitting, identifiers, owned_by_others, problems
from generator.permalinks import RESERVED
from generator.suggestions.suggester import Suggester, Suggestions
from generator.text import texmath
from generator.yamlfiles.edit import assign, commented
from generator.yamlfiles.read import Document, dump_file
from generator.yamlfiles.read import parse as parse_yaml

CONFIRMED = ("summary", "themes", "tags")
"""Keys of a new record that no source can settle."""
ORDER, LIST_ORDER = list(Paper.model_fields), list(ReadingList.model_fields)
LONGEST_ID = 72
NEAR = 0.7
"""The share of words that two titles of one paper have in common."""


@dataclass(frozen=True)
class Taken:
    """The result of taking in one draft."""

    draft: Draft
    outcome: Literal["new", "enriched", "unchanged", "skipped"]
    id: str = ""
    gained: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    """What differs, what was left out, what the source remarks."""
    suggestions: Suggestions | None = None
    doubtful: bool = False
    """Whether a curator has to look at it before anything else."""


class Register:
    """Takes in drafts, each matched with the records and with earlier drafts."""

    def __init__(self, shelf: Shelf, today: str, faulty: AbstractSet[str] = frozenset()) -> None:
        self.shelf, self.today = shelf, today
        self.faulty = faulty
        """Files of records with errors, which are known but not changed."""
        self.suggester = Suggester(shelf.without(faulty).catalog)
        self.documents: dict[str, Document] = {}
        self.owners: dict[tuple[str, str], str] = {}
        """The record of each arXiv id and DOI."""
        self.titled: dict[str, list[str]] = defaultdict(list)
        """The records of each title."""
        self.citation_keys: set[str] = set()
        self.lists = {entry.record.id: entry.document for entry in shelf.lists}
        self.ids: set[str] = set()
        """Ids that stand or stood for a paper."""
        self.by_word: dict[str, list[str]] = defaultdict(list)
        self.changed: dict[str, str] = {}
        for entry in shelf.papers:
            self._enter(entry.record, entry.document)

    def take(self, draft: Draft, file: str = "") -> Taken:
        """Enrich the record that `draft` is about, or start one; messages name the source `file`.

        A work that shares no more than its title with the record of another one gets its own.
        """
        twins = self._twins(draft)
        id = self._record(draft, twins)
        if not id:
            return self._start(draft, file, twins)
        if self.documents[id].file in self.faulty:
            return _skipped(draft, file, _faulty(self.documents[id].file))
        try:
            return self._enrich(id, draft)
        except CatalogError as error:
            return Taken(draft, "skipped", id, notes=tuple(map(str, error.messages)))

    def holds(self, draft: Draft) -> bool:
        """Tell whether the catalogue has the paper that a draft is about."""
        return bool(self._record(draft, self._twins(draft)))

    def complete(self, kind: str, id: str) -> str:
        """Return the record of an arXiv id or DOI if it has authors and a date, else None."""
        owner = self.owners.get((kind, id.lower() if kind == "doi" else id), "")
        data = self.documents[owner].data if owner else {}
        return owner if data.get("authors") and data.get("published") else ""

    def place(self, source: Source, id: str, papers: Iterable[str]) -> list[Remark]:
        """Put papers on a reading list in their order; return what it says otherwise than `source`.

        A list that exists gains what it lacks, papers at its end; none is made for no papers.
        """
        papers = list(dict.fromkeys(papers))
        if not papers:
            return []
        said = _list_facts(source)
        if id not in self.lists:
            named = {"title": id.replace("-", " ").capitalize(), "source": "a bibliography"}
            data = {**named, **said, "papers": papers}
            self._keep_list(id, parse_yaml(hint("list") + dump_file(data), f"lists/{id}.yml"))
            return []
        document, data = self.lists[id], self.lists[id].data
        for key, value in said.items():
            document = document if data.get(key) else assign(document, key, value, LIST_ORDER)
        more = [paper for paper in papers if paper not in data["papers"]]
        self._keep_list(id, assign(document, "papers", [*data["papers"], *more], LIST_ORDER))
        differing = (key for key, value in said.items() if data.get(key, value) != value)
        return [disagreement(key, data[key], said[key]) for key in differing]

    def changes(self) -> dict[str, str]:
        """Return the text of each file that changed since the last call, by its path in the catalog."""
        changed, self.changed = self.changed, {}
        return changed

    def _twins(self, draft: Draft) -> dict[str, str]:
        """Return the records of the same title, each with what shows that it is another work."""
        return {id: contradiction(self._paper(id), draft) for id in self.titled[title_key(draft.title)]}

    def _record(self, draft: Draft, twins: Mapping[str, str]) -> str:
        """Return the id of the record that a draft is about, "" if there is none."""
        keys = identifiers(draft.arxiv, draft.doi)
        same = (id for id, why in twins.items() if not why)
        return next((self.owners[key] for key in keys if key in self.owners), "") or next(same, "")

    def _start(self, draft: Draft, file: str, twins: Mapping[str, str]) -> Taken:
        suggestions = self.suggester.suggest(draft.title, draft.abstract or "")
        said = {"title": draft.title, "added": self.today, **facts(draft)}
        wrong = problems(said)
        if unfit := wrong.get(("title",)):
            return _skipped(draft, file, unfit)
        data, left_out = fitting(said, wrong)
        if undistinguished := self._undistinguished(data, twins):
            return _skipped(draft, file, _same(undistinguished, twins[undistinguished]))
        same = [
            Remark(f"that of {id}, too, another work by its {why}", "title") for id, why in twins.items()
        ]
        remarks = (*draft.remarks, *left_out, *(same or self._near(draft.title)))
        notes = (*draft.asides, *remarks)
        data["themes"] = [theme.id for theme in suggestions.themes]
        data["tags"] = [tag.id for tag in suggestions.tags]
        missing = {key for key in NEEDED if not data.get(key)}
        data["review"] = _in_order(missing | {*CONFIRMED, *(note.key for note in notes)})
        id = self._free_id(draft.title)
        data["citation_key"] = self._citation_key(draft, {"id": id, **data})
        written = {key: data[key] for key in ORDER if data.get(key)}
        document = parse_yaml(hint("paper") + dump_file(written), f"papers/{id}.yml")
        self._keep(id, commented(document, remarks))
        doubtful = draft.doubtful or bool(twins)
        return Taken(draft, "new", id, notes=notes, suggestions=suggestions, doubtful=doubtful)

    def _undistinguished(self, data: dict[str, Any], twins: Iterable[str]) -> str:
        """Return the record of the same title from which what is left of a draft does not differ."""
        paper = parse(Paper, {"id": "new", **data}).record
        same = (id for id in twins if not works.difference(paper, self._paper(id), years=1))
        return next(same, "")

    def _enrich(self, id: str, draft: Draft) -> Taken:
        data, paper = self.documents[id].data, self._paper(id)
        lacking = {key: value for key, value in facts(draft).items() if not getattr(paper, key)}
        if paper.summary:
            # Whether its licence lets us show the abstract is the curator's to say.
            lacking.pop("abstract", None)
        wrong = {**problems({**data, **lacking}), **owned_by_others(self.owners, id, draft)}
        gained, left_out = fitting(lacking, wrong)
        if gained:
            self._gain(paper, gained, (*draft.remarks, *left_out), draft.asides)
        notes = (*draft.asides, *draft.remarks, *differences(paper, draft), *left_out)
        return Taken(draft, "enriched" if gained else "unchanged", id, tuple(gained), notes)

    def _gain(
        self, paper: Paper, gained: dict[str, Any], remarks: Iterable[Remark], asides: Iterable[Remark]
    ) -> None:
        """Write facts into a record with the remarks on them; what one doubts waits for a curator."""
        document = self.documents[paper.id]
        for key, value in gained.items():
            document = assign(document, key, value, ORDER)
        known = {key for key in ORDER if getattr(paper, key)}
        doubts = [remark for remark in remarks if remark.key not in known]
        document = commented(document, doubts)
        unsure = gained.keys() & {remark.key for remark in (*doubts, *asides)}
        review = _in_order({*paper.review} - gained.keys() | unsure)
        self._keep(paper.id, assign(document, "review", review or None, ORDER))

    def _paper(self, id: str) -> Paper:
        paper: Paper = parse(Paper, {"id": id, **self.documents[id].data}).record
        return paper

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
        self.citation_keys |= {paper.id, (paper.citation_key or paper.id).lower()}
        for key in identifiers(paper.arxiv, paper.doi):
            self.owners.setdefault(key, paper.id)
        for title in (paper.title, *paper.other_titles):
            known = self.titled[title_key(title)]
            known += [] if paper.id in known else [paper.id]
        for word in set(title_key(paper.title).split()):
            self.by_word[word].append(paper.id)

    def _free_id(self, title: str) -> str:
        text = texmath.to_text(title)
        plain = slugify(text, max_length=LONGEST_ID, word_boundary=True, save_order=True) or "paper"
        numbered = (f"{plain}-{number}" for number in count(2))
        taken = self.ids | self.citation_keys | RESERVED
        return next(id for id in chain([plain], numbered) if id not in taken)

    def _citation_key(self, draft: Draft, data: dict[str, Any]) -> str | None:
        """Return the source's key if no paper has it and it says more than the id, or a new one."""
        key = draft.citation_key or ""
        if key and key != data["id"] and key.lower() not in self.citation_keys:
            return key
        return citation_key(parse(Paper, data).record, self.citation_keys) or None

    def _near(self, title: str) -> Iterator[Remark]:
        """Say which record's title has nearly the same words; the two may be versions of one paper."""
        words = set(title_key(title).split())
        shared = Counter(id for word in words for id in dict.fromkeys(self.by_word[word]))
        for id, common in shared.most_common(1):
            others = set(title_key(self.documents[id].data["title"]).split())
            if common >= NEAR * len(words | others):
                remedy = "if they are one paper, put this title under its other_titles"
                yield Remark(f"it is much like that of {id}; {remedy}", "title")


def _in_order(keys: AbstractSet[str]) -> list[str]:
    return [key for key in ORDER if key in keys]


def _skipped(draft: Draft, file: str, why: Problem) -> Taken:
    message = Message(file, draft.line, "title", why.wrong, why.expected, why.remedy)
    return Taken(draft, "skipped", notes=(str(message),))


def _same(id: str, why: str) -> Problem:
    return Problem(
        f"it is that of papers/{id}.yml, another work by its {why}, which no record may say",
        "expected another DOI, arXiv id, year or author",
        "write the record by hand if they are two works",
    )


def _faulty(file: str) -> Problem:
    wrong = f"it is the paper of {file}, which has errors"
    return Problem(wrong, "expected a record without", "see `catalog check`, then run the command again")


def _list_facts(source: Source) -> dict[str, str]:
    """Return the facts of a reading list's source; of a local file only the name is published."""
    file = "" if source.file == STDIN else PurePath(source.file).name
    said = {"title": source.title, "source": source.origin or file}
    said |= {"url": source.url, "date": source.date}
    return {key: value for key, value in said.items() if value}
