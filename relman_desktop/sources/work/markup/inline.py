"""The words of a paragraph with how they are set, as Markdown."""

import string
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from enum import IntFlag
from functools import partial
from itertools import groupby

from ....wording import code
from .escaping import escaped, guarded, one_spaced


class Style(IntFlag):
    """How words are set; a text has several at once."""

    PLAIN = 0
    STRONG = 1
    EMPHASIS = 2
    STRUCK = 4
    CODE = 8


Piece = tuple[str, Style]
_MARKS = ((Style.STRONG, "**"), (Style.EMPHASIS, "*"), (Style.STRUCK, "~~"))


def paragraph(pieces: Iterable[Piece]) -> str:
    """The pieces as the lines of a paragraph, hard line breaks where the pieces have line ends; "" for nothing."""
    return "  \n".join(filter(None, map(guarded, _lines(pieces))))


def one_line(pieces: Iterable[Piece]) -> str:
    """The pieces as one line, for a heading or a cell."""
    return " ".join(filter(None, map(str.strip, _lines(pieces))))


def _lines(pieces: Iterable[Piece]) -> list[str]:
    """Whole lines of Markdown. A style that spans lines is closed and opened again at their ends."""
    merged = [("".join(text for text, _ in group), style) for style, group in groupby(pieces, lambda piece: piece[1])]
    lines: list[list[Piece]] = [[]]
    for text, style in merged:
        first, *others = text.split("\n")
        lines[-1].append((first, style))
        lines += [[(line, style)] for line in others]
    return [_line(line) for line in lines]


def _line(pieces: Sequence[Piece]) -> str:
    spaced: list[Piece] = []
    for text, style in pieces:
        if not style & Style.CODE:
            text = one_spaced(text)
            text = text.removeprefix(" ") if spaced and spaced[-1][0].endswith(" ") else text
        spaced += [(text, style)] if text else []
    return _set(spaced, 0, "", "").strip() if any(text.strip() for text, _ in spaced) else ""


def _set(pieces: Sequence[Piece], depth: int, before: str, after: str) -> str:
    """The pieces with the marks of the styles from `depth` on; `before` and `after` are the characters around them."""
    if depth == len(_MARKS):
        followed = [*[True] * (len(pieces) - 1), bool(after)]
        return "".join(_word(text, style, more) for (text, style), more in zip(pieces, followed, strict=True))
    style, mark = _MARKS[depth]
    groups = [(has, list(group)) for has, group in groupby(pieces, lambda piece: bool(piece[1] & style))]
    told: list[str] = []
    for number, (has, group) in enumerate(groups):
        left = next((one[-1] for one in reversed(told) if one), before)
        right = groups[number + 1][1][0][0][0] if number + 1 < len(groups) else after
        inside = partial(_set, depth=depth + 1)
        told.append(_marked(group, inside, mark, left, right) if has else inside(group, before=left, after=right))
    return "".join(told)


def _marked(group: Sequence[Piece], inside: Callable[..., str], mark: str, before: str, after: str) -> str:
    """Words between marks, the blanks around them outside; without the marks where they would be read as stars."""
    first, words, last = _trimmed(group)  # before they are escaped: what stands at an end may need it there only
    text = first + inside(words, before="(", after=")") + last  # what is marked inside stands next to the marks
    core = text.strip()
    start = len(text) - len(text.lstrip())
    lead, trail = text[:start], text[start + len(core) :]
    if not core or not _opens(lead[-1:] or before, core[0], mark) or not _opens(trail[:1] or after, core[-1], mark):
        return inside(group, before=before, after=after)
    return f"{lead}{mark}{core}{mark}{trail}"


def _trimmed(group: Sequence[Piece]) -> tuple[str, list[Piece], str]:
    """The pieces without the blanks at their ends, which stand beside them; those of code are code."""
    pieces, first, last = list(group), "", ""
    while pieces and not pieces[0][1] & Style.CODE and pieces[0][0][:1].isspace():
        text, style = pieces.pop(0)
        words = text.lstrip()
        first += text[: len(text) - len(words)]
        pieces[:0] = [(words, style)] if words else []
    while pieces and not pieces[-1][1] & Style.CODE and pieces[-1][0][-1:].isspace():
        text, style = pieces.pop()
        words = text.rstrip()
        last = text[len(words) :] + last
        pieces += [(words, style)] if words else []
    return first, pieces, last


def _opens(outside: str, inside: str, mark: str) -> bool:
    """Whether a mark between these two characters is one: CommonMark's flanking, and no longer run of marks."""
    if outside == mark[0] or (inside == mark[0] == "~"):
        return False
    return inside.isalnum() or not outside or outside.isspace() or _is_punctuation(outside)


def _is_punctuation(char: str) -> bool:
    return char in string.punctuation or unicodedata.category(char).startswith("P")


def _word(text: str, style: Style, more: bool) -> str:
    if not style & Style.CODE:
        return escaped(text) if more else escaped(text + " ")[:-1]
    return code(text) if text.strip() else text
