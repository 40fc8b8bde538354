"""Which commits a history has, in which order, by one walk that reads no tree."""

from typing import NamedTuple

from ...jobs import Cancel
from ..repository import Repository

MOST = 100_000  # commits, the newest, that the walk tells of

_WALK = ("rev-list", "--topo-order", "--no-merges", "--timestamp")


class Step(NamedTuple):
    """A commit that is no merge."""

    oid: str
    when: int  # commit time, Unix s


class Walk(NamedTuple):
    """A history in topological order, the oldest commit first."""

    steps: tuple[Step, ...]
    cut: bool = False  # it is longer, and its older part is not told


def walk(repository: Repository, head: str, cancel: Cancel, *, most: int = MOST) -> Walk:
    """The history of a commit that is named by its full id."""
    words = (*_WALK, f"--max-count={most + 1}", head, "--")
    said = repository.run(*words, cancel=cancel, limit=1 << 30).data.decode("ascii").split()
    steps = [Step(oid, int(when)) for when, oid in zip(said[::2], said[1::2], strict=True)]
    return Walk(tuple(reversed(steps[:most])), len(steps) > most)
