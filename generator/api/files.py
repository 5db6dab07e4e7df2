"""The static API: JSON files at `api/v1/`, none beyond LARGEST bytes; `contract.py` says what they hold.

A listing is cut where its file is full; the rest follows in `NAME.2.json` and so on. Papers stand in
the order in which they were added, PAPERS_A_FILE a file, so that a new one changes the last file and an
edit changes one: whoever keeps a copy fetches little anew.
"""

import gzip
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from functools import cache, partial
from hashlib import sha256
from itertools import groupby, zip_longest
from typing import Any

from generator import permalinks
from generator.api import contract, packed, shapes
from generator.api.packed import PAPERS_A_FILE
from generator.api.shapes import Shape
from generator.bibliography.found_ids import ARXIV_DOI
from generator.catalog.authors import Author
from generator.catalog.index import Catalog
from generator.catalog.listings import KINDS, Kind, Listing
from generator.catalog.records import Paper, ReadingList, Record, Theme
from generator.site import Site
from generator.text import texmath

LARGEST = 500_000
AROUND = 1_000
"""Bytes left for what stands around a listing's items: its key and the next file's address."""

Content = bytes | Callable[[], bytes]
"""What a file holds, or what puts it together when it is written, to save memory."""
Output = tuple[str, Content]
Facts = Mapping[str, Any]
Part = tuple[str, Sequence[bytes]]
"""The name of a listing's file and the items in it."""


class Manifest:
    """The digests of files in the form of sha256sum, which finds what differs from them."""

    def __init__(self, contents: Mapping[str, Content]) -> None:
        self.contents = contents

    def __call__(self) -> bytes:
        """Return the manifest, all files made for it."""
        contents = self.contents.items()
        made = {path: content() if callable(content) else content for path, content in contents}
        return self.of({path: sha256(content).hexdigest() for path, content in made.items()})

    def of(self, digests: Mapping[str, str]) -> bytes:
        """Return the manifest from the digests of files that were made."""
        inside = len(permalinks.api("", ""))
        listed = (path for path in self.contents if path in digests)
        return "".join(f"{digests[path]}  {path[inside:]}\n" for path in listed).encode()


def files(catalog: Catalog, site: Site) -> Iterator[Output]:
    """Yield the path and content of every file of the API."""
    single = permalinks.api("paper/", "")
    listed = []
    for path, content in _files(catalog, site):
        yield path, content
        # A paper's own file repeats what a file of all papers says.
        listed += [] if path.startswith(single) else [(path, content)]
    yield permalinks.MANIFEST, Manifest(dict(listed))


def _files(catalog: Catalog, site: Site) -> Iterator[Output]:
    added = sorted(catalog.papers, key=lambda paper: (paper.added, paper.id))
    gone = {paper.id: _json(_paper(catalog, site, paper)) for paper in catalog.withdrawn}
    wholes = {
        paper.id: _json(
            _paper(catalog, site, paper, packed.shared(paper, index) if site.packed else None)
        )
        for index, paper in enumerate(added)
    }
    shorts = {paper.id: _json(_reference(site, paper)) for paper in added}
    batches = list(_batches(list(wholes.values())))
    yield permalinks.api("index"), _json(_index(catalog, site, [name for name, _ in batches])) + b"\n"
    yield permalinks.api("schema"), json.dumps(contract.schema(), indent=1).encode() + b"\n"
    yield from _linked(site, "papers", batches)
    yield permalinks.RECORDS, partial(_packed, list(wholes.values()))
    alone = gone if site.packed else wholes | gone
    yield from ((permalinks.api(f"paper/{id}"), whole + b"\n") for id, whole in alone.items())
    for name, held in packed.shards(added) if site.packed else ():
        yield permalinks.api(name), partial(_cited, held)
    yield from _linked(site, "papers", _parts("withdrawn", list(gone.values())))
    ids = [_json(_identified(paper)) for paper in added]
    yield from _linked(site, "ids", _parts("ids", ids))
    for key, items in _topics(catalog, site):
        yield from _linked(site, key, _parts(key, [_json(item) for item in items]))
    for name, members in _members(catalog, added):
        yield from _linked(site, "papers", _parts(name, [shorts[paper.id] for paper in members]))


def papers(catalog: Catalog, site: Site, chosen: Iterable[Paper]) -> str:
    """Return some papers as one file of the API's listing of papers."""
    whole = [_json(_paper(catalog, site, paper)) for paper in chosen]
    return _listing("papers", whole, "").decode()


def empty() -> bytes:
    """Return a listing of no papers."""
    return _listing("papers", (), "")


def _packed(lines: Sequence[bytes]) -> bytes:
    return gzip.compress(b"".join(line + b"\n" for line in lines), 6, mtime=0)


def _cited(papers: Iterable[Paper]) -> bytes:
    return _listing("citations", [_json(packed.citation(paper)) for paper in papers], "")


def _index(catalog: Catalog, site: Site, batches: Iterable[str]) -> Shape:
    kinds = {kind.name: _address(site, kind.name) for kind in KINDS if kind.api}
    counts = {kind.name: sum(1 for _ in kind.of(catalog)) for kind in KINDS if kind.api}
    return contract.Index(
        version=1,
        name=site.name,
        description=site.description,
        licence=site.licence or None,
        url=site.url or None,
        updated=catalog.modified,
        counts=contract.Counts(papers=len(catalog.papers), **counts),
        papers=tuple(_address(site, name) for name in batches),
        paper=_address(site, "papers/1" if site.packed else "paper/{id}"),
        ids=_address(site, "ids"),
        withdrawn=_address(site, "withdrawn"),
        records=site.address(permalinks.RECORDS),
        manifest=site.address(permalinks.MANIFEST),
        changes=tuple(_additions(catalog, site)),
        json_schema=_address(site, "schema"),
        **kinds,
    )


def _additions(catalog: Catalog, site: Site) -> Iterator[contract.Additions]:
    months = Counter(paper.added[:7] for paper in catalog.papers)
    for month in sorted(months, reverse=True):
        place = _address(site, f"changes/{month}")
        yield contract.Additions(month=month, count=months[month], api=place)


def _paper(catalog: Catalog, site: Site, paper: Paper, place: packed.Place | None = None) -> Shape:
    page, place = permalinks.paper(paper.id), place or packed.alone(paper)
    own = {
        "title": texmath.to_text(paper.title),
        "tex_title": paper.title,
        "authors": [_author(person) for person in paper.people],
        "year": int(paper.year) if paper.year else None,
        "publication": _publication(paper),
        "relations": [relation.model_dump() for relation in paper.relations],
        "withdrawn": paper.withdrawn.model_dump() if paper.withdrawn else None,
        "modified": paper.modified,
        "lists": [{"id": found.id, "place": place} for found, place in catalog.places.get(paper.id, ())],
        "source_url": paper.url,
        "links": paper.links or None,
        "url": site.address(permalinks.url(page)),
        "api": _address(site, place.api),
        "formats": {key: site.address(path) for key, path in place.formats.items()},
    }
    return shapes.Paper(**{**_facts(paper), **own})


def _facts(record: Record) -> Facts:
    return {name: getattr(record, name) for name in type(record).model_fields}


def _identified(paper: Paper) -> Shape:
    return contract.Identified(**{key: getattr(paper, key) for key in contract.Identified.model_fields})


def _publication(paper: Paper) -> shapes.Publication | None:
    found = paper.published_in
    if not found:
        return None
    facts = {key: value or None for key, value in asdict(found).items()}
    facts |= {"year": int(found.year) if found.year else None}
    doi = None if ARXIV_DOI.match(paper.doi or "") else paper.doi
    own = paper.as_published
    title = own.title if own.title != paper.title else None
    authors = tuple(map(_author, own.people)) if own.authors != paper.authors else None
    return shapes.Publication(**facts, series=paper.series, doi=doi, title=title, authors=authors)


def _reference(site: Site, paper: Paper) -> Shape:
    return shapes.Reference(
        id=paper.id,
        title=texmath.to_text(paper.title),
        year=int(paper.year) if paper.year else None,
        added=paper.added,
        url=site.address(permalinks.url(permalinks.paper(paper.id))),
    )


@cache
def _author(author: Author) -> shapes.Author:
    parsed = author.parts
    kinds = () if parsed.collective else ("given", "particle", "family", "suffix")
    parts = {kind: getattr(parsed, kind) or None for kind in kinds}
    orcid = author.orcid or None
    member = author.member or None
    return shapes.Author(id=author.id, name=author.printed, orcid=orcid, member=member, **parts)


def _topics(catalog: Catalog, site: Site) -> Iterator[tuple[str, Sequence[Shape]]]:
    """Yield the name of each kind of listing with all listings of it."""
    topics: dict[str, tuple[type[Shape], Mapping[str, Facts]]] = {
        "themes": (shapes.Theme, {theme.id: _theme(catalog, theme) for theme in catalog.themes}),
        "tags": (shapes.Tag, {tag.id: _facts(tag) for tag in catalog.tags}),
        "lists": (shapes.ReadingList, {one.id: _list(one) for one in catalog.lists}),
        "venues": (contract.Venue, {id: {"name": name} for id, name in catalog.venue.items()}),
    }
    for kind in (kind for kind in KINDS if kind.api):
        shape, facts = topics[kind.name]
        listed = kind.of(catalog)
        yield kind.name, [shape(**{**facts[one.id], **_place(site, kind, one)}) for one in listed]


def _place(site: Site, kind: Kind, one: Listing) -> Facts:
    return {
        "id": one.id,
        "count": len(one.papers),
        "url": site.address(permalinks.url(kind.page(one.id))),
        "api": _address(site, f"{kind.name}/{one.id}"),
    }


def _theme(catalog: Catalog, theme: Theme) -> Facts:
    steps = [{"paper": catalog.paper[step.paper].id, "why": step.why} for step in theme.start_here]
    return {**_facts(theme), "start_here": [step["paper"] for step in steps], "steps": steps}


def _list(reading_list: ReadingList) -> Facts:
    return {**reading_list.model_dump(exclude={"papers"}), "source_url": reading_list.url}


def _members(catalog: Catalog, papers: Iterable[Paper]) -> Iterator[tuple[str, Iterable[Paper]]]:
    """Yield the name and the papers of each listing of references; `papers` come in the order of
    addition.
    """
    for kind in KINDS:
        for one in kind.of(catalog) if kind.api else ():
            yield f"{kind.name}/{one.id}", one.papers
    for month, added in groupby(papers, lambda paper: paper.added[:7]):
        yield f"changes/{month}", added


def _batches(items: Sequence[bytes]) -> Iterator[Part]:
    for start in range(0, len(items) or 1, PAPERS_A_FILE):
        number = start // PAPERS_A_FILE + 1
        yield from _parts(f"papers/{number}", items[start : start + PAPERS_A_FILE])


def _parts(name: str, items: Sequence[bytes]) -> Iterator[Part]:
    """Yield a listing as files of limited size; an empty listing has one empty file."""
    for number, part in enumerate(_cut(items), start=1):
        yield name if number == 1 else f"{name}.{number}", part


def _cut(items: Sequence[bytes]) -> Iterator[Sequence[bytes]]:
    """Yield batches of items that each fit one file; an item that is too large for any file comes
    alone.
    """
    start = size = 0
    for place, item in enumerate(items):
        size += len(item) + len(",\n")
        if size > LARGEST - AROUND and place > start:
            yield items[start:place]
            start, size = place, len(item)
    yield items[start:]


def _linked(site: Site, key: str, parts: Iterable[Part]) -> Iterator[Output]:
    """Yield the files of a listing, each with the address of the next."""
    parts = list(parts)
    for (name, items), following in zip_longest(parts, parts[1:]):
        ahead = _address(site, following[0]) if following else ""
        yield permalinks.api(name), partial(_listing, key, items, ahead)


def _listing(key: str, items: Sequence[bytes], ahead: str) -> bytes:
    """Return a file with one item a line, so that versions are easy to compare."""
    more = f',"next":{json.dumps(ahead)}' if ahead else ""
    start, end = f'{{"{key}":[\n', f"\n]{more}}}\n"
    return start.encode() + b",\n".join(items) + end.encode()


def _address(site: Site, name: str) -> str:
    return site.address(permalinks.api(name))


def _json(shape: Shape) -> bytes:
    return shape.model_dump_json(exclude_none=True).encode()
