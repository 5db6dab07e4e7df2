"""What services say of papers put into their records: gaps are filled, differences marked for review."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.catalog.faults import parse
from generator.catalog.records import Paper
from generator.catalog.shelf import Shelf
from generator.errors import Remark
from generator.intake.disagreements import disagreement, shown
from generator.intake.exactness import contradicted, exacter
from generator.intake.facts import (
    FACTS,
    Problems,
    facts,
    fitting,
    identifiers,
    owned_by_others,
    problems,
)
from generator.intake.inquiry import Finding
from generator.yamlfiles.edit import assign, commented, comments
from generator.yamlfiles.read import Document

ORDER = list(Paper.model_fields)
ASKED = [key for key in FACTS if key != "abstract"]
"""Abstracts have a store of their own."""


def owners(shelf: Shelf) -> Mapping[tuple[str, str], str]:
    """Return the record of each arXiv id and DOI."""
    papers = [entry.record for entry in shelf.papers]
    return {key: paper.id for paper in papers for key in identifiers(paper.arxiv, paper.doi)}


@dataclass
class Refreshed:
    """One record on its way from what it says to what it could say."""

    document: Document
    id: str
    gains: list[str] = field(default_factory=list)
    """What it gains, each with its source."""
    doubts: list[str] = field(default_factory=list)
    """What a curator has to compare, and has not yet."""

    @property
    def paper(self) -> Paper:
        """The record as it is now."""
        paper: Paper = parse(Paper, {"id": self.id, **self.document.data}).record
        return paper

    def take(self, findings: Iterable[Finding], owner: Mapping[tuple[str, str], str]) -> None:
        """Fill in what is lacking or less exact; note and mark for review what differs."""
        for finding in findings:
            self._take(finding, owner)

    def _take(self, finding: Finding, owner: Mapping[tuple[str, str], str]) -> None:
        paper, draft = self.paper, finding.draft
        said = {key: value for key, value in facts(draft).items() if key in ASKED}
        better = {key: v for key, v in said.items() if not getattr(paper, key) or exacter(paper, key, v)}
        wrong: Problems = {
            **problems({**self.document.data, **better}),
            **owned_by_others(owner, self.id, draft),
        }
        gained, left_out = fitting(better, wrong)
        for key, value in gained.items():
            self._gain(key, value, getattr(paper, key), finding.source)
        others = {"title": draft.title, **{key: said[key] for key in said.keys() - better.keys()}}
        differing = [
            disagreement(key, getattr(paper, key), others[key], finding.source)
            for key in ("title", *ASKED)
            if key in others and contradicted(paper, key, others[key])
        ]
        found = [
            Remark(f"found by the title at {finding.source}", key) for key in gained if finding.by_title
        ]
        about_gains = [remark for remark in draft.remarks if remark.key in gained]
        alarms = [Remark(remark, "note") for remark in draft.remarks if remark.alarm]
        self._doubt([*differing, *found, *left_out, *about_gains, *alarms])

    def _gain(self, key: str, value: Any, before: Any, source: str) -> None:
        self.document = assign(self.document, key, value, ORDER)
        instead = f" in place of {shown(before)}" if before else ""
        self.gains.append(f"{key}: {shown(value)}{instead}, says {source}")

    def _doubt(self, doubts: Iterable[Remark]) -> None:
        """Write doubts above the record and mark their keys; one that stands there has been seen."""
        new = [doubt for doubt in doubts if doubt not in comments(self.document)]
        if not new:
            return
        self.doubts += new
        waiting = {*self.paper.review, *(doubt.key for doubt in new)}
        self.document = commented(self.document, new)
        review = [key for key in ORDER if key in waiting]
        self.document = assign(self.document, "review", review, ORDER)
