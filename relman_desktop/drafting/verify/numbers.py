"""Whether the numbers of a sentence stand in its evidence, or can be counted there."""

import re
from collections.abc import Iterator

from ...stems import stem, words
from ...wording import named
from . import scan
from .candidate import Candidate
from .cited import flat
from .finding import About, Finding, unsupported, weak
from .grounds import Grounds
from .quantities import SPELT, canonical, is_named, measures, numbers_in, readings
from .standing import stands

_COUNTED = 10  # below it a number that counts things may be counted rather than read
_LARGE = 20
_LONG = 3  # digits
_LONGEST_SHOWN = 60
_MOST_LISTED = 9
_MORE = re.compile(r"(?i)\b\d+ (?:more|others?|further)\b")
_NO_COUNTS = frozenset({"one", "hundred", "thousand", "million", "billion"})  # "one of them", "a thousand"


def numbers(candidate: Candidate, grounds: Grounds) -> Iterator[Finding]:
    """Numbers with and without a unit, in digits and words, and days of the year."""
    text = candidate.prose
    for token in candidate.tokens:
        if token.kind == "number" and canonical(token.text):
            yield from _number(token, canonical(token.text), candidate, grounds)
        elif token.kind == "number" and not _is_read(token.text, candidate):
            yield unsupported(f"“{token.text}” stands in none of {candidate.ids}.")
        elif token.kind == "count" and token.text.casefold() not in _NO_COUNTS:
            yield from _number(token, f"{SPELT[token.text.casefold()]}", candidate, grounds)
    for span in candidate.spans:
        yield from _in_code(span, candidate)
    for day, month in scan.days(text):
        if not any(_holds_day(one.everything, day, month) for one in candidate.sources):
            yield unsupported(f"{day} {month.capitalize()} stands in none of {candidate.ids}.")


def _is_read(text: str, candidate: Candidate) -> bool:
    """Whether what is no single number, such as `1,2,3`, stands so in the evidence, quotations aside."""
    return any(stands(flat(text), one.solid if not candidate.told else one.everything) for one in candidate.sources)


def _in_code(span: scan.Token, candidate: Candidate) -> Iterator[Finding]:
    """The numbers of a piece of code, which may be spaced otherwise than in the evidence, but not be others."""
    if any(stands(flat(span.text), one.everything) for one in candidate.sources):
        return
    known = frozenset[str]().union(*(one.numbers | one.said_numbers for one in candidate.sources))
    if missing := sorted(numbers_in(scan.without_versions(span.text)) - known):
        yield unsupported(f"“{missing[0]}” of {named(span.text, _LONGEST_SHOWN)} stands in none of {candidate.ids}.")


def is_shown(token: scan.Token, candidate: Candidate) -> bool:
    """Whether a version or a number of three and more digits stands in the cited code: too long to do so by chance."""
    if token.kind == "number" and len(token.text) >= _LONG:
        return any(canonical(token.text) in one.numbers for one in candidate.solid)
    return token.kind == "version" and any(stands(flat(token.text), one.solid) for one in candidate.solid)


def _number(token: scan.Token, number: str, candidate: Candidate, grounds: Grounds) -> Iterator[Finding]:
    told = token.text + (token.unit if token.unit == "%" else f" {token.unit}" if token.unit else "")
    wanted = set(readings(number, token.unit))
    if number == "1" or _in_header(number, token, candidate, grounds):
        return
    if holders := [one for one in candidate.solid if wanted & one.numbers]:
        if not any(wanted - {number} & one.numbers or is_named(number, token.unit, one.everything) for one in holders):
            yield weak(f"“{number}” stands in {holders[0].id}, but nothing there says that it is {token.unit}.")
        return
    if any(wanted & one.said_numbers for one in candidate.sources):
        if not candidate.told and not any(token.text in one for one in candidate.messages):
            yield weak(f"“{told}” stands only in somebody's words ({candidate.ids}).", About.WORDS)
        return
    if float(number).is_integer() and not measures(token.unit):
        totals = set().union(*(grounds.totals(one) for one in candidate.sources))
        if int(float(number)) in totals | _left_over(totals, candidate):
            return
    if float(number) < _COUNTED and float(number).is_integer() and not measures(token.unit):
        if int(float(number)) not in _countable(candidate):
            yield weak(f"“{told}” could not be counted in {candidate.ids}.")
        return
    yield unsupported(f"“{told}” stands in none of {candidate.ids}.")


def _in_header(number: str, token: scan.Token, candidate: Candidate, grounds: Grounds) -> bool:
    """Whether the request says this number of these things of the change as a whole.

    Large ones need no noun, but nothing that is measured is counted there.
    """
    if number not in grounds.header_numbers:
        return False
    if float(number) >= _LARGE and not measures(token.unit):
        return True
    after = words(candidate.prose[token.start + len(token.text) : token.start + len(token.text) + 60])[:3]
    return any((number, stem(word)) in grounds.header_counts for word in after)


def _countable(candidate: Candidate) -> set[int]:
    """What can be counted in a claim: what it cites of a kind, and the names that it gives."""
    letters = [one.letter if one.letter != "F" or "." in one.id else "f" for one in candidate.sources]
    kinds = [one.fact.kind for one in candidate.sources if one.fact]
    given = [token for token in candidate.tokens if token.kind in ("name", "path", "key")]
    names = len({token.text for token in (*candidate.spans, *given)})
    return {letters.count(one) for one in letters} | {kinds.count(one) for one in kinds} | {names}


def _left_over(totals: set[int], candidate: Candidate) -> set[int]:
    """What is left of a total where a claim names some: `a, b and 12 more`."""
    if not _MORE.search(candidate.text):
        return set()
    return {total - listed for total in totals for listed in range(1, _MOST_LISTED) if total > listed}


def _holds_day(text: str, day: str, month: str) -> bool:
    number = scan.month_number(month)
    return (month[:3] in text and day in text) or f"-{number}-{int(day):02d}" in text
