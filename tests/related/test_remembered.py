"""Nearest papers that follow from those of the last build: the same as if all were compared anew."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.related import remembered
from generator.related.matrix import Matrix

MOST = 3
ROWS = st.dictionaries(st.sampled_from("abcd"), st.sampled_from((0.25, 0.5, 0.5001)), min_size=1)
SHELVES = st.dictionaries(st.sampled_from([f"paper-{n:02}" for n in range(12)]), ROWS, min_size=1)


def nearest(shelf, file=None):
    ids = sorted(shelf)
    return remembered.nearest(Matrix(shelf[id] for id in ids), ids, MOST, file)


@given(before=SHELVES, changes=st.lists(SHELVES, min_size=1, max_size=3))
def test_a_change_gives_what_comparing_all_gives(tmp_path_factory, before, changes):
    file = tmp_path_factory.mktemp("nearest") / "nearest.npz"
    nearest(before, file)
    for change in changes:
        # A changed row loses what is odd, so that some change and some go.
        before = {id: row for id, row in before.items() if id not in change or "a" in row} | change
        found, anew = nearest(before, file), nearest(before)
        assert np.array_equal(found.others, anew.others)
        assert np.array_equal(found.scores, anew.scores)


def test_what_did_not_change_is_not_compared_again(tmp_path, monkeypatch):
    shelf = {f"paper-{n:02}": {"a": 0.25 + n / 100, f"b{n % 4}": 0.5} for n in range(40)}
    file = tmp_path / "nearest.npz"
    nearest(shelf, file)
    compared = []
    scores = Matrix.scores
    monkeypatch.setattr(
        Matrix, "scores", lambda matrix, row: compared.append(row) or scores(matrix, row)
    )
    nearest(shelf | {"paper-99": {"a": 0.1}}, file)
    assert compared.count(40) == 2
    assert len(compared) < 10


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04 cut off"])
def test_a_damaged_store_is_made_anew(tmp_path, content):
    file = tmp_path / "nearest.npz"
    file.write_bytes(content)
    shelf = {"one": {"a": 0.5}, "two": {"a": 0.25}}
    assert nearest(shelf, file).others.tolist() == nearest(shelf).others.tolist()
    assert nearest(shelf, file).others.tolist() == nearest(shelf).others.tolist()
