"""Venues under all the names that bibliographies give them."""

import pytest

from generator.bibliography import venue_names
from generator.bibliography.venues import venue

DBLP = "Advances in Neural Information Processing Systems 30: Annual Conference on Neural Information Processing Systems 2017, December 4-9, 2017, Long Beach, CA, USA"


@pytest.mark.parametrize(
    ("container", "year", "short"),
    [
        (DBLP, "2017", "NeurIPS 2017"),
        ("Advances in Neural Information Processing Systems", "2012", "NeurIPS 2012"),
        (
            "9th International Conference on Learning Representations, ICLR 2021, Virtual Event",
            "2021",
            "ICLR 2021",
        ),
        (
            "Proceedings of the 34th International Conference on Machine Learning, ICML 2017",
            "2017",
            "ICML 2017",
        ),
        (
            "Proceedings of the 58th Annual Meeting of the Association for Computational Linguistics",
            "2020",
            "ACL 2020",
        ),
        ("2016 IEEE Conference on Computer Vision and Pattern Recognition (CVPR)", "2016", "CVPR 2016"),
    ],
)
def test_a_conference_has_one_short_name(container, year, short):
    assert venue(container, year, "conference") == short


@pytest.mark.parametrize(
    "container",
    [
        "International Conference on Machine Learning and Applications",
        "NeurIPS 2019 Workshop of the Conference on Neural Information Processing Systems",
        "Findings of the Association for Computational Linguistics: EMNLP 2023",
        "Invented Conference on Nowhere",
    ],
)
def test_what_is_another_meeting_keeps_its_name(container):
    assert container in venue(container, "2019", "conference")


@pytest.mark.parametrize("short", venue_names.CONFERENCES)
def test_a_full_name_leads_back_to_the_short_one(short):
    assert venue(venue_names.full_name(short), "2019", "conference") == f"{short} 2019"
