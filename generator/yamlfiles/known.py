"""What files were parsed to before, so that only those that changed are parsed again.

Kept by a digest of the text and of the parser itself: another text or another version is never mistaken
for it. The file is safe to remove at any time.
"""

import json
from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Any

from generator import files
from generator.yamlfiles import read as yamlfile
from generator.yamlfiles.read import Document

PARSER = blake2b(Path(yamlfile.__file__).read_bytes()).digest()


class KnownDocuments:
    """Parses texts, and remembers in a file what they hold."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self._before = _read(file) if file else {}
        self._now: dict[str, Any] = {}

    def parse(self, text: str, file: str) -> Document:
        """Return the document that a text holds, as `read.parse` does."""
        key = blake2b(text.encode(), key=PARSER, digest_size=16).hexdigest()
        known = key in self._before
        document = Document(file, text, self._before[key]) if known else yamlfile.parse(text, file)
        self._now[key] = document.data
        return document

    def write(self) -> None:
        """Keep what was parsed since the start, and nothing else."""
        if self._file and self._now.keys() != self._before.keys():
            files.replace(self._file, json.dumps(self._now, separators=(",", ":")))


def _read(file: Path) -> Mapping[str, Any]:
    try:
        found = json.loads(file.read_bytes())
        return found if isinstance(found, dict) else {}
    except (OSError, ValueError):
        return {}
