"""Settings in mkdocs.yml, and what they say of the site."""

from dataclasses import replace
from pathlib import Path
from posixpath import relpath
from urllib.parse import urljoin

from markupsafe import Markup
from mkdocs.config.base import BaseConfigOption, Config, ValidationError
from mkdocs.config.config_options import Choice, Dir, Type
from mkdocs.config.defaults import MkDocsConfig

from generator.catalog.abstracts import Shown
from generator.errors import Problem
from generator.site import Files, Site
from generator.styling import accent


class Accent(BaseConfigOption[str]):
    """A colour, "" where none is set."""

    def __init__(self) -> None:
        super().__init__()
        self.default = ""

    def run_validation(self, value: object) -> str:
        """Return the colour as accent.check does; one without quotes is a comment to YAML."""
        if value is None:
            raise ValidationError('is empty; expected a colour like "#3b5bdb"; write it with the quotes')
        try:
            return accent.check(str(value)) if value else ""
        except Problem as problem:
            raise ValidationError(str(problem)) from None


class PapershelfConfig(Config):
    """Settings under `plugins: papershelf:` in mkdocs.yml."""

    catalog = Dir(exists=True, default="catalog")
    """The folder of records, relative to mkdocs.yml."""
    accent = Accent()
    """The colour of links and marks."""
    abstracts: BaseConfigOption[Shown] = Choice(("none", "records", "fetched"), default="fetched")
    """Which abstracts pages show and search knows: none, those of records, or those of
    `catalog abstracts`, too."""
    review_marks = Type(bool, default=True)
    """Whether pages of papers name what waits for a curator."""
    files: BaseConfigOption[Files] = Choice(("auto", "all", "packed"), default="auto")
    """Whether each paper has citation and API files of its own."""
    cache = Type(bool, default=True)
    """Whether a build leaves in place what is right in the site folder, by what `.cache/` says of it."""


def site(config: MkDocsConfig, catalog: str) -> Site:
    """Return what mkdocs.yml says of the site."""
    edit_base = ""
    if config.repo_url and config.edit_uri:
        docs = urljoin(config.repo_url.rstrip("/") + "/", config.edit_uri)
        folder = relpath(Path(catalog).resolve().as_posix(), Path(config.docs_dir).as_posix())
        edit_base = urljoin(docs, folder + "/")
    url = config.site_url.rstrip("/") + "/" if config.site_url else ""
    licence = Markup(config.copyright or "").striptags()  # noqa: S704  (read, not shown)
    site = Site(config.site_name, config.site_description or "", edit_base, url, licence)
    ours = config.plugins["papershelf"].config if "papershelf" in config.plugins else None
    names = ("accent", "abstracts", "review_marks", "files")
    return replace(site, **{name: ours[name] for name in names}) if ours else site
