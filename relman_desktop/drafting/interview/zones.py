"""Which time zone a schedule names: "Europe/Berlin", "CET", "UTC+5:30"."""

import re
from datetime import timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from .schedule_words import schedule_words

_OFFSET = r"\b(?:UTC|GMT)\s?(?P<offset>[+-]\d{1,2}(?::?\d\d)?)\b"
_PLACE = r"(?<![\w/])(?P<place>[A-Z][A-Za-z_]+(?:/[A-Za-z][\w+-]*){1,2})"
_SHORT = r"(?<![\w/])(?P<short>[A-Z]{3,4})(?![\w/])"
_ZONE = re.compile(f"{_OFFSET}|{_PLACE}|{_SHORT}", re.ASCII)


def named(text: str) -> tuple[tzinfo | None, str]:
    """The zone that a text names, None for none, and the text without it.

    Raises `ValueError` for a place that is not known, and for two zones. A short name that is not known stays in the
    text.
    """
    found = [one for one in _ZONE.finditer(text) if not one["short"] or one["short"] in schedule_words().zones]
    zones = {one[0]: _zone(one) for one in found}
    if len(zones) > 1:
        raise ValueError(text)
    for one in found:
        text = f"{text[: one.start()]}{' ' * len(one[0])}{text[one.end() :]}"
    return next(iter(zones.values()), None), text


def east(offset: str) -> timezone:
    """Of "+05:30", "-5" or "+0530"; `ValueError` for one that is none."""
    hours, minutes = re.fullmatch(r"([+-]\d{1,2}):?(\d\d)?", offset).groups()  # type: ignore[union-attr]
    ahead = abs(int(hours)) * 60 + int(minutes or 0)
    if ahead > 14 * 60:
        raise ValueError(offset)
    return timezone(timedelta(minutes=-ahead if hours[0] == "-" else ahead))


def _zone(found: re.Match[str]) -> tzinfo:
    if found["offset"]:
        return east(found["offset"])
    if found["short"]:
        return timezone(timedelta(hours=schedule_words().zones[found["short"]]))
    try:
        return ZoneInfo(found["place"])
    except (ZoneInfoNotFoundError, OSError) as error:
        raise ValueError(found[0]) from error
