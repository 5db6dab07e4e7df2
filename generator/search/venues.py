"""Short names of venues for search, and the year of publication."""

from pathlib import Path

from generator.catalog.records import Paper

LINES = Path(__file__).with_suffix(".txt").read_text("utf-8").splitlines()
SHORT = {name: tuple(others.split("; ")) for name, others in (line.split(" = ") for line in LINES)}
"""Other names of venues by the name that records have; a title that holds them means the venue."""


def year(paper: Paper) -> str:
    """Return the year of publication at the venue, or of the preprint where the venue has none."""
    published = paper.published_in
    return (published.year if published else "") or paper.year
