"""What a person's words come to: yes, partly, no, not needed, or a release strategy. They are never read as better."""

import re
import unicodedata
from dataclasses import dataclass

from ...wording import unhidden
from .table import NO, NOT_NEEDED, PARTLY, YES, Row, rows, words

_LONGEST = 2_000  # characters that are looked at
_AROUND = " \t\"'“”„«»‘’`*_([{-–—:>#•."
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|\?")
_REASONS = {
    "": "",
    "reserved": "which is a yes with a reservation, so it counts as partly",
    "bare": "which gives no reason, so it counts as no",
    "words": "which is neither a yes nor a no, so it counts as partly",
    "denied": "which denies something, so it counts as no",
    "empty": "which says nothing, so it counts as no",
}


@dataclass(frozen=True, slots=True)
class Understood:
    """What an answer comes to, and why, where its words do not plainly say it: the end of a sentence."""

    comes_to: str
    because: str = ""


def understood(row: Row, answer: str) -> Understood:
    """What an answer to a question comes to. Nothing that is not plainly a yes counts as one."""
    text = _plain(answer)
    if not any(map(str.isalnum, text)):
        return _told(row.worst, "empty")
    means, rest = _beginning(text, words().strategies if row.is_strategy else words().beginnings)
    if means == NOT_NEEDED:
        return Understood(NOT_NEEDED) if words().reason.match(rest) else _told(row.worst, "bare")
    if row.is_strategy:
        return _strategy(row, means, rest, text)
    if means == YES:
        return _told(PARTLY, "reserved") if _said(rest) & (words().reserves | words().denies) else Understood(YES)
    if means:
        return Understood(means)
    return _told(NO, "denied") if _said(text) & words().denies else _told(PARTLY, "words")


def meaning(question: str, answer: str) -> Understood:
    """The same for a question by its text; what nobody asks comes to nothing."""
    row = next((one for one in rows() if one.text == question), None)
    return understood(row, answer) if row else Understood("")


def _strategy(row: Row, means: str, rest: str, text: str) -> Understood:
    """A strategy with a word of doubt is none that counts."""
    doubted = _said(rest) & (words().reserves | words().denies)
    if not means or (doubted and row.points[means] < row.points[PARTLY]):
        return _told(row.worst, "denied") if _said(text) & words().denies else _told(PARTLY, "words")
    return Understood(means)


def _beginning(text: str, known: tuple[tuple[str, str], ...]) -> tuple[str, str]:
    """What a text means by how it begins, and what follows; "" where nothing known begins it."""
    for beginning, means in known:
        after = text[len(beginning) : len(beginning) + 1]
        if text.startswith(beginning) and not (after.isalnum() or after in ("'", "’", "_")):
            return means, text[len(beginning) :]
    return "", ""


def _said(text: str) -> frozenset[str]:
    """The words of a text, and the question mark."""
    return frozenset(_WORD.findall(text.replace("’", "'")))


def _plain(answer: str) -> str:
    text = unicodedata.normalize("NFKC", unhidden(answer[:_LONGEST])).casefold()
    return " ".join(text.split()).lstrip(_AROUND)


def _told(comes_to: str, because: str) -> Understood:
    return Understood(comes_to, _REASONS[because])
