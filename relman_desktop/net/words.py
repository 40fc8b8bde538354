"""A server's own words, made fit to be shown to a person: found, shortened, and without the key."""

import re
from collections.abc import Iterable, Mapping
from functools import cache

MOST_SEARCHED = 4_000
_MOST_TOLD = 300
_MOST_NAMES = 40  # of an error's object
BEGINNING = 8  # characters that are taken for a key's
_LEAST_LETTERS = 16  # of a key that is nothing but letters


def words_of(body: object) -> str:
    """All that an error says: its message, type, code, parameter, whether it is nested, flat or a plain string."""
    return " ".join(_leaves(body, 0))[:MOST_SEARCHED]


_LOUD = ("message", "error", "detail", "msg", "code", "type", "param", "loc")


def _leaves(body: object, depth: int) -> Iterable[str]:
    if depth > 5:
        return
    if isinstance(body, str):
        yield body[:MOST_SEARCHED]
    elif isinstance(body, int | float) and not isinstance(body, bool):
        yield str(body)
    elif isinstance(body, list):
        for one in body[:20]:
            yield from _leaves(one, depth + 1)
    elif isinstance(body, Mapping):
        names = [str(name) for name in list(body)[:_MOST_NAMES]]
        for name in [*(one for one in _LOUD if one in names), *(one for one in names if one not in _LOUD)]:
            number = isinstance(body[name], int) and name not in _LOUD
            yield from [f"{name}: {body[name]}"] if number else _leaves(body[name], depth + 1)


def told(words: str, *keys: str) -> str:
    """A server's words to be shown: one line, shortened, nothing hidden in it, and no key, should it echo one."""
    shown = masked(words[:MOST_SEARCHED], *keys)
    clean = " ".join("".join(letter if letter.isprintable() else " " for letter in shown).split())
    return clean if len(clean) <= _MOST_TOLD else clean[: _MOST_TOLD - 1] + "…"


def masked(text: str, *keys: str) -> str:
    """The text without the keys, nor the beginning of one that a server shortened it to.

    A key such as "none" or "ollama", which servers that want none are given, is a word, and may stand in any sentence.
    """
    for key in keys:
        if pattern := echo_of(key):
            text = pattern.sub("[key]", text)
    return text


@cache
def echo_of(key: str) -> re.Pattern[str] | None:
    """What `masked` takes for the key; None where it is a word. A backslash ends it, for it escapes what follows."""
    if len(key) < 4 or (key.isalpha() and len(key) < _LEAST_LETTERS):
        return None
    return re.compile(re.escape(key[:BEGINNING]) + r"[^\s\"'<>\\]{0,500}")


def title_of(page: str) -> str:
    """The title of an HTML page, which says whose it is; "" where there is none."""
    start = page.lower().find("<title")
    start = page.find(">", start) if start >= 0 else -1
    end = page.lower().find("</title", start)
    return page[start + 1 : end].strip() if 0 <= start < end else ""
