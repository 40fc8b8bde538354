"""What a row of the history shows: the texts that it changed, against the state before or against now."""

from collections.abc import Iterator
from dataclasses import dataclass

from ..store.history import changed_answers, changed_dismissals
from ..ticket import Ticket
from ..wording import counted
from .difference import Part, difference
from .history_life import life_texts
from .history_rows import HistoryRow
from .history_words import FactId, field_label, question_words

LONG = 20_000  # characters, both sides together, that are compared while the window waits


@dataclass(frozen=True, slots=True)
class Compared:
    """One text of the ticket in two states."""

    heading: str
    old: str
    new: str

    @property
    def parts(self) -> tuple[Part, ...]:
        """How the new text differs, word by word; of another text what went, then what came."""
        if self.old == self.new:
            return (Part("same", self.new),) if self.new else ()
        parts = difference(self.old, self.new) if self.old.strip() and self.new.strip() else ()
        if any(part.mark != "added" for part in parts):
            return parts
        whole = (Part("removed", self.old + ("\n" if self.new else "")), Part("added", self.new))
        return tuple(part for part in whole if part.text.strip("\n"))


@dataclass(frozen=True, slots=True)
class Section:
    """A text with its marks, under a heading and a short word on how much differs."""

    heading: str
    note: str
    parts: tuple[Part, ...]


def compared(row: HistoryRow, now: Ticket | None, fact_id: FactId) -> tuple[Compared, ...]:
    """What a row changed, or how what it left differs from what the ticket holds `now`."""
    old, new = (row.after, now) if now else (row.before, row.after)
    fields = (Compared(field_label(one), old.entry(one).text, new.entry(one).text) for one in row.fields)
    return *fields, *_told(row, old, new, fact_id)


def _told(row: HistoryRow, old: Ticket, new: Ticket, fact_id: FactId) -> Iterator[Compared]:
    for one in changed_answers(row.before, row.after):
        yield Compared(f"Answer to {question_words(one)}", old.answers.get(one, ""), new.answers.get(one, ""))
    for key in changed_dismissals(row.before, row.after):
        name = f"Why {fact_id(key) or 'a fact'} does not count"
        yield Compared(name, old.dismissed.get(key, ""), new.dismissed.get(key, ""))
    yield from (Compared(*told) for told in life_texts(row.before, row.after, old, new))
    if row.before.change != row.after.change:
        yield Compared("The change", old.change.range or old.change.head, new.change.range or new.change.head)


def sections(texts: tuple[Compared, ...]) -> tuple[Section, ...]:
    """The texts with their differences; quick but for long ones, of which `is_long` tells."""
    return tuple(Section(one.heading, _size(one, parts := one.parts), parts) for one in texts)


def is_long(texts: tuple[Compared, ...]) -> bool:
    return sum(len(one.old) + len(one.new) for one in texts if one.old != one.new) > LONG


def _size(text: Compared, parts: tuple[Part, ...]) -> str:
    if text.old == text.new:
        return "the same"
    words = {mark: sum(len(part.text.split()) for part in parts if part.mark == mark) for mark in ("added", "removed")}
    told = [f"{counted(number, 'word')} {mark}" for mark, number in words.items() if number]
    return ", ".join(told) or "only blanks differ"
