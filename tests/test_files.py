"""Files replaced as a whole: their mode and links stay."""

from generator.files import replace, rewrite


def test_a_replaced_file_keeps_its_mode(tmp_path):
    record = tmp_path / "a.yml"
    record.write_text("title: A\n")
    record.chmod(0o640)
    rewrite(record, "title: B\n")
    assert record.read_text() == "title: B\n"
    assert record.stat().st_mode & 0o777 == 0o640


def test_a_link_stays_and_the_file_that_it_leads_to_is_replaced(tmp_path):
    shared, record = tmp_path / "shared/a.yml", tmp_path / "papers/a.yml"
    replace(shared, "title: A\r\n")
    record.parent.mkdir()
    record.symlink_to("../shared/a.yml")
    rewrite(record, "title: B\n")
    assert record.is_symlink()
    assert shared.read_bytes() == b"title: B\r\n"
    assert [path.name for path in record.parent.iterdir()] == ["a.yml"]
