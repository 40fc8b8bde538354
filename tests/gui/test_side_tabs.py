"""The pane at the right: tabs that keep the keyboard where the person is."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from relman_desktop.gui.evidence_pane import EvidencePane
from relman_desktop.gui.sent_tab import SentTab
from relman_desktop.gui.side_tabs import SideTabs

from . import call_scenes, scenes


class Side(SideTabs):
    """The tabs with three pages."""

    def __init__(self) -> None:
        super().__init__()
        self.evidence, self.sent, self.extra = EvidencePane(), SentTab(), QLineEdit()
        self.add_page("Evidence", self.evidence)
        self.add_page("Sent", self.sent)
        self.add_page("Send", self.extra, hidden=True, stays=True)


@pytest.fixture
def side(qtbot: QtBot) -> Side:
    side = Side()
    qtbot.addWidget(side)
    side.show()
    side.activateWindow()
    return side


def test_the_focus_is_the_shown_pages(side: Side) -> None:
    evidence = side.evidence
    evidence.show_evidence(scenes.HUNK_EVIDENCE, scenes.a_hunk(), scenes.PATH, ())
    side.setFocus()
    assert evidence.hunks.hasFocus()
    evidence.show_evidence(scenes.COMMIT_EVIDENCE, None, "", ())
    side.setFocus()
    assert evidence.text.hasFocus()
    side.sent.show_exchanges(call_scenes.SENT)
    side.show_page(side.sent, focus=True)
    assert side.sent.view.hasFocus()


def test_arrow_keys_go_through_the_tabs(qtbot: QtBot, side: Side) -> None:
    side.bar.setFocus()
    qtbot.keyClick(side.bar, Qt.Key.Key_Right)
    assert side.page is side.sent
    qtbot.keyClick(side.bar, Qt.Key.Key_Right)
    assert side.page is side.sent


def test_a_page_that_stays_is_not_left_by_itself(side: Side) -> None:
    side.show_page(side.extra)
    side.offer_page(side.evidence)
    assert side.page is side.extra
    side.hide_page(side.extra)
    assert side.page is side.evidence and not side.bar.isTabVisible(2)
    side.show_page(side.sent)
    side.offer_page(side.evidence)
    assert side.page is side.evidence


def test_a_tab_counts(side: Side) -> None:
    side.count(side.sent, 3)
    assert side.bar.tabText(1) == "Sent 3"
    side.count(side.sent, 0)
    assert side.bar.tabText(1) == "Sent"


NAMES = ("Evidence", "Questions", "Work items", "Similar", "Sent", "History", "Team")


@pytest.fixture
def seven(qtbot: QtBot) -> SideTabs:
    side = SideTabs()
    qtbot.addWidget(side)
    for name in NAMES:
        side.add_page(name, QLineEdit(name))
    side.resize(316, 400)
    side.show()
    side.activateWindow()
    return side


def in_sight(side: SideTabs) -> list[str]:
    return [side.bar.tabText(at) for at in range(side.bar.count()) if side.bar.isTabVisible(at)]


@pytest.mark.parametrize("width", [250, 316, 396, 470, 800])
def test_every_page_is_in_sight_whole_or_in_the_menu(qtbot: QtBot, seven: SideTabs, width: int) -> None:
    for name in NAMES:
        seven.count(page_of(seven, name), 12)
    seven.resize(width, 400)
    for name in (*NAMES, "Evidence"):
        seven.show_named(name)
        QApplication.processEvents()
        tabs, more = seven.tabs, seven.tabs.more
        assert f"{name} 12" in in_sight(seven)
        assert seven.bar.width() >= sum(
            seven.bar.tabSizeHint(at).width() for at in range(7) if seven.bar.isTabVisible(at)
        )
        assert more.isHidden() == (len(in_sight(seven)) == len(NAMES))
        assert more.isHidden() or more.geometry().right() <= tabs.width()
        assert more.isHidden() or more.text() == f"{len(NAMES) - len(in_sight(seven))} more ▾"


def test_the_menu_lists_all_pages_and_is_reached_with_the_keyboard(qtbot: QtBot, seven: SideTabs) -> None:
    seven.count(page_of(seven, "History"), 3)
    seven.bar.setFocus()
    qtbot.keyClick(seven.bar, Qt.Key.Key_Tab)
    assert seven.tabs.more.hasFocus()
    qtbot.keyClick(seven.tabs.more, Qt.Key.Key_Space)
    listed = seven.tabs.menu.actions()
    assert [one.text() for one in listed] == [*NAMES[:5], "History 3", "Team"]
    assert [one.text() for one in listed if one.isChecked()] == ["Evidence"]
    listed[5].trigger()
    seven.tabs.menu.close()
    assert seven.name == "History" and "History 3" in in_sight(seven) and "Evidence" in in_sight(seven)


def page_of(side: SideTabs, name: str) -> QWidget:
    return next(page for page in side.findChildren(QLineEdit) if page.text() == name)
