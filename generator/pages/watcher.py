"""The interface through which the engine records what a page reads of the catalogue."""

from collections.abc import Callable
from typing import Any

from generator.catalog.records import Paper


class Watcher:
    """A watcher that records nothing; the engine has one that does."""

    def watch(self, name: str, target: Any) -> Any:
        """Return an object in a wrapping that notices what is read of it."""
        return target

    def remembered(self, make: Callable[[Paper], str]) -> Callable[[Paper], str]:
        """Return a function that makes something of each paper once."""
        made: dict[str, str] = {}

        def once(paper: Paper) -> str:
            if paper.id not in made:
                made[paper.id] = make(paper)
            return made[paper.id]

        return once
