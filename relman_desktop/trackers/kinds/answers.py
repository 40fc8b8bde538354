"""Parts of an answer, read with care: whatever a server sends in a part's place, reading it ends in a text or in none.

Only what makes an item an item (its key, its title) is worth an `Unreadable`; a label that is no text is no label.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from ..kind import Unreadable

BODY_LIMIT = 131_072  # characters; the longest that a tracker documents, but for GitLab's megabyte
_LINE_LIMIT = 500
_ROWS = 500  # labels, links, items of a page
_LARGEST = 10**18  # more digits than any tracker counts, and few enough to be written out
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")  # half a pair is no character
_SPACE = re.compile(r"\s+")


def table(told: Any, what: str) -> Mapping[str, Any]:
    """A JSON object. Raises `Unreadable` where it is none; `what` it should be, for the message."""
    if not isinstance(told, dict):
        raise Unreadable(f"{what} is {_kind(told)}, where an object was expected")
    return told


def rows(told: Any) -> list[Mapping[str, Any]]:
    """The objects of a list, without what is none; no more than some hundred."""
    return [one for one in told[:_ROWS] if isinstance(one, dict)] if isinstance(told, list) else []


def listed(told: Any, what: str) -> list[Mapping[str, Any]]:
    """The same of a list that has to be there. Raises `Unreadable`."""
    if not isinstance(told, list):
        raise Unreadable(f"{what} is {_kind(told)}, where a list was expected")
    return rows(told)


def at(told: Any, *path: str) -> Any:
    """What lies at a path of keys; None where it does not reach."""
    for key in path:
        told = told.get(key) if isinstance(told, dict) else None
    return told


def text(told: Any) -> str:
    """A text of many lines; "" for what is no text."""
    if not isinstance(told, str):
        return ""
    whole = _CONTROL.sub("\ufffd", told.replace("\r\n", "\n").replace("\r", "\n"))
    return whole if len(whole) <= BODY_LIMIT else f"{whole[:BODY_LIMIT]} […]"


def line(told: Any) -> str:
    """A text or number of one line; "" for anything else."""
    if isinstance(told, int) and not isinstance(told, bool) and abs(told) < _LARGEST:
        return str(told)
    whole = _SPACE.sub(" ", text(told)[: 2 * _LINE_LIMIT]).strip()
    return whole if len(whole) <= _LINE_LIMIT else f"{whole[:_LINE_LIMIT]} […]"


def title(told: Any) -> str:
    """The title of an item. Raises `Unreadable` where there is none."""
    if isinstance(told, str) and (whole := line(told)):
        return whole
    raise Unreadable("it has no title")


def lines(told: Any, *path: str) -> tuple[str, ...]:
    """The texts of a list, or those at a path in each of its objects; each once."""
    items = told[:_ROWS] if isinstance(told, list) else []
    return tuple(dict.fromkeys(one for one in _lines(items, path) if one))


def _lines(items: list[Any], path: tuple[str, ...]) -> Iterator[str]:
    for one in items:
        yield line(at(one, *path) if isinstance(one, dict) else one)


def number(told: Any) -> str:
    """A number that counts items, as digits; "" for what is none."""
    digits = line(told)
    return digits if digits.isascii() and digits.isdigit() and digits.strip("0") else ""


def moment(told: Any) -> str:
    """A time in ISO 8601 with its offset; "" for what is none."""
    try:
        return datetime.fromisoformat(line(told)).isoformat()
    except ValueError:
        return ""


def web(told: Any, otherwise: str) -> str:
    """An address that a browser may be given; `otherwise` where it is none. It is shown, and never asked."""
    address = told if isinstance(told, str) and len(told) <= 2000 else ""
    try:
        parts = urlsplit(address)
        safe = parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return otherwise
    return address if safe and address.isascii() and address.isprintable() and " " not in address else otherwise


def _kind(told: Any) -> str:
    names = {dict: "an object", list: "a list", str: "a text", bool: "yes or no", type(None): "nothing"}
    return names.get(type(told), "a number")
