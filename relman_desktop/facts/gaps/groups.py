"""The commits of a change as they came in: each commit of the main line with what it merged."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...sources.change import Commit

_WHOLE = 30  # commits that one merge brings which are told as one; a larger one that holds merges is taken apart
_DEEPEST = 8  # merges of merges that are taken apart


@dataclass(frozen=True, slots=True)
class Group:
    """Commits that belong together, the newest first: one, or a merge and what came with it."""

    commits: tuple[Commit, ...]

    @property
    def own(self) -> tuple[Commit, ...]:
        """Those that change something themselves."""
        return tuple(commit for commit in self.commits if not commit.is_merge) or self.commits


def grouped(commits: Sequence[Commit]) -> tuple[Group, ...]:
    """The groups, the newest first; each commit is in one. `commits`: newest first."""
    by_id = {commit.oid: commit for commit in commits}
    taken: set[str] = set()
    groups: list[Group] = []
    for commit in commits:
        if commit.oid not in taken:
            groups += _line(commit, by_id, taken)
    return tuple(groups)


def _line(head: Commit, by_id: dict[str, Commit], taken: set[str]) -> Iterator[Group]:
    """The groups of a line of first parents: what a merge brings belongs to the oldest merge that brought it."""
    waiting = [(head, 0)]
    while waiting:
        start, depth = waiting.pop()
        line = [*_first_parents(start, by_id, taken)]
        taken.update(commit.oid for commit in line)
        brought = {commit.oid: _brought(commit, by_id, taken) for commit in reversed(line) if commit.is_merge}
        for commit in line:
            inner = brought.get(commit.oid, {})
            if depth < _DEEPEST and len(inner) > _WHOLE and any(one.is_merge for one in inner.values()):
                taken.difference_update(inner)
                waiting += [(inner[parent], depth + 1) for parent in commit.parents[1:] if parent in inner]
                inner = {}
            yield Group((commit, *inner.values()))


def _first_parents(head: Commit, by_id: dict[str, Commit], taken: set[str]) -> Iterator[Commit]:
    commit: Commit | None = head
    seen: set[str] = set()
    while commit and commit.oid not in taken and commit.oid not in seen:
        seen.add(commit.oid)
        yield commit
        commit = by_id.get(commit.parents[0]) if commit.parents else None


def _brought(merge: Commit, by_id: dict[str, Commit], taken: set[str]) -> dict[str, Commit]:
    """What the other parents of a merge lead to and nothing has brought before, by full id."""
    found: dict[str, Commit] = {}
    waiting = [*merge.parents[1:]]
    while waiting:
        commit = by_id.get(waiting.pop())
        if commit and commit.oid not in taken:
            taken.add(commit.oid)
            found[commit.oid] = commit
            waiting += commit.parents
    return found
