"""Commits that no work item explains, where the team works by items, and the files that only they touch."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ...sources.change import Change, Commit, FileChange, Kind
from ...sources.work.item import WorkItem
from ...wording import counted, joined, named, quoted
from ..fact import Finding
from ..production import is_beside
from .groups import Group
from .rules import rules
from .telling import telling
from .vocabulary import Vocabulary

_MOST_TOLD = 5  # groups of commits by themselves; the rest is counted
_FEWEST_SHARE = 0.5  # of the groups that have an item, from which a team works by items
_CITED = 6
_LONGEST_SUBJECT = 90
_OPERATIONS = (Kind.MIGRATION, Kind.CONFIG, Kind.INFRASTRUCTURE)


@dataclass(frozen=True, slots=True)
class _Lone:
    """Commits without an item, and the changed files that nothing else touches."""

    group: Group
    files: tuple[FileChange, ...]

    @property
    def weight(self) -> int:
        return 35 if any(file.kind in _OPERATIONS for file in self.files) else 20

    @property
    def size(self) -> int:
        return sum(file.added + file.removed for file in self.files)


def unexplained(
    change: Change, groups: Sequence[Group], touched: Mapping[str, Sequence[str]], work: Sequence[WorkItem]
) -> Iterator[Finding]:
    """`gap.unexplained`, the largest first. `touched`: the paths that each commit touches, where that is known."""
    kinds = {path: file.kind for file in change.files for path in (file.path, file.old_side_path)}
    counted_in = [group for group in groups if not _is_housekeeping(group, touched, kinds)]
    explains = _explains(change, work)
    if explains is None or not counted_in:
        return
    without = [group for group in counted_in if not explains(group)]
    if len(without) > len(counted_in) * (1 - _FEWEST_SHARE):
        return
    by_path = Counter(path for group in groups for path in _paths(group, touched))
    lone = [_Lone(group, _files(change, _alone(_paths(group, touched), by_path))) for group in without]
    lone.sort(key=lambda one: (-one.weight, -one.size))
    yield from map(_told, lone[:_MOST_TOLD])
    if rest := lone[_MOST_TOLD:]:
        yield _rest(rest)


class _Explains:
    """Whether a group of commits is explained by one of the items."""

    def __init__(self, commits: Collection[str], given: Collection[str]) -> None:
        self._commits = commits  # ids of those that refer to an item
        self._given = given  # telling words of the items that the person gave and no commit refers to

    def __call__(self, group: Group) -> bool:
        if any(commit.id in self._commits for commit in group.commits):
            return True
        if not self._given:
            return False
        said = Vocabulary(f"{commit.subject}\n{commit.body}" for commit in group.commits)
        return any(map(said.holds, self._given))


def _explains(change: Change, work: Sequence[WorkItem]) -> _Explains | None:
    """None where there are no items to explain anything, or one that explains the whole change: its branch names it."""
    items = [item for item in work if not item.is_request and item.is_named]
    given = [item for item in items if not item.commits]
    whole = any(found.where == "branch" and found.ref == change.branch for item in items for found in item.found)
    if not items or whole or not all(item.is_told for item in given):
        return None
    mentioned = {commit for item in work if not item.is_request for commit in item.commits}
    return _Explains(mentioned, {word for item in given for word in telling(f"{item.title}\n{item.body}")})


def _is_housekeeping(group: Group, touched: Mapping[str, Sequence[str]], kinds: Mapping[str, Kind]) -> bool:
    """Whether no team files a ticket for it: a release, a robot's update, documents, tests, locks."""
    if all(_is_routine(commit) for commit in group.own):
        return True
    paths = _paths(group, touched)
    return bool(paths) and all(kinds.get(path, Kind.DOCS) in rules().kinds or is_beside(path) for path in paths)


def _is_routine(commit: Commit) -> bool:
    return bool(rules().subjects.search(commit.subject[:_LONGEST_SUBJECT]) or rules().authors.search(commit.author))


def _paths(group: Group, touched: Mapping[str, Sequence[str]]) -> set[str]:
    return {path for commit in group.commits for path in touched.get(commit.oid, ())}


def _alone(paths: Collection[str], by_path: Mapping[str, int]) -> set[str]:
    return {path for path in paths if by_path[path] == 1}


def _files(change: Change, paths: Collection[str]) -> tuple[FileChange, ...]:
    found = (
        file
        for file in change.files
        if file.path in paths and file.kind not in rules().kinds and not is_beside(file.path)
    )
    return tuple(sorted(found, key=lambda file: (file.kind not in _OPERATIONS, -file.added - file.removed)))


def _told(one: _Lone) -> Finding:
    own = one.group.own
    subject = quoted(own[-1].subject, _LONGEST_SUBJECT)
    what = subject if len(own) == 1 else f"{subject} and {counted(len(own) - 1, 'commit')} beside it"
    alone = f", and only this touches {joined([named(file.path) for file in one.files], 3)}" if one.files else ""
    commits = tuple(commit.id for commit in own[:_CITED])
    files = tuple(file.id for file in one.files[:_CITED])
    return Finding(
        "gap.unexplained",
        f"No work item is named for {what}{alone}.",
        (*commits, *files),
        {"name": own[0].oid, "commits": len(own), "files": len(one.files)},
        one.weight,
    )


def _rest(rest: Sequence[_Lone]) -> Finding:
    commits = [commit for one in rest for commit in one.group.own]
    files = list(dict.fromkeys(file for one in rest for file in one.files))
    alone = f"; only they touch {counted(len(files), 'file')}" if files else ""
    verb = "names" if len(commits) == 1 else "name"
    return Finding(
        "gap.unexplained_rest",
        f"{counted(len(commits), 'more commit')} {verb} no work item{alone}.",
        (*(commit.id for commit in commits[:_CITED]), *(file.id for file in files[:_CITED])),
        {"commits": len(commits), "files": len(files)},
        max(one.weight for one in rest) // 2,
    )
