"""Records parsed before are not parsed again, and never mistaken for others."""

from generator.yamlfiles.known import KnownDocuments


def test_texts_are_known_by_what_they_hold(tmp_path):
    store = tmp_path / "records.json"
    first = KnownDocuments(store)
    assert first.parse("a: 1\n", "one.yml").data == {"a": "1"}
    first.write()
    again = KnownDocuments(store)
    assert again.parse("a: 1\n", "other.yml").data == {"a": "1"}
    assert again.parse("a: 2\n", "one.yml").data == {"a": "2"}
    assert again.parse("a: 1\nb: 2\n", "one.yml").line(("b",)) == 2


def test_a_spoilt_store_is_no_store(tmp_path):
    store = tmp_path / "records.json"
    for spoilt in (b"", b"\xff", b"[1]", b"{"):
        store.write_bytes(spoilt)
        assert KnownDocuments(store).parse("a: 1\n", "one.yml").data == {"a": "1"}
