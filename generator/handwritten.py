"""Pages under docs/ that people wrote, as far as search needs them."""

import re
from collections.abc import Collection, Iterator
from pathlib import Path

from generator.exports.search import Handwritten

FRONT_MATTER = re.compile(r"\A---\n(.*?\n)?---\n", re.DOTALL)
TITLE = re.compile(r"^# +(.+)$", re.MULTILINE)
MARKUP = re.compile(r"```\w*|\[([^\]]*)\]\([^)]*\)|[`*_#|]|<[^>]+>|^-{3,}.*$", re.MULTILINE)


def pages(docs: Path, generated: Collection[str]) -> Iterator[Handwritten]:
    """Yield the hand-written Markdown pages below `docs`, in the order of their paths."""
    for file in sorted(docs.rglob("*.md")) if docs.is_dir() else ():
        path = file.relative_to(docs).as_posix()
        if path in generated or any(part.startswith(".") for part in file.relative_to(docs).parts):
            continue
        text = FRONT_MATTER.sub("", file.read_text("utf-8", errors="replace"))
        heading = TITLE.search(text)
        title = heading[1].strip() if heading else file.stem.replace("-", " ").capitalize()
        plain = MARKUP.sub(lambda match: match[1] or " ", TITLE.sub("", text, count=1))
        yield Handwritten(path, title, " ".join(plain.split()))
