"""Material's stylesheet, cut to what our pages use: text, tables, code, admonitions, footnotes.

The rest, nine tenths of it, is for Material's own header, navigation, search and dialogs.
"""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files as package

import tinycss2
from tinycss2.ast import AtRule, Declaration, Node, QualifiedRule

CLASSES = re.compile(
    r"md-typeset|admonition(-title)?|note|abstract|info|tip|success|question|warning|failure|danger|bug"
    r"|example|quote|highlight|highlighttable|linenos?|linenodiv|filename|task-list-\w+|footnote|keys"
)
"""Classes of what Markdown makes."""
CLASS = re.compile(r"\.([\w-]+)")
FOREIGN = re.compile(r"\[data-md-|#__|\[dir=rtl\]")
"""What Material's own templates and scripts set."""
VARIABLE = re.compile(r"var\((--[\w-]+)")


@cache
def cut(also: str) -> str:
    """Return the rules that apply to our pages, with the variables that they or the styles `also`
    use.
    """
    sheets = package("material").joinpath("templates/assets/stylesheets").iterdir()
    (sheet,) = (file for file in sheets if re.fullmatch(r"main\..*\.css", file.name))
    rules = list(_kept(tinycss2.parse_stylesheet(sheet.read_text("utf-8"))))
    used = set(VARIABLE.findall(also)) | set(VARIABLE.findall("".join(rules)))
    while more := {name for rule in rules for name in _uses(rule, used)} - used:
        used |= more
    return "".join(_without(rule, used) for rule in rules)


def _kept(nodes: list[Node]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, QualifiedRule):
            selectors = tinycss2.serialize(node.prelude).split(",")
            if mine := [selector for selector in selectors if _applies(selector)]:
                yield f"{','.join(mine)}{{{tinycss2.serialize(node.content)}}}"
        elif isinstance(node, AtRule) and node.lower_at_keyword == "media" and node.content:
            inner = "".join(_kept(tinycss2.parse_rule_list(node.content)))
            if inner:
                yield f"@media{tinycss2.serialize(node.prelude)}{{{inner}}}"


def _applies(selector: str) -> bool:
    ours = all(CLASSES.fullmatch(name) for name in CLASS.findall(selector))
    return ours and not FOREIGN.search(selector)


def _uses(rule: str, used: set[str]) -> Iterator[str]:
    for name, value in _variables(rule):
        if name in used:
            yield from VARIABLE.findall(value)


def _variables(rule: str) -> Iterator[tuple[str, str]]:
    """Yield the variables that a rule for the root sets."""
    if rule.startswith(":root"):
        for node in _declarations(rule):
            if node.name.startswith("--"):
                yield node.name, tinycss2.serialize(node.value)


def _without(rule: str, used: set[str]) -> str:
    """Return a rule for the root without the variables that nothing uses; any other as it is."""
    if not rule.startswith(":root"):
        return rule
    kept = [d for d in _declarations(rule) if not d.name.startswith("--") or d.name in used]
    return f"{rule.partition('{')[0]}{{{';'.join(d.serialize() for d in kept)}}}" if kept else ""


def _declarations(rule: str) -> list[Declaration]:
    (parsed,) = tinycss2.parse_rule_list(rule)
    found = tinycss2.parse_blocks_contents(parsed.content)
    return [node for node in found if isinstance(node, Declaration)]
