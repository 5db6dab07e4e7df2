"""Catalogues of any size, the same for the same size: words, tags and authors as frequent as Zipf's law has them."""

import random
import shutil
from itertools import accumulate

SYLLABLES = [c + v for c in "bdfgklmnprstvz" for v in ("a", "e", "i", "o", "u", "ar", "en", "or")]
GIVEN = [
    "Ada",
    "Barbara",
    "Carl",
    "Dana",
    "Emmy",
    "Frances",
    "Grace",
    "Ivan",
    "Jean",
    "Karen",
    "Maria",
    "Olga",
    "Paul",
]
SUMMARY, ABSTRACT, TAGS, THEMES = 60, 150, 5, 2
"""Words of a summary and an abstract; tags and themes of a paper."""


class Zipf:
    """Draws items, the n-th of them 1/n as often as the first."""

    def __init__(self, items):
        self.items = items
        self.weights = list(accumulate(1 / rank for rank in range(1, len(items) + 1)))

    def draw(self, chance, number):
        """Return as many items as asked for, which may repeat."""
        return chance.choices(self.items, cum_weights=self.weights, k=number)

    def different(self, chance, number):
        """Return as many different items as asked for, the first drawn first."""
        found = {}
        while len(found) < number:
            found |= dict.fromkeys(self.draw(chance, number - len(found)))
        return list(found)


def papers(number):
    """Yield the id and the facts of each paper."""
    chance = random.Random(number)
    words = Zipf(_words(chance, 2_000 + number))
    tags, themes = Zipf(_topics("tag", 150)), Zipf(_topics("theme", 20))
    authors = Zipf(
        [f"{chance.choice(GIVEN)} {word.capitalize()}" for word in _words(chance, 3 * number)]
    )
    for place in range(number):
        month = f"{1990 + min(place * 36 // number, 35)}-{1 + place % 12:02}"
        yield (
            f"paper-{place}",
            {
                "title": f"{' '.join(words.draw(chance, 8)).capitalize()} {place}",
                "authors": authors.different(chance, 1 + place % 6),
                "published": f"{month}-{1 + place % 28:02}",
                "arxiv": f"15{1 + place // 90_000:02}.{10_000 + place % 90_000}",
                "summary": _prose(words.draw(chance, SUMMARY)),
                "abstract": _prose(words.draw(chance, ABSTRACT)),
                "themes": themes.different(chance, THEMES),
                "tags": tags.different(chance, TAGS),
                "added": f"2026-{1 + place * 9 // number:02}-{1 + place % 28:02}",
            },
        )


def write(folder, number):
    """Write a catalogue of `number` papers to a new folder; return the folder."""
    (folder / "papers").mkdir(parents=True)
    used = {"tags": set(), "themes": set()}
    for id, facts in papers(number):
        (folder / f"papers/{id}.yml").write_text("".join(map(_field, facts.items())), "utf-8")
        for kind, found in used.items():
            found.update(facts[kind])
    for kind, text in (("tags", _TAG), ("themes", _THEME)):
        entries = (
            text.format(id=id, name=id.replace("-", " ").capitalize()) for id in sorted(used[kind])
        )
        (folder / f"{kind}.yml").write_text("".join(entries), "utf-8")
    return folder


def write_markdown(folder, number):
    """Write the same facts as plain Markdown, with the settings of a stock site around them."""
    for name in ("papers", "tags", "themes"):
        (folder / f"docs/{name}").mkdir(parents=True)
    (folder / "docs/index.md").write_text("# Papers\n", "utf-8")
    (folder / "mkdocs.yml").write_text(_STOCK, "utf-8")
    listings = {}
    for id, facts in papers(number):
        (folder / f"docs/papers/{id}.md").write_text(_markdown(id, facts), "utf-8")
        for kind in ("tags", "themes"):
            for topic in facts[kind]:
                entry = f"- [{facts['title']}](../papers/{id}.md), {', '.join(facts['authors'])}\n"
                listings.setdefault(f"{kind}/{topic}", []).append(entry)
    for path, entries in listings.items():
        (folder / f"docs/{path}.md").write_text(f"# {path}\n\n{''.join(entries)}", "utf-8")
    return folder


def write_hugo(stock):
    """Set the smallest Hugo site around the pages of a stock site; return its folder."""
    folder = stock.with_name("hugo")
    if not folder.exists():
        shutil.copytree(stock / "docs", folder / "content")
        (folder / "layouts/_default").mkdir(parents=True)
        for kind in ("single", "list"):
            (folder / f"layouts/_default/{kind}.html").write_text(_HUGO, "utf-8")
        (folder / "hugo.toml").write_text('baseURL = "https://example.org/"\ntitle = "Hugo"\n', "utf-8")
        shutil.copy(folder / "hugo.toml", folder / "config.toml")  # as versions before 0.110 call it
    shutil.rmtree(folder / "public", ignore_errors=True)
    return folder


def _markdown(id, facts):
    links = (f"[{topic}](../{kind}/{topic}.md)" for kind in ("themes", "tags") for topic in facts[kind])
    return (
        f"---\n{_field(('title', facts['title']))}{_field(('tags', facts['tags']))}---\n\n"
        f"# {facts['title']}\n\n{', '.join(facts['authors'])}\n\n"
        f"{facts['published']} {' '.join(links)} [arXiv](https://arxiv.org/abs/{facts['arxiv']})\n\n"
        f"## Summary\n\n{facts['summary']}\n\n## Abstract\n\n{facts['abstract']}\n\n"
        f"## Cite\n\n```bibtex\n@misc{{{id},\n  title = {{{facts['title']}}},\n"
        f"  author = {{{' and '.join(facts['authors'])}}},\n  eprint = {{{facts['arxiv']}}},\n}}\n```\n"
    )


def _topics(kind, number):
    return [f"{kind}-{place}" for place in range(number)]


def _words(chance, number):
    found = {}
    while len(found) < number:
        found["".join(chance.choices(SYLLABLES, k=chance.randint(1, 4)))] = None
    return list(found)


def _prose(words):
    sentences = [words[start : start + 15] for start in range(0, len(words), 15)]
    return " ".join(" ".join(sentence).capitalize() + "." for sentence in sentences)


def _field(field):
    key, value = field
    if isinstance(value, list):
        return f"{key}:\n" + "".join(f"- {item}\n" for item in value)
    return f"{key}: '{value}'\n"


_TAG = "- id: {id}\n  name: {name}\n  description: Papers on {id}.\n"
_THEME = "- id: {id}\n  name: {name}\n  summary: Papers on {id}.\n  introduction: What {id} is about.\n"
_STOCK = """site_name: Stock
site_url: https://example.org/
theme: material
nav:
  - Papers: index.md
validation:
  nav:
    omitted_files: ignore
"""
_HUGO = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title></head>
<body><main>{{ .Content }}</main></body></html>
"""
