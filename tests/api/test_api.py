"""The static API, read as others read it: by its schema, by its links, against the records on disk.

`pytest --rewrite-golden` records a new key as published and documents it.
"""

import gzip
import hashlib
import json
import re
import shutil
import subprocess
import sys
import threading
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
import yaml
from jsonschema import Draft202012Validator, FormatChecker

from generator import outputs, permalinks
from generator.api import files as api
from generator.api.contract import schema
from generator.catalog import records
from generator.catalog.index import Catalog
from generator.catalog.parts import Details, Withdrawal
from generator.catalog.records import Paper
from generator.catalog.shelf import load
from generator.site import Site
from generator.text.texmath import to_text
from support import ROOT, TOY

PUBLISHED = ROOT / "tests/data/api/v1.json"
URL = "https://example.org/shelf/"
SITE = Site("Shelf", "Papers.", url=URL, licence="CC BY 4.0")
PAGE = ROOT / "docs/about/api.md"
TEXT = PAGE.read_text("utf-8")
ADDRESS = "https://papershelf.github.io/papershelf/"
PLACES = [
    (r"(papers|citations)/\d+(\.\d+)?", r"\1/N"),
    (r"changes/\d{4}-\d\d(\.\d+)?", "changes/YYYY-MM"),
    (r"(paper|themes|tags|lists|venues)/[a-z0-9-]+(\.\d+)?", r"\1/ID"),
    (r"(\w+)(\.\d+)?", r"\1"),
]


def written(catalog, site=SITE):
    """Return what each file holds by its path."""
    return {path: outputs.as_bytes(content) for path, content in api.files(catalog, site)}


def read(catalog, site=SITE):
    """Return the data of each file by its address."""
    made = written(catalog, site).items()
    return {site.url + path: json.loads(content) for path, content in made if path.endswith(".json")}


def followed(files, address):
    """Return the items of a listing in all its files, as `next` leads on."""
    found = []
    while address:
        part = dict(files[address])
        address = part.pop("next", None)
        (items,) = part.values()
        found += items
    return found


def kind(path):
    """Return the kind of file that a path below api/v1/ is: paper/ID.json."""
    name = path.removeprefix("api/v1/").removesuffix(".json")
    found = [re.sub(pattern, kind, name) for pattern, kind in PLACES if re.fullmatch(pattern, name)]
    return f"{found[0]}.json"


def described(whole):
    """Return the type of each key of each shape in a schema, in words."""
    return {
        shape: {
            key: _type(value) + ("" if key in definition.get("required", ()) else ", may be absent")
            for key, value in definition["properties"].items()
        }
        for shape, definition in whole["$defs"].items()
    }


def _type(value):
    if "$ref" in value:
        return value["$ref"].rpartition("/")[2]
    return f"list of {_type(value['items'])}" if value["type"] == "array" else value["type"]


def published():
    return json.loads(PUBLISHED.read_text("utf-8"))


def losses(promised, offered):
    """Return what of the published keys and files is gone or has another type."""
    broken = []
    for shape, keys in promised.items():
        for key, kind in keys.items():
            now = offered.get(shape, {}).get(key, "gone")
            if now not in (kind, kind.removesuffix(", may be absent")):
                broken.append(f"{shape}.{key}: {kind} is now {now}")
    return broken


def offered(catalog):
    """Return what is published now, in the form of the record."""
    judges = {shape: validator(shape) for shape in schema()["$defs"]}
    kinds = {}
    both = written(catalog) | written(catalog, replace(SITE, files="packed"))
    for path, text in both.items():
        if path.endswith(".json") and not path.endswith("/schema.json"):
            content = json.loads(text)
            fits = {shape for shape, judge in judges.items() if judge.is_valid(content)}
            kinds[kind(path)] = kinds.get(kind(path), fits) & fits
    files = {path: " or ".join(sorted(shapes)) for path, shapes in sorted(kinds.items())}
    return {"files": files, **described(schema())}


def validator(shape):
    """Return a judge of one shape that refuses keys which the schema does not name."""
    closed = schema()
    for definition in closed["$defs"].values():
        definition["additionalProperties"] = False
    whole = {"$defs": closed["$defs"], "$ref": f"#/$defs/{shape}"}
    return Draft202012Validator(whole, format_checker=FormatChecker())


@pytest.fixture(scope="module")
def files(catalog):
    return read(catalog)


def test_the_schema_is_one_and_every_file_keeps_to_it(files):
    Draft202012Validator.check_schema(files[f"{URL}api/v1/schema.json"])
    assert files[f"{URL}api/v1/schema.json"] == schema()
    open_judge = Draft202012Validator(schema(), format_checker=FormatChecker())
    judges = {shape: validator(shape) for shape in schema()["$defs"]}
    for address, content in files.items():
        path = address.removeprefix(URL)
        if path != "api/v1/schema.json":
            open_judge.validate(content)
            judges[published()["files"][kind(path)]].validate(content)


def test_a_file_of_another_form_is_refused(files):
    paper = files[f"{URL}api/v1/paper/hopfield-networks-is-all-you-need.json"]
    wrong = [{**paper, "year": "2020"}, {**paper, "added": "soon"}, {**paper, "doi": None}]
    wrong += [{key: value for key, value in paper.items() if key != "tags"}, {**paper, "tag": []}]
    assert not [content for content in wrong if validator("Paper").is_valid(content)]


def test_every_key_is_recorded_as_published(catalog, golden):
    now = offered(catalog)
    assert losses(published(), now) == []
    golden(PUBLISHED, json.dumps(now, indent=1) + "\n")


def test_losing_or_changing_a_key_is_noticed():
    whole = schema()
    before = described(whole)
    del whole["$defs"]["Paper"]["properties"]["doi"]
    whole["$defs"]["Paper"]["properties"]["year"]["type"] = "string"
    whole["$defs"]["Author"]["required"].remove("name")
    whole["$defs"]["Tag"]["properties"]["colour"] = {"type": "string"}
    del whole["$defs"]["Place"]
    assert losses(before, described(whole)) == [
        "Author.name: string is now string, may be absent",
        "Paper.year: integer, may be absent is now string, may be absent",
        "Paper.doi: string, may be absent is now gone",
        "Place.id: string is now gone",
        "Place.place: integer is now gone",
    ]
    assert losses({"files": {"tags.json": "Tags"}}, {"files": {}}) == [
        "files.tags.json: Tags is now gone"
    ]


def test_papers_say_what_the_records_on_disk_say(files):
    for record in sorted((TOY / "papers").glob("*.yml")):
        written = yaml.load(record.read_text("utf-8"), Loader=yaml.BaseLoader)
        paper = files[f"{URL}api/v1/paper/{record.stem}.json"]
        assert paper["id"] == record.stem
        assert paper["tex_title"] == written.pop("title")
        assert [author["name"] for author in paper["authors"]] == written.pop("authors", [])
        assert paper.get("year") == (int(written["published"][:4]) if "published" in written else None)
        assert paper.get("source_url") == written.pop("url", None)
        for key, value in written.items():
            assert paper[key] == (value.strip() if isinstance(value, str) else value), (record, key)
        unsaid = (
            records.Paper.model_fields.keys()
            - written.keys()
            - {"id", "title", "authors", "publication", "url"}
        )
        assert not [key for key in unsaid if paper.get(key)]


def test_every_key_of_a_record_is_published():
    assert records.Paper.model_fields.keys() <= schema()["$defs"]["Paper"]["properties"].keys()
    assert records.Theme.model_fields.keys() <= schema()["$defs"]["Theme"]["properties"].keys()
    assert records.Tag.model_fields.keys() <= schema()["$defs"]["Tag"]["properties"].keys()
    left = (
        records.ReadingList.model_fields.keys() - schema()["$defs"]["ReadingList"]["properties"].keys()
    )
    assert left == {"papers"}, "a list's papers stand in its own file"


def test_the_index_leads_to_every_file(files, catalog):
    index = files[f"{URL}api/v1/index.json"]
    counts = {key: len(getattr(catalog, key)) for key in ("papers", "themes", "tags", "lists")}
    assert index["counts"] == counts | {"venues": len(catalog.by_venue)}
    assert (index["version"], index["updated"], index["url"]) == (1, catalog.updated, URL)
    assert (index["name"], index["description"], index["licence"]) == ("Shelf", "Papers.", "CC BY 4.0")
    assert sum(month["count"] for month in index["changes"]) == len(catalog.papers)
    seen = {f"{URL}api/v1/index.json", index["json_schema"], *index["papers"]}
    seen |= {index["paper"].replace("{id}", paper.id) for paper in (*catalog.papers, *catalog.withdrawn)}
    queue = [index[key] for key in ("ids", "withdrawn", "themes", "tags", "lists", "venues")] + [
        item["api"] for item in index["changes"]
    ]
    for address in queue:
        content = files[address]
        seen.add(address)
        kinds = ("themes", "tags", "lists", "venues")
        queue += [item["api"] for key in kinds for item in content.get(key, ())]
    assert seen == files.keys()


def test_listings_hold_what_the_catalog_holds(files, catalog):
    index = files[f"{URL}api/v1/index.json"]
    papers = followed(files, index["papers"][0])
    assert sorted(paper["id"] for paper in papers) == sorted(paper.id for paper in catalog.papers)
    assert all(files[paper["api"]] == paper for paper in papers)
    for key, groups in (("themes", catalog.by_theme), ("tags", catalog.by_tag)):
        for topic in files[index[key]][key]:
            papers = followed(files, topic["api"])
            assert [paper["id"] for paper in papers] == [
                paper.id for paper in groups.get(topic["id"], ())
            ]
            assert topic["count"] == len(papers)
    for found, record in zip(files[index["lists"]]["lists"], catalog.lists, strict=True):
        papers = followed(files, found["api"])
        assert [paper["id"] for paper in papers] == [catalog.paper[id].id for id in record.papers]
        place = {"id": found["id"], "place": 1}
        assert place in files[f"{URL}api/v1/paper/{papers[0]['id']}.json"]["lists"]


def test_addresses_are_those_of_the_built_site(site):
    index = json.loads((site / "api/v1/index.json").read_text("utf-8"))
    assert index["url"] == ADDRESS
    for number, address in enumerate(index["papers"], start=1):
        assert address == f"{ADDRESS}api/v1/papers/{number}.json"
        for paper in json.loads((site / address.removeprefix(ADDRESS)).read_text("utf-8"))["papers"]:
            targets = [paper["url"] + "index.html", paper["api"], *paper["formats"].values()]
            assert [t for t in targets if not (site / t.removeprefix(ADDRESS)).is_file()] == []


def test_a_hostile_record_comes_back():
    toy = load(TOY).catalog
    facts = {
        "id": "1",
        "title": 'The $\\beta$ of "x": </script><script>alert(1)</script> \\ {y} עברית 中文',
        "authors": ('O\'Neil–Ünal, Jr., {van} der "X"', "Jan van der Berg III", "Atlas Collaboration"),
        "note": 'Two\n\nparagraphs with "quotes" \\ and \u202eright to left',
    }
    hostile = toy.papers[0].model_copy(update=facts)
    files = read(_with(toy, (hostile, *toy.papers[1:])))
    paper = files[f"{URL}api/v1/paper/1.json"]
    assert paper in files[f"{URL}api/v1/papers/1.json"]["papers"]
    assert (paper["tex_title"], paper["title"]) == (facts["title"], to_text(facts["title"]))
    assert paper["title"].startswith("The β of")
    assert paper["note"] == facts["note"]
    assert [author["name"] for author in paper["authors"]] == list(facts["authors"])
    jan = {"given": "Jan", "particle": "van der", "family": "Berg", "suffix": "III"}
    assert paper["authors"][1] == {"id": "jan-van-der-berg-iii", "name": facts["authors"][1], **jan}
    assert paper["authors"][2].keys() == {"id", "name"}
    validator("Paper").validate(paper)


def test_a_record_with_every_key_publishes_every_key():
    toy = load(TOY).catalog
    listed = toy.paper[toy.lists[0].papers[0]]
    full = {
        "venue": "ICLR 2024",
        "doi": "10.1/x",
        "code": "https://x.test/",
        "project": "https://x.test/",
        "url": "https://x.test/",
        "links": {"Slides": "https://x.test/"},
    }
    full |= {
        "abstract": "A",
        "note": "N",
        "other_titles": ("O",),
        "former_ids": ("f",),
        "review": ("venue",),
        "publication": Details(publisher="P", title="Q", authors=("B",)),
        "citation_key": "k",
        "tldr": "T",
        "licence": "https://x.test/",
        "withdrawn": Withdrawal(date="2026-11-21", why="W"),
        "relations": (records.Relation(builds_on="x"),),
    }
    paper = listed.model_copy(update=full)
    files = read(_with(toy, tuple(paper if other is listed else other for other in toy.papers)))
    found = files[f"{URL}api/v1/paper/{paper.id}.json"]
    assert found.keys() == described(schema())["Paper"].keys()
    assert found["publication"]["title"] == "Q"
    assert [author["name"] for author in found["publication"]["authors"]] == ["B"]


def test_a_site_that_does_not_know_its_address_gives_places_below_its_root():
    files = read(load(TOY).catalog, Site("Toy"))
    index = files["api/v1/index.json"]
    assert index["papers"] == ["api/v1/papers/1.json"]
    assert files["api/v1/papers/1.json"]["papers"][0]["url"].startswith("papers/")
    assert not index.keys() & {"url", "licence"}


def test_an_empty_catalog_has_an_api():
    files = read(Catalog((), (), (), ()))
    assert files[f"{URL}api/v1/papers/1.json"] == {"papers": []}
    assert files[f"{URL}api/v1/index.json"]["changes"] == []


@pytest.fixture(scope="module")
def many(catalog):
    """10,000 papers of four months, with summaries of real length."""
    return _with(
        catalog,
        (
            *catalog.papers,
            *(_numbered(catalog, number) for number in range(10_000 - len(catalog.papers))),
        ),
    )


@pytest.fixture(scope="module")
def of_many(many):
    """What is written of these papers."""
    return written(many)


@pytest.mark.slow
def test_no_file_is_too_large_and_no_paper_is_lost(many, of_many):
    made = of_many
    assert max(len(made[path]) for path in made if path.endswith(".json")) <= 500_000
    files = {URL + path: json.loads(text) for path, text in made.items() if path.endswith(".json")}
    index = files[f"{URL}api/v1/index.json"]
    papers = followed(files, index["papers"][0])
    assert [(paper["added"], paper["id"]) for paper in papers] == sorted(
        (paper.added, paper.id) for paper in many.papers
    )
    assert [month["month"] for month in index["changes"]] == sorted(
        {paper.added[:7] for paper in many.papers}, reverse=True
    )
    for month in index["changes"]:
        added = followed(files, month["api"])
        assert len(added) == month["count"]
        assert {paper["added"][:7] for paper in added} == {month["month"]}


@pytest.mark.slow
def test_a_new_paper_changes_few_files(many, of_many):
    before = of_many
    new = _numbered(many, 1).model_copy(update={"id": "zz-new", "added": "2026-11-21"})
    after = written(_with(many, (new, *many.papers)))
    changed = {path for path in after if before.get(path) != after[path]}
    papers = {path for path in changed if path.startswith("api/v1/papers/")}
    assert papers == {"api/v1/papers/67.json"}
    assert before.keys() <= after.keys()
    assert {"api/v1/paper/zz-new.json", "api/v1/index.json", "api/v1/changes/2026-11.json"} <= changed


@pytest.mark.slow
def test_an_edit_changes_one_file_of_papers(many, of_many):
    before = of_many
    longer = many.papers[500].model_copy(update={"note": "A longer remark. " * 50})
    papers = (*many.papers[:500], longer, *many.papers[501:])
    after = written(_with(many, papers))
    changed = sorted(path for path in after if before.get(path) != after[path])
    kinds = {path.split("/")[2] for path in changed}
    assert kinds == {"manifest.txt", "paper", "papers", "papers.jsonl.gz"}
    assert len(changed) == 4


def test_long_papers_take_more_files_under_the_same_number(catalog):
    crowd = tuple(f"Ada {number} Lovelace" for number in range(2_500))
    huge = [_numbered(catalog, n).model_copy(update={"authors": crowd}) for n in range(5)]
    papers = (*huge, *catalog.papers, *(_numbered(catalog, n) for n in range(5, 50)))
    made = written(_with(catalog, papers))
    names = [path for path in made if path.startswith("api/v1/papers/")]
    assert names[:2] == ["api/v1/papers/1.json", "api/v1/papers/1.2.json"]
    assert names[-1] == "api/v1/papers/2.json"
    assert max(len(made[path]) for path in made if path.endswith(".json")) <= 500_000
    files = {URL + path: json.loads(text) for path, text in made.items() if path.endswith(".json")}
    assert len(followed(files, URL + names[0])) == len(papers)


def _with(catalog, papers):
    return Catalog(tuple(papers), catalog.themes, catalog.tags, catalog.lists)


def _numbered(catalog, number):
    paper = catalog.papers[number % len(catalog.papers)]
    facts = {"id": f"paper-{number}", "added": f"2026-0{number % 3 + 1}-01"}
    return Paper.model_construct(**{**dict(paper), **facts})


@pytest.fixture(scope="module")
def host(catalog, tmp_path_factory):
    """The API of the catalog catalog on a server of its own, which every address in it names."""
    folder = tmp_path_factory.mktemp("host")
    handler = partial(_Quiet, directory=folder)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/"
        for path, text in written(catalog, Site(url=address)).items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(text)
        yield address
        server.shutdown()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


EXAMPLES = re.findall(r"^```(bash|python)\n(.*?)^```\n+```text\n(.*?)^```", TEXT, re.M | re.S)


def test_one_file_holds_all_papers(catalog):
    made = written(catalog)
    lines = gzip.decompress(made[permalinks.RECORDS]).splitlines()
    assert [json.loads(line)["id"] for line in lines] == [
        paper["id"] for paper in followed(read(catalog), f"{URL}api/v1/papers/1.json")
    ]
    assert made[permalinks.RECORDS] == written(catalog)[permalinks.RECORDS]


def test_the_manifest_names_every_file_but_those_of_single_papers(catalog):
    made = written(catalog)
    lines = [line.split("  ") for line in made[permalinks.MANIFEST].decode().splitlines()]
    expected = {
        path.removeprefix("api/v1/"): hashlib.sha256(content).hexdigest()
        for path, content in made.items()
        if not path.startswith("api/v1/paper/") and path != permalinks.MANIFEST
    }
    assert {path: digest for digest, path in lines} == expected


def test_the_page_has_examples_for_the_shell_and_for_python():
    assert [language for language, _, _ in EXAMPLES] == ["bash", "bash", "python", "bash", "python"]


@pytest.mark.parametrize(("language", "code", "printed"), EXAMPLES)
def test_examples_print_what_the_page_says(host, language, code, printed):
    if language == "bash" and not (shutil.which("curl") and shutil.which("jq")):
        pytest.skip("no curl or no jq")
    program = [sys.executable] if language == "python" else ["bash"]
    assert ADDRESS in code
    run = subprocess.run([*program, "-c", code.replace(ADDRESS, host)], capture_output=True, text=True)
    assert (run.stdout, run.stderr) == (printed, "")


def test_an_assistant_finds_the_papers_that_have_two_topics(host, catalog):
    code = re.search(r"^## For assistants\n.*?^```python\n(.*?)^```", TEXT, re.M | re.S)[1]
    tag, theme = catalog.tag["attention"], catalog.theme["hopfield-networks"]
    code = code.replace('["state space models", "PDEs"]', repr([tag.aliases[0].upper(), theme.name]))
    run = subprocess.run(
        [sys.executable, "-c", code.replace(ADDRESS, host)], capture_output=True, text=True
    )
    both = set(catalog.by_tag[tag.id]) & set(catalog.by_theme[theme.id])
    assert run.stderr == ""
    assert both
    found = {line.rsplit("/", 2)[1] for line in run.stdout.splitlines()}
    assert found == {paper.id for paper in both}


def test_the_page_documents_every_file_and_every_key(golden):
    page = re.sub(r"\[(\w+)\]\(#\w+\)", r"\1", TEXT)
    files = dict(re.findall(r"^\| `(\S+\.json)` \| (\w+) \|", page, re.M))
    assert files == published()["files"]
    golden(PAGE, documented(TEXT))


def documented(page):
    """Return the page with a section for each shape as the schema has it, in the page's order."""
    shapes = schema()["$defs"]
    start = page.index("\n### ") + 1
    order = dict.fromkeys([*re.findall(r"^### (\w+)", page, re.M), *shapes])
    sections = [_section(shape, shapes[shape]) for shape in order if shape in shapes]
    return page[:start] + "\n".join(sections)


def _section(shape, definition):
    types = described(schema())[shape]
    rows = "".join(
        f"| `{key}` | {_linked(types[key])} | {value['description']} |\n"
        for key, value in definition["properties"].items()
    )
    head = "| key | type | what it says |\n| --- | --- | --- |\n"
    return f"### {shape}\n\n{definition['description']}\n\n{head}{rows}"


def _linked(kind):
    return re.sub(r"\b([A-Z]\w+)", lambda shape: f"[{shape[1]}](#{shape[1].lower()})", kind)
