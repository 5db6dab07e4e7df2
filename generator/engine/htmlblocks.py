"""The HTML blocks of a generated page, set aside while the Markdown around them is converted.

The conversion would parse each block, and MkDocs parse it again, to leave it as it is; that took a third
of a build. A block stands between blank lines, starts with a tag and ends with one.
"""

import re

MARK = re.compile(r"<!--block (\d+)-->")
ANCHOR = re.compile(r'<[^<>]* id="([^"]+)"')


def set_aside(markdown: str) -> str:
    """Return the Markdown with a mark in the place of each block."""
    pieces = enumerate(markdown.split("\n\n"))
    return "\n\n".join(f"<!--block {place}-->" if _is_block(piece) else piece for place, piece in pieces)


def put_back(html: str, markdown: str) -> str:
    """Return what the marked Markdown was converted to, with the blocks of the Markdown as it was."""
    pieces = markdown.split("\n\n")
    return MARK.sub(lambda mark: pieces[int(mark[1])].strip("\n"), html)


def anchors(markdown: str) -> set[str]:
    """Return the ids that links can lead to in the blocks."""
    return set(ANCHOR.findall(markdown))


def _is_block(piece: str) -> bool:
    block = piece.strip("\n")
    return block.startswith("<") and block.endswith(">")
