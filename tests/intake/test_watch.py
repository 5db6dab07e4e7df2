"""New papers like those of the catalogue: found, drafted with reasons, and not proposed twice."""

import pytest

from generator.catalog.shelf import load
from generator.intake.watch import read_proposed
from server import HTML, serve, status
from support import errors, run

services = pytest.fixture(serve)
ALIKE = "Neural tangent kernels of wide networks under gradient descent"
DAY = "2026-11-20"


@pytest.fixture
def folder(toy):
    return toy / "catalog"


def watch(folder, *args):
    return run("watch", *args, "--catalog", str(folder), "--added", "2026-11-21")


def known(folder):
    return {paper.arxiv for paper in load(folder).catalog.papers}


def add_many(services):
    services.add_daily(DAY, "2611.00001", title=ALIKE)
    services.add_daily(DAY, "2611.00002", title="Soups of the Middle Ages", summary="Leek and barley.")
    services.add_daily(DAY, "1806.07572", title="Known already")


def test_the_paper_that_fits_becomes_a_draft_with_its_reasons(services, folder):
    add_many(services)
    result = watch(folder, "--daily", DAY)
    assert result.exit_code == 0, result.output
    assert "2611.00001" in known(folder)
    assert "2611.00002" not in known(folder)
    assert "new        papers/neural-tangent-kernels-of-wide-networks" in result.stdout
    assert 'nearest papers: "Neural' in result.stdout
    assert "  theme neural-tangent-kernel: the title says " in result.stdout
    expected = "3 papers read: 1 known, 0 proposed before, 1 below 0.5, 0 left over, 1 drafted\n"
    assert result.stderr == expected
    assert errors(folder) == []
    assert load(folder).catalog.paper["2611.00001"].review


def test_what_a_curator_deletes_is_not_proposed_again(services, folder):
    add_many(services)
    watch(folder, "--daily", DAY)
    (record,) = folder.glob("papers/neural-tangent-kernels-of-wide-*.yml")
    record.unlink()
    result = watch(folder, "--daily", DAY)
    assert "1 known, 1 proposed before, 1 below 0.5, 0 left over, 0 drafted" in result.stderr
    assert not record.exists()
    assert read_proposed(folder) == {"2611.00001"}


def test_an_id_written_down_by_hand_is_never_proposed(services, folder):
    add_many(services)
    (folder / "proposed.txt").write_text("# not for us\n2611.00001\n", "utf-8")
    assert " 0 drafted" in watch(folder, "--daily", DAY).stderr


def test_no_more_papers_come_than_wanted_and_the_rest_comes_next_time(services, folder):
    for number in range(1, 4):
        services.add_daily(DAY, f"2611.0000{number}", title=f"{ALIKE}, part {number}")
    assert "1 left over, 2 drafted" in watch(folder, "--daily", DAY, "--most", "2").stderr
    assert "0 left over, 1 drafted" in watch(folder, "--daily", DAY, "--most", "2").stderr
    assert watch(folder, "--daily", DAY, "--least", "9").stderr.endswith(" 0 drafted\n")


def test_a_dry_run_writes_nothing(services, folder):
    add_many(services)
    before = sorted(folder.rglob("*"))
    assert "# papers/neural-tangent-kernels-of-wide" in watch(folder, "--daily", DAY, "--dry-run").stdout
    assert sorted(folder.rglob("*")) == before


def test_a_category_is_read_from_the_first_day_on_page_by_page(services, folder):
    for number in range(1, 602):
        facts = {"title": f"Soup {number}", "summary": "Leek.", "published": "2026-11-18T12:00:00Z"}
        services.add_arxiv(f"2611.{number:05}", categories=["cs.LG"], **facts)
    services.add_arxiv("2611.00700", title=ALIKE, published="2026-11-19T12:00:00Z")
    services.add_arxiv("2611.00701", title=f"{ALIKE}, early", published="2026-11-01T12:00:00Z")
    services.add_arxiv("2611.00702", title=f"{ALIKE}, elsewhere", categories=["cs.CR"])
    result = watch(folder, "--category", "cs.LG", "--since", "2026-11-14")
    assert "602 papers read: 0 known, 0 proposed before, 601 below 0.5, 0 left" in result.stderr
    assert [request.query["start"] for request in services.requests] == ["0", "500"]
    assert "2611.00700" in known(folder)


@pytest.mark.parametrize("fault", [status(503), HTML], ids=["503", "html"])
def test_a_service_that_fails_costs_only_its_own_part(services, folder, fault):
    add_many(services)
    services.faults = [None] + [fault] * 5
    result = watch(folder, "--daily", DAY, "--category", "cs.LG")
    assert (result.exit_code, "2611.00001" in known(folder)) == (1, True)
    assert f"{services.base}/arxiv: answer: " in result.stderr


def test_a_day_without_papers_is_no_failure(services, folder):
    result = watch(folder, "--daily", "2026-11-15")
    assert (result.exit_code, result.stderr.endswith("0 drafted\n")) == (0, True)


@pytest.mark.parametrize(
    ("args", "said"),
    [((), "nothing to read"), (("--category", "cs.LG OR all"), "is not an arXiv category")],
)
def test_wrong_usage_is_told(folder, args, said):
    result = watch(folder, *args)
    assert (result.exit_code, said in result.stderr) == (2, True)
