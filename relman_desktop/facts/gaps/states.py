"""Work items whose trackers say that they are not done, were declined, or could not be read."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from ...sources.change import Change
from ...sources.work.item import WorkItem
from ...wording import counted, joined, quoted, sentence
from ..fact import Finding
from .rules import rules

_MOST = 8  # items that are told by themselves
_CITED = 10
_LONGEST = 100
_LONGEST_FAULT = 300


def states(change: Change, work: Sequence[WorkItem]) -> Iterator[Finding]:
    """`gap.declined`, `gap.not_done` and `gap.unread`."""
    items = [item for item in work if item.is_named and not item.is_request]
    declined = [item for item in items if item.done is not False and rules().declined.search(item.status)]
    first = min((when for commit in change.commits if (when := _time(commit.when))), default=None)
    yield from (_declined(item, first) for item in declined[:_MOST])
    if rest := declined[_MOST:]:
        yield _rest("gap.declined_rest", rest, "closed without being done", 15)
    waiting = [item for item in items if item.done is False]
    yield from map(_not_done, waiting[:_MOST])
    if rest := waiting[_MOST:]:
        yield _rest("gap.not_done_rest", rest, "not done yet, as their trackers say", 10)
    yield from _unread([item for item in items if item.fault])


def _declined(item: WorkItem, first: datetime | None) -> Finding:
    closed = _time(item.updated)
    long_ago = closed is not None and first is not None and closed < first
    before = f", last touched on {closed:%Y-%m-%d}, before this change began" if long_ago else ""
    return Finding(
        "gap.declined",
        f"{_named(item)} is {quoted(item.status, _LONGEST)} in its tracker{before}: is it the one that is meant?",
        (item.id, *item.commits[:5]),
        {"name": item.key, "status": item.status},
        30 if before else 20,
    )


def _not_done(item: WorkItem) -> Finding:
    counts = "which its tracker does not count as done"
    status = f"{quoted(item.status, _LONGEST)}, {counts}" if item.status else "not done yet, as its tracker says"
    text = f"{_named(item)} is {status}."
    return Finding("gap.not_done", text, (item.id,), {"name": item.key, "status": item.status}, 20)


def _unread(items: Sequence[WorkItem]) -> Iterator[Finding]:
    """One for each reason: without a key, all of a tracker's cannot be read."""
    reasons: dict[str, list[WorkItem]] = {}
    for item in items:
        reasons.setdefault(item.fault, []).append(item)
    for fault, theirs in list(reasons.items())[:_MOST]:
        keys = joined([item.key for item in theirs], 5)
        verb = "was" if len(theirs) == 1 else "were"
        text = f"{keys} {verb} not read, so nothing that stands there is compared with the change."
        yield Finding(
            "gap.unread",
            f"{text} {sentence(fault[:_LONGEST_FAULT])}",
            tuple(item.id for item in theirs[:_CITED]),
            {"name": theirs[0].key, "items": len(theirs)},
            5,
        )


def _rest(kind: str, items: Sequence[WorkItem], what: str, weight: int) -> Finding:
    keys = joined([item.key for item in items], 5)
    verb = "is" if len(items) == 1 else "are"
    text = f"{counted(len(items), 'more work item')} {verb} {what}: {keys}."
    return Finding(kind, text, tuple(item.id for item in items[:_CITED]), {"items": len(items)}, weight)


def _named(item: WorkItem) -> str:
    return f"{item.key} {quoted(item.title, _LONGEST)}" if item.title else item.key


def _time(text: str) -> datetime | None:
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        return None
    return read if read.tzinfo else read.replace(tzinfo=UTC)
