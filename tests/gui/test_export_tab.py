"""The parts of the tab "Export": exact texts, nothing hidden, named for screen readers."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from relman_desktop.export.markup import Flavour, render
from relman_desktop.export.targets.prepared import Aside, Left, Part, Prepared
from relman_desktop.export.targets.schema import Schema
from relman_desktop.export.targets.table import shipped
from relman_desktop.export.targets.target import Over, Sort, TargetField
from relman_desktop.exporting import Preview
from relman_desktop.gui.export_fields import FieldList
from relman_desktop.gui.export_foot import ExportFoot
from relman_desktop.gui.export_result import DifferenceList
from relman_desktop.gui.export_state import Course
from relman_desktop.gui.export_tab import ExportTab
from relman_desktop.gui.export_text import ExactText, folded
from relman_desktop.gui.export_view import View
from relman_desktop.gui.system_settings import SystemSettings
from relman_desktop.gui.theme import GRID, code_font
from relman_desktop.settings import System
from relman_desktop.submitting.export import Export, State
from relman_desktop.submitting.outcome import Difference

from .model_scenes import settle

SYSTEM = System("Team", "redmine", "https://change.example.org", values={"project": "pay", "tracker": "3"})
REDMINE = shipped()["redmine"]


def part(theirs: str, text: str, ours: str = "description", **changed: object) -> Part:
    field = TargetField(theirs, theirs.capitalize(), ours, Sort.TEXT, Flavour.TEXTILE)
    return Part(field, theirs, text, text, **changed)  # type: ignore[arg-type]


def prepared(*parts: Part, **changed: object) -> Prepared:
    return Prepared(REDMINE, SYSTEM, "t1", "relman-t1", parts, **changed)  # type: ignore[arg-type]


def a_list(qtbot: QtBot, shown: Prepared) -> FieldList:
    made = FieldList()
    qtbot.addWidget(made)
    made.show_prepared(shown, {}, asked=True)
    return made


def test_markup_is_set_in_letters_of_one_width_and_shown_letter_by_letter(qtbot: QtBot) -> None:
    text = ExactText("Description")
    qtbot.addWidget(text)
    text.show_text("<b>x</b> h2. *y* \u202e", Flavour.TEXTILE)
    assert text.shown == "<b>x</b> h2. *y* ⟨U+202E⟩"
    label = text.findChild(QLabel)
    assert isinstance(label, QLabel) and label.font().family() == code_font().family()
    text.show_text("plain", Flavour.CRLF)
    assert label.font().family() != code_font().family()


@pytest.mark.parametrize(("flavour", "kind"), [(Flavour.ADF, "JSON"), (Flavour.HTML, "HTML")])
def test_a_document_for_machines_is_shown_as_it_reads_and_letter_by_letter(
    qtbot: QtBot, flavour: Flavour, kind: str
) -> None:
    text = ExactText("Description")
    qtbot.addWidget(text)
    written = render("**Note** what `x < y` does", flavour)
    text.show_text(written, flavour)
    assert text.shown.strip() == "**Note** what `x < y` does" and text.exact.text() == f"The exact {kind}"
    text.exact.click()
    assert text.shown.removesuffix(" …") in (written, folded(written).rstrip())
    text.show_text("no document", Flavour.ADF)
    assert text.shown == "no document" and text.exact.isHidden()


def test_what_is_copied_is_what_is_sent_letter_by_letter(qtbot: QtBot) -> None:
    path = "services/orders/src/main/resources/db/migration/V42__drop_orders_legacy_id.sql\n" * 12
    fields = a_list(qtbot, prepared(part("body", path)))
    card = fields.cards["body"]
    card.copy.click()
    assert QGuiApplication.clipboard().text() == path
    label = card.text._said
    label.setSelection(0, len(label.text()))
    qtbot.keyClick(label, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().removesuffix(" …") in path
    assert "\N{ZERO WIDTH SPACE}" in label.text() and "\N{ZERO WIDTH SPACE}" not in QGuiApplication.clipboard().text()


def test_a_text_of_one_long_line_is_shown_to_its_end(qtbot: QtBot) -> None:
    text = ExactText("Description")
    qtbot.addWidget(text)
    long = "x" * 9_000 + " the end"
    text.show_text(long, Flavour.GFM)
    assert "the end" not in text.shown and text.more.text() == "Show all 9,008 characters"
    text.more.click()
    assert text.shown.strip() == long
    text.more.click()
    assert "the end" not in text.shown


def test_what_is_unfolded_stays_so_while_the_text_grows(qtbot: QtBot) -> None:
    long = "\n".join(f"line {at}" for at in range(40))
    fields = a_list(qtbot, prepared(part("body", long)))
    card = fields.cards["body"]
    assert "line 39" not in card.words
    card.text.more.click()
    assert "line 39" in card.words
    fields.show_prepared(prepared(part("body", f"{long}\nline 40")), {}, asked=True)
    assert fields.cards["body"] is card and "line 40" in card.words


def test_what_is_moved_left_out_or_wrong_is_said_where_it_is(qtbot: QtBot) -> None:
    moved = part(
        "plan", "See the comment.", moved=Over.COMMENT, said=("It is 5,000 characters: it goes whole into a comment.",)
    )
    aside = Aside(Over.COMMENT, "Rollback steps", "h2. Rollback", markup=Flavour.TEXTILE)
    left = Left("validator", "Redmine has no place for it.")
    fields = a_list(
        qtbot, prepared(moved, part("title", "", "title", wrong="It is empty."), asides=(aside,), left=(left,))
    )
    fields.show()
    assert "it goes whole into a comment" in fields.cards["plan"].words
    assert fields.cards["title"].wrong.isVisible() and fields.cards["title"].wrong.text == "It is empty."
    assert "As a comment: Rollback steps" in fields.words and "Validator: Redmine has no place" in fields.words
    fields.close()


def test_the_same_differences_keep_their_rows(qtbot: QtBot) -> None:
    shown = DifferenceList()
    qtbot.addWidget(shown)
    one = Difference("subject", "Subject", "edited", "ours", "theirs")
    shown.show_differences((one,), (), frozenset({"subject"}), looked=True)
    (row,) = shown.rows
    shown.show_differences((one,), (), frozenset({"subject"}), looked=True)
    assert shown.rows == [row]
    row.show_choice(over=True, taken=False, busy=False)
    assert row.overwrite.isChecked()
    shown.show_differences((), (), frozenset(), looked=True)
    assert not shown.rows and shown.isHidden()


@pytest.mark.parametrize("size", [(250, 600), (396, 700), (800, 900)])
def test_nothing_is_wider_than_the_pane(qtbot: QtBot, size: tuple[int, int]) -> None:
    tab = ExportTab()
    qtbot.addWidget(tab)
    long = "x" * 4000 + "\n" + "word " * 400
    shown = Preview(
        prepared(part("body", long, holds=("description", "rollback")), said=("s " * 300,), faults=("f " * 90,))
    )
    tab.head.show_systems([SYSTEM], SYSTEM.name)
    tab.show_view(View(SYSTEM, REDMINE, Course(), shown))
    tab.resize(*size)
    tab.show()
    settle()
    body = tab._scroll.widget()
    assert body and body.width() <= tab._scroll.viewport().width()
    for button in tab.foot.findChildren(QAbstractButton):
        assert not button.isVisible() or button.mapTo(tab, button.rect().bottomRight()).x() <= tab.width()
    tab.close()


def named(widget: QWidget) -> list[str]:
    """What a screen reader could not name."""
    buttons = (one for one in widget.findChildren(QAbstractButton) if one.isVisible())
    choices = (one for one in widget.findChildren(QComboBox) if one.isVisible())
    return [repr(one) for one in (*buttons, *choices) if not (one.accessibleName() or getattr(one, "text", str)())]


def test_all_that_can_be_pressed_or_chosen_has_a_name(qtbot: QtBot) -> None:
    tab, page = ExportTab(), SystemSettings()
    for widget in (tab, page):
        qtbot.addWidget(widget)
    tab.show_view(View(SYSTEM, REDMINE, Course(), Preview(prepared(part("body", "x\n" * 40)))))
    page.show_systems([SYSTEM], [None], "")
    for widget in (tab, page):
        widget.show()
        settle()
        assert named(widget) == []
        widget.close()


@pytest.mark.parametrize("width", [250, 300, 420, 700])
@pytest.mark.parametrize("agreed", [True, False])
@pytest.mark.parametrize("begun", [True, False])
def test_no_button_of_the_foot_is_narrower_than_its_words(qtbot: QtBot, width: int, agreed: bool, begun: bool) -> None:
    foot = ExportFoot()
    qtbot.addWidget(foot)
    foot.resize(width, 300)
    foot.show()
    system = replace(SYSTEM, target="jira-server")
    target = replace(shipped()["jira-server"], title="Jira Service Management Data Center of the bank")
    export = Export("t1", "Team", "jira-server", system.address, "relman-t1", State.BEGUN) if begun else None
    shown = Preview(Prepared(target, system, "t1", "relman-t1", ()), Schema({}, "", complete=True), export)
    foot.show_view(View(system, target, Course(), shown, agreed=agreed))
    settle()
    for one in (foot.look, foot.send):
        lines = one.text().replace("&&", "&").split("\n")
        longest = max(one.fontMetrics().horizontalAdvance(line) for line in lines)
        assert one.width() >= longest + 2 * GRID and one.geometry().right() <= foot.width(), one.text()
        assert one.height() >= len(lines) * one.fontMetrics().height()
        assert one.accessibleName().split() == one.text().split(), "nothing of the words is left out"
    assert ("create if it is not there" in foot.send.accessibleName()) is begun
