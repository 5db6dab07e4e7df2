import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.bibliography.pasted_ids import Wanted, parse
from generator.errors import Problem

NEW = st.from_regex(r"(1[5-9]|2[0-5])(0[1-9]|1[0-2])\.[0-9]{5}", fullmatch=True)
OLD = st.from_regex(r"(math|hep-th|cond-mat)/0[0-6](0[1-9]|1[0-2])[0-9]{3}", fullmatch=True)
FORMS = [
    "{}", " {} ", "{}v2", "arXiv:{}", "arxiv: {}v12", "arXiv:{}v1 [cs.LG]", "https://arxiv.org/abs/{}",
    "http://www.arxiv.org/abs/{}v3", "https://export.arxiv.org/abs/{}?context=cs#top", "https://arxiv.org/pdf/{}",
    "https://arxiv.org/pdf/{}v2.pdf", "https://arxiv.org/pdf/{}.pdf?download=1", "https://arxiv.org/html/{}v1#S2",
    "arxiv.org/abs/{}/", "HTTPS://ARXIV.ORG/abs/{}", "10.48550/arXiv.{}", "doi:10.48550/ARXIV.{}",
    "https://alphaxiv.org/abs/{}v1", "https://ar5iv.labs.arxiv.org/html/{}", "https://ar5iv.org/abs/{}",
    "https://doi.org/10.48550/arXiv.{}", "https://huggingface.co/papers/{}", "http://hf.co/papers/{}?utm=x",
]  # fmt: skip


@given(NEW | OLD, st.sampled_from(FORMS))
def test_every_form_of_an_arxiv_id_names_it(id, form):
    assert parse(form.format(id)) == Wanted("arxiv", id)


def test_the_subject_class_of_an_old_id_is_no_part_of_it():
    assert parse("math.GT/0309136v1") == Wanted("arxiv", "math/0309136")


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("10.1000/j.x.2024.01", "10.1000/j.x.2024.01"),
        ("doi:10.1000/X(1)2", "10.1000/X(1)2"),
        ("DOI: 10.1000/a?b#c", "10.1000/a?b#c"),
        ("https://doi.org/10.1000/x?from=mail", "10.1000/x"),
        ("http://dx.doi.org/10.1000%2Fa%3C1%3E", "10.1000/a<1>"),
        ("doi.org/10.48551/arxiv.1", "10.48551/arxiv.1"),
        ("https://www.nature.com/articles/s41586-021-03819-2", "10.1038/s41586-021-03819-2"),
        ("https://www.nature.com/articles/nature14539.pdf", "10.1038/nature14539"),
        ("https://dl.acm.org/doi/10.1145/3292500.3330701", "10.1145/3292500.3330701"),
        ("https://dl.acm.org/doi/pdf/10.1145/3292500.3330701?download=true", "10.1145/3292500.3330701"),
        ("https://link.springer.com/article/10.1007/BF00994018#Abs1", "10.1007/BF00994018"),
        ("https://link.springer.com/content/pdf/10.1007/BF00994018.pdf", "10.1007/BF00994018"),
        ("https://journals.aps.org/prl/abstract/10.1103/PhysRevLett.116.061102", "10.1103/PhysRevLett.116.061102"),
        ("https://onlinelibrary.wiley.com/doi/full/10.1002/cpa.1/full", "10.1002/cpa.1"),
        ("https://www.biorxiv.org/content/10.1101/2020.01.01.123456v2.full.pdf", "10.1101/2020.01.01.123456"),
        ("https://aclanthology.org/2020.acl-main.703/", "10.18653/v1/2020.acl-main.703"),
        ("https://aclanthology.org/N19-1423.pdf", "10.18653/v1/N19-1423"),
    ],
)  # fmt: skip
def test_dois(text, doi):
    assert parse(text) == Wanted("doi", doi)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("", '"" names no paper'),
        ("Attention to Invented Things", '"Attention to Invented Things" names no paper'),
        ("https://example.org/abs/2401.00001", '"https://example.org/abs/2401.00001" names no paper'),
        ("https://openreview.net/forum?id=YicbFdNTTy", '"https://openreview.net/forum?id=YicbFdNTTy" names no paper'),
        ("https://arxiv.org/list/cs.LG/new", '"https://arxiv.org/list/cs.LG/new" names no paper'),
        ("https://evil.example/arxiv.org/abs/2401.00001", '"https://evil.example/arxiv.org/abs/2401.00001" names no paper'),
        ("2413.00001", '"2413.00001" names the month 13'),
        ("arXiv:1401.00001", '"1401.00001" cannot be an id of 2014-01'),
        ("２４０１.00001", '"２４０１.00001" names no paper'),
        ("10.1000/a b", '"10.1000/a b" is not a DOI'),
        ("2401.00001\x1b[2J", '"2401.00001\\x1b[2J" names no paper'),
    ],
)  # fmt: skip
def test_what_names_no_paper_is_explained(text, wrong):
    with pytest.raises(Problem) as caught:
        parse(text)
    problem = caught.value
    assert problem.wrong == wrong
    assert problem.expected.startswith("expected")
    assert problem.remedy


@given(st.text(max_size=80) | st.text("arxivdo:/.10 v[]%?#24\\", max_size=60))
def test_any_text_is_read_or_refused(text):
    try:
        wanted = parse(text)
    except Problem:
        return
    assert parse(wanted.id) == wanted


def test_very_long_text_is_refused_at_once():
    for text in (
        " " * 300_000 + "x",
        "a" + " " * 300_000 + "[",
        "v1" * 300_000,
        "arxiv.org/abs/" + "[" * 300_000,
    ):
        with pytest.raises(Problem):
            parse(text)
