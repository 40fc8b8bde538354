"""Past tickets beside the open one: what came of them, and their steps put in without losing a word."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from relman_desktop.gui.similar_words import ranked, warning
from relman_desktop.gui.window import MainWindow
from relman_desktop.sample import RANGE
from relman_desktop.session import Session
from relman_desktop.settings import Settings
from relman_desktop.store.library import Library
from relman_desktop.store.search import Row
from relman_desktop.store.similar import Similar

from .library_scenes import a_kept_ticket

NOTES = "The migration held a lock on orders for eleven minutes."


def a_similar(number: int, outcome: str, score: float, **values: str) -> Similar:
    ticket = a_kept_ticket(number, f"T{number}", outcome=outcome, **values)
    at = "2026-11-26T12:00:00.000Z"
    more = ("orders", "/srv/orders", "v1..v2", "closed", "low", outcome, "", "", "")
    row = Row(ticket.id, number, f"CHG-{number}", f"T{number}", *more, at, at, "")
    return Similar(row, score, ("both change the table “orders”",), ticket)


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return Session(Settings(), Library(tmp_path / "tickets.sqlite"))


@pytest.fixture
def window(qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch, sample: Path) -> Iterator[MainWindow]:
    """The sample, with three past tickets like it."""
    found = (a_similar(1, "successful", 0.9), a_similar(2, "rolled back", 0.4, notes=NOTES), a_similar(3, "", 0.5))
    monkeypatch.setattr(session.library, "similar", lambda ticket, limit: found)
    made = MainWindow(session.settings, lambda settings: session)
    qtbot.addWidget(made)
    made.show()
    with qtbot.waitSignal(made.loaded, timeout=20_000):
        made.open(sample, RANGE)
    tab = made.desk.bench.similar.tab
    qtbot.waitUntil(lambda: len(tab.cards) == 3, timeout=5_000)
    made.desk.bench.side.show_page(tab)
    yield made
    made.close()


def test_what_was_rolled_back_is_told_first_with_its_notes(window: MainWindow) -> None:
    tab = window.desk.bench.similar.tab
    assert [card.similar.row.change_id for card in tab.cards] == ["CHG-2", "CHG-1", "CHG-3"]
    assert "Rolled back" in tab.cards[0].accessibleName() and tab.cards[2].accessibleName() == "CHG-3: No outcome yet"
    assert warning(tab.cards[0].similar) == f"CHG-2 was rolled back (both change the table “orders”): {NOTES}"
    assert warning(tab.cards[1].similar) == ""
    assert window.desk.bench.side.bar.tabText(window.desk.bench.side.bar.currentIndex()) == "Similar 3"


def test_the_order_is_what_went_wrong_then_what_is_most_alike() -> None:
    given = [a_similar(1, "", 0.9), a_similar(2, "with problems", 0.2), a_similar(3, "rolled back", 0.1)]
    assert [one.row.ordinal for one in ranked([*given, a_similar(4, "successful", 0.95)])] == [3, 2, 4, 1]


def test_steps_go_into_an_empty_field_at_once_as_one_step_of_undo(window: MainWindow, session: Session) -> None:
    bench = window.desk.bench
    session.edit("deployment", "")
    bench.ticket.put_entry("deployment", session.entry("deployment"))
    steps = bench.similar.tab.cards[0].steps["deployment"]
    steps.use.click()
    assert not steps.asking and session.entry("deployment").text.startswith("1. Tell #support.")
    assert bench.ticket.fields["deployment"].editor.text == session.entry("deployment").text
    assert session.entry("deployment").claims == () or not session.entry("deployment").spans  # nobody's evidence
    assert "taken from CHG-2026-0002" in window._status._text.whole
    window.actions_by_name["undo"].trigger()
    assert session.entry("deployment").text == ""


def test_steps_never_go_over_words_that_are_not_shown(window: MainWindow, session: Session) -> None:
    bench = window.desk.bench
    session.edit("rollback", "1. Call Sam.")
    bench.ticket.put_entry("rollback", session.entry("rollback"))
    steps = bench.similar.tab.cards[0].steps["rollback"]
    steps.use.click()
    assert steps.asking and session.entry("rollback").text == "1. Call Sam."
    assert "Restore the column" in steps.compared
    steps.leave.click()
    assert not steps.asking and session.entry("rollback").text == "1. Call Sam."
    steps.use.click()
    steps.below.click()
    assert session.entry("rollback").text == (
        "1. Call Sam.\n2. Restore the column from the backup.\n3. `make deploy VERSION=1.4.2`"
    )
    window.actions_by_name["undo"].trigger()
    assert session.entry("rollback").text == "1. Call Sam."
    steps.use.click()
    steps.replace.click()
    assert session.entry("rollback").text.startswith("1. Restore the column")
    steps.use.click()
    assert not steps.asking and steps.use.text() == "Already there"


def test_a_past_ticket_is_shown_in_the_library(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    window.desk.bench.similar.tab.cards[1].show_all.click()
    page = window.desk.library.page
    assert window.pages.currentWidget() is page and page.line.text() == "CHG-1"


def test_without_past_tickets_it_says_how_they_come_about(
    qtbot: QtBot, window: MainWindow, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session.library, "similar", lambda ticket, limit: ())
    bench = window.desk.bench
    bench.similar.show_ticket()
    qtbot.waitUntil(lambda: bench.similar.tab.text.startswith("No past ticket is like this one."), timeout=5_000)
    assert bench.side.bar.tabText(bench.side._pages.indexOf(bench.similar.tab)) == "Similar"


def test_what_is_only_read_has_no_steps_to_put_in(qtbot: QtBot, window: MainWindow) -> None:
    similar = window.desk.bench.similar
    window.desk.set_read_only(True)
    similar._shown = ()
    similar.show_ticket()
    qtbot.waitUntil(lambda: len(similar.tab.cards) == 3, timeout=5_000)
    assert all(steps.use.isHidden() for card in similar.tab.cards for steps in card.steps.values())
