"""References to work items in a change's branch name and commit messages, each with where it was found.

Rules: `shared/contracts/change-systems.md` ("Keys"); the words are data, in `resources/work.toml`.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from ...jobs import Cancel
from ..change import Change, Commit
from ..reverts import reverted, taken_back
from .branches import LONGEST_PREFIX, in_branch
from .item import Found, Where, WorkItem
from .noise import is_doubtful, is_project, is_wanted
from .origin import origin_project
from .places import in_commit
from .reference import Reference, split
from .typed import typed
from .warnings import warnings
from .words import words

__all__ = ["find_references", "is_project", "origin_project", "typed", "warnings"]

_BELIEF: tuple[Where, ...] = ("given", "trailer", "closing", "branch", "mention")
_SEVERAL = 3  # keys
_LEAST_DIGITS = 4  # of a number without a sign that is taken for one like the others


@dataclass(frozen=True, slots=True)
class _Sighting:
    where: Where
    ref: str
    reference: Reference


@dataclass(slots=True)
class _Collected:
    sightings: list[_Sighting] = field(default_factory=list)

    @property
    def found(self) -> tuple[Found, ...]:
        places = dict.fromkeys(Found(one.where, one.ref) for one in self.sightings)
        return tuple(sorted(places, key=_belief))

    @property
    def rank(self) -> tuple[int, bool, int]:
        return min(map(_belief, self.found)), bool(self.kind), -len(self.found)

    @property
    def kind(self) -> str:
        """A pull request, unless somebody names the number as what the change is for."""
        named = any(one.where != "mention" for one in self.sightings)
        return "" if named else next((one.reference.kind for one in self.sightings if one.reference.kind), "")

    def first(self, name: str) -> str:
        return next((told for one in self.sightings if (told := getattr(one.reference, name))), "")


def find_references(change: Change, projects: Collection[str] = (), home: str = "") -> tuple[WorkItem, ...]:
    """The work items that the change refers to, the most believable first, then by how often they are named.

    projects: prefixes of keys (`PAY`); where there are any, no other key counts.
    home: the path of the repository at its host ("owner/repo"), whose `owner/repo#12` is `#12`.
    """
    wanted = frozenset(project.upper() for project in projects)
    sightings = [one for one in _sightings(change, home) if is_wanted(one.reference, wanted)]
    collected: dict[str, _Collected] = {}
    for one in _believed(sightings, wanted):
        collected.setdefault(one.reference.key, _Collected()).sightings.append(one)
    ordered = sorted(collected.items(), key=lambda pair: pair[1].rank)
    return tuple(_item(number, key, one) for number, (key, one) in enumerate(ordered, 1))


def _item(number: int, key: str, one: _Collected) -> WorkItem:
    return WorkItem(f"W{number}", key, one.first("tracker"), one.found, url=one.first("url"), kind=one.kind)


def _belief(found: Found) -> int:
    return _BELIEF.index(found.where)


def _sightings(change: Change, home: str) -> Iterator[_Sighting]:
    undone = _undone(change.commits)
    for commit in change.commits:
        for where, reference in in_commit(commit):
            where = "mention" if commit.id in undone else where
            yield _Sighting(where, commit.id, _at_home(reference, home))
    branch = change.branch or ""
    yield from (_Sighting("branch", branch, reference) for reference in in_branch(branch, asked_for=True))


def _undone(commits: Sequence[Commit]) -> set[str]:
    """The ids of the commits that are taken back within the change, and of those that do so: they settle nothing."""
    reverts = {commit.id for commit in commits if reverted(commit) is not None}
    if not reverts:
        return set()
    pairs = taken_back(commits, Cancel()).pairs
    return reverts | {target.id for _, target in pairs}


def _at_home(reference: Reference, home: str) -> Reference:
    """A reference to the repository's own project by its bare number."""
    ours = bool(home) and reference.project.lower() == home.lower()
    return replace(reference, key=reference.key[len(home) :]) if ours else reference


def _believed(sightings: list[_Sighting], projects: Collection[str]) -> Iterator[_Sighting]:
    """Without what is told by its form only and nothing else of the change bears out.

    A key in prose whose prefix nothing bears out may be a name: no tracker is said of it.
    """
    sure = [one.reference for one in sightings if one.reference.sure or one.where in ("trailer", "closing")]
    keys = {one.key for one in sure}
    prefixes = {one.project for one in sure if one.is_lettered} | set(projects) | _of_branches(sightings)
    digits = {len(one.number) for one in sure if one.key[0] == "#"}
    for one in sightings:
        reference = one.reference
        if reference.is_lettered and reference.project not in prefixes:
            if one.where != "branch" and not is_doubtful(reference):
                yield replace(one, reference=replace(reference, tracker=""))
        elif reference.sure or reference.is_lettered or reference.key in keys or _is_alike(one, digits):
            yield one


def _of_branches(sightings: Iterable[_Sighting]) -> set[str]:
    """Short prefixes of which branches name several keys: nobody counts like that by chance."""
    keys = {one.reference.key for one in sightings if one.where == "branch" and one.reference.is_lettered}
    counts = Counter(split(key)[0] for key in keys)
    return {
        prefix
        for prefix, number in counts.items()
        if number >= _SEVERAL and len(prefix) <= LONGEST_PREFIX and prefix.lower() not in words().branch_words
    }


def _is_alike(one: _Sighting, digits: Collection[int]) -> bool:
    """Whether a number without a sign is as long as those with one."""
    length = len(one.reference.number)
    return one.where == "mention" and length >= _LEAST_DIGITS and length in digits
