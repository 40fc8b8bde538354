"""Where a secret stands in a text, and what it is known by elsewhere."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum


class Rank(IntEnum):
    """Which rule names a secret that several find, the surest first."""

    KNOWN = 0  # it stood in an earlier text
    BLOCK = 1  # a private key over several lines
    TOKEN = 2  # the issuer's own prefix or shape
    NAMED = 3  # what is assigned to the name of a secret
    WRITTEN = 4  # a command, a call or a sentence that gives one
    RANDOM = 5  # a word that looks drawn by lot


@dataclass(frozen=True, slots=True)
class Finding:
    """A secret from `start` to `end`. `repr` shows none of it: a log or a traceback must not."""

    start: int
    end: int
    rule: str
    kind: str  # of its placeholder: "AWS_KEY"
    rank: Rank
    values: tuple[str, ...]  # what it is known by, the value itself first

    def __repr__(self) -> str:
        return f"Finding({self.start}, {self.end}, {self.rule!r})"


def together(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings in order, those that overlap as one that is known by the values of all."""
    group: list[Finding] = []
    end = 0
    for finding in sorted(findings, key=lambda one: (one.start, -one.end, one.rank)):
        if group and finding.start >= end:
            yield _as_one(group, end)
            group = []
        end = max(end, finding.end) if group else finding.end
        group.append(finding)
    if group:
        yield _as_one(group, end)


def _as_one(group: list[Finding], end: int) -> Finding:
    surest = min(group, key=lambda one: one.rank)
    values = dict.fromkeys(value for one in (surest, *group) for value in one.values)
    return Finding(group[0].start, end, surest.rule, surest.kind, surest.rank, tuple(values))
