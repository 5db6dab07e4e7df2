import pytest

from generator.catalog.proper_names import ProperNames

TEXTS = (
    "We follow Koopman and Lagrangian mechanics. Networks are networks.",
    "It quotes Deep Networks once; networks and deep learning stay small, as deep as they are. [[Novel-Id]] is Novel.",
)
NAMES = ProperNames(lambda: TEXTS)


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("Limits and Powers of Koopman Networks", {"Koopman"}),
        ("Koopman Methods", set()),
        ("Reduced Operators: Lagrangian Dynamics on Sparse Graphs", {"Lagrangian"}),
        ("A study of deep nets with Koopman operators by Unheard", {"Koopman", "Unheard"}),
        ("A study of small graphs using Deep Learning", set()),
        ("On $Koopman$ Spectra", set()),
    ],
)
def test_names_are_told_by_the_sentences_of_the_catalogue(title, names):
    assert NAMES.among(title) == names
