"""What came onto a branch after a commit, as far as it touches some paths."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from itertools import chain, islice

from ..errors import Cancelled, ServiceError
from ..jobs import Cancel
from . import git
from .between import Between
from .repository import Repository

_SECONDS = 5.0  # a history may be long
_MOST_PATHS, _MOST = 20, 2  # paths, and commits of each, whose subjects are read


@dataclass(frozen=True)
class Later:
    """Commits of a branch, newest first, merges left out. Not `known` where finding them took too long."""

    by_path: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # full ids
    subjects: Mapping[str, str] = field(default_factory=dict)  # by full id, fit to show; of the newest commits
    known: bool = True

    @property
    def number(self) -> int:
        return len({oid for oids in self.by_path.values() for oid in oids})


def later(repository: Repository, old: str, new: str, paths: Collection[str], cancel: Cancel) -> Later:
    """The commits between two, named by their full ids, that touch paths; of very many paths the first 200 count.

    Subjects are read of the two newest commits for each of the first 20 paths.
    """
    try:
        with cancel.within(_SECONDS) as late:
            by_path = Between(repository, old, new).touching(paths, late)
            newest = (by_path.get(path, ())[:_MOST] for path in islice(paths, _MOST_PATHS))
            oids = list(dict.fromkeys(chain.from_iterable(newest)))
            return Later(by_path, _subjects(repository, oids, late))
    except (Cancelled, ServiceError):
        cancel.check()
        return Later(known=False)


def _subjects(repository: Repository, oids: Collection[str], cancel: Cancel) -> Mapping[str, str]:
    if not oids:
        return {}
    words = (*git.LOG, "--no-walk=unsorted", "--format=%H%x00%s", *oids, "--")
    said = repository.run(*words, cancel=cancel).data.decode("utf-8", "replace").split("\0")
    return {oid: git.plain(subject, 100) for oid, subject in zip(said[::2], said[1::2], strict=False)}
