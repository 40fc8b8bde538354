"""Puts values into the templates of a target's table: each once, and none breaks out of the place it is put into."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..errors import InputError
from ..wording import quoted

_PLACE = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_SIGNS = re.compile(r"[\"'`\\^\x00-\x1f\x7f]")  # that end a value in a query language: JQL, OQL, an encoded query
_AMONG = re.compile(r"[\"'`^=<>~]")
_SECRET = ("token", "basic")

Clean = Callable[[str, str], str]


@dataclass(frozen=True, slots=True)
class Attached:
    """The bytes of an attachment."""

    name: str
    content: bytes
    media: str


@dataclass(frozen=True, slots=True)
class Filling:
    """What goes into a request."""

    values: Mapping[str, str]
    fields: Mapping[str, Any] = field(default_factory=dict)
    patch: tuple[Mapping[str, Any], ...] = ()
    document: Any = None  # what `"{text}"` becomes where that is no text but JSON (ADF)
    attached: Attached | None = None

    def __repr__(self) -> str:
        return f"<what fills {', '.join(self.values)}>"  # and not what they are


def header_values(templates: Mapping[str, str], values: Mapping[str, str]) -> dict[str, str]:
    """Headers, their names in lower case; one that is empty then is left out. Raises `InputError`."""
    made = {name.lower(): put(template, values, as_is, secret=True) for name, template in templates.items()}
    for name, value in made.items():
        if not all(" " <= letter <= "~" for letter in value):
            raise InputError(f"What the header {quoted(name)} is to say has a sign that no header holds; correct it.")
    return {name: value for name, value in made.items() if value}


def put(template: str, values: Mapping[str, str], clean: Clean, secret: bool = False) -> str:
    """A template with its values, each put in once: what a value holds is filled in nowhere."""

    def value(found: re.Match[str]) -> str:
        name = found[1]
        if name not in values or (name in _SECRET and not secret):
            raise InputError(
                f"The target's table fills in {quoted(found[0])} where there is no such thing; correct that table."
            )
        return clean(template, values[name].encode("utf-8", "replace").decode())  # half a character is none

    return _PLACE.sub(value, template)


def as_is(template: str, value: str) -> str:
    return value


def among_signs(template: str, value: str) -> str:
    """The value; where it stands among the signs of a query language it must hold none that could end it there."""
    inside = not _PLACE.fullmatch(template) and _AMONG.search(template)
    if inside and (sign := _SIGNS.search(value)):
        raise InputError(
            f"{quoted(value, 60)} holds {quoted(sign[0]) if sign[0].isprintable() else 'a sign that is not shown'}, "
            "which no search of this change system takes; correct what its settings say."
        )
    return value
