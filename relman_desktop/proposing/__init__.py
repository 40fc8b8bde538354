"""A first profile of a team, proposed from what its repository shows: what it cannot show is asked, and not made up."""

from collections.abc import Callable, Iterator, Sequence

from ..errors import InputError
from ..jobs import Cancel, Progress, silent
from ..sources import git
from ..sources.profile.reading import problems
from ..sources.profile.writing import entry_text
from ..sources.repository import Repository
from .commands import commands
from .document import document
from .environments import environments
from .head import Head
from .people import people
from .proposed import Proposed, may_be_proposed
from .services import services
from .strategy import deployment
from .team import team
from .tests import testing

_TOPICS: tuple[tuple[str, Callable[[Head], Iterator[Proposed]]], ...] = (
    ("the history", team),
    ("services", services),
    ("environments", environments),
    ("how releases reach their users", deployment),
    ("commands", commands),
    ("tests", testing),
    ("people", people),
)


def propose(repository: Repository, rev: str, cancel: Cancel, progress: Progress = silent) -> str:
    """A profile as text, with comments, from what a repository holds at a commit; raises as `proposals` does."""
    return text_of(repository, *proposals(repository, rev, cancel, progress))


def text_of(repository: Repository, oid: str, proposed: Sequence[Proposed]) -> str:
    """What is proposed at a commit as a profile, with comments."""
    named = next((str(one.values["name"]) for one in proposed if one.part == "team" and "name" in one.values), "")
    return document(named or repository.name, oid, proposed)


def proposals(
    repository: Repository, rev: str, cancel: Cancel, progress: Progress = silent
) -> tuple[str, tuple[Proposed, ...]]:
    """A commit's full id, and the entries that what it holds speaks for.

    Raises `InputError` where `rev` is no commit's name, ServiceError where git cannot read it, and Cancelled.
    """
    try:
        oid = repository.resolve(rev, cancel).data.decode().strip()
    except git.GitFailed as error:
        raise InputError(f"{git.plain(rev, 80)} is not the name of a commit of {repository.root}.") from error
    head = Head(repository, oid, cancel)
    found: list[Proposed] = []
    for number, (topic, look) in enumerate(_TOPICS):
        progress(f"Looking at {topic}", number / len(_TOPICS))
        found += look(head)
    return oid, tuple(one for one in _once(found) if _may_stand(one))


def _once(found: list[Proposed]) -> Iterator[Proposed]:
    """What is proposed without the steps that are tests: a smoke test is told once."""
    tested = {one.values.get("command") for one in found if one.part == "testing"}
    return (one for one in found if one.part != "deployment_steps" or one.values.get("command") not in tested)


def _may_stand(one: Proposed) -> bool:
    """Whether an entry may stand in a profile: names of a hostile repository may hide text, or be far too long."""
    text = entry_text(one.part, one.values)
    return may_be_proposed(text) and not problems(text, "")
