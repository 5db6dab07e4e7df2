"""Reading lists that gain the papers of a source in its order."""

from collections.abc import Iterable
from pathlib import PurePath

from generator.catalog.editor_schema import hint
from generator.catalog.records import ReadingList
from generator.catalog.shelf import Shelf
from generator.errors import Remark
from generator.importers.draft import STDIN, Source
from generator.intake.disagreements import disagreement
from generator.yamlfiles.edit import assign
from generator.yamlfiles.read import Document, dump_file
from generator.yamlfiles.read import parse as parse_yaml

ORDER = list(ReadingList.model_fields)


class ReadingLists:
    """The reading lists of a catalogue while sources come in."""

    def __init__(self, shelf: Shelf) -> None:
        self.documents = {entry.record.id: entry.document for entry in shelf.lists}
        self.changed: dict[str, str] = {}
        """The text of each list that changed, by its path in the catalogue."""

    def place(self, source: Source, id: str, papers: Iterable[str]) -> list[Remark]:
        """Put papers on a reading list in their order; return what it says otherwise than `source`.

        A list that exists gains what it lacks, papers at its end; none is made for no papers.
        """
        papers = list(dict.fromkeys(papers))
        if not papers:
            return []
        said = _list_facts(source)
        if id not in self.documents:
            named = {"title": id.replace("-", " ").capitalize(), "source": "a bibliography"}
            data = {**named, **said, "papers": papers}
            self._keep(id, parse_yaml(hint("list") + dump_file(data), f"lists/{id}.yml"))
            return []
        document, data = self.documents[id], self.documents[id].data
        for key, value in said.items():
            document = document if data.get(key) else assign(document, key, value, ORDER)
        more = [paper for paper in papers if paper not in data["papers"]]
        self._keep(id, assign(document, "papers", [*data["papers"], *more], ORDER))
        differing = (key for key, value in said.items() if data.get(key, value) != value)
        return [disagreement(key, data[key], said[key]) for key in differing]

    def _keep(self, id: str, document: Document) -> None:
        if self.documents.get(id) is not document:
            self.changed[f"lists/{id}.yml"] = document.text
            self.documents[id] = document


def _list_facts(source: Source) -> dict[str, str]:
    """Return the facts of a reading list's source; of a local file only the name is published."""
    file = "" if source.file == STDIN else PurePath(source.file).name
    said = {"title": source.title, "source": source.origin or file}
    said |= {"url": source.url, "date": source.date}
    return {key: value for key, value in said.items() if value}
