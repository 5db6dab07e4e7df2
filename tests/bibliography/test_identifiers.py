import pytest

from generator.bibliography import identifiers
from generator.errors import Problem

GOOD = {
    identifiers.check_arxiv: [
        "2006.10000",
        "0704.0001",
        "1412.9999",
        "1501.00001",
        "hep-th/9901001",
        "math.GT/0309136",
    ],
    identifiers.check_doi: [
        "10.1038/s41586-019-0980-2",
        "10.1002/(SICI)1097-4636(199823)43:4<1::AID-X>3.0.CO;2-3"[:40].split("<")[0],
    ],
    identifiers.check_slug: ["a", "operator-learning", "7-papers"],
    identifiers.check_category: ["cs.LG", "math-ph", "cond-mat.stat-mech", "hep-th"],
    identifiers.check_url: ["https://example.org/a?b=c#d", "http://example.org:8080"],
    identifiers.check_date: ["2024", "2024-02", "2024-02-29"],
    identifiers.check_day: ["2024-02-29"],
    identifiers.check_listing_date: ["2024", "XXXX-02-29"],
}
BAD = {
    identifiers.check_arxiv: [
        "2006.10000v2", "2013.00001", "1412.00001", "1501.0001", "0703.0001", "hep-th/0704001",
        "arXiv:2006.10000", "https://arxiv.org/abs/2006.10000", "2006.1000", "２００６.10000", "hep-th/9013001",
    ],
    identifiers.check_doi: ["https://doi.org/10.1038/x", "10.1038", "10.1038/a b", "doi:10.1038/x"],
    identifiers.check_slug: ["", "Two Words", "a--b", "-a", "a_b", "é", "a/../b"],
    identifiers.check_category: ["LG", "cs.", "cs LG"],
    identifiers.check_url: [
        "javascript:alert(1)", "ftp://example.org", "//example.org", "example.org", "https://", "https://a b.org",
        'https://example.org/"onclick=', "https://example.org/<b>", "https://[::1", "https://user@example.org",
        "https://example.org:port/", "data:text/html,x", "https://localhost",
    ],
    identifiers.check_date: ["2024-02-30", "2024-13", "24", "2024-2-1", "2024/02/01", "0001", "２０２４"],
    identifiers.check_day: ["2024", "2024-02", "2024-02-30"],
    identifiers.check_listing_date: ["XXXX-02-30", "XXXX-02", "Mar 12"],
}  # fmt: skip


@pytest.mark.parametrize(("check", "value"), [(c, v) for c, values in GOOD.items() for v in values])
def test_well_formed_values_come_back(check, value):
    assert check(value) == value


@pytest.mark.parametrize(("check", "value"), [(c, v) for c, values in BAD.items() for v in values])
def test_ill_formed_values_are_refused_in_three_parts(check, value):
    with pytest.raises(Problem) as caught:
        check(value)
    problem = caught.value
    assert all([problem.wrong, problem.expected, problem.remedy])


@pytest.mark.parametrize(
    ("id", "month"), [("2006.10000", "2020-06"), ("hep-th/9901001", "1999-01"), ("x", None)]
)
def test_month_of_an_arxiv_id(id, month):
    assert identifiers.arxiv_month(id) == month
