"""Which release a heading of notes stands for, and whether that release is new in a range."""

import re
from collections.abc import Sequence

from .document import Heading

_NUMBER = re.compile(
    r"(?<![\w.])v?(\d{1,5}(?:\.\d{1,5}){1,3})(?:[-.]?(a|b|rc|alpha|beta|pre|dev)[-.]?(\d{0,4}))?", re.IGNORECASE
)
_IS_RELEASE = re.compile(r"^\W{0,5}(?:[A-Za-z][\w-]*\W{1,3}){0,4}v?\d{1,5}(?:\.\d{1,5}){1,3}\b", re.IGNORECASE)
_COMING = re.compile(
    r"\b(?:unreleased|upcoming|next|future|tbd|tba|in development|wip|not yet released)\b", re.IGNORECASE
)
_SECTION = re.compile(r"^\d{1,2}\.\d{1,2}\.?\s+[A-Za-z]")  # "2.1 Configuration"
_NUMBERED_WORDS = re.compile(
    r"^\d{1,2}\.\d{1,2}\.?\s+(?!(?:release|maintenance|security|beta|alpha|rc|final|lts|[A-Z][a-z]{2,8} \d)\b)"
    r"[A-Za-z]+(?:\s|$)",
    re.IGNORECASE,
)
_DATE = re.compile(r"\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}[ .]\w+[ .]\d{4}\b|\b\w+ \d{1,2}(?:st|nd|rd|th)?, \d{4}\b")
_FINAL = 9  # after any pre-release

Version = tuple[tuple[int, ...], int, int]


def version_of(text: str) -> Version | None:
    """The version that a text names, in a form that compares; a pre-release is below its release."""
    found = _NUMBER.search(text)
    if not found:
        return None
    parts = tuple(int(part) for part in found[1].split("."))
    while parts and parts[-1] == 0:
        parts = parts[:-1]
    stage = "dpabr".find(found[2][0].lower()) if found[2] else _FINAL
    return parts, stage, int(found[3] or 0) if found[2] else 0


def release_of(headings: Sequence[Heading]) -> Heading | None:
    """The heading of the release under which a note stands: the innermost that is no numbered section of another's."""
    found = [one for one in headings if _IS_RELEASE.search(one.text) or _COMING.search(one.text)]
    while len(found) > 1 and _SECTION.match(found[-1].text) and not _is_part_of(found[-1], found[-2]):
        found.pop()
    return found[-1] if found and not (len(found) == 1 and _is_first_section(found[0])) else None


def _is_part_of(inner: Heading, outer: Heading) -> bool:
    """Whether a release is one of a series: 4.6.1 below 4.6, and any below a series that is still to come."""
    one, other = version_of(inner.text), version_of(outer.text)
    return not one or not other or one[0][: len(other[0])] == other[0]


def _is_first_section(heading: Heading) -> bool:
    return bool(_NUMBERED_WORDS.match(heading.text))


def is_new(release: Heading, base: Version | None, *, newest: bool) -> bool:
    """Whether a release is not in production yet.

    base: the version in production, where the range's base is named after one.
    newest: the heading is the first release in its document.
    """
    if _COMING.search(release.text):
        return True
    version = version_of(release.text)
    if base and version:
        return version > base
    return release.added or (newest and not _DATE.search(release.text))
