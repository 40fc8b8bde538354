"""What stands behind a sentence: said in words, shown verbatim, never run as markup."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from relman_desktop.facts.fact import Fact
from relman_desktop.gui.chips import ChipButton
from relman_desktop.gui.evidence_pane import EvidencePane
from relman_desktop.gui.fact_place import row_of
from relman_desktop.gui.reading import ShownFact
from relman_desktop.gui.shown import LONGEST_TEXT
from relman_desktop.known import Use
from relman_desktop.sources.evidence import Evidence, Trust
from relman_desktop.sources.work.item import WorkItem

from . import scenes


@pytest.fixture
def pane(qtbot: QtBot) -> Iterator[EvidencePane]:
    pane = EvidencePane()
    qtbot.addWidget(pane)
    pane.resize(400, 600)
    pane.show()
    yield pane


def words(pane: EvidencePane) -> str:
    """All that the labels in sight say."""
    labels = (label for label in pane.findChildren(QLabel) if label.isVisible())
    return "\n".join(label.text().replace("\u200b", "") for label in labels)


def chips(pane: EvidencePane) -> list[ChipButton]:
    QApplication.processEvents()
    return [chip for chip in pane.findChildren(ChipButton) if chip.isVisible()]


def test_at_first_it_says_what_to_do(pane: EvidencePane) -> None:
    assert "click one of its chips" in words(pane)
    assert chips(pane) == []


def test_a_hunk_shows_its_place_and_its_lines(pane: EvidencePane) -> None:
    pane.show_evidence(scenes.HUNK_EVIDENCE, scenes.a_hunk(), scenes.PATH, ())
    assert pane.hunks.isVisible() and len(pane.hunks.rows) == 9
    assert f"{scenes.PATH}:41" in words(pane)
    assert "Changed lines" in words(pane) and "Read from the code" in words(pane)


def test_a_commit_message_is_verbatim_and_called_what_it_is(pane: EvidencePane) -> None:
    pane.show_evidence(scenes.COMMIT_EVIDENCE, None, "", ())
    assert "about <b>once</b> in a thousand calls & the page" in pane.text.toPlainText()
    assert "Commit message, what its author says" in words(pane)
    assert "Somebody's words" in words(pane)


def a_shown_fact(fact: Fact = scenes.FACT, **more: Any) -> ShownFact:
    return ShownFact(fact, **{"hunks": (scenes.a_hunk(),), "path": scenes.PATH, **more})


def test_a_fact_stands_above_the_hunk_that_it_rests_on(pane: EvidencePane) -> None:
    fact = replace(scenes.FACT, text="Drops <i>legacy_id</i>.")
    pane.show_fact(a_shown_fact(fact), "", ())
    assert pane.hunks.isVisible()
    assert "Drops <i>legacy_id</i>." in words(pane) and "Needs care · Database" in words(pane)
    assert [chip.text() for chip in chips(pane)] == ["X2", "F3.h1", "C4"]
    pane.show_evidence(scenes.HUNK_EVIDENCE, scenes.a_hunk(), scenes.PATH, ())
    assert "legacy_id" not in words(pane).replace(scenes.PATH, "")


def test_a_fact_opens_at_the_line_that_it_is_about(pane: EvidencePane) -> None:
    shown = a_shown_fact(row=row_of(scenes.FACT, scenes.a_hunk()))
    pane.show_fact(shown, "", ())
    assert "ALTER COLUMN legacy_id" in pane.hunks.rows[pane.hunks.selected[0]].shown


def test_a_note_opens_at_the_line_that_it_cites(pane: EvidencePane) -> None:
    texts = ("+# Changes", *(f"+- Change number {at}" for at in range(200)), "+- Drops legacy_id")
    hunk = scenes.numbered("F2.h1", 1, texts)
    note = Fact("X5", "notes.entry", "Release notes: drops it.", ("F2.h1",), {"ref": "CHANGES.md:150"}, 50)
    pane.show_fact(ShownFact(note, (hunk,), "CHANGES.md", row_of(note, hunk)), "", ())
    QApplication.processEvents()
    at = pane.hunks.selected[0]
    assert pane.hunks.rows[at].line and pane.hunks.rows[at].line.new == 150
    first = pane.hunks.verticalScrollBar().value()
    assert "CHANGES.md:150" in words(pane)
    assert first < at < first + pane.hunks.verticalScrollBar().pageStep()


def test_a_fact_with_no_hunk_shows_what_it_rests_on(pane: EvidencePane) -> None:
    place = Evidence("R1", "place", "Makefile:3", "migrate:", Trust.CODE)
    pane.show_fact(ShownFact(scenes.FACT, path="Makefile:3", basis=place), "", ())
    assert pane.text.toPlainText() == "migrate:" and "Makefile:3" in words(pane)
    pane.show_fact(ShownFact(scenes.FACT), "", ())
    assert "cannot be shown" in words(pane)


def test_the_sentences_that_use_a_fact_are_one_click_away(qtbot: QtBot, pane: EvidencePane) -> None:
    uses = [Use("description", claim) for claim in scenes.DESCRIPTION]
    pane.show_fact(a_shown_fact(), "", uses)
    assert pane.used_in.texts[0] == f"Description: {scenes.DESCRIPTION[0].text}"
    assert len(pane.used_in.texts) == 3
    qtbot.mouseClick(pane.used_in.stops[-1], Qt.MouseButton.LeftButton)
    assert len(pane.used_in.texts) == len(uses)
    with qtbot.waitSignal(pane.use_chosen) as chosen:
        qtbot.mouseClick(pane.used_in.stops[1], Qt.MouseButton.LeftButton)
    assert chosen.args == [uses[1]]


def test_what_a_fact_rests_on_is_there_as_soon_as_the_fact_is(pane: EvidencePane) -> None:
    claim = scenes.a_claim("Going back loses the ids.", "X1")
    pane.show_fact(a_shown_fact(), "", (Use("rollback", claim),))
    now = [chip.text() for chip in pane.findChildren(ChipButton) if chip.isVisible()]  # no event came in between
    lines = [one for one in pane.used_in.findChildren(QPushButton) if one.isVisible() and one.accessibleName()]
    assert {*scenes.FACT.evidence} <= {*now} and len(lines) == 1


def test_a_fact_that_no_sentence_cites_says_so(pane: EvidencePane) -> None:
    pane.show_fact(a_shown_fact(), "", ())
    assert "No sentence of the ticket cites this." in words(pane)
    pane.show_evidence(scenes.COMMIT_EVIDENCE, None, "", ())
    assert "No sentence" not in words(pane)


def test_a_fact_is_dismissed_with_a_reason_without_a_dialog(qtbot: QtBot, pane: EvidencePane) -> None:
    pane.show_fact(a_shown_fact(), "", ())
    pane.ask_why_dismissed()
    form = pane.card.form
    assert form.isVisible() and form.reason.hasFocus()
    with qtbot.assertNotEmitted(pane.dismissed):
        qtbot.keyClick(form.reason, Qt.Key.Key_Return)  # a reason is required
    qtbot.mouseClick(form.suggestions[2], Qt.MouseButton.LeftButton)
    qtbot.keyClicks(form.reason, "dropped in 4.4")
    with qtbot.waitSignal(pane.dismissed) as told:
        qtbot.keyClick(form.reason, Qt.Key.Key_Return)
    assert told.args == ["X2", "False: dropped in 4.4"]
    assert not form.isVisible()


def test_escape_leaves_the_fact_as_it_is(qtbot: QtBot, pane: EvidencePane) -> None:
    pane.show_fact(a_shown_fact(), "", ())
    pane.ask_why_dismissed()
    with qtbot.assertNotEmitted(pane.dismissed):
        qtbot.keyClicks(pane.card.form.reason, "half")
        qtbot.keyClick(pane.card.form.reason, Qt.Key.Key_Escape)
    assert not pane.card.form.isVisible() and pane.card.stops[0].isVisible()


def test_a_reason_half_written_goes_with_its_fact(qtbot: QtBot, pane: EvidencePane) -> None:
    pane.show_fact(a_shown_fact(), "", ())
    pane.ask_why_dismissed()
    qtbot.keyClicks(pane.card.form.reason, "half")
    pane.show_fact(a_shown_fact(), "", ())
    assert pane.card.form.isVisible()  # the same fact was read again
    pane.show_fact(a_shown_fact(replace(scenes.FACT, id="X3")), "", ())
    assert not pane.card.form.isVisible()


def test_a_dismissed_fact_is_struck_through_and_can_be_restored(qtbot: QtBot, pane: EvidencePane) -> None:
    pane.show_fact(a_shown_fact(), "Not <b>deployed</b>", ())
    assert "Dismissed: Not <b>deployed</b>" in words(pane)
    (text,) = [
        label for label in pane.card.findChildren(QLabel) if label.text().replace("\u200b", "") == scenes.FACT.text
    ]
    assert text.font().strikeOut()
    with qtbot.waitSignal(pane.restored) as told:
        qtbot.mouseClick(pane.card.note.stops[1], Qt.MouseButton.LeftButton)
    assert told.args == ["X2"]
    pane.show_fact(a_shown_fact(), "", ())
    assert not text.font().strikeOut()


def test_many_pieces_of_evidence_are_shown_when_asked_for(qtbot: QtBot, pane: EvidencePane) -> None:
    many = replace(scenes.FACT, evidence=tuple(f"F{at}.h1" for at in range(90)))
    pane.show_fact(a_shown_fact(many), "", ())
    assert len(chips(pane)) == 13 and pane.minimumSizeHint().width() <= 400
    more = pane.card.parentWidget().findChildren(QPushButton, options=Qt.FindChildOption.FindChildrenRecursively)
    (button,) = [one for one in more if one.text() == "78 more"]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert len(chips(pane)) == 91


def test_tab_goes_from_the_chips_to_the_sentences_and_then_to_the_lines(qtbot: QtBot, pane: EvidencePane) -> None:
    pane.show_fact(a_shown_fact(), "", [Use("title", scenes.TITLE[0])])
    with qtbot.waitActive(pane):
        pane.activateWindow()
    assert chips(pane)  # new widgets are shown with the next events
    pane._copy.setFocus()
    seen = []
    for _ in range(5):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        seen.append(focused.property("text") or focused.accessibleName())
    assert seen[:3] == ["Dismiss…", "F3.h1", "C4"]
    assert seen[3].startswith("Title:") and seen[4].startswith("Changed lines")


@pytest.mark.parametrize(
    ("evidence_id", "kind", "said"),
    [
        ("R2", "place", "Place in the repository"),
        ("A1", "answer", "Your answer"),
        ("W1", "work item", "Work ticket"),
        ("N3", "note", "Team profile"),
        ("L1", "commit", "leaves production"),
    ],
)
def test_each_kind_is_named_in_words(pane: EvidencePane, evidence_id: str, kind: str, said: str) -> None:
    pane.show_evidence(Evidence(evidence_id, kind, "Makefile:3", "text <u>here</u>", Trust.CODE), None, "", ())
    assert said in words(pane)
    assert pane.text.toPlainText() == "text <u>here</u>"


def test_the_sentences_further_evidence_is_one_click_away(qtbot: QtBot, pane: EvidencePane) -> None:
    pane.show_evidence(scenes.HUNK_EVIDENCE, scenes.a_hunk(), scenes.PATH, scenes.OTHERS)
    assert [chip.text() for chip in chips(pane)] == ["F3.h1", "C4", "W1"]
    with qtbot.waitSignal(pane.evidence_wanted) as asked:
        qtbot.mouseClick(chips(pane)[2], Qt.MouseButton.LeftButton)
    assert asked.args == ["W1"]


def test_a_file_shows_all_its_hunks_and_one_without_says_why(pane: EvidencePane) -> None:
    pane.show_file("a.py", (scenes.numbered("F7.h1", 1, ("+a",)), scenes.numbered("F7.h2", 9, ("+b",))))
    assert len(pane.hunks.rows) == 4 and [chip.text() for chip in chips(pane)] == ["F7"]
    pane.show_file("logo.png", ())
    assert not pane.hunks.isVisible()
    assert "no lines to show" in words(pane) and "logo.png" in words(pane)


def test_a_message_takes_the_place_of_old_evidence(pane: EvidencePane) -> None:
    pane.show_evidence(scenes.COMMIT_EVIDENCE, None, "", scenes.OTHERS)
    pane.show_message("F3.h1 is not in <this> change any more.")
    assert words(pane) == "F3.h1 is not in <this> change any more."
    assert chips(pane) == []


def test_where_it_is_can_be_copied(qtbot: QtBot, pane: EvidencePane) -> None:
    pane.show_evidence(scenes.HUNK_EVIDENCE, scenes.a_hunk(), scenes.PATH, ())
    qtbot.mouseClick(pane._copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == f"{scenes.PATH}:41"


def test_a_hostile_name_reorders_and_hides_nothing(pane: EvidencePane) -> None:
    name = "src/\u202egnp.exe\u202c/\u200bx\n" + "a/" * 5000
    pane.show_evidence(Evidence("F9", "file", name, "modified", Trust.CODE), None, "", ())
    assert "⟨U+202E⟩gnp.exe⟨U+202C⟩" in words(pane)
    assert pane.minimumSizeHint().width() <= 400
    assert pane._head.height() < pane.height() / 2


@pytest.mark.parametrize("word", ["x", "line\n", "\u202e", "\N{CJK UNIFIED IDEOGRAPH-4E00}"])
def test_a_text_of_megabytes_is_cut_and_says_so(pane: EvidencePane, word: str) -> None:
    pane.show_evidence(Evidence("C1", "commit", "1a2b", word * 3_000_000, Trust.CLAIM), None, "", ())
    shown = pane.text.toPlainText()
    assert f"… {len(word) * 3_000_000 - LONGEST_TEXT:,} more characters" in shown
    assert max(map(len, shown.split("\n"))) < 8000  # a longer line takes Qt seconds to lay out


def test_a_work_ticket_of_which_only_the_key_is_known_says_so_once(pane: EvidencePane) -> None:
    pane.show_work(WorkItem("W1", "ORD-77", "jira", ()), (), (), ())
    assert words(pane).count("ORD-77") == 1 and not pane.text.isVisible()
    assert "Nothing but its key is known" in words(pane)
    pane.show_work(WorkItem("W1", "ORD-77", "jira", (), title="Orders hang"), (), (), ())
    assert pane.ticket.toPlainText() == "Orders hang"
