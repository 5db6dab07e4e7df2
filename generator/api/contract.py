"""The API's files as pydantic models, and the JSON Schema made of them."""

from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue, models_json_schema

from generator.api.shapes import (
    Address,
    Day,
    Month,
    Paper,
    ReadingList,
    Reference,
    Shape,
    Tag,
    Theme,
)


class Counts(Shape):
    """The number of papers, themes, tags, lists and authors."""

    papers: int
    """Records of papers."""
    themes: int
    """Themes, those without papers included."""
    tags: int
    """Tags, those without papers included."""
    lists: int
    """Reading lists."""
    venues: int
    """Journals and conferences."""


class Additions(Shape):
    """The papers of one month, in `index.json`."""

    month: Month
    """YYYY-MM."""
    count: int
    """Papers added in it."""
    api: Address
    """The papers themselves, in the order in which they were added."""


class Index(Shape):
    """The entry point, `index.json`."""

    version: int
    """Of the API."""
    name: str
    """The site's name."""
    description: str
    """What the site is, in a sentence."""
    licence: str | None = None
    """Of everything here, in words."""
    url: Address | None = None
    """The site's home page."""
    updated: Day
    """When a record last came into the catalogue, changed or was withdrawn."""
    counts: Counts
    """Of papers, themes, tags and lists."""
    papers: tuple[Address, ...]
    """All papers, file by file, in the order in which they were added."""
    paper: str
    """The file of one paper; put its id in place of `{id}`. A packed site names `papers/1.json`."""
    ids: Address
    """The first file of the papers' identifiers: from an arXiv id or a DOI to a paper."""
    withdrawn: Address
    """The first file of the papers that are no longer in the catalogue."""
    records: Address
    """All papers in one file, a line each, packed with gzip: JSON Lines."""
    manifest: Address
    """The SHA-256 of every file here but those of single papers, in the form of `sha256sum`."""
    themes: Address
    """The first file of the themes."""
    tags: Address
    """The first file of the tags."""
    lists: Address
    """The first file of the reading lists."""
    venues: Address
    """The first file of the venues."""
    changes: tuple[Additions, ...]
    """The months in which papers were added, the newest first."""
    json_schema: Address
    """What every file here holds."""


class Part(Shape):
    """One file of a listing, with the address of the next file where the listing is long."""

    next: Address | None = None
    """Where the listing goes on; absent in its last file."""


class Papers(Part):
    """Full records of some papers: `papers/N.json`."""

    papers: tuple[Paper, ...]
    """In the order in which they were added."""


class References(Part):
    """Short records of papers: `KIND/ID.json` of themes, tags, lists and venues,
    `changes/YYYY-MM.json`.
    """

    papers: tuple[Reference, ...]
    """In the order of their theme, tag, list, venue or month."""


class Identified(Shape):
    """The identifiers of one paper, in `ids.json`."""

    id: str
    """Its file is `paper/ID.json`."""
    arxiv: str | None = None
    """Without version."""
    doi: str | None = None
    """Without address."""
    citation_key: str | None = None
    """The key of its BibTeX entry, where it is not the id."""
    former_ids: tuple[str, ...]
    """Ids that it had here before; the files at them stay."""


class Citation(Shape):
    """One paper's citation in each format, in `citations/N.json`."""

    id: str
    """The paper's."""
    bib: str
    """BibTeX."""
    ris: str
    """RIS."""
    csl: dict[str, Any]
    """An item of CSL-JSON."""


class Citations(Part):
    """The citations of some papers on a packed site: `citations/N.json`."""

    citations: tuple[Citation, ...]
    """Of the papers whose ids have N as their hash: FNV-1a of 32 bits, modulo 256."""


class Ids(Part):
    """The identifiers of all papers, to find a paper by arXiv id or DOI: `ids.json`."""

    ids: tuple[Identified, ...]
    """In the order in which the papers were added."""


class Themes(Part):
    """All themes: `themes.json`."""

    themes: tuple[Theme, ...]
    """In display order."""


class Tags(Part):
    """All tags: `tags.json`."""

    tags: tuple[Tag, ...]
    """By name."""


class Lists(Part):
    """All reading lists: `lists.json`."""

    lists: tuple[ReadingList, ...]
    """By date."""


class Venue(Shape):
    """A journal or a conference, in `venues.json`."""

    id: str
    """The slug of its name."""
    name: str
    """Without year and volume."""
    count: int
    """Papers published there."""
    url: Address
    """Its page."""
    api: Address
    """Its papers, newest first."""


class Venues(Part):
    """All venues: `venues.json`."""

    venues: tuple[Venue, ...]
    """By name."""


FILES: tuple[type[Shape], ...] = (
    *(Index, Papers, Paper, Ids, References, Citations),
    *(Themes, Tags, Lists, Venues),
)
"""The shapes that are files of their own."""


def schema() -> dict[str, Any]:
    """Return the JSON Schema of all files. It allows unknown keys, which a later version may add."""
    _, found = models_json_schema(
        [(shape, "serialization") for shape in FILES], schema_generator=_WithoutNull
    )
    return {
        "$schema": _WithoutNull.schema_dialect,
        "title": "Papershelf API, version 1",
        "anyOf": [{"$ref": f"#/$defs/{shape.__name__}"} for shape in FILES],
        "$defs": found["$defs"],
    }


class _WithoutNull(GenerateJsonSchema):
    """Generates a schema in which optional keys are absent, never null."""

    def model_schema(self, schema: Any) -> JsonSchemaValue:
        # A later version may add keys.
        found = super().model_schema(schema)
        found.pop("additionalProperties", None)
        return found

    def nullable_schema(self, schema: Any) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: Any) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False
