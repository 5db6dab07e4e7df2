"""The page of licences names every package that a site needs, none without a licence that lets us use it."""

import re

from licences import licence, pinned
from support import ROOT

FREE = re.compile(r"MIT|BSD|0BSD|Apache|MPL|PSF|ISC|OFL|Artistic|HPND|Unlicense|Zlib|CC0")


def test_every_pinned_package_is_listed_with_its_licence():
    text = (ROOT / "docs/about/licences.md").read_text("utf-8")
    listed = dict(re.findall(r"^\| ([A-Za-z0-9._-]+) \| (.+) \|$", text, re.M))
    listed = {name: found for name, found in listed.items() if name not in ("package", "---")}
    assert [*listed] == pinned(), "run python tests/licences.py docs/about/licences.md"
    assert all(map(FREE.search, listed.values()))


def test_no_package_says_otherwise():
    assert [name for name in pinned() if not FREE.search(licence(name))] == []
