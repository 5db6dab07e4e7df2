"""The catalogue while drafts come in: finds known papers, adds facts, creates records."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import chain, count
from typing import Any, Literal

from slugify import slugify

from generator.bibliography import works
from generator.catalog.editor_schema import hint
from generator.catalog.faults import parse
from generator.catalog.index import title_key
from generator.catalog.records import Paper
from generator.catalog.shelf import Shelf
from generator.citations.keys import key as citation_key
from generator.errors import CatalogError, Message, Problem, Remark
from generator.importers.draft import Draft
from generator.intake.disagreements import contradiction, differences
from generator.intake.facts import (
    Problems,
    dated,
    facts,
    fitting,
    identifiers,
    owned_by_others,
    problems,
)
from generator.intake.reading_lists import ReadingLists
from generator.permalinks import RESERVED
from generator.suggestions.suggester import Suggester, Suggestions
from generator.text import texmath
from generator.yamlfiles.edit import assign, commented
from generator.yamlfiles.read import Document, dump_file
from generator.yamlfiles.read import parse as parse_yaml

CONFIRMED = ("summary", "themes", "tags")
"""Keys of a new record that no source can settle."""
ORDER = list(Paper.model_fields)
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
        self.lists = ReadingLists(shelf)
        self.ids: set[str] = set()
        """Ids that stand or stood for a paper."""
        self.by_word: dict[str, list[str]] = defaultdict(list)
        self.changed: dict[str, str] = {}
        self.abstracts: dict[str, str] = {}
        """Of papers on arXiv, by its ids: for the site, not for the records."""
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
        """Return the record of an arXiv id or DOI if asking again tells nothing more, else "".

        It has authors and, for an arXiv id, the day of publication, for a DOI the venue.
        """
        owner = self.owners.get((kind, id.lower() if kind == "doi" else id), "")
        data = self.documents[owner].data if owner else {}
        date = data.get("published", "")
        exact = data.get("venue") if kind == "doi" else len(date) == len("YYYY-MM-DD")
        return owner if data.get("authors") and date and exact else ""

    def changes(self) -> dict[str, str]:
        """Return the text of each file that changed since the last call, by its path in the catalog."""
        changed = {**self.changed, **self.lists.changed}
        self.changed, self.lists.changed = {}, {}
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
        reading = "summary" in self.shelf.needed
        abstract = draft.abstract or ""
        suggestions = self.suggester.suggest(draft.title, abstract) if reading else None
        draft = dated(draft)
        said = {"title": draft.title, "added": self.today, **facts(draft)}
        wrong = problems(said)
        if draft.arxiv:
            self._store(draft.arxiv, said, wrong)
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
        if suggestions:
            data["themes"] = [theme.id for theme in suggestions.themes]
            data["tags"] = [tag.id for tag in suggestions.tags]
        missing = {key for key in self.shelf.needed if not data.get(key)}
        unsure = {note.key for note in notes} | (set(CONFIRMED) if reading else set())
        data["review"] = _in_order(missing | unsure)
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
        draft = draft if paper.published else dated(draft)
        lacking = {key: value for key, value in facts(draft).items() if not getattr(paper, key)}
        wrong = {**problems({**data, **lacking}), **owned_by_others(self.owners, id, draft)}
        if arxiv := paper.arxiv or draft.arxiv:
            self._store(arxiv, lacking, wrong)
        elif paper.summary:
            # Whether its licence lets us show the abstract is the curator's to say.
            lacking.pop("abstract", None)
        gained, left_out = fitting(lacking, wrong)
        if gained:
            self._gain(paper, gained, (*draft.remarks, *left_out), draft.asides)
        notes = (*draft.asides, *draft.remarks, *differences(paper, draft), *left_out)
        return Taken(draft, "enriched" if gained else "unchanged", id, tuple(gained), notes)

    def _store(self, arxiv: str, said: dict[str, Any], wrong: Problems) -> None:
        """Take an abstract out of the facts for a record: of a paper on arXiv it stands beside it."""
        abstract = said.pop("abstract", "")
        if abstract and ("abstract",) not in wrong:
            self.abstracts[arxiv] = abstract

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

    def _enter(self, paper: Paper, document: Document) -> None:
        self.documents[paper.id] = document
        self.ids |= {paper.id, *paper.former_ids}
        self.citation_keys |= {paper.id, (paper.citation_key or paper.id).lower()}
        for key in identifiers(paper.arxiv, paper.doi):
            self.owners.setdefault(key, paper.id)
        for title in paper.titles:
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
