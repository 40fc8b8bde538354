"""Moments as a person reads them: how long ago in a list, and exactly in a tool tip."""

from datetime import UTC, datetime, timedelta

_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def moment(at: str) -> datetime | None:
    """A moment as the journal writes it, on this machine's clock; None where it is none."""
    try:
        return datetime.fromisoformat(at).astimezone()
    except (ValueError, OverflowError, OSError):
        return None


def ago(at: str, now: datetime | None = None) -> str:
    """How long ago a moment was, in at most three words; what lies more than a week back is its day.

    A moment that is still to come is its day too: the clock was set back since.
    """
    then = moment(at)
    if then is None:
        return ""
    now = (now or datetime.now(UTC)).astimezone()
    past = now - then
    if -_MINUTE < past < _MINUTE:
        return "just now"
    if _MINUTE <= past < _HOUR:
        return f"{past // _MINUTE} min ago"
    if _HOUR <= past < _DAY and then.date() == now.date():
        return f"{past // _HOUR} h ago"
    days = (now.date() - then.date()).days
    if days == 1:
        return f"yesterday {then:%H:%M}"
    return f"{days} days ago" if 1 < days < 7 else day(then, now)


def day(then: datetime, now: datetime) -> str:
    """`24 Nov`, with its year where that is another one."""
    year = "" if then.year == now.year else f" {then.year}"
    return f"{then.day} {_MONTHS[then.month - 1]}{year}"


def exactly(at: str) -> str:
    """A moment to the second, with what this machine's clock differs from UTC by."""
    then = moment(at)
    return f"{then:%Y-%m-%d %H:%M:%S} (UTC{then:%z})" if then else ""
