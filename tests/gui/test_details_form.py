"""The short values: choices, lines and notes, their evidence and their suggestions."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QKeySequence, QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from relman_desktop.drafting.proposal import Proposal
from relman_desktop.drafting.taking import Taken
from relman_desktop.fields import FIELDS
from relman_desktop.gui.chips import ChipButton
from relman_desktop.gui.detail_input import DetailInput
from relman_desktop.gui.details_form import DetailsForm
from relman_desktop.ticket import Claim, Entry, Status

PRIYA = Proposal("assignee", (Claim("Priya Raman", ("C1", "C4")),))


@pytest.fixture
def form(qtbot: QtBot) -> Iterator[DetailsForm]:
    form = DetailsForm()
    qtbot.addWidget(form)
    form.resize(520, 500)
    form.show()
    yield form


def told(form: DetailsForm) -> list[tuple[str, str]]:
    edits: list[tuple[str, str]] = []
    form.edited.connect(lambda field, text: edits.append((field, text)))
    return edits


def chips(one: DetailInput) -> list[str]:
    return [chip.text() for chip in one.findChildren(ChipButton)]


def suggestion(one: DetailInput) -> QPushButton:
    return one.findChild(QPushButton)


def test_every_detail_of_the_table_has_an_input(form: DetailsForm) -> None:
    assert sorted(form.inputs) == sorted(field.name for field in FIELDS if not field.written)


def test_no_place_of_the_form_is_empty_and_tab_goes_on_as_one_reads(form: DetailsForm) -> None:
    QApplication.processEvents()
    places = [one.geometry() for one in form.inputs.values()]
    assert places == sorted(places, key=lambda place: (place.y(), place.x()))
    for row in {place.y() for place in places}:
        here = [place for place in places if place.y() == row]
        assert (min(one.left() for one in here), max(one.right() for one in here)) == (0, form.width() - 1)


def test_showing_values_is_no_edit(form: DetailsForm) -> None:
    edits = told(form)
    for name, text in {"risk": "high", "assignee": "Sam", "notes": "One\ntwo", "state": "on hold"}.items():
        form.inputs[name].set_entry(Entry(text))
        assert form.inputs[name].input.value == text
    assert edits == []


def test_a_choice_is_told_by_its_value_and_may_be_none(form: DetailsForm) -> None:
    edits, risk = told(form), form.inputs["risk"].input
    assert isinstance(risk, QComboBox)
    risk.setCurrentText("High")
    risk.setCurrentIndex(0)
    assert edits == [("risk", "high"), ("risk", "")]


def test_a_value_from_elsewhere_stands_only_as_long_as_it_is_held(form: DetailsForm) -> None:
    risk = form.inputs["risk"].input
    assert isinstance(risk, QComboBox)
    choices = risk.count()
    form.inputs["risk"].set_entry(Entry("frightening"))
    assert (risk.currentText(), risk.count()) == ("frightening", choices + 1)
    form.inputs["risk"].set_entry(Entry("low"))
    assert (risk.currentText(), risk.count()) == ("Low", choices)


def test_scrolling_over_a_choice_does_not_choose(form: DetailsForm) -> None:
    edits, risk = told(form), form.inputs["risk"].input
    turn = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(risk, turn)
    assert edits == []


def test_chips_stand_beside_a_value_while_it_is_ours(qtbot: QtBot, form: DetailsForm) -> None:
    one = form.inputs["assignee"]
    one.set_entry(Entry("Priya Raman", PRIYA.claims))
    assert chips(one) == ["C1", "C4"]
    with qtbot.waitSignal(form.evidence_wanted) as asked:
        qtbot.mouseClick(one.findChildren(ChipButton)[1], Qt.MouseButton.LeftButton)
    assert asked.args == ["C4"]
    qtbot.keyClicks(one.input, "2")
    assert [chip for chip in one.findChildren(ChipButton) if chip.isVisible()] == []


def test_a_suggestion_is_taken_by_its_button_as_one_act(qtbot: QtBot, form: DetailsForm) -> None:
    one = form.inputs["assignee"]
    one.set_entry(Entry("Sam Okafor"))
    one.show_proposal(PRIYA)
    edits = told(form)
    with qtbot.waitSignal(form.accepted) as taken:
        qtbot.mouseClick(suggestion(one), Qt.MouseButton.LeftButton)
    assert taken.args == [Taken("assignee", PRIYA.claims, "Priya Raman")]
    assert edits == []
    assert not suggestion(one).isVisible() and chips(one) == ["C1", "C4"]


def test_a_line_has_no_undo_of_its_own(qtbot: QtBot, form: DetailsForm) -> None:
    line = form.inputs["assignee"].input
    assert isinstance(line, QLineEdit)
    qtbot.keyClicks(line, "Sam")
    for key in (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo):
        qtbot.keySequence(line, key)
    assert line.text() == "Sam"


def test_a_value_that_nothing_supports_says_so_and_an_unchecked_one_waits(form: DetailsForm) -> None:
    one = form.inputs["assignee"]
    reasons = ("No commit is hers.",)
    one.show_proposal(Proposal("assignee", (Claim("Priya", status=Status.UNSUPPORTED, reasons=reasons),), "qwen"))
    assert suggestion(one).text() == "Use “Priya” anyway"
    assert "No commit is hers." in suggestion(one).toolTip() and "No commit" in suggestion(one).accessibleDescription()
    one.show_proposal(Proposal("assignee", (Claim("Pri", status=Status.UNCHECKED),), "qwen", growing=True))
    assert not suggestion(one).isVisible()


def test_a_suggestion_of_the_same_value_is_none(form: DetailsForm) -> None:
    one = form.inputs["assignee"]
    one.set_entry(Entry("Priya Raman"))
    one.show_proposal(PRIYA)
    assert not suggestion(one).isVisible()


def test_filling_an_empty_value_is_no_edit(form: DetailsForm) -> None:
    edits = told(form)
    form.inputs["assignee"].put(Entry("Priya Raman", PRIYA.claims))
    assert form.inputs["assignee"].input.value == "Priya Raman"
    assert edits == []
