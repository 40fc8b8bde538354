"""What is wrong in a profile: where, what is allowed there, and what to do where it is no TOML at all."""

import re
from dataclasses import dataclass

from ...wording import printable, shorten
from ..toml import TomlFault


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


def named(name: str) -> str:
    """A name that somebody wrote, fit for a sentence."""
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


def no_toml(fault: TomlFault, text: str) -> Problem:
    """Why a text is no TOML, with advice for what people write instead."""
    if fault.refused:
        return Problem(fault.line, "", "", f"{fault.what}, so nothing of this file is used", whole=True)
    source = text.split("\n")[fault.line - 1][:200] if fault.line else ""
    advice = next((advice for found, advice in _ADVICE if found.search(source) or found.search(fault.what)), "")
    advice = advice or "see docs/profile.md for how a profile is written"
    said = f"it is not TOML here ({named(fault.what)}); {advice}. Nothing of this file is used"
    return Problem(fault.line, "", "", said, fault.column, whole=True)
