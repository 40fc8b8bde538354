"""How what stands in a profile is shown in a message or written as TOML: on a line, and with nothing hidden in it."""

import json
import re
from collections.abc import Iterable
from datetime import date, time
from difflib import get_close_matches
from typing import Any

from ...wording import HARMLESS, HIDDEN, printable, shorten
from .profile import Value

_LONGEST_NAME = 60  # characters of a name that a likely one is sought for
_SHOWN = 60  # characters of a value
_HIDING = re.compile(rf"(?:{HARMLESS})|(?P<hiding>[{HIDDEN}])", re.MULTILINE)
_BARE = ("date", "moment")  # kinds that are written without quotes, where they are what they should be
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?:T[\d:.]{8,15}(?:[+-]\d\d:\d\d|Z)?)?")


def hiding(text: str) -> tuple[str, ...]:
    """The characters of a text that hide or reorder others, each once, as `U+202E`."""
    found = (one["hiding"] for one in _HIDING.finditer(text))
    return tuple(dict.fromkeys(f"U+{ord(char):04X}" for char in found if char))


def shown_openly(text: str) -> str:
    """The text with what hides or reorders others named: `⟨U+202E⟩`."""
    return _HIDING.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩" if found["hiding"] else found[0], text)


def likely(name: str, known: Iterable[str]) -> str:
    """What a misspelt name probably means; "" where nothing is like it."""
    close = get_close_matches(name.lower().replace("-", "_")[:_LONGEST_NAME], list(known), 1, 0.7)
    return close[0] if close else ""


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """The end of a sentence of something that is not known: "; did you mean `threshold`?", or ""."""
    meant = likely(name, known)
    return f"; did you mean `{meant}`?" if meant else ""


def shown(given: object) -> str:
    """A value as the person wrote it, or nearly."""
    if isinstance(given, str):
        return f"“{shorten(printable(shown_openly(given[:200])), _SHOWN)}”"
    if isinstance(given, bool):
        return "true" if given else "false"
    if isinstance(given, dict):
        return "a table"
    if isinstance(given, list):
        return f"a list of {', '.join(map(shown, given[:3]))}{' …' if len(given) > 3 else ''}" if given else "a list"
    return shorten(str(as_value(given)), _SHOWN)


def as_value(given: Any) -> Value:
    """A value of TOML as an entry holds one, whatever its kind."""
    if isinstance(given, list):
        return tuple(map(str, given))
    value: Value = given.isoformat() if isinstance(given, date | time) else given
    return value


def as_toml(value: Value, kind: str = "text") -> str:
    """A value of an entry as TOML on one line."""
    if isinstance(value, tuple):
        return f"[{', '.join(map(as_toml, value))}]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str) and not (kind in _BARE and _DAY.fullmatch(value)):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return str(value)
