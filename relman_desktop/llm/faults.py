"""What a refusal or an end means and what the person is told: the table `resources/model_faults.toml`."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from ..files import resource
from ..settings import Endpoint
from ..wording import quoted
from .answer import Answer, Fault

_MOST_SEARCHED = 4_000
_MOST_TOLD = 300
_MOST_NAMES = 40  # of an error's object
BEGINNING = 8  # characters that are taken for a key's
_LEAST_LETTERS = 16  # of a key that is nothing but letters


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(resource("model_faults.toml").read_text("utf-8"))


@cache
def _words() -> tuple[tuple[Fault, tuple[re.Pattern[str], ...]], ...]:
    return tuple(
        (Fault(row["fault"]), tuple(re.compile(one, re.IGNORECASE) for one in row["patterns"]))
        for row in _table()["words"]
    )


def words_of(body: object) -> str:
    """All that an error says: its message, type, code, parameter, whether it is nested, flat or a plain string."""
    return " ".join(_leaves(body, 0))[:_MOST_SEARCHED]


_LOUD = ("message", "error", "detail", "msg", "code", "type", "param", "loc")


def _leaves(body: object, depth: int) -> Iterable[str]:
    if depth > 5:
        return
    if isinstance(body, str):
        yield body[:_MOST_SEARCHED]
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


def fault_of(words: str, status: int = 0) -> tuple[Fault, int]:
    """What was refused, and the window's size in tokens where the words name it (else 0)."""
    for fault, patterns in _words():
        found = [match for pattern in patterns if (match := pattern.search(words))]
        if found:
            return fault, next((size for match in found if (size := _window(match))), 0)
    by_status: str | None = _table()["status"].get(str(status))
    return Fault(by_status) if by_status else Fault.SERVER if status >= 500 or not status else Fault.BAD_REQUEST, 0


def _window(match: re.Match[str]) -> int:
    digits = (match.groupdict().get("window") or "").replace(",", "")
    return int(digits) if digits and len(digits) < 10 else 0


def said(fault: Fault, endpoint: Endpoint, why: str = "", **words: str) -> str:
    """The sentence for the person."""
    names = {"host": quoted(endpoint.host), "model": quoted(endpoint.model or "the model")}
    when = {"next": "Check its address, and whether you are online.", "when": "in a minute"}
    template: str = _table()["said"][fault.value]
    return template.format(**names, **(when | words), why=why)


def failed(fault: Fault, endpoint: Endpoint, why: str = "", detail: str = "", **words: str) -> Answer:
    """An answer that is a fault and no more."""
    return Answer(fault=fault, said=said(fault, endpoint, why, **words), detail=detail)


def told(words: str, key: str = "") -> str:
    """A server's words to be shown: one line, shortened, nothing hidden in it, and not the key, should it echo it."""
    shown = masked(words[:_MOST_SEARCHED], key)
    clean = " ".join("".join(letter if letter.isprintable() else " " for letter in shown).split())
    return clean if len(clean) <= _MOST_TOLD else clean[: _MOST_TOLD - 1] + "…"


def masked(text: str, key: str) -> str:
    """The text without the key, nor the beginning of it that a server shortened it to.

    A key such as "none" or "ollama", which servers that want none are given, is a word, and may stand in any sentence.
    """
    pattern = echo_of(key)
    return pattern.sub("[key]", text) if pattern else text


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
