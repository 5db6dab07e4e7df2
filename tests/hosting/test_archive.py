from zipfile import ZipFile

from click.testing import CliRunner

from generator.cli import main


def test_an_archive_holds_the_site_and_is_the_same_for_the_same_site(tmp_path):
    site = tmp_path / "site"
    (site / "papers").mkdir(parents=True)
    (site / "index.html").write_text("home")
    (site / "papers" / "index.html").write_text("papers")
    made = []
    for name in ("one.zip", "two.zip"):
        result = CliRunner().invoke(main, ["site", "archive", str(site), str(tmp_path / name)])
        assert result.exit_code == 0, result.output
        assert "2 files" in result.output
        made.append((tmp_path / name).read_bytes())
    assert made[0] == made[1]
    with ZipFile(tmp_path / "one.zip") as archive:
        assert archive.read("papers/index.html") == b"papers"
