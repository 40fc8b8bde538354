"""Text as the words that the search knows, and what a person typed as a search for such words.

SQLite's own tokenizer `unicode61` cuts at punctuation and knows no accents: `orders.legacy_id` is three words in a
row, and is found whole, by each part, and by a beginning. What it cannot do is done here, before it sees a text, so
that any SQLite can read and check the index: writing without blanks between words (each sign is a word, and several
of them are a row of words), a name such as `OrderService` (its parts are kept beside the text), and forms of a letter
that are the same to a reader (`ﬁ`, `ｄ`, `ß`).
"""

import re
from unicodedata import normalize

TOKENIZER = "unicode61 remove_diacritics 2"
MOST = 20  # words of a search that are looked at
_LONGEST = 100  # characters of a word
UNSPACED = re.compile(  # Thai, Lao, Myanmar, Khmer, kana, Han
    "([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])"
)
_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[0-9]+")
_CAMEL = re.compile(r"\b[A-Za-z0-9]*[a-z0-9][A-Z][A-Za-z0-9]*")
_WORD = re.compile(r"[^\W_]+")


def stored(text: str) -> str:
    """Text that a database can hold: a byte that was not UTF-8 comes as a surrogate, and is written as an escape."""
    return text.encode("utf-8", "backslashreplace").decode()


def folded(text: str) -> str:
    """Text in which forms of a letter that are the same to a reader are one."""
    return text.lower() if text.isascii() else normalize("NFKC", text).casefold()


def indexed(text: str) -> str:
    """Text as it is given to the index."""
    if text.isascii():
        return text
    return UNSPACED.sub(r" \1 ", folded(text))


def parts(text: str) -> str:
    """The parts of the names in a text that are written as `OrderService`, once each, for the index."""
    found = {part.lower() for name in set(_CAMEL.findall(text)) for part in _PART.findall(name[:_LONGEST])}
    return " ".join(sorted(found))


def terms(typed: str) -> tuple[tuple[str, ...], ...]:
    """The words of a search, each as the row of words that the index has for it: `pay 12` for `PAY-12`."""
    rows = (tuple(_WORD.findall(indexed(stored(folded(word)))))[:MOST] for word in typed.split())
    return tuple(row for row in dict.fromkeys(rows) if row)[:MOST]


def terms_of(text: str) -> list[str]:
    """All words of a text as the index has them, but for accents."""
    return _WORD.findall(indexed(stored(folded(text))))


def expression(typed: str) -> str:
    """What was typed as a search for tickets that hold all its words, each at least by its beginning; "" for none.

    Whatever was typed is a word and no operator. A whole word counts more than a beginning.
    """
    return " AND ".join(map(_term, terms(typed)))


def _term(row: tuple[str, ...]) -> str:
    phrase = " ".join(word[:_LONGEST] for word in row)
    return f'("{phrase}" OR "{phrase}" *)'
