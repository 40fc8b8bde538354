"""Evidence ids as models write them: `[f3.H2]`, `F3h2`, `C4-C6`, `evidence X5`."""

import re
from collections.abc import Collection, Iterable, Iterator

_ID = re.compile(r"(?i)(?<![a-z0-9])([FCLWRNAX])[\s_#]?(\d{1,6})(?:\s*[.:/_-]?\s*(?:h|hunk\s?)(\d{1,6}))?(?![a-z0-9])")
_RANGE = re.compile(r"\s*(?:-|–|—|\.\.+|…|to|through)\s*")
_LONGEST = 2000  # characters of what is cited that are read
_MOST = 40  # of a range
MOST_CITED = 12


def normalised(cited: Iterable[str]) -> tuple[str, ...]:
    """The ids in the form in which they were given, ranges spelt out, each once."""
    found = (one for text in cited for one in _in(str(text)[:_LONGEST]))
    return tuple(dict.fromkeys(found))


def _in(text: str) -> Iterator[str]:
    previous: re.Match[str] | None = None
    for match in _ID.finditer(text):
        if previous and _RANGE.fullmatch(text, previous.end(), match.start()):
            yield from _between(previous, match)
        yield _spelt(match[1], match[2], match[3])
        previous = match


def _between(first: re.Match[str], last: re.Match[str]) -> Iterator[str]:
    """The ids that a range names without spelling them."""
    if first[1].upper() != last[1].upper():
        return
    if first[3] and last[3] and first[2] == last[2]:
        start, end = int(first[3]), int(last[3])
        yield from (_spelt(first[1], first[2], str(hunk)) for hunk in range(start + 1, min(end, start + _MOST)))
    elif not first[3] and not last[3]:
        start, end = int(first[2]), int(last[2])
        yield from (_spelt(first[1], str(number), None) for number in range(start + 1, min(end, start + _MOST)))


def _spelt(letter: str, number: str, hunk: str | None) -> str:
    return f"{letter.upper()}{int(number)}" + (f".h{int(hunk)}" if hunk else "")


def valid(cited: Iterable[str], known: Collection[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The ids that were sent, and what was cited that was not; what is no id at all stands there as it was written."""
    given = [str(one) for one in cited]
    found = normalised(given)
    unknown = [one for one in found if one not in known] + [
        one[:40] for one in given if one.strip() and not normalised([one])
    ]
    return tuple(one for one in found if one in known)[:MOST_CITED], tuple(dict.fromkeys(unknown))
