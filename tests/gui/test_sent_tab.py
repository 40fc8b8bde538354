"""The Sent tab: every request of a ticket, word for word, with what it took and how it ended."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from relman_desktop.gui.exchange_words import FAULT_WORDS, outcome, sums
from relman_desktop.gui.sent_tab import SentTab
from relman_desktop.llm.answer import Answer, Fault

from . import call_scenes as scenes


@pytest.fixture
def tab(qtbot: QtBot) -> SentTab:
    tab = SentTab()
    qtbot.addWidget(tab)
    tab.resize(396, 700)
    tab.show()
    return tab


def words(tab: SentTab) -> str:
    return "\n".join(one.text() for one in tab.findChildren(QLabel) if one.isVisible())


def rows(tab: SentTab) -> list[str]:
    return [tab.view.model().index(row, 0).data() for row in range(tab.view.model().rowCount())]


def page(tab: SentTab, name: str) -> str:
    names = [tab.texts.tabs.tabText(at) for at in range(tab.texts.tabs.count())]
    tab.texts.tabs.setCurrentIndex(next(at for at, one in enumerate(names) if name in one))
    return tab.texts.view.toPlainText()


def test_it_says_that_nothing_was_sent(tab: SentTab) -> None:
    assert words(tab).startswith("Nothing was sent for this ticket.")


def test_the_newest_request_stands_first_with_its_end(tab: SentTab) -> None:
    tab.show_exchanges(scenes.SENT)
    assert [one.split(".")[0] for one in rows(tab)] == ["Rollback steps", "Description, asked again", "All fields"]
    assert "nothing came in time after 61.0 s" in rows(tab)[0]
    assert "31.2k tokens in, 1.9k out, $0.0775, answered in 12.3 s" in rows(tab)[2]


def test_the_sums_are_those_of_the_ticket(tab: SentTab) -> None:
    tab.show_exchanges(scenes.SENT)
    assert sums(scenes.SENT) == (
        "3 requests · 62.6k tokens in, 2.3k out (not told for 1) · $0.14, price not known for 1"
    )
    assert sums(scenes.SENT) in words(tab)


def test_body_and_answer_are_word_for_word(qtbot: QtBot, tab: SentTab) -> None:
    tab.show_exchanges(scenes.SENT)
    qtbot.keyClick(tab.view, Qt.Key.Key_End)
    assert page(tab, "Answer").strip().endswith(f"The answer as it came\n{scenes.ANSWER}")
    tab.texts.copy()
    assert QGuiApplication.clipboard().text() == scenes.ANSWER
    assert page(tab, "bytes").replace("\n", "") == scenes.a_body().decode()
    assert "Message 2 of 3, user" in page(tab, "Request")


def test_an_answer_is_read_sentence_by_sentence_with_its_evidence(qtbot: QtBot, tab: SentTab) -> None:
    tab.show_exchanges(scenes.SENT)
    qtbot.keyClick(tab.view, Qt.Key.Key_End)
    assert page(tab, "Answer").startswith("Title\nDrop orders.legacy_id [X1, F2.h1]\n")


@pytest.mark.parametrize("text", ['{"rollback":[{"evi', "<html>not a model</html>", "{" * 2000, '{"title": 3}'])
def test_an_answer_that_cannot_be_read_stands_as_it_came(tab: SentTab, text: str) -> None:
    tab.show_exchanges((replace(scenes.SENT[0], answer=Answer(text)),))
    assert page(tab, "Answer").replace("\n", "") == text
    tab.show_exchanges((replace(scenes.SENT[0], answer=Answer()),))
    assert page(tab, "Answer") == "The server sent no text."


def test_how_it_ended_is_told_in_full_and_as_plain_text(tab: SentTab) -> None:
    tab.show_exchanges(scenes.SENT)
    ended = page(tab, "How it ended")
    assert "local qwen sent nothing for 60 seconds" in ended
    assert "<html><b>504</b> upstream ⟨U+202E⟩timed out" in ended
    tab.view.setCurrentIndex(tab.view.model().index(2, 0))
    ended = tab.texts.view.toPlainText()  # the page stays the chosen one
    assert "The server refused temperature, which was left out." in ended
    assert "of them cached:       28,000" in ended and "of them for thinking: 640" in ended


def test_a_new_request_leaves_the_one_that_is_read(tab: SentTab) -> None:
    tab.show_exchanges(scenes.SENT[:2])
    tab.view.setCurrentIndex(tab.view.model().index(1, 0))
    page(tab, "Request")
    tab.show_exchanges(scenes.SENT)
    assert tab.view.current is scenes.SENT[0] and "Message 1 of 3" in tab.texts.view.toPlainText()


def test_every_fault_has_its_words() -> None:
    assert set(FAULT_WORDS) == set(Fault)
    assert outcome(Answer(fault=Fault.BUSY)) == "server busy"


def test_an_endpoints_name_is_no_markup(tab: SentTab) -> None:
    tab.show_exchanges([replace(scenes.SENT[0], endpoint="<b>\u202e", answer=Answer("<i>x</i>"))])
    assert "<b>⟨U+202E⟩" in rows(tab)[0]
    assert page(tab, "Answer").strip() == "<i>x</i>"
