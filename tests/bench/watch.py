"""Measure how well `catalog watch` tells papers that fit from others, on the flagship.

The newer half of a theme's papers is hidden and mixed with the papers of all other themes; the catalogue
holds nothing but the older half. The area under the curve is the probability that a hidden paper ranks
before one of the others. The second table asks what the threshold keeps: all families but one are on the
shelf with their older halves, and the family that is missing plays the stranger. Run by `make bench`.
"""

from dataclasses import replace

from bench.suggestions import flagship, queries
from generator.commands.watch import LEAST
from generator.suggestions.suggester import Suggester

BEGINNINGS = ("operator-learning", "neural-tangent-kernel", "hopfield-networks", "state-space-models")
"""The themes that the flagship began with."""
BOUND = 0.9


def compare():
    """Print the area under the curve by theme and family, and what the threshold keeps."""
    catalog = flagship()
    source, asked = queries(catalog)
    texts = {query.paper: (query.title, query.text) for query in asked}
    themes = {theme.id: {theme.id} for theme in catalog.themes}
    families = {name: {theme.id for theme in group} for name, group in catalog.families.items()}
    print(f"\n{'watch by ' + source:52}{'hidden':>8}{'others':>8}{'AUC':>8}")
    for name, ids in {**families, **themes}.items():
        hidden, others = ranked(catalog, texts, ids)
        area = auc(hidden, others)
        print(f"{name:52}{len(hidden):>8}{len(others):>8}{area:>8.3f}")
        assert name not in BEGINNINGS or area >= BOUND, f"{name}: too many others rank first"
    kept = [threshold(catalog, texts, ids) for ids in families.values()]
    for label, scores in zip(
        ("hidden papers kept", "strangers let through"), zip(*kept, strict=True), strict=True
    ):
        together = [score for each in scores for score in each]
        share = sum(score >= LEAST for score in together) / len(together)
        print(f"{label + f' by a likeness of {LEAST}':52}{len(together):>8}{'':8}{share:>8.2f}")


def ranked(catalog, texts, ids):
    """Return the likeness of the hidden papers of some themes, and of those of all other themes."""
    older, newer = halves([paper for paper in catalog.papers if paper.theme in ids])
    others = [paper for paper in catalog.papers if not ids & set(paper.themes)]
    suggester = Suggester(holding(catalog, older, ids))
    return likeness(suggester, newer, texts), likeness(suggester, others, texts)


def threshold(catalog, texts, missing):
    """Return the likeness of the newer papers of all themes but some, and of the papers of these."""
    ids = {theme.id for theme in catalog.themes} - missing
    pairs = [halves([paper for paper in catalog.papers if paper.theme == id]) for id in sorted(ids)]
    older, newer = ([paper for pair in pairs for paper in pair[part]] for part in (0, 1))
    strangers = [paper for paper in catalog.papers if not ids & set(paper.themes)]
    suggester = Suggester(holding(catalog, older, ids))
    return likeness(suggester, newer, texts), likeness(suggester, strangers, texts)


def halves(papers):
    """Return the older and the newer half."""
    in_order = sorted(papers, key=lambda paper: (paper.published or "", paper.id))
    return in_order[: len(papers) // 2], in_order[len(papers) // 2 :]


def holding(catalog, papers, ids):
    """Return a catalogue with some papers and themes, and the tags of these papers, alone."""
    kept = tuple(
        paper.model_copy(update={"themes": tuple(theme for theme in paper.themes if theme in ids)})
        for paper in papers
    )
    used = {tag for paper in papers for tag in paper.tags}
    themes = tuple(theme for theme in catalog.themes if theme.id in ids)
    tags = tuple(tag for tag in catalog.tags if tag.id in used)
    return replace(catalog, papers=kept, themes=themes, tags=tags, lists=())


def likeness(suggester, papers, texts):
    return [suggester.likeness(*texts[paper.id]) for paper in papers if paper.id in texts]


def auc(hidden, others):
    """Return how often a hidden paper ranks before another one; ties count half."""
    before = sum((one > other) + (one == other) / 2 for one in hidden for other in others)
    return before / len(hidden) / len(others)


if __name__ == "__main__":
    compare()
