"""Whether a quote stands in the evidence that it is said to stand in."""

import re
from collections.abc import Iterable

from ...stems import words
from ..hidden import without_hidden
from .cited import Cited, squeezed
from .grounds import Grounds
from .said import plain_lines, taken_apart

_ELISION = re.compile(r"\s*(?:\[(?:…|\.\.\.)\]|…|\.{3,})\s*")
_LEAST_PART = 3  # characters, without spaces, of what stands between two elisions
_LEAST = 4  # characters of a quote that says anything
_PUNCTUATION = re.compile(r"[(){}\[\]=;<>]")  # that code has and language has not
_LEAST_CODE = 8  # characters of code in a quote that make it one of code
_DISTINCT = 20  # characters of a quote by which its place can be found
_LONGEST = 4000


def tidy(quote: str) -> str:
    """A quote as it is kept, with nothing hidden in it: short ones say nothing, long ones are cut."""
    plain = without_hidden(quote[:_LONGEST])[0].strip()
    return plain if len(squeezed(plain)) >= _LEAST else ""


def stands_in(wanted: str, one: Cited) -> bool:
    """Whether a squeezed text stands in a piece of evidence."""
    if wanted in one.squeezed or wanted in one.squeezed_whole:
        return True
    return one.fact is not None and wanted in squeezed(one.everything)


def holds(one: Cited, quote: str) -> bool:
    """Whether a quote stands in a piece of evidence, its elisions and diff signs aside."""
    return any(_in_order(form, one.squeezed) or stands_in(squeezed(form), one) for form in _forms(quote))


def shows(one: Cited, quote: str) -> bool:
    """Whether a quote stands in what is code of a piece of evidence, and not only in what is said there.

    A quoted line of code may hold a string, as its evidence does; a quoted string is what the program shows.
    """
    if any(_in_order(form, one.squeezed_code) for form in _forms(quote)):
        return True
    code = squeezed(taken_apart(quote.splitlines()).solid)
    if len(code) >= _LEAST_CODE and _PUNCTUATION.search(code) and code in one.squeezed_code and holds(one, quote):
        return True
    return any(squeezed(quote).strip("\"'.") in text for text in one.texts)


def _forms(quote: str) -> tuple[str, ...]:
    """A quote as it is, and without the signs of a diff."""
    return quote, "\n".join(plain_lines(quote))


def _in_order(quote: str, text: str) -> bool:
    """Whether the parts of a quote, between its elisions, follow each other in a squeezed text."""
    parts = [part for part in map(squeezed, _ELISION.split(quote)) if part]
    if not parts or (len(parts) > 1 and any(len(part) < _LEAST_PART for part in parts)):
        return False
    position = 0
    for part in parts:
        position = text.find(part, position)
        if position < 0:
            return False
        position += len(part)
    return True


def holder(quote: str, cited: Iterable[Cited]) -> Cited | None:
    """The first of some pieces of evidence that holds a quote."""
    return next((one for one in cited if holds(one, quote)), None)


def found_elsewhere(quote: str, grounds: Grounds) -> Cited | None:
    """The evidence that holds a quote which a claim cites wrongly; None where the quote is too short to tell."""
    if len(squeezed(quote)) < _DISTINCT:
        return None
    first = tuple(words(quote)[:3])
    return holder(quote, grounds.holding(first)) if len(first) == 3 else None
