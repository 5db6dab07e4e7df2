import json

from generator.engine import offline


def test_the_manifest_lists_what_readers_need(tmp_path):
    files = {
        "index.html": "a",
        "worker.js": "b",
        "papers/x/index.html": "c",
        "papers/x.bib": "d",
        "search/edition.json": "e",
        "docs/figure.png": "f",
        "papers/x.json": "-",
        "papers.bib": "-",
        "api/v1/papers.json": "-",
        "feeds/all.atom": "-",
        "themes/x.png": "-",
        "sitemap.xml.gz": "-",
        ".cache/x.js": "-",
    }
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    offline.write(tmp_path)
    first = (tmp_path / "offline-files.json").read_text()
    manifest = json.loads(first)
    summary = json.loads((tmp_path / "offline.json").read_text())
    assert summary == {"edition": manifest["edition"], "files": 6, "bytes": 6}
    assert [path for path, _, _ in manifest["files"]] == sorted(p for p in files if files[p] != "-")
    assert {size for _, _, size in manifest["files"]} == {1}
    offline.write(tmp_path)
    assert (tmp_path / "offline-files.json").read_text() == first
    (tmp_path / "index.html").write_text("z")
    offline.write(tmp_path)
    assert json.loads((tmp_path / "offline.json").read_text())["edition"] != manifest["edition"]
