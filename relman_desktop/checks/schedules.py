"""What speaks against the schedule: the remarks of `risk.timing`, as findings."""

from collections.abc import Iterator

from ..risk.timing import Slot
from .case import Case
from .finding import Mend, Severity
from .found import Found
from .mends import value
from .table import Row

_MOVES = (
    "none",
    "past",
    "freeze",
    "outside_windows",
    "too_short",
    "overlap",
    "close",
    "ends_first",
    "holiday",
    "weekend",
)


def timing(row: Row, case: Case) -> Iterator[Found]:
    """Not graver than the timing itself takes it, but for what its line leaves to others: no time, one of the past."""
    remarks = [one for one in case.timing.remarks if one.kind in row.kinds] if case.timing else []
    for number, one in enumerate(remarks):
        most = None if one.kind in ("none", "past", "unread", "no_times") else Severity(one.severity)
        place = f"{one.kind}:{one.ticket or number}" if len(remarks) > 1 else ""
        quote = case.text("schedule").strip()
        yield Found(
            {"said": one.text}, "", place, one.evidence, quote, _next(case) if one.kind in _MOVES else None, most
        )


def _next(case: Case) -> Mend | None:
    """The next time in which it fits and nothing is against it."""
    slots: tuple[Slot, ...] = case.timing.suggestions if case.timing else ()
    return value("schedule", slots[0].text, f"Take {_short(slots[0])}") if slots else None


def _short(slot: Slot) -> str:
    days = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")  # whatever the system's language
    return f"{days[slot.start.weekday()]} {slot.start:%Y-%m-%d %H:%M}"
