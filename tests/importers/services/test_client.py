import pytest

from generator.errors import CatalogError
from generator.importers.services.client import Client, Patience, Service
from server import CLOSED, CUT, HTML, Fault, redirect, says, serve, slow, status

services = pytest.fixture(serve)
ARXIV = Service("arXiv", "PAPERSHELF_ARXIV_API", "https://export.arxiv.org/api/query", pause=3)
QUERY = {"id_list": "2401.00001", "max_results": "1"}
QUICK = Patience(pause=0.01, timeout=60)


def ask(patience=QUICK, said=None):
    with Client(patience, (said if said is not None else []).append) as client:
        return client.get(ARXIV, query=QUERY)


def complaint(patience=QUICK):
    with pytest.raises(CatalogError) as caught:
        ask(patience)
    (message,) = caught.value.messages
    return message


def test_a_client_says_who_asks(services):
    ask()
    assert services.requests[0].agent.startswith("papershelf/")


def test_requests_to_one_service_keep_its_pause(services):
    with Client(Patience(pause=0.2)) as client:
        for _ in range(3):
            client.get(ARXIV, query=QUERY)
    assert all(gap > 0.1 for gap in services.gaps())


def test_another_service_need_not_wait(services):
    crossref = Service("Crossref", "PAPERSHELF_ARXIV_API", "", pause=3)
    with Client(Patience(pause=600)) as client:
        client.get(ARXIV, query=QUERY)
        client.get(crossref, query=QUERY)
    assert services.gaps()[0] < 300


def test_a_busy_service_is_asked_again_after_the_time_it_wants(services):
    services.faults = [status(429, {"Retry-After": "1"})]
    said = []
    assert ask(said=said).status == 200
    assert said == ["arXiv is busy (429), trying again in 1 s"]
    assert services.gaps()[0] > 0.9


def test_a_date_to_wait_for_counts_from_the_answers_own(services):
    dates = {"Date": "Thu, 12 Mar 2026 10:00:00 GMT", "Retry-After": "Thu, 12 Mar 2026 12:00:00 GMT"}
    services.faults = [Fault(429, headers=dates)]
    assert "asks us to wait" in complaint().wrong
    assert len(services.requests) == 1


def test_waits_double_from_twice_the_pause(services):
    services.faults = [status(503), CLOSED, status(500)]
    said = []
    ask(Patience(pause=0.02), said)
    assert said == [
        "arXiv is busy (503), trying again in 0.04 s",
        "arXiv broke the connection, trying again in 0.08 s",
        "arXiv is busy (500), trying again in 0.16 s",
    ]
    assert [gap > wait for gap, wait in zip(services.gaps(), (0.04, 0.08, 0.16), strict=True)] == [
        True
    ] * 3


@pytest.mark.parametrize(
    ("fault", "wrong"),
    [
        (status(503), "is busy (503), tried 5 times"),
        (status(429, {"Retry-After": "soon"}), "is busy (429), tried 5 times"),
        (CLOSED, "broke the connection, tried 5 times"),
        (CUT, "broke the connection, tried 5 times"),
        (
            Fault(body=b"no gzip", headers={"Content-Encoding": "gzip"}),
            "broke the connection, tried 5 times",
        ),
        (status(403), "answered with status 403"),
        (redirect("file:///etc/passwd"), "sends us to what is not a web address"),
        (redirect("http://[::1"), "sends us to what is not a web address"),
        (redirect("/arxiv"), "sends us from address to address"),
    ],
)
def test_what_stays_wrong_is_said_with_the_address(services, fault, wrong):
    services.always = fault
    message = complaint()
    assert (message.file, message.field, message.wrong) == (f"{services.base}/arxiv", "answer", wrong)


def test_a_service_that_is_not_there(services, monkeypatch):
    monkeypatch.setenv("PAPERSHELF_ARXIV_API", "http://127.0.0.1:9/")
    assert complaint().wrong == "broke the connection, tried 5 times"


def test_a_slow_answer_is_given_up_and_asked_for_again(services):
    services.always = slow(3600)
    assert complaint(Patience(pause=0.01, timeout=0.1, attempts=2)).wrong == (
        "did not answer within 0.1 s, tried 2 times"
    )


def test_an_answer_that_drips_is_given_up_as_a_whole(services):
    services.always = Fault(body=b"x" * 100_000, drip=0.02)
    message = complaint(Patience(pause=0.01, timeout=60, whole=0.2, attempts=1))
    assert message.wrong == "took more than 0.2 s to answer"


def test_a_huge_answer_is_not_read_to_its_end(services):
    services.always = says(b"x" * 3_000_000)
    message = complaint(Patience(pause=0.01, largest=1_000_000))
    assert message.wrong == "answered with more than 1 MB"


def test_redirects_are_followed(services):
    services.faults = [redirect(f"{services.base}/arxiv?id_list=2401.00001&max_results=1")]
    assert ask().status == 200
    assert len(services.requests) == 2


def test_other_answers_are_the_callers_if_it_wants_them(services):
    services.always = Fault(404, b"none")
    with Client(QUICK) as client:
        answer = client.get(ARXIV, query=QUERY, accept=frozenset({404}))
    assert (answer.status, answer.body) == (404, b"none")


def test_any_body_with_status_200_is_an_answer(services):
    services.always = HTML
    assert ask().body.startswith(b"<!DOCTYPE html>")


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "ftp://example.org", "example.org", "http://", "http://[x"]
)
def test_only_web_addresses_serve(monkeypatch, address):
    monkeypatch.setenv("PAPERSHELF_ARXIV_API", address)
    message = complaint()
    assert (message.file, message.field) == ("environment", "PAPERSHELF_ARXIV_API")


@pytest.mark.parametrize("value", ["nan", "-1", "inf", "soon", "1e9"])
@pytest.mark.parametrize("variable", ["PAPERSHELF_PAUSE", "PAPERSHELF_TIMEOUT"])
def test_times_in_the_environment_are_checked(monkeypatch, variable, value):
    monkeypatch.setenv(variable, value)
    with pytest.raises(CatalogError) as caught:
        Client()
    assert caught.value.messages[0].wrong == f'holds "{value}"'


def test_times_come_from_the_environment(services):
    assert Patience.from_environment() == Patience(pause=0.01, timeout=60, whole=600)
