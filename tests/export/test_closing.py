"""The closing note as a comment in the markup of a change system."""

import json
from datetime import timedelta

import pytest

from relman_desktop.export.closing import closing_comment
from relman_desktop.export.markup import Flavour
from relman_desktop.life import Life
from relman_desktop.life.acts import moved, noted, ticked_off
from tests.life.nights import BEGAN, a_ticket, at, step


@pytest.mark.parametrize("flavour", list(Flavour))
def test_a_comment_says_all_of_the_note_in_every_markup(flavour: Flavour) -> None:
    ticket = moved(a_ticket(), "deploying", at(4), "Ana")
    ticket = ticked_off(Life.of(ticket), step(ticket, "deployment", 1), at(6), "Ana", done="skipped", reason="alone")
    ticket = moved(noted(ticket, "slow <b>disk</b>", at(9), "Ben", problem=True), "closed", at(30), "Ben")
    text = closing_comment(ticket, BEGAN + timedelta(hours=2), flavour)
    assert json.loads(text)["type"] == "doc" if flavour is Flavour.ADF else text.strip()
    for words in ("by Ana and Ben: closed", "was skipped", "Alone", "It took 26 min", "Slow"):
        assert words in text
    assert flavour is not Flavour.HTML or "<b>disk" not in text
