"""Where a paper is found in the API; on a packed site many share a file."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator import permalinks
from generator.api.contract import Citation
from generator.catalog.records import Paper
from generator.citations import bibtex, csl, ris
from generator.citations.formats import CITATION_SHARDS, FORMATS, shard

PAPERS_A_FILE = 150


@dataclass(frozen=True)
class Place:
    """Where the API and the citation of a paper are."""

    api: str
    """The name of the file in the API."""
    formats: Mapping[str, str]
    """The path of its citation in each format."""


def alone(paper: Paper) -> Place:
    """Return the place of a paper that has files of its own."""
    own = {key: permalinks.citation(paper.id, form.suffix) for key, form in FORMATS.items()}
    return Place(f"paper/{paper.id}", own)


def shared(paper: Paper, index: int) -> Place:
    """Return the place of a paper on a packed site; `index` counts papers as they were added, from 0."""
    citations = permalinks.api(f"citations/{shard(paper.id)}")
    return Place(f"papers/{index // PAPERS_A_FILE + 1}", dict.fromkeys(FORMATS, citations))


def shards(papers: Iterable[Paper]) -> Iterator[tuple[str, tuple[Paper, ...]]]:
    """Yield the name of each file of citations and the papers in it."""
    held: list[list[Paper]] = [[] for _ in range(CITATION_SHARDS)]
    for paper in papers:
        held[shard(paper.id)].append(paper)
    yield from ((f"citations/{number}", tuple(found)) for number, found in enumerate(held))


def citation(paper: Paper) -> Citation:
    """Return a paper's citation in each format."""
    bib, item = bibtex.entry(paper), csl.item(paper)
    return Citation(id=paper.id, bib=bib, ris=ris.entry(paper), csl=item)
