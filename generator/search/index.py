"""The search index: small JSON files of which a query loads the few that it needs.

A paper is known by its number, its place in the catalog, newest first; hand-written pages follow. A new
paper changes the numbers of others, so all files of one build lie in a folder of their own, named by a
digest of what they hold: a browser that has cached some of an older build never mixes the two.

- `search/edition.json`: the name of that folder. The others lie in it, as `search/EDITION/index.json`:
- `index.json`: how many papers there are, their titles' lengths, the first term of each shard,
  what acronyms stand for, and the numbers that the engine shares with this module.
- `terms/N.json`, `pairs/N.json`: for each word stem (or two neighbouring stems) the papers
  that hold it, as gaps between numbers, each with a mask of the fields that hold it.
- `shown/N.json`: what a result shows, ten papers a file; `coins/N.json`: what reference
  managers read of it.
- `ids.json`: the papers' ids.
- `facets.json`: years, themes, tags and code by paper, with the topics' names and aliases.
- `authors.json`: authors by paper. `titles.json`: papers in the order of their titles.
- `words.json`: the catalog's words, most frequent first, for spelling.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from itertools import pairwise
from typing import Any

from generator import permalinks
from generator.catalog.index import Catalog, title_key
from generator.catalog.records import Paper, Tag, Theme
from generator.catalog.rows import Row, Rows, standing
from generator.citations.coins import context_object
from generator.text import texmath
from generator.text.words import stem, words

TITLE, AUTHOR, TOPIC, ALIAS, SUMMARY, ABSTRACT, FACT, DESCRIPTION = (1 << bit for bit in range(8))
WEIGHTS = (10, 8, 5, 4, 2, 1, 1, 1)
"""What a word counts for in each field of a mask, its lowest bit first."""
SHARD, BATCH = 6000, 10
"""Characters of JSON in a shard of terms; papers in a file of what results show."""

Postings = dict[str, dict[int, int]]
"""For each term the numbers of the papers that hold it, with their fields' mask."""
Fields = tuple[tuple[int, list[str]], ...]


@dataclass(frozen=True)
class Handwritten:
    """A page that is not generated."""

    path: str
    title: str
    text: str


def files(catalog: Catalog, pages: Iterable[Handwritten] = ()) -> Iterator[tuple[str, str]]:
    """Yield the path and text of every file of the index."""
    made = dict(_files(catalog, list(pages)))
    digest = sha256()
    for path in sorted(made):
        digest.update(f"{path}\n{made[path]}".encode())
    edition = digest.hexdigest()[:12]
    yield "search/edition.json", _json({"edition": edition})
    for path, text in made.items():
        yield f"search/{edition}/{path}", text


def _files(catalog: Catalog, pages: list[Handwritten]) -> Iterator[tuple[str, str]]:
    texts = [_fields(catalog, paper) for paper in catalog.papers] + [
        _page_fields(page) for page in pages
    ]
    terms, pairs, forms = _invert(texts)
    shards = {"terms": list(_shards(terms)), "pairs": list(_shards(pairs))}
    for kind, batch in shards.items():
        for number, shard in enumerate(batch):
            yield f"{kind}/{number}.json", _json(shard)
    starts = {kind: [next(iter(shard)) for shard in batch] for kind, batch in shards.items()}
    lengths = [len(set(_stems(texmath.to_text(paper.title)))) for paper in catalog.papers]
    themes = [[theme.id, theme.name, catalog.hue[theme.id]] for theme in catalog.themes]
    ids = [paper.id for paper in catalog.papers]
    shared = {"weights": WEIGHTS, "batch": BATCH}
    index = {"papers": len(ids), "lengths": lengths, "themes": themes, **shared}
    yield "index.json", _json(index | {"acronyms": _acronyms(catalog)} | starts)
    yield "ids.json", _json(ids)
    rows = Rows(catalog)
    shown = [_shown(rows.row(paper)) for paper in catalog.papers] + [_page_shown(page) for page in pages]
    yield from _batches("shown", shown)
    yield from _batches("coins", [context_object(paper) for paper in catalog.papers])
    yield "words.json", _json(_vocabulary(terms, forms))
    yield "facets.json", _json(_facets(catalog))
    yield "authors.json", _json(_authors(catalog))
    yield "titles.json", _json(_by_title(catalog))


def _batches(kind: str, items: Sequence[Any]) -> Iterator[tuple[str, str]]:
    for start in range(0, len(items), BATCH):
        yield f"{kind}/{start // BATCH}.json", _json(items[start : start + BATCH])


def _fields(catalog: Catalog, paper: Paper) -> Fields:
    tags = [catalog.tag[id] for id in paper.tags]
    topics: list[Theme | Tag] = [*(catalog.theme[id] for id in paper.themes), *tags]
    return (
        (TITLE, [texmath.to_text(paper.title), paper.title]),
        (AUTHOR, list(paper.authors)),
        (TOPIC, [topic.name for topic in topics]),
        (ALIAS, [*paper.other_titles, *(alias for topic in topics for alias in topic.aliases)]),
        (SUMMARY, [texmath.to_text(text) for text in (paper.tldr, paper.summary) if text]),
        (ABSTRACT, [texmath.to_text(paper.abstract or "")]),
        (FACT, [paper.venue or "", paper.year, paper.arxiv or ""]),
        (DESCRIPTION, [tag.description for tag in tags]),
    )


def _page_fields(page: Handwritten) -> Fields:
    return ((TITLE, [page.title]), (SUMMARY, [page.text]))


def _invert(texts: list[Fields]) -> tuple[Postings, Postings, Mapping[str, Counter[str]]]:
    terms: Postings = defaultdict(dict)
    pairs: Postings = defaultdict(dict)
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for number, fields in enumerate(texts):
        for mask, text in ((mask, text) for mask, texts in fields for text in texts):
            found = words(text)
            stems = [stem(word) for word in found]
            for word, term in zip(found, stems, strict=True):
                terms[term][number] = terms[term].get(number, 0) | mask
                forms[term][word] += 1
            for one, other in pairwise(stems):
                pair = f"{one} {other}"
                pairs[pair][number] = pairs[pair].get(number, 0) | mask
    return terms, pairs, forms


def _shards(postings: Postings) -> Iterator[dict[str, list[int]]]:
    shard: dict[str, list[int]] = {}
    size = 0
    for term in sorted(postings, key=_as_browsers_sort):
        shard[term] = _gaps(postings[term])
        size += len(term) + 4 * len(postings[term])
        if size > SHARD:
            yield shard
            shard, size = {}, 0
    if shard or not postings:
        yield shard or {"": []}


def _as_browsers_sort(term: str) -> bytes:
    return term.encode("utf-16-be")


def _gaps(papers: Mapping[int, int]) -> list[int]:
    flat, last = [], 0
    for number in sorted(papers):
        flat += [number - last, papers[number]]
        last = number
    return flat


def _shown(row: Row) -> dict[str, Any]:
    paper, standing = row.paper, row.standing
    shown = {
        "url": row.url,
        "title": texmath.to_text(paper.title),
        "authors": row.authors,
        "more": row.more,
        "year": paper.year,
        "venue": paper.venue,
        "themes": paper.themes,
        "summary": texmath.to_text(paper.full),
        "pdf": row.pdf,
        "code": paper.code,
        "abstract": bool(paper.abstract),
        "standing": standing
        and (standing.text, permalinks.url(permalinks.reading_list(standing.list.id))),
    }
    return {key: value for key, value in shown.items() if value or key in ("summary", "themes")}


def _page_shown(page: Handwritten) -> dict[str, Any]:
    return {"url": permalinks.url(page.path), "title": page.title, "summary": page.text[:400]}


def _vocabulary(terms: Postings, forms: Mapping[str, Counter[str]]) -> list[str]:
    ranked = sorted(terms, key=lambda term: (-len(terms[term]), term))
    usual = (max(sorted(forms[term]), key=forms[term].__getitem__) for term in ranked)
    return [word for word in usual if len(word) > 2 and not word.isdigit()]


def _facets(catalog: Catalog) -> dict[str, Any]:
    themes = {theme.id: place for place, theme in enumerate(catalog.themes)}
    tags = {tag.id: place for place, tag in enumerate(catalog.tags)}
    return {
        "years": [int(paper.year or 0) for paper in catalog.papers],
        "themes": [[themes[id] for id in paper.themes] for paper in catalog.papers],
        "tags": [[tags[id] for id in paper.tags] for paper in catalog.papers],
        "code": [int(bool(paper.code)) for paper in catalog.papers],
        "added": [date.fromisoformat(paper.added).toordinal() for paper in catalog.papers],
        "places": [_best_place(catalog, paper) for paper in catalog.papers],
        "names": {
            "theme": [[theme.id, theme.name, *theme.aliases] for theme in catalog.themes],
            "tag": [[tag.id, tag.name, *tag.aliases] for tag in catalog.tags],
        },
    }


def _best_place(catalog: Catalog, paper: Paper) -> int:
    found = standing(catalog, paper)
    return found.place if found else 0


def _by_title(catalog: Catalog) -> list[int]:
    titles = [title_key(paper.title) for paper in catalog.papers]
    return sorted(range(len(titles)), key=titles.__getitem__)


def _authors(catalog: Catalog) -> dict[str, Any]:
    slugs = {slug: place for place, slug in enumerate(catalog.by_author)}
    papers = [
        list(dict.fromkeys(slugs[author.id] for author in paper.people)) for paper in catalog.papers
    ]
    return {"names": [[slug, catalog.author[slug].name] for slug in slugs], "papers": papers}


def _acronyms(catalog: Catalog) -> dict[str, list[list[str]]]:
    """Return the stems of the names that each alias such as NTK abbreviates."""
    found: dict[str, list[list[str]]] = {}
    topics: list[Theme | Tag] = [*catalog.themes, *catalog.tags]
    for topic in topics:
        called = [words(name) for name in (topic.name, *topic.aliases)]
        for acronym in {name[0] for name in called if len(name) == 1}:
            spelt = [name for name in called if len(name) > 1 and _abbreviates(acronym, name)]
            for stems in sorted({tuple(map(stem, name)) for name in spelt}):
                if list(stems) not in found.setdefault(stem(acronym), []):
                    found[stem(acronym)].append(list(stems))
    return {acronym: found[acronym] for acronym in sorted(found) if found[acronym]}


def _abbreviates(acronym: str, name: list[str]) -> bool:
    initials = "".join(word[0] for word in name)
    return initials.removesuffix("s") == acronym.removesuffix("s")


def _stems(text: str) -> list[str]:
    return [stem(word) for word in words(text)]


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"
