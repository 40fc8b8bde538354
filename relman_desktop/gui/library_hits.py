"""Where the words of a search stand in a line that is shown, found without case and accents."""

from bisect import bisect_right
from itertools import accumulate
from unicodedata import combining, normalize

_MOST = 40  # places that are marked in a line
_MOST_WORDS = 20


def hits(line: str, searched: str) -> tuple[tuple[int, int], ...]:
    """The places of the searched words, in order, none over another: each the beginning of a word of the line."""
    wanted = dict.fromkeys(_bare(word) for word in searched.split()[:_MOST_WORDS])
    if not wanted:
        return ()
    pieces = [_bare(one) for one in line]
    ends = list(accumulate(map(len, pieces)))
    bare = "".join(pieces)
    found = sorted((at, -len(word)) for word in wanted if word for at in _places(bare, word))
    marked: list[tuple[int, int]] = []
    for at, size in found:
        start, end = bisect_right(ends, at), bisect_right(ends, at - size - 1) + 1
        if not marked or start >= marked[-1][1]:
            marked.append((start, end))
    return tuple(marked[:_MOST])


def _places(bare: str, word: str) -> list[int]:
    places: list[int] = []
    at = bare.find(word)
    while at >= 0 and len(places) < _MOST:
        if at == 0 or not (bare[at - 1].isalnum() and word[0].isascii()):  # some scripts have no blanks between words
            places.append(at)
        at = bare.find(word, at + len(word))
    return places


def _bare(text: str) -> str:
    if text.isascii():
        return text.lower()
    return "".join(one for one in normalize("NFKD", text.casefold()) if not combining(one))
