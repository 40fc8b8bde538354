"""Words as they are compared: in small letters, names taken apart, endings off."""

import re
from functools import lru_cache

_IDEOGRAPHS = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"  # scripts that put no spaces between words: each is a word
_WORD = re.compile(rf"[{_IDEOGRAPHS}]|[^\W\d_{_IDEOGRAPHS}]+")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_ENDINGS = ("ingly", "ings", "ing", "ies", "ied", "edly", "ed", "es", "ly", "s")
_LONGEST_STEM = 6  # "migrate", "migration" and "migrations" are one word


def words(text: str) -> list[str]:
    """`payment, timeout, seconds` of `paymentTimeout_seconds`."""
    return _WORD.findall(_HUMP.sub(" ", text).casefold())


def stem(word: str) -> str:
    """What a word has in common with its other forms, and with some other words that begin as it does."""
    return root(word)[:_LONGEST_STEM]


@lru_cache(1 << 16)
def root(word: str) -> str:
    """A word without the ending of its form: of "contractors" and "contractions" two."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "slz":
        word = word[:-1]  # "dropped": "drop"
    return word.removesuffix("e")
