"""What an entry says that cannot be so, though each of its values may stand where it stands."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from string import Template
from typing import Any

from .matrix import bands_of, matrix_of, names_of
from .profile import Value
from .schema import Part
from .showing import shown
from .values import Wrong

_ENDS = ("until", "to")
_NAMES = ("year", "number", "repo", "head")  # that a pattern of change IDs may use
_LONGEST_ID = 60


def odd(part: Part, values: Mapping[str, Value]) -> Iterator[tuple[str, str]]:
    """The keys that contradict others, each with why."""
    for end in _ENDS:
        key = part.by_name.get(end)
        if key and key.kind in ("date", "moment") and "from" in values and end in values:
            first, last = (datetime.fromisoformat(str(values[name])) for name in ("from", end))
            if (first.tzinfo is None) == (last.tzinfo is None) and last < first:
                yield end, f"`{end}` is before `from`: {values[end]} comes before {values['from']}"
    if part.name == "windows" and values.get("from") == values.get("to") is not None:
        yield "to", "`to` is the same as `from`; for a whole day write 00:00 to 23:59"
    if part.name == "team" and (pattern := str(values.get("change_id_pattern", ""))):
        yield from (("change_id_pattern", text) for text in _of_pattern(pattern))
    if part.name == "risk":
        yield from _of_scale(values)
    if part.name == "check_rules":
        yield from _of_rule(values)
    if part.name == "approvals":
        yield from _of_approvals(values)


def _of_pattern(pattern: str) -> Iterator[str]:
    if len(pattern) > _LONGEST_ID or not pattern.isprintable():
        yield f"`change_id_pattern` must be one line of at most {_LONGEST_ID} characters"
    elif not Template(pattern).is_valid() or not {*Template(pattern).get_identifiers()} <= {*_NAMES}:
        yield f"`change_id_pattern` may use ${', $'.join(_NAMES)} and no other $"


def _of_rule(values: Mapping[str, Value]) -> Iterator[tuple[str, str]]:
    """A pattern must be one of RE2, whose time has a bound."""
    import re2  # costs what a start need not pay

    for name in [name for name in ("must", "must_not") if name in values]:
        options = re2.Options()
        options.log_errors = False
        try:
            re2.compile(str(values[name]), options)
        except re2.error as error:
            why = shown(error.args[0].decode("utf-8", "replace") if isinstance(error.args[0], bytes) else str(error))
            yield name, f"`{name}` is no pattern of RE2: {why}"


def _of_approvals(values: Mapping[str, Value]) -> Iterator[tuple[str, str]]:
    number, named = values.get("number"), values.get("from")
    if isinstance(number, int | float) and (number < 1 or number != int(number)):
        yield "number", "`number` must be a whole number from 1 on"
    elif isinstance(number, int | float) and isinstance(named, tuple) and number > len(named):
        yield "number", f"`number` is {int(number)}, and `from` names only {len(named)}"


def _of_scale(values: Mapping[str, Value]) -> Iterator[tuple[str, str]]:
    """A scale of risk is used as it is, or told as wrong: never a part of it."""
    reading: dict[str, Callable[[Any], object]] = {
        "matrix": matrix_of,
        "likelihood_bands": bands_of,
        "impact_bands": bands_of,
        "likelihood_names": names_of,
        "impact_names": names_of,
    }
    for name in [name for name in reading if name in values]:
        try:
            reading[name](values[name])
        except Wrong as wrong:
            yield name, f"`{name}` {wrong}"
