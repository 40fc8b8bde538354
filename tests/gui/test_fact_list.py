"""The facts list: found at a glance, by words, by weight and by keys; wrapped, not cut; quick with thousands."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from relman_desktop.facts.fact import Fact
from relman_desktop.facts.topics import by_topic
from relman_desktop.gui.fact_list import FactList
from relman_desktop.gui.fact_model import FactModel
from relman_desktop.gui.fact_query import FactRow, Query, Scope
from relman_desktop.gui.grouped_model import ITEM
from relman_desktop.gui.wrapping import wrapped

ROW_OF_DATA = FactRow(Fact("X7", "migration.file", "Adds a table.", ("F7",), {}, 35), "", "adds a table.")
LONG = "Migration 0042 changes the column `orders.customer_reference` from text to a reference that " * 4


def a_row(number: int, kind: str, weight: int, text: str, reason: str = "") -> FactRow:
    fact = Fact(f"X{number}", kind, text, (f"F{number}.h1",), {}, weight)
    return FactRow(fact, reason, f"{fact.id} {kind} {text} {reason}".lower())


ROWS = (
    a_row(1, "migration.drop_column", 90, "Drops the column `orders.legacy_id`."),
    a_row(2, "config.env_added", 35, "Reads a new environment variable `PAYMENT_TIMEOUT`."),
    a_row(3, "migration.alter_column", 70, LONG),
    a_row(4, "config.key_added", 20, "Adds the setting `RETRIES`."),
    a_row(5, "people.author", 3, "Priya <b>Raman</b> wrote 4 commits."),
    a_row(6, "observability.alert", 50, "The alert `RefundsTooMany` is new.", "Not deployed"),
)


@pytest.fixture
def facts(qtbot: QtBot) -> Iterator[FactList]:
    made = FactList()
    qtbot.addWidget(made)
    made.resize(300, 600)
    made.show_facts(ROWS)
    with qtbot.waitActive(made):
        made.show()
    yield made


def choose(qtbot: QtBot, facts: FactList, scope: Scope) -> None:
    qtbot.mouseClick(facts.scopes._chips[scope], Qt.MouseButton.LeftButton)


def ids(facts: FactList) -> list[str]:
    return [row.fact.id for group in facts.view.model().groups for row in group.rows]


def unfolded(facts: FactList) -> list[str]:
    """The headings of the topics whose facts are in sight."""
    model = facts.view.model()
    indexes = [model.index(row, 0) for row in range(model.rowCount())]
    return [index.data() for index in indexes if facts.view.isExpanded(index)]


def test_at_first_what_needs_attention_stands_under_its_topics_heaviest_first(facts: FactList) -> None:
    assert facts.visible_texts()[0] == "Database"
    assert ids(facts) == ["X1", "X3", "X2"]
    chips = [chip.text() for chip in facts.scopes.findChildren(QPushButton)]
    assert chips[:3] == ["Needs attention 3", "All 6", "Dismissed 1"]


def test_where_nothing_needs_attention_all_is_shown(facts: FactList) -> None:
    facts.show_facts(ROWS[3:5])
    assert facts.scopes.scope is Scope.ALL and ids(facts) == ["X4", "X5"]
    facts.show_facts(())
    assert facts.visible_texts() == []


def test_light_topics_are_folded_until_somebody_looks_for_them(qtbot: QtBot, facts: FactList) -> None:
    choose(qtbot, facts, Scope.ALL)
    assert unfolded(facts) == ["Database", "Monitoring", "Configuration"]
    facts.filter("priya")
    assert unfolded(facts) == ["People"]
    facts.filter("")
    assert unfolded(facts) == ["Database", "Monitoring", "Configuration"]


def test_what_the_person_folded_stays_folded(qtbot: QtBot, facts: FactList) -> None:
    choose(qtbot, facts, Scope.ALL)
    box = facts.view.visualRect(facts.view.model().index(0, 0))
    qtbot.mouseClick(facts.view.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    assert "Database" not in unfolded(facts)
    facts.refresh(ROWS)
    assert "Database" not in unfolded(facts) and "Configuration" in unfolded(facts)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("legacy", ["X1"]),
        ("COLUMN orders", ["X1", "X3"]),
        ("topic:conf", ["X2", "X4"]),
        ("topic:database weight:80", ["X1"]),
        ("weight:>=50", ["X1", "X3", "X6"]),
        ("topic:config retries", ["X4"]),
        ("not deployed", ["X6"]),
        ("topic:", []),
        ("(", []),
    ],
)
def test_the_filter_knows_words_topics_and_weights(qtbot: QtBot, facts: FactList, typed: str, found: list[str]) -> None:
    choose(qtbot, facts, Scope.ALL)
    facts.filter(typed)
    assert sorted(ids(facts)) == found
    assert facts.matching == len(found)


def test_what_does_not_match_here_but_elsewhere_is_told(qtbot: QtBot, facts: FactList) -> None:
    facts.filter("retries")
    assert ids(facts) == [] and not facts.view.isVisible()
    assert "1 under “All”" in facts._nothing.text()
    choose(qtbot, facts, Scope.ALL)
    assert ids(facts) == ["X4"] and facts.view.isVisible()


def test_one_topic_can_be_chosen(qtbot: QtBot, facts: FactList) -> None:
    choose(qtbot, facts, Scope.ALL)
    topics = {action.text().partition("  (")[0]: action for action in facts.scopes._menu.actions()}
    topics["Configuration"].trigger()
    assert ids(facts) == ["X2", "X4"] and facts.scopes._topics.text() == "Configuration ▾"
    topics["All topics"].trigger()
    assert len(ids(facts)) == 6


def test_arrows_ask_for_evidence_and_enter_goes_on_to_it(qtbot: QtBot, facts: FactList) -> None:
    facts.choose("X1")
    with qtbot.waitSignal(facts.evidence_wanted) as asked:
        qtbot.keyClick(facts.view, Qt.Key.Key_Down)
    assert asked.args == ["X3"] and facts.current == "X3"
    with qtbot.waitSignal(facts.opened) as opened:
        qtbot.keyClick(facts.view, Qt.Key.Key_Return)
    assert opened.args == ["X3"]
    qtbot.keyClick(facts.view, Qt.Key.Key_Up)
    qtbot.keyClick(facts.view, Qt.Key.Key_Up)
    assert facts.current == "" and "Database" in unfolded(facts)
    qtbot.keyClick(facts.view, Qt.Key.Key_Left)
    assert "Database" not in unfolded(facts)
    qtbot.keyClick(facts.view, Qt.Key.Key_Return)
    assert "Database" in unfolded(facts)


def test_a_fact_is_marked_without_being_asked_for(qtbot: QtBot, facts: FactList) -> None:
    with qtbot.assertNotEmitted(facts.evidence_wanted):
        facts.mark("X2")
        facts.mark("X99")
    assert facts.current == "X2"


def test_a_dismissed_fact_gives_place_to_the_next(facts: FactList) -> None:
    facts.choose("X1")
    facts.refresh((replace(ROWS[0], reason="Already done"), *ROWS[1:]))
    assert ids(facts) == ["X3", "X2"] and facts.current == "X3"
    facts.choose("X2")
    facts.refresh((ROWS[0], replace(ROWS[1], reason="No"), *ROWS[2:]))
    assert facts.current == "X3"  # it was the last


def test_topics_keep_their_places_when_facts_are_dismissed(qtbot: QtBot, facts: FactList) -> None:
    facts.refresh(tuple(replace(row, reason="No") if row.fact.weight > 35 else row for row in (*ROWS, ROW_OF_DATA)))
    assert facts.visible_texts()[0] == "Database"


def test_dismissed_facts_stay_in_sight_with_their_reasons(qtbot: QtBot, facts: FactList) -> None:
    choose(qtbot, facts, Scope.DISMISSED)
    assert facts.visible_texts() == ["Monitoring", "The alert `RefundsTooMany` is new. Dismissed: Not deployed"]
    index = facts.view.model().index_of("X6")
    assert "needs a step" in index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Dismissed: Not deployed" in index.data(Qt.ItemDataRole.AccessibleTextRole)
    heading = index.parent().data(Qt.ItemDataRole.AccessibleTextRole)
    assert heading == "Monitoring, 1, the heaviest: needs a step"


def test_a_long_fact_wraps_and_a_short_one_stays_low(facts: FactList) -> None:
    line = QFontMetrics(facts.view.font()).height()
    heights = {row: facts.view.visualRect(facts.view.model().index_of(row)).height() for row in ("X1", "X3")}
    assert heights["X3"] > heights["X1"] and heights["X3"] < 4 * line
    facts.resize(900, 600)
    QApplication.processEvents()
    assert facts.view.visualRect(facts.view.model().index_of("X1")).height() < 2 * line


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)


@given(words, st.integers(40, 400), st.integers(1, 3))
def test_wrapping_never_exceeds_its_lines_nor_hides_that_it_cut(text: str, width: int, most: int) -> None:
    font = QFont()
    lines = wrapped(text, font, width, most)
    assert len(lines) <= most
    assert all("\n" not in line for line in lines)
    if text.isascii() and text.isprintable():
        whole = " ".join(text.split())
        joined = "".join(lines).replace(" ", "")
        assert joined == whole.replace(" ", "") or "…" in lines[-1]


def test_the_model_is_sound(qapp: QApplication) -> None:
    model = FactModel()
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(model, mode)
    order = [topic for topic, _ in by_topic(row.fact for row in ROWS)]
    for rows in (ROWS, (), ROWS[2:4]):
        model.show_rows(rows, order)
    assert isinstance(tester, QAbstractItemModelTester) and isinstance(model, QAbstractItemModel)
    assert model.index_of("X3").data(ITEM) == ROWS[2] and model.index_of("X1") == QModelIndex()


def many(count: int) -> tuple[FactRow, ...]:
    kinds = ("migration.file", "config.key_added", "surface.endpoint_added", "notes.entry")
    return tuple(a_row(at, kinds[at % 4], 90 - at % 60, f"{LONG} number {at}") for at in range(count))


def test_of_thousands_of_facts_only_those_in_sight_are_laid_out(qtbot: QtBot, facts: FactList) -> None:
    facts.show_facts(many(2000))
    choose(qtbot, facts, Scope.ALL)
    facts.filter("number")
    facts.view.expandAll()
    for width in (340, 320):
        facts.resize(width, 600)
        QApplication.processEvents()
    facts.view.scrollToBottom()
    QApplication.processEvents()
    assert len(ids(facts)) == 2000
    assert len(facts.view._painter._kept) < 300


@given(st.text(max_size=60))
def test_any_text_is_a_query(text: str) -> None:
    query = Query.of(text)
    assert all(isinstance(query.matches(row), bool) for row in ROWS)
