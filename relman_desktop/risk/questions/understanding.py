"""What a person's words come to: yes, partly, no, not needed, or a release strategy. They are never read as better."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from ...wording import unhidden
from .table import NO, NOT_NEEDED, PARTLY, YES, Row, rows
from .words import Beginnings, words

_LONGEST = 2_000  # characters that are looked at
_AROUND = " \t\"'“”„«»‘’`*_([{-–—:>#•."
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|\?")
_REASONS = {
    "": "",
    "reserved": "which is more than a plain yes, so it counts as partly",
    "bare": "which gives no reason, so it counts as no",
    "words": "which is neither a yes nor a no, so it counts as partly",
    "unplain": "which is no plain strategy, so it counts as partly",
    "denied": "which denies something or tells of what failed or is still to come, so it counts as no",
    "empty": "which says nothing, so it counts as no",
    "at once": "which reaches all users at once",
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
        return Understood(NOT_NEEDED) if words().reason.match(rest.casefold()) else _told(row.worst, "bare")
    if not means and _beginning(text, words().blank)[0]:
        return _told(row.worst, "empty")
    if row.is_strategy:
        return _strategy(row, means, rest, text)
    if means == YES and _adds_nothing(rest, words().after_yes):
        return Understood(YES)
    if means and means != YES:
        return Understood(means)
    return _told(NO, "denied") if _said(text) & words().refuses else _told(PARTLY, "reserved" if means else "words")


def meaning(question: str, answer: str) -> Understood:
    """The same for a question by its text; what nobody asks comes to nothing."""
    row = next((one for one in rows() if one.text == question), None)
    return understood(row, answer) if row else Understood("")


def says(text: str) -> bool:
    """Whether words say anything by which one could go: not that it is unknown, missing, or still to come.

    Words with a number do: `no more than 2 %` is a threshold.
    """
    plain = _plain(text)
    refused = _said(plain) & (words().denies | words().awaits) or _beginning(plain, words().blank)[0]
    return names(text) and (not refused or any(map(str.isdecimal, plain)))


def names(text: str) -> bool:
    """Whether words are the name of anything: they may hold any word, but not such words alone."""
    plain = _plain(text)
    means, rest = _beginning(plain, words().blank) if plain else ("", "")
    bare = bool(means) and not _said(rest) - words().denies - words().awaits
    return bool(_said(plain) - words().denies - words().awaits - {"?", "yes"}) and not bare


def is_at_once(text: str) -> bool:
    """Whether words say that something reaches all users at once."""
    return bool(words().at_once.search(_plain(text)))


def tells(answer: str) -> bool:
    """Whether an answer in words tells something: it neither refuses, nor puts off, nor is a bare yes."""
    plain = _plain(answer)
    means, rest = _beginning(plain, words().beginnings)
    if not plain or means in (NO, NOT_NEEDED) or _beginning(plain, words().blank)[0]:
        return False
    return bool(_said(rest if means == YES else plain)) and not _said(plain) & (words().denies | {"tbd", "tbc", "todo"})


def _strategy(row: Row, means: str, rest: str, text: str) -> Understood:
    """A strategy with words that may take something from it is none that counts."""
    if means and (row.points[means] >= row.points[PARTLY] or _adds_nothing(rest, words().after_strategy)):
        return Understood(means)
    if is_at_once(text):
        return _told(row.worst, "at once")
    refused = _said(text) & (words().denies | words().fails)
    return _told(row.worst, "denied") if refused else _told(PARTLY, "unplain" if means else "words")


def _adds_nothing(rest: str, known: Iterable[re.Pattern[str]]) -> bool:
    """Whether all that follows is known to take nothing back."""
    while rest := rest[_end(words().between, rest) :]:
        longest = max((_end(one, rest) for one in known), default=0)
        if not longest:
            return False
        rest = rest[longest:]
    return True


def _end(pattern: re.Pattern[str], text: str) -> int:
    found = pattern.match(text)
    return found.end() if found else 0


def _beginning(text: str, known: Beginnings) -> tuple[str, str]:
    """What a text means by how it begins, and what follows; "" where nothing known begins it."""
    for beginning, means in known:
        after = text[len(beginning) : len(beginning) + 1]
        if text[: len(beginning)].casefold() == beginning and not (after.isalnum() or after in ("'", "’", "_")):
            return means, text[len(beginning) :]
    return "", ""


def _said(text: str) -> frozenset[str]:
    """The words of a text in small letters, and the question mark."""
    return frozenset(_WORD.findall(text.casefold().replace("’", "'")))


def _plain(answer: str) -> str:
    text = unicodedata.normalize("NFKC", unhidden(answer[:_LONGEST]))
    return " ".join(text.split()).lstrip(_AROUND)


def _told(comes_to: str, because: str) -> Understood:
    return Understood(comes_to, _REASONS[because])
