"""The pane at the right: tabs that keep the keyboard where the person is."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
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
