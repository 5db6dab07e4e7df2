import pytest

from generator.errors import CatalogError, Problem
from generator.importers.draft import Draft
from generator.importers.services import daily_papers
from generator.importers.services.client import Client
from server import ABSTRACT, HTML, says, serve, status

services = pytest.fixture(serve)
DAY = "2026-03-12"


def fetch(day=DAY):
    with Client() as client:
        return daily_papers.fetch(day, client)


def test_a_day_becomes_a_source_in_the_lists_order(services):
    services.add_daily(DAY, "2603.00002", title="An Invented\nPaper", summary="One.\n\nTwo for $5.")
    services.add_daily(
        DAY, "2603.00001", githubRepo="https://github.com/a/b", projectPage="https://example.org/x"
    )
    services.add_daily("2026-03-13", "2603.00009")
    source = fetch()
    assert (source.title, source.origin) == ("Daily Papers, 12 March 2026", "Hugging Face Daily Papers")
    assert (source.url, source.date) == ("https://huggingface.co/papers/date/2026-03-12", DAY)
    assert (source.file, source.skipped) == (f"{services.base}/daily", ())
    assert source.drafts == (
        Draft(
            title="An Invented Paper",
            authors=("Ada Lovelace",),
            published="2026-03-10",
            arxiv="2603.00002",
            abstract="One.\n\nTwo for \\$5.",
        ),
        Draft(
            title="Invented Paper 2603.00001",
            authors=("Ada Lovelace",),
            published="2026-03-10",
            arxiv="2603.00001",
            code="https://github.com/a/b",
            project="https://example.org/x",
            abstract=ABSTRACT.replace("\n", " "),
        ),
    )


def test_a_long_day_is_read_page_by_page(services):
    ids = [f"2603.{number:05d}" for number in range(230)]
    services.add_daily(DAY, *ids)
    assert [draft.arxiv for draft in fetch().drafts] == ids
    assert [request.query["p"] for request in services.requests] == ["0", "1", "2"]


def test_a_service_that_knows_no_pages_is_not_asked_for_ever(services):
    services.add_daily(DAY, *(f"2603.{number:05d}" for number in range(100)))
    services.always = says(services.answer("/daily", {"date": DAY, "limit": "100", "p": "0"})[1])
    assert len(fetch().drafts) == 100
    assert len(services.requests) == 2


def test_what_cannot_be_used_is_said_with_its_place(services):
    services.add_daily(DAY, "2603.00001", "10.1000/x", "2613.00001")
    services.add_daily(DAY, "2603.00002", title=" ")
    services.days[DAY] += [{"title": "no paper"}, None, {"paper": {"id": 5, "title": "x"}}]
    source = fetch()
    assert [draft.arxiv for draft in source.drafts] == ["2603.00001"]
    assert [(message.field, message.wrong) for message in source.skipped] == [
        ("entry 2", '"10.1000/x" is not an arXiv id'),
        ("entry 3", '"2613.00001" names the month 13'),
        ("2603.00002", "has no title"),
        ("entry 5", '"" names no paper'),
        ("entry 6", '"" names no paper'),
        ("entry 7", '"5" names no paper'),
    ]


def test_a_draft_holds_only_what_a_record_can_hold(services):
    authors = [{"name": "A B"}, {"name": "Hidden", "hidden": True}, {"name": "\x07"}]
    services.add_daily(
        DAY, "2603.00001", authors=authors, githubRepo="a/b", publishedAt="soon", projectPage=None
    )
    (draft,) = fetch().drafts
    assert (draft.authors, draft.code, draft.project, draft.published) == (("A B",), None, None, None)
    assert draft.remarks == (
        'authors: "Hidden" left out, Daily Papers hides this name',
        'took control characters out of the author "\\x07"',
        'authors: "\\x07" left out, it has no letter',
        'published: left out, "soon" is not a date',
        'code: left out, "a/b" is not a web address',
    )


def test_a_day_without_papers_is_said(services):
    source = fetch()
    assert source.drafts == ()
    assert [(message.field, message.wrong) for message in source.skipped] == [(DAY, "has no papers")]


@pytest.mark.parametrize(
    ("answer", "field", "wrong"),
    [
        (status(400, body=b'{"error":"Invalid date"}'), DAY, "Invalid date"),
        (HTML, "answer", "<!DOCTYPE html>"),
        (says('{"papers": []}'), "answer", "answered with"),
        (says('[{"paper": {'), "answer", "answered with"),
        (status(503), "answer", "is busy (503), tried 5 times"),
    ],
)
def test_answers_that_are_no_list_end_in_a_message(services, answer, field, wrong):
    services.always = answer
    with pytest.raises(CatalogError) as caught:
        fetch()
    (message,) = caught.value.messages
    assert (message.file, message.field) == (f"{services.base}/daily", field)
    assert wrong in message.wrong


@pytest.mark.parametrize("day", ["2026-02-30", "2026-03", "yesterday"])
def test_only_days_have_papers(services, day):
    with pytest.raises(Problem):
        fetch(day)
    assert services.requests == []
