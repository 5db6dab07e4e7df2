"""The nearest papers of the last build, from which those of this one follow.

A new, changed or withdrawn paper is compared with all others, and so is each paper that had it among its
nearest; the others keep theirs, unless the new one is nearer than the last of them.
"""

import os
from pathlib import Path
from typing import NamedTuple
from zipfile import BadZipFile

import numpy as np

from generator.related.matrix import Matrix, Numbers


class Nearest(NamedTuple):
    """The rows nearest to each row of a matrix, and what they were worked out from."""

    ids: Numbers
    digests: Numbers
    others: Numbers
    """Rows, -1 where there are no more."""
    scores: Numbers


def nearest(matrix: Matrix, ids: list[str], most: int, file: Path | None) -> Nearest:
    """Return the nearest rows of each row, from those that a file remembers where they still hold."""
    before = _read(file) if file else None
    updated = _updated(matrix, ids, before) if before and before.others.shape[1:] == (most,) else None
    others, scores = updated or matrix.nearest(range(matrix.size), most)
    found = Nearest(np.array(ids, dtype=str), matrix.digests, others, scores)
    if file:
        _write(file, found)
    return found


def _updated(matrix: Matrix, ids: list[str], before: Nearest) -> tuple[Numbers, Numbers] | None:
    """Return the nearest rows and their scores, None if too little stayed as it was."""
    former = {id: row for row, id in enumerate(before.ids.tolist())}
    old = np.array([former.get(id, -1) for id in ids], dtype=np.int64)
    same = (old >= 0) & (np.append(before.digests, 0)[old] == matrix.digests)
    if 2 * np.count_nonzero(same) < matrix.size:
        return None
    now = np.full(len(former) + 1, -1)
    now[old[same]] = np.flatnonzero(same)
    others, scores = now[before.others[old]], before.scores[old]
    lost = ((others < 0) & (scores >= 0)).any(axis=1)
    others[~same | lost], scores[~same | lost] = matrix.nearest(
        np.flatnonzero(~same | lost), most=others.shape[1]
    )
    keys = matrix.keys(others, scores)
    for row in np.flatnonzero(~same).tolist():
        offered = matrix.keys(np.array(row), matrix.scores(row))
        nearer = same & ~lost & (offered > keys[:, -1])
        keys[nearer, -1] = offered[nearer]
        keys[nearer] = -np.sort(-keys[nearer])
    return matrix.rows_and_scores(keys)


def _read(file: Path) -> Nearest | None:
    try:
        with file.open("rb") as opened, np.load(opened, allow_pickle=False) as arrays:
            return Nearest(*(arrays[name] for name in Nearest._fields))
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        return None  # there is none, or not one of this version


def _write(file: Path, found: Nearest) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_suffix(f".{os.getpid()}.npz")
    np.savez(new, **found._asdict())
    new.replace(file)
