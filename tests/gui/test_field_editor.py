"""Writing in a field: what is typed, what still stands on evidence, and what can be taken back."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QMimeData, Qt, QUrl
from PySide6.QtGui import QKeySequence, QTextCursor
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from relman_desktop.drafting.proposal import Proposal
from relman_desktop.drafting.taking import Taken
from relman_desktop.export.pastes import pastes
from relman_desktop.fields import BY_NAME
from relman_desktop.gui.field_editor import FieldEditor
from relman_desktop.gui.icons import IconButton
from relman_desktop.ticket import Claim, Entry, Status, text_of

from . import scenes

ENTRY = Entry(text_of(scenes.DESCRIPTION), scenes.DESCRIPTION)


@pytest.fixture
def field(qtbot: QtBot) -> Iterator[FieldEditor]:
    """The description, with its drafted text, in a window of 560 pixels."""
    field = FieldEditor(BY_NAME["description"])
    qtbot.addWidget(field)
    field.resize(560, 400)
    field.show()
    field.set_entry(ENTRY)
    yield field


def put_caret(field: FieldEditor, before: str) -> None:
    cursor = field.editor.textCursor()
    cursor.setPosition(field.editor.text.index(before))
    field.editor.setTextCursor(cursor)


def standing(field: FieldEditor) -> list[str]:
    """The texts of our claims that still have their chips."""
    shown = {one.sentence.claim.text for one in field.editor.margin.placed if one.chip.evidence}
    return [claim.text for claim in scenes.DESCRIPTION if claim.text in shown]


def cited() -> list[str]:
    return [claim.text for claim in scenes.DESCRIPTION if claim.evidence]


def test_showing_a_text_is_no_edit(qtbot: QtBot, field: FieldEditor) -> None:
    with qtbot.assertNotEmitted(field.edited), qtbot.assertNotEmitted(field.evidence_passed):
        field.set_entry(Entry("Other words."))
        field.put(Entry("Other words still."))
    assert field.editor.text == "Other words still."


def test_the_editor_has_no_undo_of_its_own(qtbot: QtBot, field: FieldEditor) -> None:
    qtbot.keyClicks(field.editor, "mine")
    with qtbot.assertNotEmitted(field.edited):
        qtbot.keySequence(field.editor, QKeySequence.StandardKey.Undo)
        qtbot.keySequence(field.editor, QKeySequence.StandardKey.Redo)
    assert field.editor.text == "mine" + ENTRY.text
    menu = field.editor.evidence_menu(None)
    qtbot.addWidget(menu)
    assert not [one.text() for one in menu.actions() if "ndo" in one.text() or "edo" in one.text()]


def test_what_the_session_puts_in_moves_neither_caret_nor_selection(qtbot: QtBot, field: FieldEditor) -> None:
    put_caret(field, "drops the column")
    cursor = field.editor.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.EndOfWord, QTextCursor.MoveMode.KeepAnchor)
    field.editor.setTextCursor(cursor)
    field.put(Entry("\N{WAVING HAND SIGN} First. " + ENTRY.text, ENTRY.claims))
    assert field.editor.textCursor().selectedText() == "drops" and standing(field) == cited()


def test_typing_tells_the_whole_text_and_takes_the_chips_of_that_sentence_only(
    qtbot: QtBot, field: FieldEditor
) -> None:
    assert standing(field) == cited()
    put_caret(field, "drops the column")
    with qtbot.waitSignal(field.edited) as told:
        qtbot.keyClicks(field.editor, "safely ")
    assert told.args == ["description", ENTRY.text.replace("drops the", "sdrops the")]
    assert field.editor.text == ENTRY.text.replace("drops the", "safely drops the")
    assert standing(field) == [text for text in cited() if "drops the column" not in text]


def test_the_words_of_before_bring_the_chips_back(qtbot: QtBot, field: FieldEditor) -> None:
    put_caret(field, "drops the column")
    qtbot.keyClicks(field.editor, "x")
    qtbot.keyClick(field.editor, Qt.Key.Key_Backspace)
    assert field.editor.text == ENTRY.text
    assert standing(field) == cited()


def test_the_session_may_take_claims_away_but_not_the_text(qtbot: QtBot, field: FieldEditor) -> None:
    with qtbot.assertNotEmitted(field.edited):
        field.refresh(Entry("Something else", scenes.DESCRIPTION[:1]))
    assert field.editor.text == ENTRY.text
    assert standing(field) == cited()[:1]


def test_the_caret_asks_for_what_its_sentence_stands_on(qtbot: QtBot, field: FieldEditor) -> None:
    asked: list[str] = []
    field.evidence_passed.connect(asked.append)
    put_caret(field, "migration V42")
    put_caret(field, "drops the column")  # the same sentence
    put_caret(field, "Customers see")
    put_caret(field, "Checkout conversion")  # stands on nothing
    assert asked == ["X2", "C4"]
    assert "unsupported" in field.editor.accessibleDescription()
    assert tinted(field) == "Checkout conversion improves by about two percent."


def test_a_click_into_the_same_sentence_asks_again(qtbot: QtBot, field: FieldEditor) -> None:
    asked: list[str] = []
    field.evidence_passed.connect(asked.append)
    put_caret(field, "migration V42")
    place = field.editor.cursorRect().center()
    for _ in range(2):
        qtbot.mouseClick(field.editor.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert asked == ["X2", "X2", "X2"]


def test_in_the_persons_own_words_no_sentence_is_marked(qtbot: QtBot, field: FieldEditor) -> None:
    put_caret(field, "drops the column")
    qtbot.keyClicks(field.editor, "not ")
    assert tinted(field) == ""


def tinted(field: FieldEditor) -> str:
    return " ".join(selection.cursor.selectedText() for selection in field.editor.extraSelections())


def test_a_click_on_a_chip_asks_for_it_and_marks_its_sentence(qtbot: QtBot, field: FieldEditor) -> None:
    margin = field.editor.margin
    chip = next(one for one in margin.placed if one.chip.text == "R2")
    with qtbot.waitSignal(field.evidence_wanted) as asked:
        qtbot.mouseClick(margin, Qt.MouseButton.LeftButton, pos=chip.box.center().toPoint())
    assert asked.args == ["R2"]
    assert tinted(field) == chip.sentence.claim.text
    assert field.editor.cited == chip.sentence.claim.evidence


def test_the_mouse_over_a_chip_shows_its_sentence_and_asks_for_nothing(qtbot: QtBot, field: FieldEditor) -> None:
    margin = field.editor.margin
    chip = next(one for one in margin.placed if one.chip.text == "R2")
    with qtbot.assertNotEmitted(field.evidence_wanted):
        qtbot.mouseMove(margin, chip.box.center().toPoint())
        assert tinted(field) == chip.sentence.claim.text
        QApplication.sendEvent(margin, QEvent(QEvent.Type.Leave))
    assert tinted(field) == ""


def test_evidence_can_be_asked_for_with_the_keyboard(qtbot: QtBot, field: FieldEditor) -> None:
    put_caret(field, "Node 18")
    menu = field.editor.evidence_menu(None)
    qtbot.addWidget(menu)
    offered = [action for action in menu.actions() if action.text().startswith("Show ")]
    assert [action.text().split(":")[0] for action in offered] == ["Show F14.h1", "Show R2"]
    with qtbot.waitSignal(field.evidence_wanted) as asked:
        offered[1].trigger()
    assert asked.args == ["R2"]


def test_weak_and_unsupported_sentences_say_why(field: FieldEditor) -> None:
    tips = {one.sentence.claim.status: one.chip for one in field.editor.margin.placed}
    assert tips[Status.WEAK].outlined
    assert "Only the message of commit C4 says so." in tips[Status.WEAK].tip
    assert tips[Status.UNSUPPORTED].text == "!"
    assert "Not supported" in tips[Status.UNSUPPORTED].tip


def test_pasted_text_is_plain(field: FieldEditor) -> None:
    field.set_entry(Entry())
    rich = QMimeData()
    rich.setHtml("<b>bold</b> move")
    rich.setText("bold move")
    field.editor.insertFromMimeData(rich)
    assert field.editor.text == "bold move"
    assert not field.editor.textCursor().charFormat().font().bold()


def test_a_dropped_file_is_left_to_the_window(field: FieldEditor) -> None:
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile("/a.diff")])
    dropped.setText("file:///a.diff")
    assert not field.editor.canInsertFromMimeData(dropped)


def test_no_break_spaces_and_emoji_come_back_as_they_went_in(field: FieldEditor) -> None:
    text = "10\N{NO-BREAK SPACE}ms \N{MONEY BAG}\nnext"
    field.set_entry(Entry(text))
    assert field.editor.text == text


def test_the_editor_is_as_high_as_its_text(qtbot: QtBot, field: FieldEditor) -> None:
    field.editor.moveCursor(QTextCursor.MoveOperation.End)
    before = field.editor.height()
    qtbot.keyClick(field.editor, Qt.Key.Key_Return)
    qtbot.keyClicks(field.editor, "More.")
    QApplication.processEvents()
    assert field.editor.height() > before
    assert field.editor.verticalScrollBar().maximum() == 0
    assert field.editor.cursorRect().bottom() <= field.editor.viewport().height()


def test_taking_a_proposal_whole_is_one_act_and_no_edit(qtbot: QtBot, field: FieldEditor) -> None:
    put_caret(field, "drops the column")
    qtbot.keyClicks(field.editor, "now ")
    proposal = Proposal("description", scenes.NEW_DESCRIPTION)
    field.show_proposal(proposal)
    told: list[object] = []
    field.edited.connect(lambda name, text: told.append((name, text)))
    field.accepted.connect(told.append)
    qtbot.mouseClick(button(field, "Replace everything"), Qt.MouseButton.LeftButton)
    assert told == [Taken("description", proposal.claims, proposal.text)]
    assert field.editor.text == proposal.text
    assert not field.proposal.isVisible()


def button(parent: QWidget, name: str) -> QWidget:
    return next(one for one in parent.findChildren(QWidget) if one.accessibleName() == name)


def test_a_dismissed_proposal_stays_away_until_there_is_another(qtbot: QtBot, field: FieldEditor) -> None:
    proposal = Proposal("description", scenes.NEW_DESCRIPTION)
    field.show_proposal(proposal)
    qtbot.mouseClick(button(field, "Dismiss"), Qt.MouseButton.LeftButton)
    field.show_proposal(proposal)
    assert not field.proposal.isVisible()
    field.show_proposal(Proposal("description", scenes.DESCRIPTION[:2]))
    assert field.proposal.isVisible()
    assert field.editor.text == ENTRY.text


def test_a_proposal_goes_when_the_person_writes_the_same(qtbot: QtBot, field: FieldEditor) -> None:
    field.set_entry(Entry("Drop the colum"))
    field.show_proposal(Proposal("description", (Claim("Drop the column"),)))
    assert field.proposal.isVisible()
    field.editor.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClick(field.editor, Qt.Key.Key_Backspace)
    qtbot.keyClicks(field.editor, "mn")
    qtbot.waitUntil(lambda: not field.proposal.isVisible(), timeout=2000)


def test_a_sentence_that_is_taken_out_does_not_come_back_as_a_proposal(qtbot: QtBot, field: FieldEditor) -> None:
    field.show_proposal(Proposal("description", scenes.DESCRIPTION))
    assert not field.proposal.isVisible()
    gone = scenes.DESCRIPTION[2].text
    put_caret(field, gone)
    cursor = field.editor.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.KeepAnchor, len(gone))
    field.editor.setTextCursor(cursor)
    qtbot.keyClick(field.editor, Qt.Key.Key_Delete)
    qtbot.wait(400)
    assert gone not in field.editor.text and not field.proposal.isVisible()
    fresh = scenes.a_claim("Something that is news.", "X9")
    field.show_proposal(Proposal("description", (*scenes.DESCRIPTION, fresh)))
    said = {one.claim.text: one.doubt for one in field.proposal.shown if not one.taken}
    assert said == {gone: "It stood here before, and was taken out.", fresh.text: ""}


def test_the_counter_warns_and_blocks_nothing(qtbot: QtBot) -> None:
    title = FieldEditor(BY_NAME["title"])
    qtbot.addWidget(title)
    title.show()
    qtbot.keyClicks(title.editor, "a" * 160)
    assert counter(title) == ("160/160", "quiet")
    qtbot.keyClicks(title.editor, "bc")
    assert counter(title) == ("162/160 · 2 over", "warning")
    assert title.editor.text.endswith("bc")


def counter(field: FieldEditor) -> tuple[str, str]:
    label = field._counter
    return label.text(), label.property("look")


def test_the_title_is_one_line(qtbot: QtBot) -> None:
    title = FieldEditor(BY_NAME["title"])
    qtbot.addWidget(title)
    title.show()
    qtbot.keyClicks(title.editor, "One")
    qtbot.keyClick(title.editor, Qt.Key.Key_Return)
    pasted = QMimeData()
    pasted.setText(" two\nthree\r\n")
    title.editor.insertFromMimeData(pasted)
    assert title.editor.text == "Onetwo three"


def test_tab_leaves_the_field_and_control_tab_writes_nothing(qtbot: QtBot, field: FieldEditor) -> None:
    qtbot.keyClick(field.editor, Qt.Key.Key_Tab)
    qtbot.keyClick(field.editor, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert field.editor.text == ENTRY.text


def test_the_steps_are_counted(qtbot: QtBot) -> None:
    field = FieldEditor(BY_NAME["deployment"])
    qtbot.addWidget(field)
    field.set_entry(Entry(text_of(scenes.DEPLOYMENT)))
    assert field._steps.text() == "5 steps"


def test_a_field_is_copied_for_where_it_is_pasted(qtbot: QtBot, field: FieldEditor) -> None:
    copied: list[tuple[str, str]] = []
    field.copy_wanted.connect(lambda name, paste: copied.append((name, paste)))
    qtbot.mouseClick(button(field, "Copy description"), Qt.MouseButton.LeftButton)
    more = button(field, "More on description")
    assert isinstance(more, IconButton)
    assert field.copy_menu.menuAction() in more.menu().actions()
    for action in field.copy_menu.actions():
        action.trigger()
    assert copied == [("description", ""), *(("description", name) for name in pastes())]
    field.show_paste("for Jira Cloud (rich text)")
    assert button(field, "Copy description for Jira Cloud (rich text)")


def test_the_field_asks_for_a_new_draft_of_itself(qtbot: QtBot, field: FieldEditor) -> None:
    with qtbot.waitSignal(field.redraft_wanted) as asked:
        qtbot.mouseClick(button(field, "Redraft description"), Qt.MouseButton.LeftButton)
    assert asked.args == ["description"]


def test_the_cost_of_a_key_grows_no_faster_than_the_text(qtbot: QtBot) -> None:
    def cost(sentences: int) -> int:
        field = FieldEditor(BY_NAME["description"])
        qtbot.addWidget(field)
        claims = tuple(Claim(f"Sentence {at} says a thing.", (f"F{at}.h1", "C1")) for at in range(sentences))
        field.set_entry(Entry(text_of(claims), claims))
        return scenes.calls(lambda: qtbot.keyClicks(field.editor, "x"))

    cost(1)
    assert cost(200) <= 2.2 * cost(100)
