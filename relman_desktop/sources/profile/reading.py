"""A profile's text, read: the good entries are kept, and what is wrong is said with its line and what is allowed.

The text is a repository's, so it is hostile: of limited size, shown with nothing hidden, and never an instruction.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from ...wording import printable, shorten
from ..toml import TomlFault, toml_of
from .checks import odd
from .positions import Lines, lines_of
from .profile import Profile, TeamEntry, Value
from .schema import Part, parts_by_name
from .showing import did_you_mean, hiding, likely
from .values import Wrong, value_of

LARGEST = 1 << 20  # characters
_MOST = 2000  # entries that are kept, and problems after which nobody reads on
_MOST_PROBLEMS = 200  # that are told
_MOST_KEYS = 100  # of one entry
_MOST_PARTS = 20  # of one key; ours have one or two


@dataclass(frozen=True)
class Problem:
    """What is wrong at a place of a profile, what is allowed there, and what becomes of it."""

    line: int  # from 1; 0 where it is nowhere
    part: str  # "" for what is about the whole text
    key: str  # "" for what is about an entry
    text: str  # without the place, and without a full stop
    column: int = 0  # from 1, where the text is no TOML
    whole: bool = False  # nothing of the text could be read

    def told(self, file: str) -> str:
        """As one sentence for the person."""
        place = f", line {self.line}" if self.line else ""
        place += f", column {self.column}" if self.column else ""
        return f"{file}{place}: {self.text}{'' if self.text.endswith('?') else '.'}"


@dataclass
class Read:
    """What was read so far."""

    file: str
    entries: list[TeamEntry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def full(self) -> bool:
        return max(len(self.entries), len(self.problems)) >= _MOST


def read_profile(text: str, file: str) -> Profile:
    """A profile's entries, and what is wrong with the others as warnings. `file`: as a person knows it."""
    read = read_all(text, file)
    told = [one.told(file) for one in read.problems[:_MOST_PROBLEMS]]
    if len(read.problems) > _MOST_PROBLEMS:
        told.append(f"{file}: {len(read.problems) - _MOST_PROBLEMS:,} more problems are not told.")
    team = next((one for one in read.entries if one.part == "team"), None)
    return Profile(tuple(read.entries), tuple(told), {key: team.get(key) for key in team.values} if team else {})


def problems(text: str, file: str) -> tuple[Problem, ...]:
    """All that is wrong with a profile's text, in the order of its lines."""
    return tuple(read_all(text, file).problems)


def read_all(text: str, file: str) -> Read:
    """The entries and the problems of a text."""
    read = Read(file)
    if len(text) > LARGEST:
        read.problems.append(
            Problem(0, "", "", f"it is larger than {LARGEST >> 20} MB, so it was not read", whole=True)
        )
        return read
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    try:
        document = toml_of(text, _MOST_PARTS)
    except TomlFault as fault:
        read.problems.append(_syntax(fault, text))
        return read
    lines = lines_of(text) if document else Lines()
    for name, value in document.items():
        _take_part(name, value, lines, read)
    read.problems.sort(key=lambda one: one.line)
    return read


def entry_problems(part: Part, table: Mapping[str, Any]) -> tuple[Problem, ...]:
    """All that is wrong with one entry, given as TOML's values by key; none of them has a line."""
    read = Read("")
    list(_Entry(part, 0, dict(table), Lines(), read).taken())
    return tuple(read.problems)


def _take_part(name: str, value: object, lines: Lines, read: Read) -> None:
    part = parts_by_name().get(name)
    line = lines.entry(name)
    if part is None:
        told = any(one.part not in parts_by_name() for one in read.problems)  # once is enough
        parts = "" if told else f"; the parts are {', '.join(parts_by_name())}"
        guess = did_you_mean(name, parts_by_name()) or parts
        read.problems.append(Problem(line, _name(name), "", f"there is no part `{_name(name)}`{guess}"))
        return
    tables = [value] if part.single else value
    if not isinstance(tables, list) or not all(isinstance(one, dict) for one in tables):
        brackets = "single brackets and once" if part.single else "double brackets for each entry"
        read.problems.append(Problem(line, name, "", f"`{name}` is written with {brackets}: {part.heading}"))
        return
    for place, table in enumerate(tables):
        if read.full:
            text = "there are too many entries or problems before this; the rest is left out"
            read.problems.append(Problem(lines.entry(name, place), name, "", text))
            return
        read.entries += _Entry(part, place, table, lines, read).taken()


@dataclass
class _Entry:
    """One entry while it is read."""

    part: Part
    place: int
    table: dict[str, Any]
    lines: Lines
    read: Read
    lost: str = ""  # the key for which it is left out

    def taken(self) -> Iterator[TeamEntry]:
        """The entry, unless what is wrong with it would make it say something else."""
        if len(self.table) > _MOST_KEYS:
            self._complain("", f"has {len(self.table):,} keys, and there are {len(self.part.keys)}", whole=True)
        values = dict(self._values())
        for key in self.part.keys:
            if key.required and key.name not in self.table:
                self._complain(key.name, f"has no `{key.name}`; add one, such as `{key.shown}`", whole=True)
        if self.part.any and not any(name in self.table for name in self.part.any):
            self._complain("", f"needs a `{'` or a `'.join(self.part.any)}`", whole=True)
        for name, text in odd(self.part, values):
            self._complain(name, text, whole=not self.part.single)
            values.pop(name)
        if values and not self.lost:
            line = self.lines.entry(self.part.name, self.place)
            yield TeamEntry(self.part.name, values, self.read.file, line)

    def _values(self) -> Iterator[tuple[str, Value]]:
        for name, given in islice(self.table.items(), _MOST_KEYS):
            key = self.part.by_name.get(name)
            if key is None:
                self._unknown(name)
                continue
            try:
                value = value_of(key, given)
            except Wrong as wrong:
                whole = key.required or (key.narrows and not self.part.single)
                self._complain(name, f"`{name}` {wrong}", whole=whole)
                continue
            self._look_at(name, given)
            yield name, value

    def _unknown(self, name: str) -> None:
        keys = self.part.by_name
        meant = keys.get(likely(name, keys))
        guess = did_you_mean(name, keys) or f"; it may say {', '.join(keys)}"
        whole = bool(meant and meant.narrows)  # or the entry would hold where it was not meant to
        self._complain(name, f"{self.part.heading} knows no `{_name(name)}`{guess}", whole=whole)

    def _look_at(self, name: str, given: object) -> None:
        texts = given if isinstance(given, list) else [given]
        signs = dict.fromkeys(sign for text in texts if isinstance(text, str) for sign in hiding(text))
        if signs:
            text = f"`{name}` holds characters that hide or reorder others ({', '.join([*signs][:3])}); take them out"
            self._complain(name, text, whole=False, used="they are shown instead")

    def _complain(self, key: str, text: str, *, whole: bool, used: str = "the entry is used without it") -> None:
        what = f"{self.part.heading} {text}" if text.startswith(("has", "needs")) else text
        self.lost = self.lost or (key or "?") * whole
        end = "the entry is left out" if whole else used
        line = self.lines.key(self.part.name, self.place, key)
        self.read.problems.append(Problem(line, self.part.name, _name(key), f"{what} ({end})"))


def _name(name: str) -> str:
    return shorten(printable(name[:200]).replace("`", "'"), 60)


_ADVICE = (  # by what stands in the line, or in tomllib's words
    (re.compile(r"=\s*\d{1,2}:\d\d\s*(?:#|$)"), 'a time of day stands in quotes: from = "22:00"'),
    (re.compile(r"=\s*\d{1,4}[-/.]\d"), "a day is written as 2026-12-24, without quotes"),
    (re.compile(r"Invalid value|Expected newline or end of document"), 'text stands in quotes: name = "checkout"'),
    (re.compile(r"Unterminated|Illegal character"), "close the quotes; for several lines, use three of them"),
    (
        re.compile(r"declare|overwrite|mutate"),
        "a key stands once in an entry, and each entry of a list begins with [[…]]",
    ),
    (re.compile(r"Unclosed array|table declaration"), "close the brackets"),
    (re.compile(r"Unescaped|escape"), "write a backslash twice, or use single quotes: 'C:\\backup'"),
    (re.compile(r"Expected '='"), 'a line is a key, = and a value: name = "checkout"'),
)


def _syntax(fault: TomlFault, text: str) -> Problem:
    if fault.refused:
        return Problem(fault.line, "", "", f"{fault.what}, so nothing of this file is used", whole=True)
    source = text.split("\n")[fault.line - 1][:200] if fault.line else ""
    advice = next((advice for found, advice in _ADVICE if found.search(source) or found.search(fault.what)), "")
    advice = advice or "see docs/profile.md for how a profile is written"
    said = f"it is not TOML here ({_name(fault.what)}); {advice}. Nothing of this file is used"
    return Problem(fault.line, "", "", said, fault.column, whole=True)
