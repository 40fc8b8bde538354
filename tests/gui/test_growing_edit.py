"""An editor as high as its text, whatever text stood in it before."""

from PySide6.QtGui import QResizeEvent, QTextCursor
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from relman_desktop.gui.growing_edit import GrowingEdit

LONG = "A sentence that is long enough to go on over several lines of a narrow editor.\n" * 60


def test_its_height_is_its_texts_after_a_longer_and_a_shorter_one(qtbot: QtBot) -> None:
    area, form, edit = QScrollArea(), QWidget(), GrowingEdit()
    QVBoxLayout(form).addWidget(edit)
    area.setWidget(form)
    area.setWidgetResizable(True)
    qtbot.addWidget(area)
    area.resize(420, 300)
    area.show()
    for text in (LONG, LONG[: len(LONG) // 2], LONG, "Short."):
        edit.set_text(text)
        qtbot.wait(20)
        bottom = edit.blockBoundingGeometry(edit.document().lastBlock()).bottom()
        assert edit.minimumHeight() == edit.maximumHeight() == edit.height()
        assert abs(edit.height() - bottom) < 40


def test_all_of_it_shows_also_after_qt_scrolled_to_the_caret(qtbot: QtBot) -> None:
    edit = GrowingEdit()
    qtbot.addWidget(edit)
    edit.resize(400, 60)
    edit.show()
    edit.set_text("A line.\n" * 20)
    whole = edit.height()
    edit.setFixedHeight(60)  # as while a pane is laid out anew
    edit.moveCursor(QTextCursor.MoveOperation.End)
    assert edit.verticalScrollBar().value() > 0
    edit.resizeEvent(QResizeEvent(edit.size(), edit.size()))
    qtbot.wait(20)
    assert (edit.height(), edit.verticalScrollBar().value()) == (whole, 0)


def test_a_hint_of_several_lines_shows_as_long_as_there_is_no_text(qtbot: QtBot) -> None:
    edit = GrowingEdit()
    qtbot.addWidget(edit)
    edit.setPlaceholderText("One sentence: what is changing, and in what part of the system, for whom and when.")
    edit.resize(180, 30)
    edit.show()
    spacing = edit.fontMetrics().lineSpacing()
    assert edit.height() > 3 * spacing
    edit.set_text("Short.")
    assert edit.height() < 3 * spacing
    edit.set_text("")
    assert edit.height() > 3 * spacing
