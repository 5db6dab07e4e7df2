"""DOIs that Crossref does not know: doi.org asks whoever gave them out, DataCite for one."""

from dataclasses import replace
from urllib.parse import quote as percent_encode

from generator.errors import CatalogError, Message, Problem, quote
from generator.importers.bibliographies import csl
from generator.importers.draft import Draft
from generator.importers.services.client import Client, Service

DOI_ORG = Service("doi.org", "PAPERSHELF_DOI_API", "https://doi.org", pause=1)
CSL_JSON = "application/vnd.citationstyles.csl+json"
UNKNOWN = frozenset({404, 406, 410})
"""Answers where no registrar knows the DOI, or none describes it."""


def ask(doi: str, client: Client) -> Draft | Message:
    """Return what the registrar of a DOI says of it, or why it says nothing."""
    try:
        answer = client.get(DOI_ORG, f"/{percent_encode(doi)}", accept=UNKNOWN, form=CSL_JSON)
    except CatalogError as error:
        return error.messages[0]
    if answer.status in UNKNOWN:
        remedy = "compare it with the paper's page"
        wrong = Problem("no registrar knows such a DOI", "expected a paper's DOI", remedy)
        return DOI_ORG.message(doi, wrong)
    try:
        draft = csl.read(answer.body.decode("utf-8", "replace"), DOI_ORG.address).drafts[0]
    except CatalogError:
        beginning = quote(answer.body[:200].decode("utf-8", "replace").strip())
        wrong = Problem(f"is answered with {beginning}", "expected CSL-JSON", "try again later")
        return DOI_ORG.message(doi, wrong)
    return replace(draft, doi=doi, key="", citation_key=None, dropped=(), line=0)
