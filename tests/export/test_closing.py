"""The closing note as a comment in the markup of a change system."""

import json
from datetime import timedelta

import pytest

from relman_desktop.errors import InputError
from relman_desktop.export.closing import with_closing_note
from relman_desktop.export.targets.around import Around
from relman_desktop.export.targets.prepared import Aside
from relman_desktop.export.targets.preparing import prepare
from relman_desktop.export.targets.table import shipped
from relman_desktop.life import Life
from relman_desktop.life.acts import moved, noted, ticked_off
from relman_desktop.submitting.asides import name_of
from relman_desktop.ticket import Ticket
from tests.export.targets.making import system
from tests.life.nights import BEGAN, a_ticket, at, step


def closed() -> Ticket:
    ticket = moved(a_ticket(), "deploying", at(4), "Ana")
    ticket = ticked_off(Life.of(ticket), step(ticket, "deployment", 1), at(6), "Ana", done="skipped", reason="alone")
    return moved(noted(ticket, "slow <b>disk</b>", at(9), "Ben", problem=True), "closed", at(30), "Ben")


def note_of(name: str, ticket: Ticket) -> Aside:
    prepared = prepare(ticket, shipped()[name], system(name), None, Around())
    made = with_closing_note(prepared, ticket, BEGAN + timedelta(hours=2), Around())
    assert made.parts == prepared.parts  # no state moves by it
    (note,) = (one for one in made.asides if one not in prepared.asides)
    return note


@pytest.mark.parametrize("name", list(shipped()))
def test_a_comment_says_all_of_the_note_in_every_markup(name: str) -> None:
    text = note_of(name, closed()).text
    assert json.loads(text)["type"] == "doc" if name in ("jira-cloud", "jsm") else text.strip()
    for words in ("by Ana and Ben: closed", "was skipped", "Alone", "It took 26 min", "Slow", "relman", "closing"):
        assert words in text
    assert "<b>disk" not in text or name not in ("freshservice", "glpi", "itop", "azure")  # which take HTML


def test_there_is_one_of_it_however_its_words_change() -> None:
    later = noted(closed(), "one more thing", at(40), "Ben")
    one, two = note_of("gitlab", closed()), note_of("gitlab", later)
    assert one.text != two.text and name_of(one) == name_of(two)


def test_of_what_is_not_closed_there_is_none() -> None:
    ticket = moved(a_ticket(), "deploying", at(4), "Ana")
    with pytest.raises(InputError, match="not closed yet"):
        note_of("gitlab", ticket)
