"""The search index: JSON files of which a query loads the few that it needs.

A document is known by its position: papers by topic, then entities (themes, tags, venues, reading lists,
pages), then authors. A new paper changes the positions of others, so all files of one build lie in a
folder of their own, named by a digest of what they hold: a browser that has cached some of an older
build never mixes the two.

- `search/edition.json`: the name of that folder, the first term of each shard, and the words that tell
  nothing: all that a query's first requests need. The others lie in it, as `search/EDITION/index.json`:
- `index.json`: the entities, and what the engine shares with this module.
- `terms/N.json`, `pairs/N.json`: for each word stem (or two neighbouring stems) the documents that have
  it, as gaps between positions, each with a mask of fields; `=KEY` for what names a paper exactly.
- `shown/N.json`: what a result shows of each paper; `lines/N.json`: what one line tells of it;
  `coins/N.json`: what reference managers read of it.
- `people/N.json`: the authors' addresses, names and numbers of papers.
- `ids.json`: the papers' ids. `facets.json`: what the explorer narrows by. `authors.json`: authors by
  paper. `titles.json`: papers in the order of their titles.
- `words.json`: the catalogue's words, for spelling.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from itertools import pairwise
from typing import Any

from generator.catalog.index import Catalog, title_key
from generator.catalog.records import Paper, Tag, Theme
from generator.catalog.rows import Rows
from generator.citations.coins import context_object
from generator.search.company import company
from generator.search.documents import (
    COMPANY,
    TITLE,
    WEIGHTS,
    Entity,
    Handwritten,
    about,
    describe,
    entities,
    in_order,
    keys,
)
from generator.search.facets import facets
from generator.search.postings import Entries, Lists, Shard, Vocabulary, as_json, terms, vocabulary
from generator.search.shown import line, shown
from generator.text import texmath
from generator.text.words import FUNCTION_WORDS, stem, words

BATCHES = {"shown": 16, "lines": 128, "people": 64, "coins": 64}
"""Papers or authors in a file of each kind."""
ASKED = "across could did doing done just like me my own s you your"
STOP = FUNCTION_WORDS | set(map(stem, ASKED.split()))
"""Words that tell nothing in a query, beside others."""
WORDS = 12_000
"""Words that others may be misspelt from; more would weigh too much for a slow line."""


File = tuple[str, str | Shard]
"""The path of a file, and its text or what makes it."""


def files(catalog: Catalog, pages: Iterable[Handwritten] = ()) -> Iterator[File]:
    """Yield the path and text of every file of the index."""
    made: dict[str, str | Shard] = dict(_files(catalog, list(pages)))
    digest = sha256()
    for path, content in sorted(made.items()):
        digest.update(f"{path}\n".encode())
        digest.update(content.digest if isinstance(content, Shard) else content.encode())
    edition = digest.hexdigest()[:12]
    shards = [(path, shard) for path, shard in made.items() if isinstance(shard, Shard)]
    starts = {
        kind: [shard.first for path, shard in shards if path.startswith(f"{kind}/")]
        for kind in ("terms", "pairs")
    }
    about = {"edition": edition, "stop": sorted(STOP), "newest": catalog.updated, **starts}
    yield "search/edition.json", as_json(about)
    for path, content in made.items():
        yield f"search/{edition}/{path}", content


def _files(catalog: Catalog, pages: list[Handwritten]) -> Iterator[File]:
    papers = in_order(catalog)
    others = list(entities(catalog, pages))
    yield from _inverted(catalog, papers, others)
    for path, data in _shown(catalog, papers, others):
        yield path, as_json(data)


def _shown(
    catalog: Catalog, papers: Sequence[Paper], others: Sequence[Entity]
) -> Iterator[tuple[str, Any]]:
    yield (
        "index.json",
        {
            "papers": len(papers),
            "documents": len(papers) + len(others) + len(catalog.by_author),
            "weights": WEIGHTS,
            "batches": BATCHES,
            "hues": [catalog.hue[theme.id] for theme in catalog.themes],
            "lengths": [_length(texmath.to_text(paper.title)) for paper in papers]
            + [_length(entity.name) for entity in others],
            "acronyms": _acronyms(catalog),
            "entities": _listed(others),
        },
    )
    yield "ids.json", [paper.id for paper in papers]
    rows = Rows(catalog)
    yield from _batches("shown", [shown(rows.row(paper)) for paper in papers])
    yield from _batches("lines", [line(paper) for paper in papers])
    yield from _batches("coins", [context_object(paper) for paper in papers])
    people = [
        [rows.author_urls[id], catalog.author[id].name, len(own)]
        for id, own in catalog.by_author.items()
    ]
    yield from _batches("people", people)
    yield "facets.json", facets(catalog, papers)
    yield "authors.json", _authors(catalog, papers)
    yield "titles.json", _by_title(papers)


def _inverted(catalog: Catalog, papers: Sequence[Paper], others: Sequence[Entity]) -> Iterator[File]:
    """Yield the files of terms, pairs and words."""
    known = Vocabulary()
    entries, pairs = Entries(known), Entries(known)
    forms: Counter[str] = Counter()
    themes = {theme.id: terms(about(theme)) for theme in catalog.themes}
    tags = {tag.id: terms(about(tag)) for tag in catalog.tags}
    own = describe(catalog)
    for position, paper in enumerate(papers):
        topics = (*map(themes.__getitem__, paper.themes), *map(tags.__getitem__, paper.tags))
        for found in (terms(own(paper)), *topics):
            entries.add(position, found.masks)
            pairs.add_pairs(position, found.pairs)
            forms.update(found.words)
        entries.add(position, {f"={key}": TITLE for key in keys(paper)})
    people = (((TITLE, catalog.author[id].name),) for id in catalog.by_author)
    for position, fields in enumerate((*(one.fields for one in others), *people), len(papers)):
        found = terms(fields)
        entries.add(position, found.masks)
        forms.update(found.words)
    by_pair = Lists(known, pairs, pairs=True)
    for acronym, phrases in _acronyms(catalog).items():
        for phrase in phrases:
            for position, mask in _phrase(by_pair, phrase):
                entries.add(position, {acronym: mask})
    for position, likely in enumerate(company(catalog, papers, Lists(known, entries))):
        entries.add(position, dict.fromkeys(likely, COMPANY))
    by_term = Lists(known, entries)
    for kind, lists in (("terms", by_term), ("pairs", by_pair)):
        for number, shard in enumerate(lists.shards()):
            yield f"{kind}/{number}.json", shard
    yield "words.json", as_json(vocabulary(by_term.frequencies(), forms, WORDS))


def _phrase(pairs: Lists, phrase: Sequence[str]) -> list[tuple[int, int]]:
    """Return the documents that have all words of a phrase in pairs, with the mask of the first pair."""
    first, *others = (pairs.list(*pair) for pair in pairwise(phrase))
    found = dict(zip(*(column.tolist() for column in first), strict=True))
    for documents, _ in others:
        found = {position: found[position] for position in documents.tolist() if position in found}
    return list(found.items())


def _listed(others: Iterable[Entity]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {kind: [] for kind in ("theme", "tag", "venue", "list", "page")}
    for entity in others:
        aliases = [text for mask, text in entity.fields if mask != TITLE and entity.kind != "page"]
        found[entity.kind].append([entity.id, entity.name, entity.papers, *aliases])
    return found


def _batches(kind: str, items: Sequence[Any]) -> Iterator[tuple[str, Any]]:
    batch = BATCHES[kind]
    for start in range(0, len(items), batch):
        yield f"{kind}/{start // batch}.json", items[start : start + batch]


def _length(title: str) -> int:
    stems = {stem(word) for word in words(title)}
    return len(stems - STOP or stems)


def _by_title(papers: Sequence[Paper]) -> list[int]:
    titles = [title_key(paper.title) for paper in papers]
    return sorted(range(len(titles)), key=titles.__getitem__)


def _authors(catalog: Catalog, papers: Sequence[Paper]) -> dict[str, Any]:
    slugs = {slug: place for place, slug in enumerate(catalog.by_author)}
    own = [list(dict.fromkeys(slugs[author.id] for author in paper.people)) for paper in papers]
    return {"names": [[slug, catalog.author[slug].name] for slug in slugs], "papers": own}


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
