"""A command of the team's as a step shows it: with the version in its place, or as words where it is none."""

import re

from ....sources.change import Change
from ...team.words import team_words
from ..versions import version_name

_VERSION = re.compile(r"<(?:(?:(?P<old>old|previous)|(?P<new>new))[ _-]?)?version>", re.IGNORECASE)
_SAFE = re.compile(r"[A-Za-z0-9][\w.+-]*", re.ASCII)  # a tag may be named so that a shell runs it


def filled(command: str, change: Change, *, old: bool) -> str:
    """A command with the version that it is for where it has `<version>`; `old`: which one that is.

    `<previous version>` is the old one always, `<new version>` the new one. It stays as it is where a version is
    not one plain word.
    """

    def named(found: re.Match[str]) -> str:
        is_old = bool(found["old"]) or (old and not found["new"])
        name = version_name(change, old=is_old) if (change.base if is_old else change.head) else ""
        return name if _SAFE.fullmatch(name) else found[0]

    return _VERSION.sub(named, command)


def has_place_for_version(text: str) -> bool:
    """Whether a version has its place in it."""
    return bool(_VERSION.search(text))


def is_words(text: str) -> bool:
    """Whether what stands in place of a command is words for a person: "see the runbook"."""
    return "\n" not in text.strip() and bool(team_words().told.match(text.strip()))


def is_sentence(text: str) -> bool:
    """Whether what is told of a switch is words for a person: "Ask the product owner"."""
    first = text.partition(" ")[0]
    return is_words(text) or (first[:1].isupper() and first[1:].islower() and " " in text)
