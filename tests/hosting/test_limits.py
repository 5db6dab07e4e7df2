"""`catalog site check`: whether a site fits its host."""

from dataclasses import replace

from click.testing import CliRunner

from generator.cli import main
from generator.hosting import limits


def test_a_small_site_fits_every_host(tmp_path):
    (tmp_path / "papers/one").mkdir(parents=True)
    (tmp_path / "papers/one/index.html").write_text("x")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git/config").write_text("x")
    result = CliRunner().invoke(main, ["site", "check", str(tmp_path)])
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "1 file, 0 MB",
        "GitHub Pages: fits",
        "Cloudflare Pages, free: fits",
        "Netlify: fits",
        "GitLab Pages on gitlab.com: fits",
    ]


def test_a_file_that_is_too_large_for_a_host_is_named(tmp_path):
    with (tmp_path / "papers.json").open("wb") as file:
        file.truncate(26 * 1024**2)
    result = CliRunner().invoke(main, ["site", "check", str(tmp_path), "--host", "cloudflare"])
    assert result.exit_code == 1
    assert "papers.json has 26.0 MiB; expected at most 25 MiB a file" in result.stdout
    assert "Set `files: packed`" in result.stdout
    (tmp_path / "api/v1/citations").mkdir(parents=True)
    (tmp_path / "api/v1/citations/0.json").touch()
    result = CliRunner().invoke(main, ["site", "check", str(tmp_path), "--host", "cloudflare"])
    assert "packed already" in result.stdout
    assert CliRunner().invoke(main, ["site", "check", str(tmp_path), "--host", "github"]).exit_code == 0


def test_every_limit_is_looked_at(tmp_path):
    for number in range(3):
        (tmp_path / f"{number}.html").write_text("x" * 10)
    size = limits.measure(tmp_path)
    for figure, least in {"site": 29, "files": 2, "entries": 2, "in_folder": 2, "file": 9}.items():
        beyond = replace(limits.Limits("A host"), **{figure: least})
        assert len(list(limits.excesses(size, beyond))) == 1
        within = replace(limits.Limits("A host"), **{figure: least + 1})
        assert list(limits.excesses(size, within)) == []
