"""Work items in words: how they stand, where they were found, and how old what is known of them is."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum

from ..sources.work.item import Found, Where, WorkItem
from ..wording import counted, joined
from .library_when import ago

_BELIEF: tuple[Where, ...] = ("given", "trailer", "closing", "branch", "mention")
_PLACES: dict[Where, tuple[str, str]] = {  # one such place, and the noun for several
    "given": ("added by you", "file"),
    "trailer": ("trailer", "trailer"),
    "closing": ("closing word", "closing word"),
    "branch": ("branch name", "branch name"),
    "mention": ("mention", "mention"),
}


class State(StrEnum):
    """How a work item stands, in a word; "" where nothing can be said."""

    DONE = "done"
    OPEN = "not done"
    TOLD = ""  # its tracker does not say whether it is done
    UNREAD = "not read"
    FAULTY = "could not be read"


def state_of(item: WorkItem) -> State:
    """How it stands, as far as it is known; what is known of before counts more than a fault of today."""
    if not item.is_told:
        return State.FAULTY if item.fault else State.UNREAD
    return State.TOLD if item.done is None else State.DONE if item.done else State.OPEN


def status_words(item: WorkItem) -> str:
    """Its status with whether that is done, once: `In Review · not done`, `Done`, `not read`."""
    status, word = item.status.strip(), state_of(item).value
    if not status:
        return word
    says_it = item.done and status.lower() in ("done", "closed", "completed")
    return status if says_it or not word else f"{status} · {word}"


def found_words(item: WorkItem) -> str:
    """Where it was found, the most believable place first: `trailer, 3 mentions`, `items.csv`, `added by you`."""
    counts = Counter(found.where for found in item.found)
    return ", ".join(_place(item, where, counts[where]) for where in _BELIEF if counts[where])


def places(item: WorkItem) -> tuple[Found, ...]:
    """Where it was found, the most believable first."""
    return tuple(sorted(item.found, key=lambda found: _BELIEF.index(found.where)))


def source_words(item: WorkItem, now: datetime) -> str:
    """Where what is known of it comes from, and how old it is: `Jira at example.atlassian.net, read 2 h ago`."""
    return ", ".join(filter(None, (item.source if item.is_told else "", age_words(item.read_at, now))))


def age_words(read_at: str, now: datetime) -> str:
    """How long ago it was read: `read just now`, `read 2 h ago`, `read yesterday 14:10`; "" where that is not known."""
    return f"read {when}" if (when := ago(read_at, now)) else ""


def details(item: WorkItem, now: datetime) -> str:
    """What a row says under the title: `Story · trailer, 3 mentions · read 2 h ago`."""
    return " · ".join(filter(None, (item.kind, found_words(item), age_words(item.read_at, now))))


def in_order(items: Iterable[WorkItem]) -> list[WorkItem]:
    """The items that somebody named, the most believable first; then those that are only mentioned."""
    return sorted(items, key=lambda item: (not item.is_named, _belief(item)))


def mentions_words(number: int, *, numbers: bool) -> str:
    """The line that stands for what is only mentioned. `numbers`: whether all of it is like `#123`."""
    return f"{counted(number, 'number' if numbers else 'reference')} only mentioned"


def keys_words(keys: Sequence[str], most: int = 3) -> str:
    """`PAY-12, PAY-13 and 4 more`."""
    return joined(list(keys), most)


def _belief(item: WorkItem) -> int:
    return min((_BELIEF.index(found.where) for found in item.found), default=0)  # a gift without a place


def _place(item: WorkItem, where: Where, count: int) -> str:
    one, noun = _PLACES[where]
    if where == "given":
        return item.source if item.source and not item.fetched else one
    return one if count == 1 else counted(count, noun)
