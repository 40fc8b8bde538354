"""What the title of a merge says: the branch that came in, and the request by which it came."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .reference import PULL_REQUEST, Reference

_LONGEST = 500
_TITLES = tuple(
    re.compile(pattern, re.ASCII)
    for pattern in (
        r"Merge pull request #(?P<number>[1-9]\d{0,7}) from [^\s/]{1,100}/(?P<branch>\S+)",  # GitHub: its owner first
        r"Merge pull request #(?P<number>[1-9]\d{0,7}) (?:in \S+ )?from (?P<branch>\S+)(?: (?:in)?to (?P<into>\S+))?",
        r"Merge pull request '.{1,300}' \(#(?P<number>[1-9]\d{0,7})\) from (?P<branch>\S+)(?: into (?P<into>\S+))?",
        r"Merged in (?P<branch>\S+) \(pull request #(?P<number>[1-9]\d{0,7})\)",  # Bitbucket
        r"Merged PR (?P<azure>[1-9]\d{0,7}):",  # Azure DevOps
        r"Merge (?:remote[- ]tracking )?branch(?:es)? (?P<branches>'[^']+'(?:(?:,| and|, and) '[^']+')*)"
        r"(?: of \S+)?(?: into '?(?P<into>[^\s']+))?",
        r"Merge (?:from|commit from|branch) (?P<branch>[^\s']+)(?: (?:in)?to (?P<into>\S+))?",
    )
)
_QUOTED = re.compile(r"'([^']+)'")
_REMOTES = ("origin/", "upstream/", "refs/heads/", "refs/remotes/")


@dataclass(frozen=True, slots=True)
class Merge:
    """A merge by its title."""

    branches: tuple[str, ...]  # that came in, then the one that they came into
    request: Reference | None
    rest: str  # what the title says besides


def merge_of(subject: str) -> Merge | None:
    """What a subject tells of a merge; None where it is none's."""
    if not subject.startswith("Merge"):
        return None
    for pattern in _TITLES:
        if found := pattern.match(subject[:_LONGEST]):
            told = found.groupdict()
            return Merge(tuple(map(_local, _branches(told))), _request(told), subject[found.end() :])
    return None


def _branches(told: dict[str, str | None]) -> Iterator[str]:
    yield from _QUOTED.findall(told.get("branches") or "")
    yield from (name for name in (told.get("branch"), told.get("into")) if name)


def _local(branch: str) -> str:
    return next((branch.removeprefix(remote) for remote in _REMOTES if branch.startswith(remote)), branch)


def _request(told: dict[str, str | None]) -> Reference | None:
    if number := told.get("azure"):
        return Reference(f"!{number}", kind=PULL_REQUEST)
    number = told.get("number")
    return Reference(f"#{number}", kind=PULL_REQUEST) if number else None
