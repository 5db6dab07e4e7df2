"""New papers compared with the catalogue: which are worth a draft, and which were proposed before."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from generator import files
from generator.errors import quote
from generator.importers.draft import Draft
from generator.intake.register import Register
from generator.text import texmath

PROPOSED = "proposed.txt"
"""In the folder of records: the arXiv ids of all papers that were ever proposed."""
HEAD = """\
# arXiv ids that `catalog watch` has drafted, one a line; it drafts none of them again, so a record that
# you delete stays away. Add the id of a paper that you do not want.
"""
NEAREST = 3


@dataclass(frozen=True)
class Candidate:
    """A new paper and how well it fits."""

    draft: Draft
    likeness: float


@dataclass
class Watch:
    """Chooses among new papers by what the catalogue holds."""

    register: Register
    proposed: set[str]
    """arXiv ids that are not proposed again."""
    counts: Counter[str] = field(default_factory=Counter)

    def choose(self, drafts: Iterable[Draft], most: int, least: float) -> list[Candidate]:
        """Return the papers that fit best, at most so many and only those with a likeness of `least`."""
        by_id = {draft.arxiv: draft for draft in drafts if draft.arxiv}
        new = [draft for draft in by_id.values() if self._is_new(draft)]
        scored = [Candidate(draft, self._likeness(draft)) for draft in new]
        fitting = [candidate for candidate in scored if candidate.likeness >= least]
        fitting.sort(key=lambda one: (-one.likeness, one.draft.arxiv))
        self.counts["below"] += len(scored) - len(fitting)
        self.counts["left"] += len(fitting[most:])
        return fitting[:most]

    def reason(self, candidate: Candidate) -> str:
        """Return how well a paper fits, and the papers of the catalogue that it is like."""
        draft = candidate.draft
        papers = self.register.shelf.catalog.paper
        ids = self.register.suggester.nearest(draft.title, draft.abstract or "", NEAREST)
        titles = "; ".join(quote(texmath.to_text(papers[id].title), 100) for id in ids)
        return f"likeness {candidate.likeness:.2f}, nearest papers: {titles}"

    def _likeness(self, draft: Draft) -> float:
        return self.register.suggester.likeness(draft.title, draft.abstract or "")

    def _is_new(self, draft: Draft) -> bool:
        self.counts["read"] += 1
        if self.register.holds(draft):
            self.counts["known"] += 1
        elif draft.arxiv in self.proposed:
            self.counts["proposed"] += 1
        else:
            return True
        return False


def read_proposed(folder: Path) -> set[str]:
    """Return the arXiv ids that are not proposed again."""
    file = folder / PROPOSED
    lines = files.read(file).splitlines() if file.exists() else []
    return {line.strip() for line in lines if line.strip() and not line.startswith("#")}


def proposed_text(ids: Iterable[str]) -> str:
    """Return the text of the file that keeps them."""
    return HEAD + "".join(f"{id}\n" for id in sorted(set(ids)))
