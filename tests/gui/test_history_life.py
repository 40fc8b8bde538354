"""The history tells of states, ticks and notes in words, also as something to undo, and shows what they held."""

from collections.abc import Callable

import pytest

from relman_desktop.gui.history_life import life_texts, lived
from relman_desktop.life import Life
from relman_desktop.life.acts import annotated, moved, noted, taken_back, ticked_off, turned
from relman_desktop.ticket import Ticket
from tests.life.nights import a_ticket, at, step


def ticked(ticket: Ticket) -> Ticket:
    return ticked_off(Life.of(ticket), step(ticket, "deployment", 2), at(5), "Ana")


def reworded(ticket: Ticket) -> Ticket:
    return ticket.with_text("deployment", ticket.entry("deployment").text.replace("Back up", "First back up"))


ACTS: list[tuple[Ticket, Callable[[Ticket], Ticket], str, str]] = [
    (a_ticket(), lambda it: moved(it, "deploying", at(4), "Ana", "late"), "Moved to “deploying”: late",
     "moving to “deploying”"),
    (a_ticket(), ticked, "Ticked deployment step 2", "ticking deployment step 2"),
    (ticked(a_ticket()), lambda it: taken_back(Life.of(it), step(it, "deployment", 2)),
     "Took back the tick of deployment step 2", "taking back the tick of deployment step 2"),
    (a_ticket(), lambda it: ticked_off(Life.of(it), step(it, "rollback", 1), at(5), done="skipped", reason="no need"),
     "Skipped rollback step 1: no need", "skipping rollback step 1"),
    (a_ticket(), lambda it: annotated(Life.of(it), step(it, "validation", 1), "slow"), "Noted on validation step 1",
     "the note on validation step 1"),
    (a_ticket(), lambda it: noted(it, "disk\u202e full", at(5), problem=True),
     "Noted a problem: “disk⟨U+202E⟩ full”", "the note of a problem “disk⟨U+202E⟩ full”"),
    (a_ticket(), lambda it: turned(it, at(5), "Ana", "errors"), "Began to roll back: errors", "beginning to roll back"),
    (reworded(ticked(a_ticket())), ticked, "Ticked deployment step 2", "ticking deployment step 2"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "act", "done", "undoing"), ACTS)
def test_an_act_is_one_sentence_and_what_it_held_can_be_read(
    before: Ticket, act: Callable[[Ticket], Ticket], done: str, undoing: str
) -> None:
    after = act(before)
    assert lived(before, after) == [(done, undoing)]
    assert lived(before, before) == []
    texts = list(life_texts(before, after, before, after))
    assert texts and all(heading and old != new for heading, old, new in texts)


def test_what_is_undone_is_told_as_taken_back() -> None:
    before = a_ticket()
    after = noted(before, "slow", at(5))
    assert lived(after, before) == [("Took back the note “slow”", "taking back the note “slow”")]
