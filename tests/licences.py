"""The licences of all packages that a site needs, as a page: python tests/licences.py docs/about/licences.md."""

import re
import sys
from importlib.metadata import metadata
from pathlib import Path

from support import ROOT

PAGE = """\
---
title: Licences
description: The licences of the packages that a site is built with.
---

# Licences

Papershelf is under the MIT licence. It is built on these packages, which `requirements.lock` pins. Its own packages
hold none of them; a site holds parts of Material for MkDocs and letters of Source Serif Pro. `python tests/licences.py docs/about/licences.md` writes this page.

| package | licence |
| --- | --- |
"""
SHORT = {
    "MIT License": "MIT",
    "The MIT License (MIT)": "MIT",
    "BSD License": "BSD-3-Clause",
    "BSD": "BSD-3-Clause",
    "3-Clause BSD License": "BSD-3-Clause",
    "Apache Software License": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "PSFL": "PSF-2.0",
    "The Unlicense (Unlicense)": "Unlicense",
    "ISC License (ISCL)": "ISC",
}


def pinned(lock="requirements.lock"):
    """Return the names of the packages that a lock pins for this machine."""
    text = (ROOT / lock).read_text("utf-8")
    return sorted(re.findall(r"^([A-Za-z0-9._-]+)==", text, re.M))


def licence(name):
    """Return a package's licence as it says it itself, by its short name where it has one."""
    told = metadata(name)
    classified = [
        line.split(" :: ")[-1]
        for line in told.get_all("Classifier") or ()
        if line.startswith("License ::")
    ]
    named = told.get("License-Expression") or next(
        (
            line
            for line in (told.get("License"), *classified)
            if line and "\n" not in line.strip() and line not in ("OSI Approved", "UNKNOWN")
        ),
        "",
    )
    return SHORT.get(named.strip(), named.strip()) or "not told"


def page():
    """Return the page."""
    return PAGE + "".join(f"| {name} | {licence(name)} |\n" for name in pinned())


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), "utf-8")
