"""What wiki markups set within a line (`*strong*`, `-struck-`, links), read in one pass.

A mark that would open is remembered until one that closes it comes; what is never closed is what it looks like. No mark
looks ahead for its end, so that a line of a million stars takes as long as a line of a million letters.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from .inline import Style
from .writer import Writer

_BEFORE_STRUCK = " \t([{"  # what stands before a mark that opens, of those that are mostly hyphens
_AFTER_STRUCK = " \t.,;:!?)]}"


@dataclass(frozen=True)
class Phrases:
    """A dialect. Its pattern's groups: `mark`, and whatever else `special` writes."""

    pattern: re.Pattern[str]
    styles: Mapping[str, Style]  # by mark
    special: Callable[[Writer, re.Match[str]], None]

    def write(self, writer: Writer, line: str) -> None:
        """Write a line of the dialect."""
        found = list(self.pattern.finditer(line))
        pairs = self._pairs(line, found)
        position = 0
        for number, token in enumerate(found):
            writer.write(line[position : token.start()])
            position = token.end()
            if not token["mark"]:
                self.special(writer, token)
            elif number in pairs:
                style = self.styles[_mark(token)]
                writer.on(style) if pairs[number] else writer.off(style)
            else:
                writer.write(token[0])
        writer.write(line[position:])

    def _pairs(self, line: str, found: Sequence[re.Match[str]]) -> dict[int, bool]:
        """Which of the tokens set what is between them: True where one opens, False where it closes."""
        waiting: dict[str, int] = {}
        pairs: dict[int, bool] = {}
        for number, token in enumerate(found):
            if not token["mark"]:
                continue
            mark = _mark(token)
            opens, closes = _sides(line, token)
            if closes and mark in waiting and found[waiting[mark]].end() < token.start():
                pairs |= {waiting.pop(mark): True, number: False}
            elif opens:
                waiting[mark] = number
        return pairs


def _mark(token: re.Match[str]) -> str:
    """The mark without what only says how it is drawn: `{*}` is `*`, `%{color:red}` is `%`."""
    mark = token["mark"]
    return mark[1:-1] if mark[0] == "{" else mark[:1] if mark[0] == "%" else mark


def _sides(line: str, token: re.Match[str]) -> tuple[bool, bool]:
    """Whether a mark may open and may close."""
    if token["mark"][0] == "{":
        return True, True
    start, end = token.span()
    before, after = line[max(0, start - 1) : start], line[end : end + 1]
    opens, closes = bool(after) and not after.isspace(), bool(before) and not before.isspace()
    if token["mark"] in ("-", "+", "~", "^"):
        return opens and (not before or before in _BEFORE_STRUCK), closes and (not after or after in _AFTER_STRUCK)
    return opens and not _is_word(before), closes and not _is_word(after)


def _is_word(char: str) -> bool:
    return char.isalnum() or char == "_"
