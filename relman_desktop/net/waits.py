"""How long a server wants to be left alone, as it says and as a person is told."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_LONG_S = 48 * 3_600.0  # from which on nobody waits, whatever number a server makes up


def seconds_of(header: str) -> float | None:
    """A Retry-After in seconds; it is a number of them, or a date."""
    text = header.strip()
    if text.replace(".", "", 1).isdecimal() and len(text) < 10:
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())


def in_words(after: float) -> str:
    """A time to wait, in seconds, in words: "in 5 minutes"."""
    steps = ((120, 1, "s"), (2 * 3_600, 60, "minutes"), (_LONG_S, 3_600, "hours"))
    return next((f"in {after / size:.0f} {name}" for end, size, name in steps if after < end), "much later")
