"""A text of any size: all of it is there, found, and copied as it is; nothing hidden in it stays hidden."""

from collections.abc import Callable
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from relman_desktop.gui.long_text import LongText, Part
from relman_desktop.gui.shown import visible

LINES = "\n".join(f"+    total_{number} = price[{number}] * rate  # é" for number in range(12_000))


@pytest.fixture
def view(qtbot: QtBot) -> LongText:
    view = LongText("The request")
    qtbot.addWidget(view)
    view.resize(400, 500)
    view.show()
    return view


def show(qtbot: QtBot, view: LongText, *parts: Part) -> None:
    view.show_parts(parts)
    qtbot.waitUntil(lambda: view.whole)


def copied(view: LongText) -> str:
    view.selectAll()
    view.copy()
    return QGuiApplication.clipboard().text()


def test_a_line_of_any_length_is_drawn_in_pieces_and_copied_as_one(qtbot: QtBot, view: LongText) -> None:
    line = "x🙂y" * 30_000
    show(qtbot, view, Part("", line))
    assert view.document().blockCount() > 100
    assert copied(view).rstrip("\n") == line


def test_what_stands_over_the_end_of_a_piece_is_found(qtbot: QtBot, view: LongText) -> None:
    show(qtbot, view, Part("", "🙂" * 498 + "Needle in hay"))
    assert view.find_text("needle") == (1, 1)
    view.copy()
    assert QGuiApplication.clipboard().text() == "Needle"


def test_a_long_line_is_cut_between_words(qtbot: QtBot, view: LongText) -> None:
    words = " ".join(f'"version{number}",' for number in range(500))
    show(qtbot, view, Part("", words))
    drawn = view.toPlainText().split("\n")
    assert len(drawn) > 10 and all(piece.rstrip().endswith(",") for piece in drawn)
    assert copied(view).rstrip("\n") == words


def test_search_goes_round_in_both_directions(qtbot: QtBot, view: LongText) -> None:
    show(qtbot, view, Part("", "one two\none two\none"))
    assert [view.find_text("ONE") for _ in range(4)] == [(1, 3), (2, 3), (3, 3), (1, 3)]
    assert view.find_text("one", back=True) == (3, 3)
    assert view.find_text("nowhere") == (0, 0)


def test_hidden_characters_are_named_and_no_text_can_look_like_a_heading(qtbot: QtBot, view: LongText) -> None:
    show(qtbot, view, Part("Message 1", "a\u202eb <b>c</b>\nMessage 1"), Part("Message 2", ""))
    assert view.toPlainText() == "Message 1\na⟨U+202E⟩b <b>c</b>\nMessage 1\nMessage 2\n"
    grounds = [
        view.document().findBlockByNumber(at).blockFormat().background().color().alpha() > 0
        and view.document().findBlockByNumber(at).blockFormat().background().style().value > 0
        for at in range(4)
    ]
    assert grounds == [True, False, False, True]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(max_size=40), max_size=5))
def test_all_of_any_text_is_there(qapp: QApplication, texts: list[str]) -> None:
    view = LongText("The request")
    view.show_parts([Part("", text) for text in texts])
    assert view.text == "".join(visible(text) + "\n" for text in texts)
    view.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def longest_stall(qtbot: QtBot, work: Callable[[], object], until: Callable[[], bool]) -> float:
    """The longest time for which the window's thread does not come back to its loop, in seconds."""
    stalls, last = [], perf_counter()
    timer = QTimer(interval=0)

    def tick() -> None:
        nonlocal last
        stalls.append(perf_counter() - last)
        last = perf_counter()

    timer.timeout.connect(tick)
    timer.start()
    last = perf_counter()
    work()
    qtbot.waitUntil(until)
    qtbot.wait(30)
    timer.stop()
    return max(stalls)


@pytest.mark.slow
@pytest.mark.parametrize("text", [LINES, LINES.replace("\n", "\\n")], ids=["lines", "one line"])
def test_half_a_megabyte_does_not_hold_up_the_window(qtbot: QtBot, view: LongText, text: str) -> None:
    assert len(text) > 500_000
    best = min(longest_stall(qtbot, lambda: view.show_parts([Part("", text)]), lambda: view.whole) for _ in range(3))
    assert best < 0.05
    view.moveCursor(QTextCursor.MoveOperation.End)
    assert view.find_text("total_11999") == (1, 1)
