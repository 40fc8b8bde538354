"""What may stand under a key, by its kind: a value of TOML becomes one of ours, or `Wrong` says what is allowed."""

from collections.abc import Callable
from datetime import date, datetime, time
from functools import cache
from math import isfinite
from typing import TYPE_CHECKING

from ..patterns import Patterns, WrongPattern
from .profile import Value
from .showing import did_you_mean, likely, shown, shown_openly

if TYPE_CHECKING:
    from .schema import Key

LONGEST = 10_000  # characters of one text
_MOST = 200  # items of a list
_MOST_TOLD = 20  # choices that are listed where another is given
_MOST_NUMBER = 1_000_000
_LAST_MINUTE = time(23, 59, 59)


class Wrong(Exception):
    """What is wrong with a value and what is allowed: it goes on after "`minutes` "."""


def value_of(key: "Key", given: object) -> Value:
    """What a value of TOML says under a key. Raises `Wrong`."""
    return _KINDS[key.kind](key, given)


def _text(key: "Key", given: object) -> str:
    if not isinstance(given, str):
        raise Wrong(f"is {shown(given)}, and must be text in quotes{_such_as(key)}")
    if not given.strip():
        raise Wrong("is empty; say something, or take the line out")
    if len(given) > LONGEST:
        raise Wrong(f"has {len(given):,} characters, and may have {LONGEST:,}")
    return shown_openly(given)


def _texts(key: "Key", given: object) -> tuple[str, ...]:
    listed = given if isinstance(given, list) else [given]
    if not all(isinstance(one, str) for one in listed):
        raise Wrong(f"is {shown(given)}, and must be a list of texts in quotes{_such_as(key)}")
    if len(listed) > _MOST:
        raise Wrong(f"has {len(listed):,} items, and may have {_MOST}")
    texts = [_text(key, one) for one in listed]
    return tuple(texts if key.repeats else dict.fromkeys(texts))


def _number(key: "Key", given: object) -> int | float:
    if isinstance(given, bool) or not isinstance(given, int | float) or not isfinite(given):
        raise Wrong(f"is {shown(given)}, and must be a number without quotes{_such_as(key)}")
    if not 0 <= given <= _MOST_NUMBER:
        raise Wrong(f"is {shown(given)}, and must be from 0 to {_MOST_NUMBER:,}")
    return given


def _yes(key: "Key", given: object) -> bool:
    if not isinstance(given, bool):
        raise Wrong(f"is {shown(given)}, and must be true or false, without quotes")
    return given


def _date(key: "Key", given: object) -> str:
    read = _parsed(date.fromisoformat, given)
    if not isinstance(read, date) or isinstance(read, datetime):
        raise Wrong(f"is {shown(given)}, and must be a day{_such_as(key)}")
    return read.isoformat()


def _moment(key: "Key", given: object) -> str:
    read = (
        _parsed(datetime.fromisoformat, given)
        if len(str(given)) > len("2026-12-24")
        else _parsed(date.fromisoformat, given)
    )
    if isinstance(read, datetime):
        return read.isoformat()
    if not isinstance(read, date):
        raise Wrong(f"is {shown(given)}, and must be a day, or a day and a time{_such_as(key)}")
    return datetime.combine(read, _LAST_MINUTE if key.name in ("to", "until") else time()).isoformat()


def _time(key: "Key", given: object) -> str:
    read = _parsed(time.fromisoformat, given)
    if not isinstance(read, time) or read.tzinfo:
        raise Wrong(f"is {shown(given)}, and must be a time of day in quotes{_such_as(key)}")
    return f"{read:%H:%M}"


def _zone(key: "Key", given: object) -> str:
    if isinstance(given, str) and given in _zones():
        return given
    raise Wrong(f"is {shown(given)}, and must be a zone of the IANA list{_such_as(key)}{_zone_meant(given)}")


def _zone_meant(given: object) -> str:
    if not isinstance(given, str):
        return ""
    cities = {name.lower().rpartition("/")[2]: name for name in sorted(_zones())}
    meant = likely(given.rpartition("/")[2].strip().replace(" ", "_"), cities)
    return f"; did you mean `{cities[meant]}`?" if meant else ""


def _choice(key: "Key", given: object) -> str:
    if not isinstance(given, str) or (meant := given.strip().lower()) not in key.choices:
        guess = did_you_mean(given, key.choices) if isinstance(given, str) else ""
        known = "what docs/profile.md lists" if len(key.choices) > _MOST_TOLD else f"one of {', '.join(key.choices)}"
        raise Wrong(f"is {shown(given)}, and must be {known}{guess}")
    return meant


def _choices(key: "Key", given: object) -> tuple[str, ...]:
    listed = given if isinstance(given, list) else [given]
    if len(listed) > _MOST:
        raise Wrong(f"has {len(listed):,} items, and may have {_MOST}")
    return tuple(dict.fromkeys(_choice(key, one) for one in listed))


def _paths(key: "Key", given: object) -> tuple[str, ...]:
    patterns = _texts(key, given)
    for one in (*((pattern,) for pattern in patterns), patterns):  # alone first, so that it is named
        try:
            Patterns(one)
        except WrongPattern as error:
            raise Wrong(
                f"holds {shown(', '.join(one))}, which is no pattern as in .gitignore{_such_as(key)}"
            ) from error
    return patterns


_KINDS: dict[str, Callable[["Key", object], Value]] = {
    "text": _text,
    "texts": _texts,
    "number": _number,
    "yes": _yes,
    "date": _date,
    "moment": _moment,
    "time": _time,
    "zone": _zone,
    "choice": _choice,
    "choices": _choices,
    "paths": _paths,
}


@cache
def _zones() -> frozenset[str]:
    from zoneinfo import available_timezones  # reads some hundred file names

    return frozenset(available_timezones() - {"localtime"})


def _parsed(read: Callable[[str], object], given: object) -> object:
    """A text read as a date or time; what TOML has read already as it is."""
    if not isinstance(given, str):
        return given
    try:
        return read(given.strip())
    except ValueError:
        return None


def _such_as(key: "Key") -> str:
    return f", such as `{key.shown}`"
