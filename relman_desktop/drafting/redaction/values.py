"""What a value looks like: a word that anybody may write, or one that stands for nothing but the secret."""

import math
import re
from collections import Counter
from itertools import pairwise

from .table import words

_LETTERS = re.compile(r"[^\W\d_]+")
_CAMEL = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_APART = re.compile(r"(?<![A-Za-z0-9+])(?=[a-z]*[aeiou])[a-z]{3,12}(?![A-Za-z0-9+])")  # a word between dashes
_SIGNS = re.compile(r"[!#$%^&*+=~?|]")
_DIGIT = re.compile(r"\d")
_PLAIN = re.compile(
    r"[\d.,:/xX%_+ -]+"  # a number, a date, an address, a version
    r"|[a-z]{2,}\d{0,3}(?:[_-][a-z]+\d{0,3})+"  # user1_token
    r"|v?\d[\w.-]{0,6}|[A-Za-z]+[\d.-]{1,4}"  # 3rd, postgres14
    r"|[\w.-]+:\d{1,5}|[\w-]+(?:\.[\w-]+)+|(?:[\w.@~-]*/)+[\w.@-]*"  # host:port, a dotted name, a path
)
_SHORTEST = 8
_SHARE_OF_PAIRS = 0.6
_LEAST_OF_A_WORD = 8  # letters: fewer say too little
_LEAST_OF_A_NAME = 4
_SHARE_OF_WORDS = 0.6
_END_OF_A_TOKEN = 12


def ordinary(value: str) -> bool:
    """Whether a value could as well be a word, a name or a sentence: `password`, `db-user`, `The token is wrong.`"""
    if _DIGIT.search(value) or _SIGNS.search(value.rstrip("!?.")):
        return False
    return all(len(word) < _LEAST_OF_A_WORD or _resembles_a_word(word) for word in _words(value))


def identifier(value: str) -> bool:
    """Whether a long word with digits is made up of words: `MSC4293RedactOnBanKickTestCase`, `x86_64-musl-stable`."""
    apart = set(_APART.findall(value))
    found = _words(value)
    known = (word for word in found if word in apart or (len(word) >= _LEAST_OF_A_NAME and _resembles_a_word(word)))
    return sum(map(len, known)) >= _SHARE_OF_WORDS * sum(map(len, found))


def telling(value: str) -> bool:
    """Whether a value, wherever it stands, can only be the secret: 8 characters or more, and nothing ordinary.

    Such a value is masked in every text and looked for in the request; any other (`admin`, `1234`, `password`,
    `postgres14`) is masked only where a rule finds it, because it stands elsewhere as what it is.
    """
    return len(value) >= _SHORTEST and not ordinary(value) and not _PLAIN.fullmatch(value)


def mixed(value: str) -> bool:
    """Whether a digit stands beside a letter in at least a fifth of the places, as in `63py34ug7b8ydj1o`."""
    changes = sum(first.isdigit() != second.isdigit() for first, second in pairwise(value))
    return 5 * changes >= len(value) and not identifier(value)


def blank(token: str) -> bool:
    """Whether a token shows its shape only: `ghp_xxxxxxxxxxxxxxxxxxxx`."""
    return len(set(token[-_END_OF_A_TOKEN:].lower())) <= 2


def entropy(value: str) -> float:
    """Shannon's entropy in bits per character: 4 and more for what is drawn by lot."""
    return -sum(count / len(value) * math.log2(count / len(value)) for count in Counter(value).values())


def _words(value: str) -> list[str]:
    return [word for run in _LETTERS.findall(value) for word in (_CAMEL.findall(run) or [run])]


def _resembles_a_word(word: str) -> bool:
    if not word.isascii():
        return True
    pairs = [word[at : at + 2].lower() for at in range(len(word) - 1)]
    return sum(pair in words().pairs for pair in pairs) / len(pairs) >= _SHARE_OF_PAIRS
