"""Work items of a release as a person meets them, and a tracker that tells of them without a network."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from threading import Event
from time import sleep

import pytest

from relman_desktop import loaded
from relman_desktop.errors import Cancelled
from relman_desktop.facts import find_facts
from relman_desktop.facts.book import Facts
from relman_desktop.jobs import Cancel, Progress
from relman_desktop.settings import Tracker
from relman_desktop.sources.change import Change
from relman_desktop.sources.work.item import Found, WorkItem
from relman_desktop.trackers import cache, choosing, lookup

JIRA = Tracker("Team Jira", "jira-cloud", "https://example.atlassian.net", "priya@example.org", ("SHOP", "OPS"))
AGREED = ("https://example.atlassian.net",)
BODY = """# Checkout waits for ever

When the provider answers **late** the page waits; see the [incident](https://wiki.example.org/incidents/113).

- [ ] The customer is told in words

<b>no markup</b> 🚢 שלום
"""


def found(number: int, key: str, *places: tuple[str, str], tracker: str = "jira") -> WorkItem:
    """An item as the change names it."""
    return WorkItem(f"W{number}", key, tracker, tuple(Found(where, ref) for where, ref in places))  # type: ignore[arg-type]


def named() -> tuple[WorkItem, ...]:
    """Three that somebody named."""
    return (
        found(1, "SHOP-12", ("trailer", "C1"), ("mention", "C2"), ("mention", "C3")),
        found(2, "SHOP-31", ("closing", "C2")),
        found(3, "OPS-7", ("mention", "C4")),
    )


def mentions(number: int, first: int = 4) -> tuple[WorkItem, ...]:
    """Numbers that are only mentioned, as those of pull requests are."""
    return tuple(found(first + at, f"#{1200 + at}", ("mention", "C1"), tracker="") for at in range(number))


def told(key: str, title: str, **more: object) -> WorkItem:
    """An item as a tracker tells of it."""
    read_at = (datetime.now(UTC) - timedelta(seconds=5)).isoformat(timespec="seconds")
    item = WorkItem("", key, "jira", (), title=title, fetched=True, read_at=read_at, source="Jira at example")
    return replace(item, **more)  # type: ignore[arg-type]


def all_told() -> dict[str, WorkItem]:
    """What the tracker tells of them, read a moment ago."""
    return {
        one.key: one
        for one in (
            told(
                "SHOP-12",
                "Checkout waits for ever",
                body=BODY,
                status="In Review",
                done=False,
                kind="Bug",
                links=("SHOP-31", "OPS-9"),
                parent="SHOP-2",
                assignee="Priya Raman",
                labels=("checkout",),
                url="https://example.atlassian.net/browse/SHOP-12",
            ),
            told("SHOP-31", "Drop the legacy id", status="Done", done=True),
            replace(told("OPS-7", ""), fetched=False, fault="Jira at example has no OPS-7; check the key."),
        )
    }


@dataclass
class Told:
    """A tracker: what it tells by key, what it told before, and what it was asked for."""

    items: Mapping[str, WorkItem] = field(default_factory=all_told)
    before: Mapping[str, WorkItem] = field(default_factory=dict)
    asked: list[tuple[str, ...]] = field(default_factory=list)
    pause_s: float = 0.0
    held: Event | None = None  # what it waits for before it tells
    error: Exception | None = None

    def look_up(
        self,
        keys: Sequence[str],
        trackers: Sequence[Tracker],
        project: tuple[str, str],
        cancel: Cancel,
        progress: Progress,
        hear: Callable[[WorkItem], None] = lambda item: None,
    ) -> tuple[WorkItem, ...]:
        self.asked.append(tuple(keys))
        if self.error:
            raise self.error
        given = []
        for at, key in enumerate(keys):
            progress(f"Reading {at} of {len(keys)} work items", at / len(keys))
            self._wait(cancel)
            if key in self.items:
                hear(self.items[key])
                given.append(self.items[key])
        return tuple(given)

    def _wait(self, cancel: Cancel) -> None:
        while self.held and not self.held.wait(0.005):
            if cancel.cancelled:
                raise Cancelled
        cancel.check()
        sleep(self.pause_s)


@contextmanager
def change_with(monkeypatch: pytest.MonkeyPatch, items: Sequence[WorkItem], tracker: Told) -> Iterator[Told]:
    """Changes that are opened inside name these items, and the tracker tells of them."""
    with monkeypatch.context() as patch:
        patch.setattr(loaded, "find_references", lambda change, projects=(), home="": tuple(items))
        patch.setattr(loaded, "find_facts", _facts_of)
        patch.setattr(lookup, "look_up", tracker.look_up)
        patch.setattr(lookup, "asked_of", _asked_of)
        patch.setattr(choosing, "doubts", lambda keys, trackers, project: ())
        patch.setattr(
            cache, "cached", lambda keys, trackers, project: {k: tracker.before[k] for k in keys if k in tracker.before}
        )
        yield tracker


_FOUND: dict[str, Facts] = {}  # by the head; each of these tests opens the same changes


def _facts_of(change: Change, cancel: Cancel, progress: Progress) -> Facts:
    if change.head not in _FOUND:
        _FOUND[change.head] = find_facts(change, cancel, progress)
    return _FOUND[change.head]


def _asked_of(keys: Sequence[str], trackers: Sequence[Tracker], project: tuple[str, str]) -> dict[str, Tracker]:
    return {key: trackers[0] for key in keys if not key.startswith("NOTE")} if trackers else {}
