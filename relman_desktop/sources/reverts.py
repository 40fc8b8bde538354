"""Commits that take others back: `git revert`, the buttons of the forges, and those that take a revert back again."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from ..jobs import Cancel
from .change import Commit

_QUOTED = re.compile(
    r"^(?:(?:fix|chore|feat|build|ci|refactor|revert)(?:\([^()]{0,60}\))?!?:\s*)?"
    r"(?:revert|rollback|roll back|back ?out):?\s+[\"\u201c'](?P<subject>.+)[\"\u201d']",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"^revert(?:\([^()]{0,60}\))?!?:\s*(?P<subject>.+)", re.IGNORECASE)
_AGAIN = re.compile(
    r"^(?:reapply|re-apply|reland|re-land|relanding)[: ]+[\"\u201c']?(?P<subject>.+?)[\"\u201d']?$", re.IGNORECASE
)
_NUMBER = re.compile(r"\s*\(?(?:#|!)\d{1,7}\)?$")
_IDS = re.compile(r"^(?:This reverts|Reverts) (?:merge )?commit ([0-9a-f]{7,64})\b", re.MULTILINE)
_NUMBERS = re.compile(
    r"^(?:Reverts|This reverts merge request) (?:[\w.-]{1,80}/[\w./-]{1,80})?[#!](\d{1,7})\b", re.MULTILINE
)
_OWN_NUMBER = re.compile(r"\([#!](\d{1,7})\)$|^Merge pull request #(\d{1,7})\b")
_MERGE_REQUEST = re.compile(r"^See merge request [\w./-]{0,160}!(\d{1,7})$", re.MULTILINE)
_MOST_NUMBERS = 20  # that one subject ends with


@dataclass
class TakenBack:
    """What is taken back: (revert, its target) inside the range, and (revert, subject) of what is in production."""

    pairs: list[tuple[Commit, Commit]] = field(default_factory=list)
    of_production: list[tuple[Commit, str]] = field(default_factory=list)


def taken_back(commits: Sequence[Commit], cancel: Cancel) -> TakenBack:
    """The reverts among commits, the newest first. A revert that a newer commit takes back does nothing."""
    found = TakenBack()
    targets = _Targets(commits)
    gone: set[str] = set()  # ids of commits that a newer one took back
    for number, commit in enumerate(commits):
        cancel.check()
        subject = reverted(commit)
        if subject is None or commit.id in gone or targets.stands_again(subject, before=number, gone=gone):
            continue
        older = targets.older(commit, subject, after=number)
        target = next((one for one in older if one.id not in gone), None)
        if target is None:
            found.of_production += [] if older else [(commit, subject)]  # one may be taken back on two branches
            continue
        gone |= {target.id, commit.id}
        if reverted(target) is None:
            found.pairs.append((commit, target))
    return found


def reverted(commit: Commit) -> str | None:
    """The subject of the commit that this one reverts; its own where it names only an id; None for no revert."""
    match = _QUOTED.search(commit.subject) or _PLAIN.search(commit.subject)
    if match:
        return str(match["subject"])
    return commit.subject if _IDS.match(commit.body.lstrip()) else None  # further below speaks a squashed commit


class _Targets:
    """The commits of a range by what a revert may call them."""

    def __init__(self, commits: Sequence[Commit]) -> None:
        self._commits = commits
        self._ids = sorted((commit.oid, at) for at, commit in enumerate(commits))
        self._subjects: dict[str, list[int]] = {}
        self._numbers: dict[str, list[int]] = {}
        for at, commit in enumerate(commits):
            subject = _plain(commit.subject)
            again = _AGAIN.search(subject)
            self._subjects.setdefault(_plain(again["subject"]) if again else subject, []).append(at)
            for number in _own_numbers(commit):
                self._numbers.setdefault(number, []).append(at)

    def older(self, revert: Commit, subject: str, *, after: int) -> list[Commit]:
        """The older commits that the revert names by id, subject or number, the most certain first."""
        by_number = [at for number in _NUMBERS.findall(revert.body) for at in self._numbers.get(number, ())]
        by_subject = self._subjects.get(_plain(subject), [])
        by_id = [at for oid in _IDS.findall(revert.body) for at in self._with(oid)]
        return [self._commits[at] for at in (*by_id, *by_subject, *by_number) if at > after]

    def stands_again(self, subject: str, *, before: int, gone: set[str]) -> bool:
        """Whether a newer commit, which nothing takes back, brings it back."""
        newer = (at for at in self._subjects.get(_plain(subject), ()) if at < before)
        return any(self._commits[at].id not in gone for at in newer)

    def _with(self, oid: str) -> list[int]:
        first = bisect_left(self._ids, (oid, 0))
        return [at for full, at in self._ids[first : first + 1] if full.startswith(oid)]


def _own_numbers(commit: Commit) -> list[str]:
    """The numbers of the pull or merge request that a commit came by."""
    found = _OWN_NUMBER.search(commit.subject)
    return [found[1] or found[2]] if found else _MERGE_REQUEST.findall(commit.body)


def _plain(subject: str) -> str:
    """A subject without the numbers that a squash merge appends."""
    for _ in range(_MOST_NUMBERS):
        shorter = _NUMBER.sub("", subject).strip()
        if shorter == subject:
            break
        subject = shorter
    return subject
