"""The banner: the weightiest first, nothing hidden by what came later, and what was put away stays away."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from relman_desktop.gui.banner import Banner
from relman_desktop.gui.notices import TOPICS, Notice, Offer


@pytest.fixture
def banner(qtbot: QtBot) -> Iterator[Banner]:
    page = QWidget()
    made = Banner()
    QVBoxLayout(page).addWidget(made)
    qtbot.addWidget(page)
    page.resize(900, 300)
    page.show()
    yield made


@pytest.fixture
def announced(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What screen readers were told."""
    said: list[str] = []

    def note(event: object) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            said.append(event.message())

    monkeypatch.setattr(QAccessible, "updateAccessibility", staticmethod(note))
    return said


def shown(banner: Banner) -> list[str]:
    return [banner.said(topic) for topic, row in banner._rows.items() if row.isVisible()]


def test_a_weighty_notice_stands_before_one_that_came_later(banner: Banner) -> None:
    banner.put("unsaved", Notice("The disk is full."))
    banner.put("failed", Notice("There is no repository in /x."))
    banner.put("failed", Notice("There is no repository in /y."))
    assert banner.text == "The disk is full.\nThere is no repository in /y."
    banner.drop("unsaved")
    assert banner.text == "There is no repository in /y."
    banner.drop("failed")
    assert not banner.isVisible() and not banner.text


def test_what_was_put_away_comes_back_only_when_it_is_over_and_begins_anew(banner: Banner, qtbot: QtBot) -> None:
    banner.put("unsaved", Notice("3 changes are not saved.", kind="full"))
    banner._rows["unsaved"]._dismiss.click()
    for changes in range(4, 9):
        banner.put("unsaved", Notice(f"{changes} changes are not saved.", kind="full"))
    assert not banner.text
    banner.put("unsaved", Notice("9 changes are not saved: it is gone.", kind="gone"))
    assert "gone" in banner.text, "another trouble is told"
    banner.drop("unsaved")
    banner.put("unsaved", Notice("1 change is not saved.", kind="gone"))
    assert banner.text == "1 change is not saved."
    banner.put("failed", Notice("It failed."))
    banner._rows["failed"]._dismiss.click()
    banner.put("failed", Notice("It failed."))
    assert "It failed." in banner.text, "what the person did again is told again"


def test_a_notice_that_only_counts_on_is_announced_once(banner: Banner, announced: list[str]) -> None:
    for changes in (1, 2, 3):
        banner.put("unsaved", Notice(f"{changes} not saved.", kind="full"))
    banner.put("failed", Notice("It failed."))
    banner.put("failed", Notice("It failed."))
    assert announced == ["1 not saved.", "It failed.", "It failed."]


def test_two_are_shown_and_the_others_are_one_key_away(banner: Banner, qtbot: QtBot) -> None:
    for topic in TOPICS[1:6]:
        banner.put(topic, Notice(topic))
    assert shown(banner) == list(TOPICS[1:3]) and banner._more.text() == "3 more notices"
    banner._more.setFocus()
    qtbot.keyClick(banner._more, Qt.Key.Key_Space)
    assert shown(banner) == list(TOPICS[1:6]) and not banner._more.isVisible()
    assert QApplication.focusWidget() is banner._rows[TOPICS[3]]._dismiss
    for topic in TOPICS[1:5]:
        banner.drop(topic)
    assert shown(banner) == [TOPICS[5]]


def test_the_keyboard_reaches_every_offer_and_escape_puts_it_away(banner: Banner, qtbot: QtBot) -> None:
    done: list[str] = []
    offers = tuple(Offer(text, lambda text=text: done.append(text)) for text in ("Try again", "Save elsewhere…"))
    banner.put("unsaved", Notice("The disk is full.", offers, "full"))
    banner.take_focus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    kept = QApplication.focusWidget()
    banner.put("unsaved", Notice("It still is.", offers, "full"))
    assert QApplication.focusWidget() is kept, "the button under the focus stays while only the words change"
    qtbot.keyClick(kept, Qt.Key.Key_Tab)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert done == ["Try again", "Save elsewhere…"]
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert not banner.text


def test_foreign_words_are_shown_as_they_are(banner: Banner) -> None:
    banner.put("failed", Notice("There is no \u202ebranch</b> <b>x."))
    row = banner._rows["failed"]
    assert "\u202e" not in row._text.text() and "<b>" in row._text.text()
    assert row._text.textFormat() == Qt.TextFormat.PlainText


def test_the_window_does_not_grow_for_it(banner: Banner) -> None:
    before = banner.window().size()
    for topic in TOPICS:
        banner.put(topic, Notice("14 changes of CHG-2026-0012 are not saved. " * 4, kind=topic))
        QApplication.processEvents()
    assert banner.window().size() == before and banner.window().minimumSizeHint().height() < before.height()


@pytest.mark.parametrize("width", [480, 1280])
def test_every_button_is_in_sight_at_any_width(banner: Banner, width: int) -> None:
    offers = tuple(Offer(text, lambda: None) for text in ("Make the folder again", "Save elsewhere…"))
    banner.put("unsaved", Notice("14 changes of CHG-2026-0012 are not saved. " * 4, offers, "full"))
    banner.window().resize(width, 400)
    QApplication.processEvents()
    row = banner._rows["unsaved"]
    for button in (*row.buttons, row._dismiss):
        assert row.rect().contains(button.geometry()) and button.width() >= button.sizeHint().width()
    assert row._text.height() >= row._text.heightForWidth(row._text.width())
