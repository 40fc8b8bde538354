"""When to roll back, as the ticket says it: what is seen, from which value on, and where one looks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..advice.steps import steps_of
from ..advice.table import table as advice_table
from ..ticket import Ticket
from .entries import Part
from .table import table

_FIELDS: tuple[Part, ...] = ("rollback", "validation", "deployment")
_LONGEST = 60_000  # characters of a field that are read
_LONGEST_LINE = 2_000
_MOST = 40
_ITEM = re.compile(r"[ \t]*(?:[-*+•◦–]|\d{1,3}[.)])\s+(?=\S)")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"`(])")
_BRACKETS = re.compile(r"\(([^()\n]{2,160})\)")
_ADDRESS = re.compile(r"https?://[^\s<>\"'()\[\]]{4,300}")
_SOURCE = re.compile(r"[\w./-]{1,120}:\d{1,6}")  # where a sentence of ours was found: no place to look at tonight
_DURATION = re.compile(r"\W*(?:about |up to |~ ?)?\d[\d.,]*\s?\w{0,8}\W*")
_FOR = re.compile(r"\s+for \d{1,4}\s?\w{1,8}\b")


@dataclass(frozen=True, slots=True)
class Trigger:
    """One of them. What could not be told apart is ""; `text` has all of it."""

    part: Part  # the field that says so
    text: str  # the sentence, in one line
    seen: str  # what is looked at: `checkout_error_rate`
    threshold: str  # "above 5 % for 5 minutes"
    where: str  # "Grafana, dashboard “Orders”"


def triggers_in(ticket: Ticket) -> tuple[Trigger, ...]:
    """What tells to roll back, each once: of the rollback steps first, then of the validation."""
    found: dict[object, Trigger] = {}
    for part in _FIELDS:
        for text in _sentences(ticket.entry(part).text[:_LONGEST], part):
            one = _trigger(part, text)
            found.setdefault(_same(one), one)
    return tuple(found.values())[:_MOST]


def _same(one: Trigger) -> object:
    seen, value = (" ".join(text.casefold().strip("`“”\"'").split()) for text in (one.seen, one.threshold))
    value = value.removeprefix("is ").removeprefix("are ")
    return (seen, value) if seen and value else one.text.casefold()


def _sentences(text: str, part: Part) -> Iterator[str]:
    """The sentences that tell when; of a list that a line opens as one of triggers each item."""
    opened, at = False, 0
    steps = {one.start for one in steps_of(text)} if part == "rollback" else set()
    for line in text.split("\n"):
        start, at = at, at + len(line) + 1
        item = _ITEM.match(line)
        words = _flat(line[item.end() :] if item else line)
        is_step = start in steps and line.lstrip()[:1].isdigit()  # of what is done then, below the list
        if opened and item and not is_step:
            yield words
            continue
        opened = (opened and not words) or bool(table().triggers["opens"].search(words))
        if not opened and words:
            yield from (one for one in _SENTENCE.split(words) if _tells(one))


def _tells(sentence: str) -> bool:
    patterns = advice_table().rollback
    return bool(patterns["when"].search(patterns["vague"].sub(" ", sentence)))


def _flat(line: str) -> str:
    return " ".join(line[:_LONGEST_LINE].split()).replace("**", "").strip()


def _trigger(part: Part, text: str) -> Trigger:
    patterns = table().triggers
    value = patterns["threshold"].search(text)
    threshold = value[0].strip() if value and not text[value.end() : value.end() + 1].isalnum() else ""
    seen = _seen(text[: value.start()] if value and threshold else "")
    return Trigger(part, text, seen, threshold, _where(text))


def _seen(before: str) -> str:
    """What is looked at: of what stands before the value, without what is said to be done, and where."""
    lead = table().triggers["lead"]
    words = _FOR.sub("", _BRACKETS.sub("", before)).strip(" ,;:")
    head, colon, rest = words.partition(":")
    words = (
        head if colon and re.fullmatch(r"(?i)[^:]{0,60}\b(?:if|when)\s+(?:it|this|that|they)\b.{0,6}", rest) else words
    )
    for _ in range(3):
        words = lead.sub("", words, count=1).strip(" ,;:")
    return "" if words.casefold() in ("it", "this", "that", "they", "the") else words


def _where(text: str) -> str:
    if address := _ADDRESS.search(text):
        return address[0].rstrip(".,;:!?")
    told = (one[1].strip() for one in _BRACKETS.finditer(text))
    inside = next((one for one in told if not (_DURATION.fullmatch(one) or _SOURCE.search(one))), "")
    if inside:
        return inside
    found = table().triggers["where"].search(text)
    return re.sub(r"(?i)^(?:on|in|at|see|watch)\s+(?:the |our )?", "", found[0]).strip(" ,.") if found else ""
