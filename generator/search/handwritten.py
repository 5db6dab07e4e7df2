"""Hand-written pages under docs/ as search indexes them."""

import re
from collections.abc import Collection, Iterator
from pathlib import Path

from generator.search.documents import Handwritten

FRONT_MATTER = re.compile(r"\A---\n(.*?\n)?---\n", re.DOTALL)
TITLE = re.compile(r"^# +(.+)$", re.MULTILINE)
MARKUP = re.compile(r"```\w*|\[([^\]]*)\]\([^)]*\)|[`*_#|]|<[^>]+>|^-{3,}.*$", re.MULTILINE)


def pages(docs: Path, generated: Collection[str]) -> Iterator[Handwritten]:
    """Yield the hand-written Markdown pages below `docs`, in the order of their paths."""
    for file in sorted(docs.rglob("*.md")) if docs.is_dir() else ():
        path = file.relative_to(docs).as_posix()
        if file.is_file() and path not in generated and not f"/{path}".count("/."):
            yield page(path, file.read_text("utf-8", errors="replace"))


def page(path: str, source: str) -> Handwritten:
    """Return what search needs of one page: its address, its heading and its text without markup."""
    text = FRONT_MATTER.sub("", source)
    heading = TITLE.search(text)
    title = heading[1].strip() if heading else Path(path).stem.replace("-", " ").capitalize()
    plain = MARKUP.sub(lambda match: match[1] or " ", TITLE.sub("", text, count=1))
    served = re.sub(r"(^|/)README\.md$", r"\1index.md", path)
    return Handwritten(served, title, " ".join(plain.split()))
