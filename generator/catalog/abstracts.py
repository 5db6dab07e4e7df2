"""Fetched abstracts, which are stored beside the records but not in them: one text file a paper."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Literal

from generator import files
from generator.catalog.index import Catalog
from generator.catalog.records import Paper
from generator.text.texmath import has_stray_dollar, is_balanced

FOLDER = "abstracts"
"""Below the folder of records."""
IGNORE = "# Fetched by `catalog abstracts`; not for the repository.\n*\n"
"""A .gitignore inside the folder, so that every catalogue's repository leaves it out."""

Shown = Literal["none", "records", "fetched"]
"""Which abstracts a site shows: none, those of records, or those that were fetched, too."""


def path(folder: Path, arxiv: str, draft: bool = False) -> Path:
    """Return the file for the abstract of an arXiv paper."""
    return folder / FOLDER / f"{arxiv.replace('/', '-')}{'.draft' * draft}.txt"


def keep(folder: Path, arxiv: str, abstract: str, draft: bool = False) -> None:
    """Write a fetched abstract, "" if arXiv has none.

    A draft is what a listing or a bibliography says; what arXiv says goes before it.
    """
    ignore = folder / FOLDER / ".gitignore"
    if not ignore.exists():
        files.replace(ignore, IGNORE)
    files.replace(path(folder, arxiv, draft), abstract + "\n")


def shown(catalog: Catalog, folder: Path, choice: Shown) -> Catalog:
    """Return the catalogue with the abstracts that the site is set to show."""
    if choice == "records":
        return catalog
    if choice == "none":
        return replace(catalog, papers=tuple(paper.with_abstract(None) for paper in catalog.papers))
    found = dict(_fetched(catalog, folder))
    return replace(catalog, papers=tuple(_with(found, paper) for paper in catalog.papers))


def _fetched(catalog: Catalog, folder: Path) -> Iterator[tuple[str, str]]:
    """Yield arXiv id and abstract of each paper whose abstract is stored only here."""
    for paper in catalog.papers:
        if paper.arxiv and not paper.abstract and (text := _stored(folder, paper.arxiv)):
            yield paper.arxiv, text


def _stored(folder: Path, arxiv: str) -> str:
    """Return the stored abstract that pages can show, "" if there is none."""
    for file in (path(folder, arxiv), path(folder, arxiv, draft=True)):
        text = file.read_text("utf-8", errors="replace").strip() if file.is_file() else ""
        if text and is_balanced(text) and not has_stray_dollar(text):
            return text
    return ""


def _with(abstracts: Mapping[str, str], paper: Paper) -> Paper:
    abstract = abstracts.get(paper.arxiv or "")
    return paper.with_abstract(abstract) if abstract else paper
