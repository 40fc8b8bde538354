"""A first profile of a team, proposed from what its repository shows: what it cannot show is asked, and not made up."""

from collections.abc import Callable, Iterator

from ..errors import InputError
from ..jobs import Cancel, Progress, silent
from ..sources import git
from ..sources.profile.reading import problems
from ..sources.repository import Repository
from .commands import commands
from .document import document
from .environments import environments
from .head import Head
from .people import people
from .proposed import Proposed
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
    """A profile as text, with comments, from what a repository holds at a commit.

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
    text = document(repository.name, oid, found)
    assert not problems(text, "the proposal"), problems(text, "the proposal")
    return text
