"""What stands behind a sentence: said in words, shown verbatim, never run as markup."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from relman_desktop.gui.chips import ChipButton
from relman_desktop.gui.evidence_pane import EvidencePane
from relman_desktop.gui.shown import LONGEST_TEXT
from relman_desktop.sources.evidence import Evidence, Trust

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


def test_a_fact_stands_above_the_hunk_that_it_rests_on(pane: EvidencePane) -> None:
    fact = Evidence("X2", "fact", "migration.drop_column", "Drops <i>legacy_id</i>.", Trust.CODE)
    pane.show_evidence(fact, scenes.a_hunk(), scenes.PATH, ())
    assert pane.hunks.isVisible()
    assert "Drops <i>legacy_id</i>." in words(pane)
    pane.show_evidence(scenes.HUNK_EVIDENCE, scenes.a_hunk(), scenes.PATH, ())
    assert "legacy_id" not in words(pane).replace(scenes.PATH, "")


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
