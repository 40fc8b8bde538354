"""The words of a ticket that say what it is about."""

import re
from functools import lru_cache

from ...stems import stem, words
from .rules import rules

_LONGEST = 4_000  # characters of a text that are read
_SHORTEST = 4  # letters of a word, unless it is written in capitals: "CSV"
_CAPITALS = re.compile(r"(?<![A-Za-z])[A-Z][A-Z0-9]{1,7}(?![A-Za-z0-9])", re.ASCII)
_CODE = re.compile(r"`([^`\n]{1,200})`")
_LEAST_FOREIGN = 2
_NO_WORDS = re.compile(r"https?://\S{1,500}|`{3}.*?(?:`{3}|$)|<!--.*?(?:-->|$)|(?<!\w)@[\w-]{1,40}", re.DOTALL)
_LATIN = re.compile(r"[a-z]+", re.ASCII)


@lru_cache(1 << 13)
def telling(text: str) -> tuple[str, ...]:
    """The words that say something, each stem once; () for a text in another language than English.

    The code of a change is written in English as a rule: a ticket in another language cannot be compared by words.
    """
    text = _NO_WORDS.sub(" ", text[:_LONGEST])
    found = words(text)
    if _is_foreign(found):
        return ()
    code = {word for span in _CODE.findall(text) for word in words(span)}
    kept = {word.lower() for word in _CAPITALS.findall(text)} | code
    by_stem: dict[str, str] = {}
    for word in found:
        long = len(word) >= _SHORTEST or word in kept
        if long and _LATIN.fullmatch(word) and (word in code or stem(word) not in rules().ordinary):
            by_stem.setdefault(stem(word), word)
    return tuple(by_stem.values())


def _is_foreign(found: list[str]) -> bool:
    foreign = sum(word in rules().foreign for word in found)
    return foreign >= _LEAST_FOREIGN and foreign > sum(word in rules().plain for word in found)
