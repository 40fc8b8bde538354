"""The commits of a range that moved on: the same ones, and those that were rebased or amended under another id."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import cached_property

from ...facts.book import message
from ...sources.change import Commit
from ...wording import quoted
from .counterpart import Counterpart, State, changed, gone

_Key = Callable[[Commit], Hashable]
_KEYS: tuple[_Key, ...] = (  # by what a commit is found again, the surest first
    lambda commit: commit.oid,
    lambda commit: (commit.email, commit.when, commit.subject),
    lambda commit: (commit.email, commit.subject, commit.is_merge),
    lambda commit: (commit.email, commit.when),
)


class Commits:
    """The commits of two ranges, paired."""

    def __init__(self, old: Sequence[Commit], new: Sequence[Commit]) -> None:
        self._old = {commit.id: commit for commit in old}
        self._new = tuple(new)
        self._patches: dict[str, str] = {}

    @cached_property
    def _pairs(self) -> dict[str, Commit]:
        """The new commits by the ids of the old ones; where several look alike, the next look tells."""
        pairs: dict[str, Commit] = {}
        taken: set[str] = set()
        for key in _KEYS:
            ours = _single(key, (one for one in self._old.values() if one.id not in pairs))
            theirs = _single(key, (one for one in self._new if one.id not in taken))
            for look in ours.keys() & theirs.keys():
                pairs[ours[look].id] = theirs[look]
                taken.add(theirs[look].id)
        return pairs

    @property
    def new(self) -> tuple[Commit, ...]:
        """The commits that came."""
        known = {commit.id for commit in self._pairs.values()}
        return tuple(commit for commit in self._new if commit.id not in known)

    def rewritten(self, ids: Iterable[str]) -> dict[str, str]:
        """The full ids, old and new, of these commits as far as they are under another id now."""
        pairs = ((self._old[one], self._pairs[one]) for one in ids if one in self._pairs)
        return {old.oid: new.oid for old, new in pairs if old.oid != new.oid}

    def counterpart(self, commit_id: str, patches: dict[str, str]) -> Counterpart | None:
        """`patches`: by full id what is the same for commits that do the same; where it is not known their words count.

        None for an id that the old range does not have.
        """
        old, new = self._old.get(commit_id), self._pairs.get(commit_id)
        if old is None:
            return None
        if new is None:
            return gone(commit_id, f"Commit {old.short} ({quoted(old.subject, 80)}) is no longer in the range.")
        if old.oid == new.oid:
            return Counterpart(commit_id, new.id)
        otherwise = _otherwise(old, new, patches)
        if otherwise:
            return changed(commit_id, new.id, f"Commit {old.short} was rewritten as {new.short}, {otherwise}.")
        return Counterpart(commit_id, new.id, State.SAME, former=(old.oid,))


def _single(key: _Key, commits: Iterable[Commit]) -> dict[Hashable, Commit]:
    """The commits by their looks, those alone that no other one looks like."""
    found: dict[Hashable, Commit | None] = {}
    for commit in commits:
        look = key(commit)
        found[look] = None if look in found else commit
    return {look: commit for look, commit in found.items() if commit}


def _otherwise(old: Commit, new: Commit, patches: dict[str, str]) -> str:
    """How a rewritten commit differs; "" where it says and does the same."""
    if message(old) != message(new):
        return "with other words"
    known = patches.get(old.oid), patches.get(new.oid)
    return "and does something else" if all(known) and known[0] != known[1] else ""
