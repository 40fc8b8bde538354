"""Feature flags: those of a file that lists them, and what becomes of a feature whose flag nobody asks for any more."""

import re
from collections.abc import Sequence

from ...jobs import Cancel
from ...sources.change import Change, Line
from ...wording import named
from .differences import Difference
from .mentions import Mention, Name

_ON = {"true", "on", "yes", "enabled", "1"}
_OFF = {"false", "off", "no", "disabled", "0"}
_SWITCH = re.compile(r"(.+)\.(?:enabled|default|default_enabled|defaultValue|value|state|on|active)")
_CONDITION = re.compile(r"\s*(?:[})\]]\s*)?(?:else\s+|els)?(?:if|unless|when)\b")
_NEGATED = re.compile(r"\bunless\b|\bnot\s|!\s*[\w(@$]|\bdisabled\?")


def is_switch(one: Difference) -> bool:
    """Whether the values of a key are a flag's: on or off."""
    return all(value is None or state_of(str(value)) for value in (one.old, one.new)) and not one.former


def state_of(value: str) -> str | None:
    """`on`, `off`, or None for what is neither."""
    word = value.strip("\"' ").lower()
    return "on" if word in _ON else "off" if word in _OFF else None


def flag_name(key: str) -> str:
    found = _SWITCH.fullmatch(key)
    return found[1] if found else key


def sentence(one: Difference) -> str:
    name, path = named(flag_name(one.key)), named(one.file.path)
    if one.new is None:
        return f"Removes the feature flag {name}, which was {state_of(str(one.old))}, from {path}."
    state = state_of(str(one.new))
    if one.old is None:
        return f"Adds the feature flag {name}, which is {state}, to {path}."
    return f"Switches the feature flag {name} {state} in {path}."


def settled(change: Change, name: Name, cancel: Cancel) -> str | None:
    """Whether what a flag guarded is `on` or `off` for good now that its condition is gone; None where it is not clear.

    The lines below the condition stay and only move out of it.
    """
    states = {_settled(change, one, name.name, cancel) for one in name.old if one.changed}
    return states.pop() if len(states) == 1 else None


def _settled(change: Change, one: Mention, name: str, cancel: Cancel) -> str | None:
    file = change.file(one.evidence.partition(".")[0])
    hunks = change.hunks(file, cancel) if file else ()
    lines = next((hunk.lines for hunk in hunks if hunk.id == one.evidence), ())
    place = next((at for at, line in enumerate(lines) if line.sign == "-" and name in line.text), None)
    if place is None or not _CONDITION.match(lines[place].text):
        return None
    if not _is_kept(lines[place + 1 :], {line.text.strip() for line in lines if line.sign == "+"}):
        return None
    return "off" if _NEGATED.search(lines[place].text) else "on"


def _is_kept(below: Sequence[Line], come: set[str]) -> bool:
    """Whether the first line that goes below a condition comes again elsewhere in the hunk."""
    if not below or below[0].sign != "-":
        return False
    gone = (line.text.strip() for line in below if line.sign == "-")
    return next((text for text in gone if len(text) > 3), None) in come
