"""Which pull request a finished build belongs to, found out from GitHub's own words alone.

The build itself, what it made and how its branch is called are a stranger's. So the number comes from
GitHub's list of pull requests, and only if one of them has the very commit that was built.
"""

from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from generator.errors import CatalogError, Message, Problem, quote

T = TypeVar("T")
Commit = Annotated[str, Field(pattern="^[0-9a-f]{40}$")]


class _Fact(BaseModel):
    """A part of an answer of GitHub's; what nobody needs is passed over."""

    model_config = ConfigDict(frozen=True, strict=True)


class Source(_Fact):
    """A repository by its owner and name."""

    full_name: str


class Repository(Source):
    """The repository in which something happened."""

    default_branch: str


class Run(_Fact):
    """A finished run of a workflow."""

    event: str
    conclusion: str
    head_sha: Commit
    head_branch: str
    head_repository: Source


class Event(_Fact):
    """The event workflow_run."""

    workflow_run: Run
    repository: Repository


class Side(_Fact):
    """A branch of a repository, which is None after a fork was deleted."""

    sha: Commit
    ref: str
    repo: Source | None


class Pull(_Fact):
    """A pull request."""

    number: Annotated[int, Field(ge=1)]
    state: Literal["open", "closed"]
    head: Side
    base: Side


EVENT = TypeAdapter(Event)
PULLS = TypeAdapter(list[Pull])


def find(event: bytes, pulls: bytes) -> Pull:
    """Return the open pull request into the default branch whose newest commit a run has built.

    Takes the JSON of the event workflow_run, and of GitHub's list of pull requests from the run's
    branch. Raises CatalogError if there is none, as after a later push.
    """
    happened = _parsed(EVENT, event, "event")
    run, repository = happened.workflow_run, happened.repository
    if (run.event, run.conclusion) != ("pull_request", "success"):
        expected = "expected a successful build of a pull request"
        raise _error("event", Problem(f"tells of {quote(run.event)}", expected, "publish nothing"))
    for pull in _parsed(PULLS, pulls, "pulls"):
        goes_to = pull.base.repo and (pull.base.repo.full_name, pull.base.ref)
        comes_from = pull.head.repo and (pull.head.repo.full_name, pull.head.ref)
        if (
            pull.state == "open"
            and pull.head.sha == run.head_sha
            and comes_from == (run.head_repository.full_name, run.head_branch)
            and goes_to == (repository.full_name, repository.default_branch)
        ):
            return pull
    expected = f"expected one whose newest commit is {run.head_sha}"
    remedy = "wait for the build of the newest commit"
    raise _error("pulls", Problem("no open pull request belongs to this build", expected, remedy))


def _parsed(form: TypeAdapter[T], text: bytes, name: str) -> T:
    try:
        return form.validate_json(text)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        place = ".".join(map(str, first["loc"])) or "JSON"
        problem = Problem(f"{place} is not as it should be", quote(first["msg"]), "publish nothing")
        raise _error(name, problem) from error


def _error(name: str, problem: Problem) -> CatalogError:
    return CatalogError([Message(name, 0, "pull", problem.wrong, problem.expected, problem.remedy)])
