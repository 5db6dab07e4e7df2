"""The questions for a new catalogue, and the checks of their answers."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from slugify import slugify

from generator.bibliography.identifiers import LONGEST_SLUG, check_url
from generator.errors import Problem, quote
from generator.permalinks import RESERVED
from generator.text.plain import CONTROL

EXAMPLE = "Research practice"
"""The theme of the papers that a new catalogue starts with."""
BROKEN = re.compile("[\t\n\ud800-\udfff]")
"""What a record's text may hold and a name may not; the last are bytes that are no text."""
GITHUB_NAME = re.compile(r"\w[\w.-]*/[.-]*\w[\w.-]*", re.ASCII)
SSH = re.compile(r"(?:ssh://)?git@([\w.-]+)[:/]", re.ASCII)
KNOWN_HOST = re.compile(r"(?:https?://)?(?:www\.)?(github\.com|gitlab\.com)/", re.ASCII | re.IGNORECASE)
REPOSITORY = re.compile(r"https?://([\w.:-]+)/([\w.-]+(?:/[\w.-]+)+)", re.ASCII)
PAGES = {"github.com": "github.io", "gitlab.com": "gitlab.io"}
"""Where the hosts of repositories serve their sites."""


Kind = Literal["reading", "publications"]
"""Papers that readers should know, each with a summary, or what a group has published."""


@dataclass(frozen=True)
class Answers:
    """The checked answers."""

    name: str
    repo: str = ""
    """The repository's address."""
    url: str = ""
    """The home page's address."""
    themes: tuple[str, ...] = ()
    """Names, in display order."""
    accent: str = ""
    kind: Kind = "reading"


def check_name(value: str) -> str:
    """Return a name: one line of printable text."""
    name = value.strip()
    if not name or CONTROL.search(name) or BROKEN.search(name):
        expected = "expected one line of printable text"
        raise Problem(f"{quote(value)} is not a name", expected, "type it anew by hand")
    return name


def check_theme(value: str) -> str:
    """Return a theme's name from which an id can be made."""
    name = check_name(value)
    if not 0 < len(slugify(name)) <= LONGEST_SLUG:
        expected = f"expected letters or digits, for an id of at most {LONGEST_SLUG} characters"
        raise Problem(f"{quote(value)} gives no id", expected, "choose another name")
    return name


def check_themes(value: str) -> list[str]:
    """Return names of themes separated by commas."""
    return distinct(check_theme(part) for part in value.split(",") if part.strip())


def distinct(themes: Iterable[str]) -> list[str]:
    """Return names of themes if each gives an id of its own."""
    taken = {slugify(EXAMPLE): f"the theme of the example papers, {quote(EXAMPLE)}"}
    taken |= dict.fromkeys(RESERVED, "a page of the site")
    names = list(themes)
    for name in names:
        if other := taken.get(slugify(name)):
            wrong = f"{quote(name)} gives the id {quote(slugify(name))}, which is that of {other}"
            raise Problem(wrong, "expected an id of its own", "choose another name")
        taken[slugify(name)] = quote(name)
    return names


def check_repo(value: str) -> str:
    """Return a repository's address; OWNER/NAME alone is one of GitHub."""
    address = SSH.sub(r"https://\1/", value.strip().rstrip("/").removesuffix(".git"), count=1)
    if host := KNOWN_HOST.match(address):
        address = f"https://{host[1].lower()}/{address[host.end() :]}"
    if GITHUB_NAME.fullmatch(address):
        address = f"https://github.com/{address}"
    parts = REPOSITORY.fullmatch(address)
    if not parts or (parts[1] == "github.com" and parts[2].count("/") > 1):
        expected = "expected OWNER/NAME or the address of a repository's page"
        raise Problem(f"{quote(value)} is not a repository", expected, "copy it from the browser")
    return address


def check_site(value: str) -> str:
    """Return a home page's address, with a slash at its end."""
    address = check_url(value.strip())
    if urlsplit(address).query or urlsplit(address).fragment:
        expected = "expected a home page's address, without ? and #"
        raise Problem(f"{quote(value)} is not a site", expected, "leave out the rest")
    return address.rstrip("/") + "/"


def check_place(value: str) -> tuple[str, str]:
    """Return repository URL and home page for one answer, "" where it names none."""
    if not value:
        return "", ""
    host = re.match(r"https?://([^/]*)", value)
    if GITHUB_NAME.fullmatch(value) or SSH.match(value) or KNOWN_HOST.match(value):
        repo = check_repo(value)
        return repo, pages(repo)
    if not host:
        expected = "expected OWNER/NAME, or an address that starts with https://"
        raise Problem(
            f"{quote(value)} is not a repository or an address",
            expected,
            "or leave it empty until you know",
        )
    return "", check_site(value)


def pages(repo: str) -> str:
    """Return the home page that the repository's host provides, "" if unknown."""
    parts = REPOSITORY.fullmatch(repo)
    if not parts or parts[1] not in PAGES:
        return ""
    owner, _, path = parts[2].partition("/")
    site = f"{owner.lower()}.{PAGES[parts[1]]}"
    return f"https://{site}/" + ("" if path.lower() == site else f"{path}/")


def edit_uri(repo: str) -> str:
    """Return the URL at which the repository's host edits files of docs/, "" if unknown."""
    parts = REPOSITORY.fullmatch(repo)
    ways = {"github.com": "edit/main/docs/", "gitlab.com": "-/edit/main/docs/"}
    return ways.get(parts[1], "") if parts else ""
