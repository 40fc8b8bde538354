"""An entry of the team's profile as it was sent: which part it is of, and what it says under which name."""

import re
from collections.abc import Iterator

from ...sources.profile.schema import parts_by_name
from .cited import Cited

_PART = re.compile(r"\[(\w{1,40})\]")
_KEYS = re.compile(r"(?:^\[\w{1,40}\] |^| / )(?P<key>\w{1,40}):(?: |$)", re.MULTILINE)


def part_of(one: Cited) -> str:
    """The part of an entry, `monitoring`; "" of what is no entry of the profile."""
    found = _PART.match(one.evidence.text) if one.evidence.kind == "team" else None
    return found[1] if found else ""


def values_of(one: Cited) -> dict[str, str]:
    """The values of an entry by their names; empty for what is no entry."""
    return dict(_values(one.evidence.text, part_of(one)))


def _values(text: str, part: str) -> Iterator[tuple[str, str]]:
    known = parts_by_name()[part].by_name if part in parts_by_name() else {}  # a value may hold what looks like a name
    found = [one for one in _KEYS.finditer(text) if one["key"] in known]
    ends = [*(one.start() for one in found), len(text)][1:]
    return ((one["key"], text[one.end() : end].strip()) for one, end in zip(found, ends, strict=True))
