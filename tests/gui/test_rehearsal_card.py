"""The rehearsed way back: outcomes in words, details folded, evidence, and to try it again."""

from collections.abc import Iterator
from dataclasses import replace
from unittest.mock import Mock

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from relman_desktop.gui.rehearsal_card import RehearsalCard
from relman_desktop.gui.rehearsal_words import AGAIN, NONE, REHEARSING
from relman_desktop.risk.rehearsal.rehearsal import Finding, Rehearsal

from .risk_scenes import HOSTILE

FOUND = (
    Finding("revert", "no", "Reverting conflicts in 3 paths.", ("C1", "F2"), ("a.py", "b.py", "c.py")),
    Finding("schema", "partly", "One of two migrations goes back.", ("X2",)),
    Finding("artifacts", "unknown", "No version is named."),
    Finding("configuration", "yes", "No setting changes."),
)
REHEARSED = Rehearsal("main", "cd4d80b7f4" + "0" * 30, FOUND)


@pytest.fixture
def card(qtbot: QtBot) -> Iterator[RehearsalCard]:
    made = RehearsalCard()
    qtbot.addWidget(made)
    made.resize(396, 600)
    made.show_rehearsal(REHEARSED)
    made.show()
    yield made
    made.close()


def test_each_finding_says_its_outcome_in_a_word(card: RehearsalCard) -> None:
    assert [row.head.text() for row in card.rows] == [
        "Revert applies cleanly: no",
        "Runs with the new schema: partly",
        "Version to go back to is named: not known",
        "Runs with the new configuration: yes",
    ]
    assert card.whole.text() == "The way back is not open."
    assert card.tried.text() == "Tried on main at cd4d80b7f4, as it was then."


def test_details_are_folded(card: RehearsalCard) -> None:
    first, second = card.rows[:2]
    assert first.more.text() == "The paths that conflict" and not first.details.isVisible()
    first.more.click()
    assert first.details.isVisible() and "• b.py" in first.details.text()
    assert not second.more.isVisible()


def test_a_chip_leads_to_the_evidence(card: RehearsalCard) -> None:
    wanted = Mock()
    card.evidence_wanted.connect(wanted)
    card.rows[0].chips.chips[1].click()
    wanted.assert_called_once_with("F2")


def test_it_is_tried_again_once_at_a_time(card: RehearsalCard) -> None:
    wanted = Mock()
    card.again_wanted.connect(wanted)
    card.again.click()
    wanted.assert_called_once_with()
    rows = list(card.rows)
    card.show_rehearsal(REHEARSED, busy=True)
    assert card.again.text() == REHEARSING and not card.again.isEnabled()
    card.show_rehearsal(REHEARSED)
    assert card.again.text() == AGAIN and card.again.isEnabled() and card.rows == rows


def test_what_was_not_rehearsed_is_said(card: RehearsalCard) -> None:
    card.show_rehearsal(None)
    assert card.whole.text() == NONE and not card.rows and not card.tried.isVisible()


def test_other_peoples_text_is_shown_as_it_is(card: RehearsalCard) -> None:
    found = Finding("revert", "no", HOSTILE, (), (HOSTILE,))
    card.show_rehearsal(replace(REHEARSED, target=HOSTILE, findings=(found,)))
    for one in card.findChildren(QLabel):
        assert one.textFormat() is Qt.TextFormat.PlainText and "\u202e" not in one.text()
