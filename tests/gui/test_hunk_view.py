"""Hunks as a person reads them: few lines drawn of many, hidden characters said, whole lines copied."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QFontMetricsF, QGuiApplication, QImage, QMouseEvent
from pytestqt.qtbot import QtBot

from relman_desktop.gui.hunk_rows import HunkRows
from relman_desktop.gui.hunk_view import HunkView
from relman_desktop.gui.shown import LONGEST_LINE
from relman_desktop.gui.theme import LIGHT, Role
from relman_desktop.sources.change import Hunk, Line

from . import scenes


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[HunkView]:
    view = HunkView()
    qtbot.addWidget(view)
    view.resize(400, 300)
    view.show()
    yield view


def a_long_hunk(lines: int) -> Hunk:
    made = tuple(Line("+", "x", None, number) for number in range(1, lines + 1))
    return Hunk("F1.h1", 0, 0, 1, lines, "", made)


def test_a_hunk_of_300_000_lines_opens_as_quickly_as_a_short_one(view: HunkView) -> None:
    def show(hunk: Hunk) -> int:
        return scenes.calls(lambda: (view.show_hunks("a.sql", (hunk,)), view.grab()))

    short, long = a_long_hunk(300), a_long_hunk(300_000)
    show(short)
    few = show(short)
    assert show(long) <= few * 1.2 + 20
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    assert len(view.rows) == 300_001 and view.rows[300_000].spoken == "Line 300000, added: x"
    assert scenes.calls(view.grab) <= few * 1.2 + 20


def test_rows_are_found_across_hunks() -> None:
    rows = HunkRows([scenes.numbered("F1.h1", 3, (" a", "-b")), scenes.numbered("F1.h2", 30, ("+c",), "def f():")])
    heads = ["@@ -3,2 +3,1 @@ CREATE TABLE orders (", "@@ -30,0 +30,1 @@ def f():"]
    assert [row.copied for row in rows] == [heads[0], " a", "-b", heads[1], "+c"]
    with pytest.raises(IndexError):
        rows[len(rows)]


def test_added_and_removed_lines_have_their_signs_numbers_and_colours(view: HunkView) -> None:
    hunk = scenes.numbered("F1.h1", 7, (" same", "-old", "+new"))
    view.show_hunks("a.py", (hunk,))
    assert [row.spoken for row in view.rows][1:] == [
        "Line 7, unchanged: same",
        "Line 8, removed: old",
        "Line 8, added: new",
    ]
    view.clearFocus()  # with it the current line is marked
    picture = view.viewport().grab().toImage()
    high = view._painter.high
    grounds = [picture.pixelColor(390, int(high * (at + 0.5))).name() for at in range(4)]
    roles = (Role.RAISED, Role.SURFACE, Role.REMOVED_TINT, Role.ADDED_TINT)
    assert grounds == [LIGHT[role].name() for role in roles]


def test_hidden_characters_are_said_and_tabs_are_blanks(view: HunkView) -> None:
    hunk = scenes.numbered("F1.h1", 1, ("+\tif a:\u202e\x1b \udcff",))
    view.show_hunks("a.py", (hunk,))
    assert view.rows[1].shown == "    if a:⟨U+202E⟩⟨U+001B⟩ ⟨FF⟩"


def test_a_missing_line_end_is_said(view: HunkView) -> None:
    row = HunkRows([Hunk("F1.h1", 1, 1, 1, 0, "", (Line("-", "end", 1, None, newline=False),))])[1]
    assert row.shown == "end  (no line end)"
    assert row.copied == "-end\n\\ No newline at end of file"


def test_a_line_of_megabytes_is_cut_on_the_screen_and_whole_in_a_copy(view: HunkView) -> None:
    text = "m" * 3_000_000
    view.show_hunks("a.js", (scenes.numbered("F1.h1", 1, ("+" + text,)),))
    assert view.rows[1].shown == "m" * LONGEST_LINE + " … 2,996,000 more characters"
    assert view.rows[1].copied == "+" + text
    assert view.horizontalScrollBar().maximum() > 0


def test_long_lines_scroll_sideways(view: HunkView) -> None:
    view.show_hunks("a.py", (scenes.numbered("F1.h1", 1, ("+" + "abc " * 50 + "END",)),))
    bar = view.horizontalScrollBar()
    end = QFontMetricsF(view.font()).horizontalAdvance("abc " * 50 + "END")
    assert bar.maximum() + view.viewport().width() - view._painter.left >= end
    at_start = text_area(view)
    bar.setValue(bar.maximum())
    assert text_area(view) != at_start
    view.show_hunks("b.py", (scenes.numbered("F1.h1", 1, ("+x",)),))
    assert bar.maximum() == 0


def text_area(view: HunkView) -> QImage:
    return view.viewport().grab().toImage()


def test_lines_are_selected_by_dragging_and_copied_as_a_patch(qtbot: QtBot, view: HunkView) -> None:
    view.show_hunks("a.py", (scenes.numbered("F1.h1", 7, (" same", "-old", "+new", " more")),))
    high = view._painter.high
    qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(50, high + 2))
    view.mouseMoveEvent(drag_to(QPoint(80, 3 * high + 2)))
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(80, 3 * high + 2))
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == " same\n-old\n+new"


def drag_to(point: QPoint) -> QMouseEvent:
    left = Qt.MouseButton.LeftButton
    return QMouseEvent(
        QEvent.Type.MouseMove, QPointF(point), QPointF(point), left, left, Qt.KeyboardModifier.NoModifier
    )


def test_the_keyboard_moves_selects_and_is_followed(qtbot: QtBot, view: HunkView) -> None:
    view.show_hunks("a.sql", (a_long_hunk(1000),))
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.accessibleDescription() == "Line 1000, added: x"
    assert view.verticalScrollBar().value() == view.verticalScrollBar().maximum()
    qtbot.keyClick(view, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert view.selected == (999, 1000)
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.verticalScrollBar().value() == 0
    qtbot.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert view.selected == (0, 1000)


def test_nothing_to_show_is_no_trouble(qtbot: QtBot, view: HunkView) -> None:
    view.show_hunks("a.bin", ())
    for key in (Qt.Key.Key_Down, Qt.Key.Key_End, Qt.Key.Key_PageUp):
        qtbot.keyClick(view, key)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton)
    view.copy()
    assert view.accessibleDescription() == ""
