"""What a person does with the life of a ticket: each gives the ticket after it, and is one act of the journal."""

from collections.abc import Iterable
from dataclasses import replace

from ..ticket import Ticket
from .entries import Done, Key, Mark, Said, with_marks, with_said
from .living import Life
from .ticks import Ticked, beside


def moved(ticket: Ticket, state: str, at: str, by: str = "", note: str = "") -> Ticket:
    """The ticket in another state since a moment. Its field says it, too."""
    after = with_said(ticket, Said("state", at, by, note.strip(), state))
    return after.with_text("state", state) if ticket.entry("state").text != state else after


def noted(ticket: Ticket, text: str, at: str, by: str = "", *, problem: bool = False) -> Ticket:
    """The ticket with something noted of what happens; the same ticket for nothing."""
    words = text.strip()
    return with_said(ticket, Said("problem" if problem else "note", at, by, words)) if words else ticket


def turned(ticket: Ticket, at: str, by: str = "", note: str = "", *, back: bool = True) -> Ticket:
    """The ticket that begins to go back, or does not go back after all: its state stays until that is done."""
    return with_said(ticket, Said("back" if back else "forth", at, by, note.strip()))


def ticked_off(life: Life, one: Ticked, at: str, by: str = "", *, done: Done = "done", reason: str = "") -> Ticket:
    """The ticket with a step ticked, or skipped for a reason; what was noted of a step stays beside its tick."""
    note = reason.strip() if done == "skipped" else one.mark.note if one.mark.done != "skipped" else ""
    mark = Mark(done, at, by, note, one.step.text, one.step.number)
    return _with(life, one, mark)


def taken_back(life: Life, one: Ticked) -> Ticket:
    """The ticket without a step's tick; what was noted of it stays, the reason of one that was skipped does not."""
    note = one.mark.note if one.is_done else ""
    return _with(life, one, Mark(note=note, text=one.step.text, number=one.step.number) if note else None)


def annotated(life: Life, one: Ticked, note: str) -> Ticket:
    """The ticket with a note on a step; "" takes it away."""
    words = note.strip()
    if not words and not one.mark.done:
        return _with(life, one, None)
    if one.mark.done and one.key:  # of a step with other words since: its tick stays that of the words of then
        return with_marks(life.ticket, {one.key: replace(one.mark, note=words)})
    return _with(life, one, replace(one.mark, note=words, text=one.step.text, number=one.step.number))


def _with(life: Life, one: Ticked, mark: Mark | None) -> Ticket:
    """A mark on a step as it stands now, in place of the one that it had with other words."""
    key = one.step.key(life.attempt.number)
    old: Iterable[Key] = (one.key,) if one.key else ()
    found = replace(mark, beside=beside(one.step, life.parts[one.step.part])) if mark else None
    return with_marks(life.ticket, {**dict.fromkeys(old), key: found})
