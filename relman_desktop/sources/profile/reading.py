"""A profile's text, read: the good entries are kept, and what is wrong is said with its line and what is allowed.

The text is a repository's, so it is hostile: of limited size, shown with nothing hidden, and never an instruction.
"""

from collections.abc import Mapping
from typing import Any

from ...jobs import Cancel
from ..toml import TomlFault, toml_of
from .entries import Entry, Read
from .faults import Problem, named, no_toml
from .positions import Lines, lines_of
from .profile import Profile
from .schema import Part, parts_by_name
from .showing import did_you_mean

__all__ = ["LARGEST", "Problem", "Read", "entry_problems", "problems", "read_all", "read_profile"]

LARGEST = 1 << 18  # characters: some thousand entries, and about a second of reading at most
_MOST_PROBLEMS = 200  # that are told
_MOST_PARTS = 20  # of one key
_MOST_ENTRIES = 200  # of one part: each is held against every file of a change


def read_profile(text: str, file: str, cancel: Cancel | None = None) -> Profile:
    """A profile's entries, and what is wrong with the others as warnings. `file`: as a person knows it."""
    read = read_all(text, file, cancel)
    told = [one.told(file) for one in read.problems[:_MOST_PROBLEMS]]
    if len(read.problems) > _MOST_PROBLEMS:
        told.append(f"{file}: {len(read.problems) - _MOST_PROBLEMS:,} more problems are not told.")
    team = next((one for one in read.entries if one.part == "team"), None)
    return Profile(tuple(read.entries), tuple(told), {key: team.get(key) for key in team.values} if team else {})


def problems(text: str, file: str) -> tuple[Problem, ...]:
    """All that is wrong with a profile's text, in the order of its lines."""
    return tuple(read_all(text, file).problems)


def read_all(text: str, file: str, cancel: Cancel | None = None) -> Read:
    """The entries and the problems of a text. Nothing raises but `cancel`."""
    cancel, read = cancel or Cancel(), Read(file)
    if len(text) > LARGEST:
        read.problems.append(
            Problem(0, "", "", f"it is larger than {LARGEST >> 10} KB, so it was not read", whole=True)
        )
        return read
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    try:
        document = toml_of(text, _MOST_PARTS)
    except TomlFault as fault:
        read.problems.append(no_toml(fault, text))
        return read
    cancel.check()
    lines = lines_of(text) if document else Lines()
    for name, value in document.items():
        cancel.check()
        if read.full:
            read.problems.append(_too_many(name, lines.entry(name)))
            break
        _take_part(name, value, lines, read, cancel)
    read.problems.sort(key=lambda one: one.line)
    return read


def entry_problems(part: Part, table: Mapping[str, Any]) -> tuple[Problem, ...]:
    """All that is wrong with one entry, given as TOML's values by key; none of them has a line."""
    read = Read("")
    list(Entry(part, 0, dict(table), Lines(), read).taken())
    return tuple(read.problems)


def _take_part(name: str, value: object, lines: Lines, read: Read, cancel: Cancel) -> None:
    part = parts_by_name().get(name)
    line = lines.entry(name)
    if part is None:
        told = any(one.part not in parts_by_name() for one in read.problems)  # once is enough
        parts = "" if told else f"; the parts are {', '.join(parts_by_name())}"
        guess = did_you_mean(name, parts_by_name()) or parts
        read.problems.append(Problem(line, named(name), "", f"there is no part `{named(name)}`{guess}"))
        return
    tables = [value] if part.single else value
    if not isinstance(tables, list) or not all(isinstance(one, dict) for one in tables):
        brackets = "single brackets and once" if part.single else "double brackets for each entry"
        read.problems.append(Problem(line, name, "", f"`{name}` is written with {brackets}: {part.heading}"))
        return
    for place, table in enumerate(tables):
        cancel.check()
        if read.full:
            read.problems.append(_too_many(name, lines.entry(name, place)))
            return
        if place >= _MOST_ENTRIES:
            said = f"there are more than {_MOST_ENTRIES} {part.heading}; those from here on are left out"
            read.problems.append(Problem(lines.entry(name, place), name, "", said))
            return
        read.entries += Entry(part, place, table, lines, read).taken()


def _too_many(part: str, line: int) -> Problem:
    return Problem(line, named(part), "", "there are too many entries or problems before this; the rest is left out")
