import re
from contextlib import suppress

import pytest
from bibtexparser import parse_string
from bibtexparser.middlewares import SeparateCoAuthors, SplitNameParts
from hypothesis import given
from hypothesis import strategies as st
from pybtex.bibtex.utils import change_case
from pybtex.database import parse_string as pybtex_parse

from generator.bibliography import venues
from generator.catalog.records import Paper
from generator.catalog.shelf import load
from generator.citations import bibtex
from generator.citations.formats import FORMATS
from generator.errors import CatalogError
from generator.importers.bibliographies import bibtex as importer
from generator.importers.bibliographies import csl, ris
from generator.importers.detect import LARGEST
from generator.text import latex
from support import ROOT, TOY, no_hang

RECORDED = ROOT / "tests/data/recorded"
FACTS = {
    "id": "x",
    "authors": ["Ada Lovelace"],
    "published": "2024-07-08",
    "summary": "s",
    "themes": ["t"],
    "added": "2026-11-20",
}
FRAGMENTS = ["@article{", "@a(x,", "@string{a=", "@comment{", "title", " = ", "{", "}", '"', "#", ",", "\\", "\\'", "$", "a", "\n", "author={", " and ", "crossref=x", "@"]  # fmt: skip


def paper(**facts):
    return Paper.model_validate({"title": "T", **FACTS, **facts})


def reread(text, *middlewares):
    library = parse_string(text, append_middleware=middlewares)
    assert not library.failed_blocks
    return library.entries


def undecorated(tex):
    return re.sub(r"[{}]", "", tex)


def recorded(name):
    return importer.read((RECORDED / name).read_text("utf-8"), name)


def one(text):
    (draft,) = importer.read(text, "one.bib").drafts
    return draft


def test_every_paper_is_read_by_two_parsers():
    # Parsers give back what is written for <, { and " as TeX; test_any_paper_comes_back reads it again.
    papers = [p for p in load(TOY).catalog.papers if p.authors and p.id != "a-hostile-title"]
    text = FORMATS["bib"].text(papers)
    entries = reread(text, SeparateCoAuthors(), SplitNameParts())
    others = pybtex_parse(text, "bibtex").entries
    assert [entry.key for entry in entries] == [paper.id for paper in papers] == list(others)
    for entry, other, paper in zip(entries, others.values(), papers, strict=True):
        fields = entry.fields_dict
        title = undecorated(paper.title.replace("&", r"\&"))
        assert undecorated(fields["title"].value) == undecorated(other.fields["title"]) == title
        assert other.fields.get("eprint") == paper.arxiv
        assert "eprint" not in fields or fields["eprint"].value == paper.arxiv
        printed = [" ".join(name.split()) for name in paper.authors]
        names = [" ".join(n.first + n.von + n.last + n.jr) for n in fields["author"].value]
        assert list(map(latex.to_text, names)) == printed
        names = [
            " ".join(n.first_names + n.middle_names + n.prelast_names + n.last_names + n.lineage_names)
            for n in other.persons["author"]
        ]
        assert list(map(latex.to_text, names)) == printed


@pytest.mark.parametrize("name", venues.CONFERENCES.split("|"))
def test_every_conference_that_importers_know_is_cited_as_one(name):
    text = bibtex.entry(paper(venue=f"{name} 2023"))
    assert text.startswith("@inproceedings{")


@pytest.mark.parametrize(
    "venue",
    [
        "Advances in Neural Information Processing Systems",
        "Medical Image Computing and Computer Assisted Intervention",
        "medical image computing and computer-assisted intervention",
        "Learning for Dynamics & Control",
        "Robotics: Science and Systems",
        "Proceedings of the IEEE Conference on Inventions",
        "Proceedings of the IEEE/CVF Conference on Inventions",
        "international conference on inventions",
        "Proceedings of Machine Learning Research",
        "Findings of the Association for Computational Linguistics: EMNLP 2021",
        "INTERSPEECH",
        "Neurips",
        "ICML'20",
        "KDD-2020",
        "ICLR2024",
        "SIGGRAPH Asia",
        "ECML/PKDD",
    ],
)
def test_conferences_are_known_by_all_their_names(venue):
    fields = f"title = {{T}}, author = {{A B}}, year = 2020, booktitle = {{{venue.replace('&', chr(92) + '&')}}}"
    imported = one(f"@inproceedings{{x, {fields}}}")
    for written in (venue, imported.venue):
        assert bibtex.entry(paper(venue=written)).startswith("@inproceedings{")


@pytest.mark.parametrize(
    "venue",
    [
        "Proceedings of the IEEE",
        "Proceedings of the IEEE 108(1)",
        "Proceedings of the National Academy of Sciences",
        "Proceedings of the Royal Society A",
        "Proceedings of the VLDB Endowment",
        "PVLDB",
        "The VLDB Journal",
        "Proceedings of the American Mathematical Society",
        "Proceedings of the London Mathematical Society",
        "Proceedings of the ACM on Programming Languages",
        "Proc. Natl. Acad. Sci.",
        "Mathematical Proceedings of the Cambridge Philosophical Society",
        "Transactions of the ACL",
        "Transactions of the Association for Computational Linguistics",
        "ACM Transactions on Graphics (SIGGRAPH)",
        "Journal of Physics: Conference Series",
        "Data Mining and Knowledge Discovery",
        "Log of Alt Numbers",
    ],
)
def test_journals_that_look_like_conferences_are_articles(venue):
    for written in (venue, f"{venue} (2020)"):
        assert bibtex.entry(paper(venue=written)).startswith("@article{")


@pytest.mark.parametrize(
    ("fields", "venue"),
    [
        ("booktitle = {Invented Conference on Learning ({ICML}'20)}", "ICML 2020"),
        ("booktitle = {Invented Conference}, series = {KDD '20}", "KDD 2020"),
        ("booktitle = {Invented Conference}, series = {{KDD} 2020}", "KDD 2020"),
        ("booktitle = {Invented Conference}, series = {LNCS 80}", "Invented Conference (2020)"),
        ("booktitle = {L4DC}", "L4DC 2020"),
    ],
)
def test_conferences_are_named_by_their_short_names(fields, venue):
    assert one(f"@inproceedings{{x, title = {{T}}, year = 2020, {fields}}}").venue == venue


@pytest.mark.parametrize("pages", ["1727", "2025--2074"])
def test_pages_are_no_year(pages):
    fields = f"journal = {{Slow Letters}}, volume = 37, pages = {{{pages}}}"
    venue = one(f"@article{{x, title = {{T}}, year = 2021, {fields}}}").venue
    assert venue == f"Slow Letters 37, {pages.replace('--', '-')} (2021)"


def test_an_address_is_no_citation_key():
    (draft,) = csl.read(
        '[{"id": "http://zotero.org/items/7", "type": "book", "title": "T"}]', "x"
    ).drafts
    assert (draft.key, draft.citation_key) == ("http://zotero.org/items/7", None)


@pytest.mark.parametrize(
    ("venue", "kind", "field", "value", "year"),
    [
        (None, "misc", "month", "jul", "2024"),
        ("DLDE 2025", "inproceedings", "booktitle", "DLDE", "2025"),
        ("TMLR (2025)", "article", "journal", "Transactions on Machine Learning Research", "2025"),
        ("ICLR 2025 Workshop X", "inproceedings", "booktitle", "ICLR 2025 Workshop X", "2025"),
        ("Neural Networks (2025)", "article", "journal", "Neural Networks", "2025"),
        (
            "PhD thesis, University of Oxford (2021)",
            "phdthesis",
            "school",
            "University of Oxford",
            "2021",
        ),
        ("Doctoral thesis, TU Wien (2024)", "phdthesis", "type", "Doctoral thesis", "2024"),
    ],
)
def test_the_venue_decides_the_kind_of_entry(venue, kind, field, value, year):
    (entry,) = reread(bibtex.entry(paper(venue=venue)))
    fields = entry.fields_dict
    assert (entry.entry_type, fields[field].value, fields["year"].value) == (kind, value, year)


@pytest.mark.parametrize(
    ("venue", "published", "field"),
    [
        (None, "2024-07-08", "date = {2024-07-08}"),
        ("ICLR 2025", "2024-07-08", None),
        ("ICLR 2024", "2024", None),
        (None, "2024-07", None),
    ],
)
def test_only_a_preprint_has_the_day_of_its_first_version(venue, published, field):
    text = bibtex.entry(paper(venue=venue, published=published))
    assert re.findall(r"\w*date = .*}", text) == ([field] if field else [])


def test_parts_of_names():
    names = ["Martin Luther King Jr.", "Anton van den Hengel", "The ATLAS Collaboration", "Plato"]
    assert (
        "author = {King, Jr., Martin Luther and van den Hengel, Anton and {The ATLAS Collaboration} and Plato}"
        in bibtex.entry(paper(authors=names))
    )


def test_words_with_inner_capitals_are_protected_to_their_last_escape():
    assert "title = {{DeepONet} costs {AA\\$}}" in bibtex.entry(paper(title=r"DeepONet costs AA\$"))


@pytest.mark.parametrize(
    ("title", "summary", "written"),
    [
        (r"Learning $N$-body $\Phi^4$ with U-Net, S4", "s", r"Learning {$N$}-body {$\Phi^4$} with {U-Net}, {S4}"),
        ("How networks of Gauss learn: A view", "s", "How networks of {Gauss} learn: A view"),
        ("Top-K: A View of Hopfield Networks", "The Hopfield network.", "{Top-K}: A View of {Hopfield} Networks"),
        ("Deep Bayes Models", "We like Deep Bayes, a deep model.", "Deep {Bayes} Models"),
        ("MMRL++: A Way to DGenNO: The Way", "s", "{MMRL++}: A Way to {DGenNO}: The Way"),
        ("Plain Words", "Plain words. Words: Plain.", "Plain Words"),
        (r"On \{a, B\} and \$5", "s", r"On {\textbraceleft}a, {B{\textbraceright}} and \$5"),
    ],
)  # fmt: skip
def test_no_style_writes_small_what_needs_its_capitals(title, summary, written):
    assert f"  title = {{{written}}}," in bibtex.entry(paper(title=title, summary=summary))
    kept = r"\{[^\\{}]*}|\$.*?\$"
    assert re.findall(kept, change_case(written, "t")) == re.findall(kept, written)


def test_a_doi_is_written_as_it_stands_where_tex_can_take_it():
    assert "doi = {10.1007/978-3_4<a&b>}," in bibtex.entry(paper(doi="10.1007/978-3_4<a&b>"))
    assert r"doi = {10.1007/a\%b}," in bibtex.entry(paper(doi="10.1007/a%b"))


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (r"{\"o} \v{c} {\O}re \'{\i} \'\i \c c \H{o} \o re", "ö č Øre í í ç ő øre"),
        (r"\'{\^e} \'{\^{e}} \.I {\ss} \aa", "ế ế İ ß å"),
        (r"\emph{a} {\it b} \textsc{c} \url{d}", "a b c d"),
        (r"a~b -- c --- d ``e'' -{}-", "a b – c — d “e” --"),
        (r"\& \% \_ \# \{ \} {\textless}{\textbackslash}{\textasciicircum}", r"& % _ # { } <\^"),
        (r"\unknown{x} \today", r"\unknown{x} \today"),
        (r"\foo[a]{b {c}}{d} {e} \foo {f} \foo{g", r"\foo[a]{b c}{d} e \foo {f} \foog"),
        (
            r"\unicode{8212} \unicode{x2014} \unicode{0} \textcolor{red}{Baz}\hspace{1cm}",
            r"— — \unicode{0} Baz",
        ),
        ("100% {{b", "100% b"),
        ("\\", "\\"),
    ],
)
def test_tex_as_text(written, text):
    assert latex.to_text(written) == text


@pytest.mark.parametrize(
    ("written", "title"),
    [
        (r"{The} $\beta$ of {X}", r"The $\beta$ of X"),
        (r"\$5 and $6", r"\$5 and \$6"),
        (r"$$x$$, \(y_1\), $ z $", "$x$, $y_1$, $z$"),
        ("$x$2", r"\$x\$2"),
        ("Cost of $5 and $6", r"Cost of \$5 and \$6"),
        ("Paying $5 or $6 for H$_2$O", r"Paying \$5 or \$6 for H$_2$O"),
        ("$5, $6 and 7 $ or 8 $ for $x$", r"\$5, \$6 and 7 \$ or 8 \$ for $x$"),
        ("$x$$y$ and $$z$$", "$x$$y$ and $z$"),
        (r"A \{ of \{b\} {C}", r"A \{ of {b} C"),
        ("Lines\n   wrapped", "Lines wrapped"),
    ],
)
def test_formulas_stay_and_lone_dollars_are_escaped(written, title):
    assert latex.to_title(written) == title


def test_what_zotero_writes():
    preprint, conference = recorded("zotero.bib").drafts
    assert preprint.title == r"Slow Kernels for $L^2$ Operators: Costs \$5 & Up"
    assert preprint.authors == ("Jiří Novák", "Øyvind van der Berg", "The Slow Collaboration")
    assert (preprint.arxiv, preprint.doi, preprint.venue) == ("2401.00001", None, None)
    assert (preprint.published, preprint.categories) == ("2024-01", ("cs.LG",))
    assert preprint.abstract == "We slow <down> kernels.\n\nAnd again."
    assert conference.venue == "Proceedings of the 3rd Conference on Quick States (2023)"
    assert conference.authors == ("Pat O'Brien Jr.",)
    assert conference.remarks == ('authors: ends in "others"; write out all authors',)
    assert conference.url == "https://openreview.net/forum?id=xyz"


def test_what_mendeley_writes():
    article, preprint = recorded("mendeley.bib").drafts
    assert article.authors == ("Çağla Öz", "Lars Østergård", "Ana de la Cruz", "Étienne Noël")
    assert (article.doi, article.published) == ("10.1000/quiet.2022", "2022-07")
    assert article.venue == "Journal of Quiet Networks 12(3) (2022)"
    assert article.code == "https://github.com/invented/quiet"
    assert (preprint.title, preprint.arxiv, preprint.venue) == ("On Caves", "2105.00009", None)
    assert preprint.remarks == ('doi: "not-a-doi" is not a DOI', 'published: "in press" is not a date')


def test_what_jabref_and_people_write():
    source = recorded("jabref.bib")
    assert [(draft.line, draft.title, draft.venue, draft.published) for draft in source.drafts] == [
        (6, r"Everything in Braces with $\alpha_{i}$", "Tenth Symposium on Braces (2020)", "2020-06-17"),
        (16, 'Parentheses (and "quotes")', "Transactions on Quick Systems (2019)", "2019-02-10"),
        (30, "A Thesis: With a Subtitle", "PhD thesis, Nowhere University (2018)", "2018-03-05"),
        (39, "The Same Key", None, "2021"),
        (52, "After the Broken One", "Annals (2022)", "2022"),
        (58, "The Key Again", None, None),
    ]
    assert [draft.remarks for draft in source.drafts if draft.remarks] == []
    assert [draft.asides for draft in source.drafts if draft.asides] == [
        ("title: stands twice; the first is taken",),
        ('key: "last" is an earlier entry\'s, too',),
    ]
    braces, quotes, *_ = source.drafts
    assert braces.authors == ("Csaba Erdős", "Per Brinch Hansen", "Rock", "Roll")
    assert (braces.arxiv, braces.categories) == ("2006.10000", ("math.NA",))
    assert quotes.authors == ("Mary-Ann Müller", "Ludwig van Beethoven")


def test_what_cannot_be_used_is_said_with_its_line():
    assert [f"{m.line}: {m.field}: {m.wrong}" for m in recorded("jabref.bib").skipped] == [
        '24: entry: "conf2020" is a volume of papers',
        "45: title: is missing",
        "49: entry: cannot be read: Unexpected block start: `@Article`. Was still looking for field-value closing `}`",
    ]


@pytest.mark.parametrize(
    ("fields", "arxiv"),
    [
        ("journal = {arXiv preprint arXiv:2401.00001 [cs]}", "2401.00001"),
        ("number = {arXiv:2401.00001}", "2401.00001"),
        ("url = {http://arxiv.org/abs/hep-th/9901001v2}", "hep-th/9901001"),
        ("doi = {10.48550/arXiv.2401.00001}", "2401.00001"),
        ("journal = {CoRR}, volume = {abs/2401.00001}", "2401.00001"),
        ("eprint = {2401.00001v3}, archivePrefix = {arXiv}", "2401.00001"),
        ("note = {See also arXiv:2401.00001}", None),
        ("pages = {2401.0001}", None),
        ("eprint = {2401.00001}", "2401.00001"),
        ("publisher = {arXiv}, number = {2401.00001}", "2401.00001"),
        ("number = {1201.1234}, pages = {1201.1234}", None),
        ("eprint = {2401.00001}, eprinttype = {hal}", None),
    ],
)
def test_where_arxiv_ids_are_found(fields, arxiv):
    draft = one(f"@article{{x, title = {{T}}, {fields}}}")
    assert (draft.arxiv, draft.doi, draft.venue) == (arxiv, None, None)


@pytest.mark.parametrize(
    ("written", "authors"),
    [
        ("family=Berg, given=Jan, prefix=van der, useprefix=true and Doe, Jane", ["Jan van der Berg", "Jane Doe"]),
        (r'given={\"O}rs, family={Roe and Sons, Inc.}, suffix=Jr.', ["Örs Roe and Sons, Inc. Jr."]),
        ("Jane Doe 0002 and Doe, Rick 0013", ["Jane Doe", "Rick Doe"]),
        ("King, Jr., Martin and King, Martin, Jr. and Martin Luther King, III", ["Martin King Jr.", "Martin King Jr.", "Martin Luther King III"]),
        ("Doe, {III}, Jane and {The A, B Group}", ["Jane Doe III", "The A, B Group"]),
    ],
)  # fmt: skip
def test_names_in_all_the_forms_in_which_they_are_written(written, authors):
    draft = one(f"@misc{{x, title = {{T}}, author = {{{written}}}}}")
    assert (list(draft.authors), draft.remarks) == (authors, ())


@pytest.mark.parametrize(
    ("written", "authors", "remark"),
    [
        ("Jane Doe, Rick Roe, Ann Poe", ["Jane Doe", "Rick Roe", "Ann Poe"], '"Jane Doe, Rick Roe, Ann Poe" looks like several names'),
        ("Doe, Jane, Roe, Rick", ["Doe, Jane, Roe, Rick"], '"Doe, Jane, Roe, Rick" looks like several names'),
        ("Jane Doe and Roe, Rick et al.", ["Jane Doe", "Rick Roe"], 'ends in "et al."; write out all authors'),
        ("Jane Doe and et al.", ["Jane Doe"], 'ends in "et al."; write out all authors'),
    ],
)  # fmt: skip
def test_what_is_more_than_a_name_is_said(written, authors, remark):
    draft = one(f"@misc{{x, title = {{T}}, author = {{{written}}}}}")
    assert (list(draft.authors), draft.remarks) == (authors, (f"authors: {remark}",))


def test_entities_and_tags_of_publishers_are_read():
    draft = one(
        r"""@article{x, title = {A &amp; B<sub>2</sub> {\&}lt; C}, journal = {X \&amp; Y}, year = 2020,
        abstract = {<p>One &lt; two.</p><p>Three &amp; $x$.</p>}}"""
    )
    assert (draft.title, draft.venue) == ("A & B₂ < C", "X & Y (2020)")
    assert draft.abstract == "One < two.\n\nThree & $x$."


def test_tex_that_nobody_knows_stays_and_is_said():
    fields = (
        r"title = {A \foo{b} of \$5 and $\alpha$}, author = {Jane \bar Doe}, abstract = {As \cite{x}.}"
    )
    draft = one(f"@misc{{x, {fields}}}")
    assert (draft.title, draft.abstract) == (r"A \foo{b} of \$5 and $\alpha$", r"As \cite{x}.")
    assert draft.remarks == (
        r'title: holds TeX that is not known, "\foo"',
        r'authors: holds TeX that is not known, "\bar"',
        r'abstract: holds TeX that is not known, "\cite"',
    )


@pytest.mark.parametrize(
    ("written", "said", "published"),
    [
        ("year = 2020, month = 13", "2020-13", "2020"),
        ("date = {2020-02-30}", "2020-02-30", "2020"),
        ("year = {circa 2015}", "circa 2015", "2015"),
        ("date = {2015-03~}", "2015-03~", "2015-03"),
    ],
)
def test_what_is_sure_of_a_date_is_kept(written, said, published):
    draft = one(f"@article{{x, title = {{T}}, journal = {{J. Inv.}}, {written}}}")
    assert (draft.published, draft.venue) == (published, f"J. Inv. ({published[:4]})")
    assert draft.remarks == (f'published: "{said}" is no sure date; {published} is taken',)


def test_dashes_and_tildes_of_identifiers_stay():
    draft = one(r"@misc{x, title = {T}, doi = {10.1000/a--b\_c}, url = {https://github.com/~me/a--b}}")
    assert (draft.doi, draft.code) == ("10.1000/a--b_c", "https://github.com/~me/a--b")


def test_what_claims_to_be_an_arxiv_id_and_is_none_is_said():
    draft = one("@misc{x, title = {T}, eprint = {2499.1}, archiveprefix = {arXiv}}")
    assert (draft.arxiv, draft.remarks) == (None, ('arxiv: "2499.1" is not an arXiv id',))


def test_macros_that_double_each_other_end_in_a_message():
    macros = "".join(f"@string{{a{i + 1} = a{i} # a{i}}}\n" for i in range(40))
    with pytest.raises(CatalogError, match="macros expand to more than"):
        importer.read(f"@string{{a0 = {{lol}}}}\n{macros}@misc{{x, title = a40}}", "laugh.bib")


@pytest.mark.parametrize(
    "text",
    [
        "@a{x,title=" + "{" * LARGEST,
        "{" * (LARGEST - 1),
        "@a{\n" * 20_000,
        "@a{\n" * 30_000,
        "@a{x, title={" + "\\'e" * 1500 + "}}\n" * 10,
        "@a{x, title={T}, author={" + "{" * 90_000 + "}" * 90_000 + "}}",
        "@a{x, title={" + "{" * 2_000 + "x" + "}" * 2_000 + "}}",
        bytes(range(256)).decode("utf-8", "replace") * 5_000,
    ],
)
def test_hostile_files_end_soon(text):
    with no_hang(), suppress(CatalogError):
        importer.read(text, "hostile.bib")


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join))
def test_anything_is_read_or_ends_in_messages(text):
    drafts = ()
    with suppress(CatalogError):
        drafts = importer.read(text, "any.bib").drafts
    for draft in drafts:
        keys = ("title", "published", "venue", "arxiv", "doi", "categories", "code", "abstract")
        given = {key: getattr(draft, key) for key in keys}
        paper(**{**given, "authors": draft.authors or ["A"], "published": draft.published or "2024"})


@pytest.mark.parametrize("name", ["zotero.bib", "mendeley.bib", "jabref.bib"])
def test_bibtex_is_told_from_other_formats(name):
    text = (RECORDED / name).read_text("utf-8")
    assert (importer.is_bibtex(text), ris.is_ris(text), csl.is_csl(text)) == (True, False, False)


@pytest.mark.parametrize(
    "prose", ["", "Write to me@home.org {soon, a = b}", "@ada, look", "Use @article{key} here"]
)
def test_prose_is_not_bibtex(prose):
    assert not importer.is_bibtex(prose)
