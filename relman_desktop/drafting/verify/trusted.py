"""Where a command or an address comes from: what a change brings along has been read by nobody yet."""

from enum import IntEnum

from ...sources.change import Kind
from .cited import Cited

_RUNS = (Kind.DOCS, Kind.INFRASTRUCTURE, Kind.MIGRATION, Kind.CONFIG)  # files whose lines are there to be run


class Trusted(IntEnum):
    """The least trusted first."""

    WORDS = 0  # commits, tickets, notes, comments, names of files and branches
    CHANGE = 1  # what this change brings along
    REPOSITORY = 2  # the repository's own commands, as they stood before
    OWN = 3  # the team or the person


def trusted(one: Cited) -> Trusted:
    """How far a piece of evidence carries as the origin of a command."""
    if one.is_own_word:
        return Trusted.OWN
    if one.evidence.kind == "place":
        return Trusted.REPOSITORY
    if one.fact and not one.is_prose:
        ours = one.fact.kind.startswith(("command.", "watch.")) and not _is_new(one)
        return Trusted.REPOSITORY if ours else Trusted.CHANGE
    return Trusted.CHANGE if one.evidence.kind == "hunk" and one.kind in _RUNS else Trusted.WORDS


def _is_new(one: Cited) -> bool:
    """Whether a fact rests on what the change itself shows."""
    return one.fact is not None and any(cited.startswith("F") for cited in one.fact.evidence)
