"""The rows of the list of work items: those that somebody named, then one line for what is only mentioned."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from ..sources.work.item import WorkItem
from .work_words import details, in_order, mentions_words, source_words, status_words

_FEW = 5  # mentions that are shown unfolded where nothing is named


@dataclass(frozen=True, slots=True)
class WorkRow:
    """A work item as a row. `now` is when the age of what is known was counted."""

    item: WorkItem
    now: datetime

    @property
    def below(self) -> str:
        """The line under the title."""
        return details(self.item, self.now)

    @property
    def spoken(self) -> str:
        """The row for a screen reader."""
        item = self.item
        told = (f"{item.id} {item.key}", status_words(item), item.title, item.kind, source_words(item, self.now))
        return ". ".join(part.rstrip(".") for part in (*told, item.fault) if part)

    @property
    def searched(self) -> str:
        item = self.item
        told = (item.id, item.key, item.title, item.status, item.kind, item.assignee, *item.labels, self.below)
        return "\n".join(told).lower()


@dataclass(frozen=True, slots=True)
class MentionsRow:
    """The line that stands for what is only mentioned, or over it."""

    count: int
    numbers: bool
    folded: bool

    @property
    def text(self) -> str:
        return mentions_words(self.count, numbers=self.numbers)

    @property
    def spoken(self) -> str:
        return f"{self.text}, {'folded' if self.folded else 'unfolded'}"


Row = WorkRow | MentionsRow


def rows_of(items: Iterable[WorkItem], words: str, now: datetime, *, folded: bool) -> list[Row]:
    """The rows that hold all these words; what is only mentioned is behind one line, unless words are looked for."""
    wanted = words.lower().split()
    rows = [row for row in (WorkRow(item, now) for item in in_order(items)) if _holds(row, wanted)]
    named = [row for row in rows if row.item.is_named]
    mentioned = rows[len(named) :]
    if not mentioned:
        return list(named)
    shut = folded and not wanted and bool(named or len(mentioned) > _FEW)
    head = MentionsRow(len(mentioned), all("#" in row.item.key for row in mentioned), shut)
    return [*named, head, *([] if shut else mentioned)]


def _holds(row: WorkRow, wanted: Sequence[str]) -> bool:
    return not wanted or all(word in row.searched for word in wanted)
