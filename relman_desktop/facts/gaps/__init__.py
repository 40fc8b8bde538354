"""What work items and code say of each other: files that no item explains, items that nothing in the change touches."""

import weakref
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ...jobs import Cancel
from ...sources.change import Change
from ...sources.work.item import WorkItem
from ..book import Facts
from ..fact import Finding
from .groups import Group, grouped
from .states import states
from .unexplained import unexplained
from .untouched import spoken_of, untouched
from .vocabulary import Vocabulary, read


@dataclass(frozen=True, slots=True)
class _Known:
    """What is read of a change once, for any work items that are told of later."""

    words: Vocabulary
    groups: tuple[Group, ...]
    touched: Mapping[str, Sequence[str]]


_known: dict[int, _Known] = {}  # by the change's identity, as long as it lives


def find_gaps(change: Change, facts: Facts, work: Sequence[WorkItem]) -> Iterator[Finding]:
    """`gap.` findings, each citing files, commits and work items by their ids; quick where `get_ready` was called."""
    if work:
        known = get_ready(change, facts, Cancel())
        yield from unexplained(change, known.groups, known.touched, work)
        yield from states(change, work)
        yield from untouched(known.words, work)


def criteria_told(change: Change, item: WorkItem) -> tuple[tuple[str, bool | None], ...]:
    """The acceptance criteria of an item, each with whether the change speaks of it; None where that is not known."""
    known = _known.get(id(change))
    return spoken_of(known.words if known else Vocabulary((), whole=False), item)


def get_ready(change: Change, facts: Facts, cancel: Cancel) -> _Known:
    """Read what is compared with work items: seconds of a large change, so it is no matter for the window's thread."""
    key = id(change)
    if key not in _known:
        touched = change.content.touched(cancel)
        _known[key] = _Known(read(change, facts, cancel), grouped(change.commits), touched)
        weakref.finalize(change, _known.pop, key, None)
    return _known[key]
