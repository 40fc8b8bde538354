"""How many requests a tracker still takes, and when it takes more, by the headers that each of them has for it."""

import math
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from time import time

from .waits import seconds_of

_LEFT = ("x-ratelimit-remaining", "ratelimit-remaining", "x-ratelimit-requests-remaining")
_MILLISECONDS, _SECONDS = 1e11, 1e9  # from which on a number is a moment since 1970, and no time to wait


def wait_of(headers: Mapping[str, str], until: float = 0) -> float | None:
    """Seconds for which a tracker that refused wants to be left alone; None where it does not say.

    `headers` have lower-case names. `until`: when it takes requests again, in seconds since 1970, where that is known.
    """
    if (told := seconds_of(headers.get("retry-after", ""))) is not None:
        return told
    return max(0.0, until - time()) if until else used_up(headers)


def used_up(headers: Mapping[str, str]) -> float | None:
    """Seconds until more requests are taken, where a header says that this one was the last; else None."""
    for left in _LEFT:
        if headers.get(left, "").strip() == "0":
            return _wait(headers.get(left.replace("remaining", "reset"), ""), headers)
    return None


def _wait(reset: str, headers: Mapping[str, str]) -> float | None:
    """Some count the seconds from now, some since 1970, some in milliseconds; Jira writes the moment out."""
    try:
        number = float(reset)
    except ValueError:
        number = _moment(reset)
    if not math.isfinite(number) or number < 0:
        return None
    if number < _SECONDS:
        return number
    return max(0.0, (number / 1000 if number > _MILLISECONDS else number) - _clock(headers))


def _moment(text: str) -> float:
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return math.nan
    return moment.replace(tzinfo=moment.tzinfo or UTC).timestamp()


def _clock(headers: Mapping[str, str]) -> float:
    """What time it is at the tracker, for its clock and ours may differ."""
    try:
        return parsedate_to_datetime(headers.get("date", "")).timestamp()
    except (ValueError, OverflowError, TypeError):
        return time()
