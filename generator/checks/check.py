"""Run every rule and report all messages at once."""

from collections.abc import Callable, Iterator

from generator.catalog.shelf import Shelf
from generator.checks import addresses, authors, completeness, identity, references, texts
from generator.errors import Message

Rule = Callable[[Shelf], Iterator[Message]]
RULES: tuple[Rule, ...] = (
    completeness.complete_records,
    completeness.dated_venues,
    completeness.reviewed_once,
    identity.unique_identifiers,
    identity.unique_ids,
    identity.unique_citation_keys,
    identity.titles_of_publications,
    identity.plausible_dates,
    addresses.kept_addresses,
    references.known_topics,
    references.used_topics,
    references.known_papers,
    references.older_papers,
    authors.single_names,
    authors.named_authors,
    authors.unique_authors,
    texts.written_summary,
    texts.balanced_tex,
    texts.readable_characters,
)


def check(shelf: Shelf) -> list[Message]:
    """Return all messages, sorted by file and line."""
    return sorted({*shelf.messages, *(message for rule in RULES for message in rule(shelf))})
