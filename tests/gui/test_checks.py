"""The checks in a whole window: they follow the typing, lead to the words, and mend as one step."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

from relman_desktop.checks import Finding, Mend, Severity
from relman_desktop.gui.check_card import CheckCard
from relman_desktop.gui.check_tab import CheckTab
from relman_desktop.gui.check_words import CLEAR, quote_of, state_of

from .model_scenes import Scene, settle, wait

Open = Callable[..., Scene]
BLOCK = Finding("no-schedule", "schedule", Severity.BLOCK, "No time is planned for the deployment.")
MEND = Finding(
    "empty:title",
    "title",
    Severity.BLOCK,
    "Title: nothing is written.",
    ("X1", "C2"),
    "",
    Mend("Take it", {"title": "A"}),
)
WARN = Finding("stale-draft", "", Severity.WARN, "The code moved on since this was written.")
NOTE = Finding("weak:1", "description", Severity.NOTE, "Description: a sentence is weak.", (), "It is fast.")


@pytest.fixture
def tab(qtbot: QtBot) -> CheckTab:
    made = CheckTab()
    qtbot.addWidget(made)
    made.resize(360, 700)
    made.show()
    made.show_findings((BLOCK, MEND, WARN, NOTE))
    return made


def test_the_gravest_stand_first_under_their_headings(tab: CheckTab) -> None:
    assert [card.finding for card in tab.cards] == [BLOCK, MEND, WARN, NOTE]
    assert [one.text().partition(":")[0] for one in tab._headings] == ["Blocks", "Warns", "Good to know"]
    assert tab.text == "2 block, 1 warns and 1 note."


def test_all_clear_is_said(tab: CheckTab) -> None:
    tab.show_findings(())
    assert tab.text == CLEAR and not tab.cards and not tab._headings


def test_a_card_tells_all_of_it_to_a_screen_reader(tab: CheckTab) -> None:
    name = tab.cards[3].accessibleName()
    assert "Good to know" in name and "Description" in name and "A sentence is weak" in name and "It is fast" in name
    assert tab.cards[1].mend and "undo takes it back" in tab.cards[1].mend.accessibleDescription()


def test_the_same_finding_keeps_its_card_and_the_focus(tab: CheckTab) -> None:
    card = tab.cards[2]
    card.setFocus()
    tab.show_findings((BLOCK, WARN, NOTE))
    assert tab.cards[1] is card and tab.focusWidget() is card


def test_where_the_card_with_the_focus_goes_the_next_one_has_it(tab: CheckTab) -> None:
    assert tab.cards[1].mend
    tab.cards[1].mend.setFocus()
    tab.show_findings((BLOCK, WARN, NOTE))
    assert tab.focusWidget() is tab.cards[1] and tab.cards[1].finding == WARN
    tab.show_findings(())
    assert tab.focusWidget() is tab.profile


def test_a_click_and_enter_go_to_the_words(qtbot: QtBot, tab: CheckTab) -> None:
    gone: list[Finding] = []
    tab.go_wanted.connect(gone.append)
    QTest.mouseClick(tab.cards[0], Qt.MouseButton.LeftButton)
    tab.cards[3].setFocus()
    QTest.keyClick(tab.cards[3], Qt.Key.Key_Return)
    QTest.mouseClick(tab.cards[2], Qt.MouseButton.LeftButton)
    assert gone == [BLOCK, NOTE], "the whole ticket is no place"


def test_nothing_is_mended_while_everything_is_read_only(tab: CheckTab) -> None:
    tab.set_read_only(True)
    assert tab.cards[1].mend and not tab.cards[1].mend.isEnabled()
    tab.show_findings((MEND,))
    assert tab.cards[0].mend and not tab.cards[0].mend.isEnabled()


def test_next_goes_round_past_what_has_no_field(tab: CheckTab) -> None:
    order = [BLOCK, MEND, NOTE, BLOCK]
    at = ""
    for wanted in order:
        one = tab.next_after(at)
        assert one == wanted
        at = one.id
    assert tab.next_after(BLOCK.id, back=True) == NOTE


def test_words_that_stand_in_the_sentence_are_not_quoted_again() -> None:
    said = Finding("a", "deployment", Severity.WARN, "Step 3 changes it: “Set 'TIMEOUT' to 30 in the con…”.", (), "")
    assert quote_of(said) == ""
    step = "3. Set `TIMEOUT` to 30 in the console."
    assert quote_of(Finding("a", "deployment", Severity.WARN, said.text, (), step)) == ""
    assert quote_of(NOTE) == "“It is fast.”"


def test_the_chip_says_the_gravest() -> None:
    assert state_of((BLOCK, MEND, WARN)).words == "2 block" and state_of((WARN, NOTE)).words == "1 warn"
    assert state_of((NOTE,)).severity is Severity.NOTE and state_of(()).told == CLEAR


def checked(one: Scene) -> Scene:
    """Wait until what is shown is of the ticket as it is now."""
    wait(lambda: not one.bench.risk.busy and one.session.background is not None)
    wait(lambda: not one.bench.checks.busy)
    settle(1)
    return one


def ids(one: Scene) -> list[str]:
    return [card.finding.id for card in one.bench.checks.tab.cards]


def card_of(one: Scene, check: str) -> CheckCard:
    return next(card for card in one.bench.checks.tab.cards if card.finding.id.partition(":")[0] == check)


def test_the_chip_and_the_tab_count_what_blocks(scene: Open) -> None:
    one = checked(scene())
    blocking = [card for card in one.bench.checks.tab.cards if card.finding.severity is Severity.BLOCK]
    assert "no-schedule" in ids(one) and one.window.top.checks.shown == f"{len(blocking)} block"
    names = [one.bench.side.bar.tabText(at) for at in range(one.bench.side.bar.count())]
    assert f"Checks {len(blocking)}" in names
    one.window.top.checks.click()
    assert one.bench.side.page is one.bench.checks.tab


def test_it_follows_the_typing_and_takes_no_focus(scene: Open) -> None:
    one = checked(scene())
    one.bench.show_checks()
    editor = one.bench.ticket.fields["title"].editor
    editor.setFocus()
    editor.selectAll()
    QTest.keyClicks(editor, "Update")
    checked(one)
    assert "title-says-nothing" in ids(one) and one.window.focusWidget() is editor
    QTest.keyClicks(editor, " the orders table's columns")
    checked(one)
    assert "title-says-nothing" not in ids(one) and one.window.focusWidget() is editor


def test_no_part_of_a_card_is_ever_a_window_of_its_own(tab: CheckTab) -> None:
    before = set(QApplication.topLevelWidgets())
    card = CheckCard(MEND)
    assert not [one for one in set(QApplication.topLevelWidgets()) - before if one.isVisible()]
    card.deleteLater()


def test_going_to_a_finding_selects_its_words(scene: Open) -> None:
    one = checked(scene())
    one.bench.ticket.fields["justification"].editor.selectAll()
    QTest.keyClicks(one.bench.ticket.fields["justification"].editor, "It is for TBD to say.")
    checked(one)
    card = card_of(one, "placeholder")
    card.go_wanted.emit(card.finding)
    editor = one.window.focusWidget()
    assert isinstance(editor, QPlainTextEdit) and editor.textCursor().selectedText() == "TBD"
    one.window.actions_by_name["next_finding"].trigger()
    assert one.window.focusWidget() is not one.bench.checks.tab


def test_a_mend_is_one_step_of_undo(scene: Open) -> None:
    one = checked(scene())
    editor = one.bench.ticket.fields["description"].editor
    before = editor.text
    editor.setFocus()
    editor.put_caret(0)
    QTest.keyClicks(editor, "Log in with password: hunter2-Xk9qLm3zPw now. ")
    checked(one)
    card = card_of(one, "secret")
    assert card.mend and "hunter2" not in card.accessibleName()
    one.bench.show_checks()
    card.mend.click()
    assert editor.text == f"Log in with password: (hidden) now. {before}"
    assert one.session.entry("description").spans, "our sentences keep their evidence"
    checked(one)
    assert not any(found.startswith("secret") for found in ids(one))
    one.bench.undoing.undo()
    assert "hunter2" in editor.text
    checked(one)
    assert any(found.startswith("secret") for found in ids(one))


def test_a_moved_branch_is_told_until_the_ticket_follows(qtbot: QtBot, tmp_path: object) -> None:
    from pathlib import Path

    from ..drafting.moving.making import a_shop
    from .moving_scenes import an_app, go_on

    folder = Path(str(tmp_path))
    shop = a_shop(folder)
    app = an_app(qtbot, folder / "tickets.sqlite").open(shop.root)
    checks = app.window.desk.bench.checks
    go_on(shop)
    app.activate()
    qtbot.waitUntil(lambda: not checks.busy, timeout=20_000)
    assert "stale-draft" in [card.finding.id for card in checks.tab.cards]
    app.bring()
    app.settle()
    qtbot.waitUntil(lambda: not checks.busy, timeout=20_000)
    found = [card.finding.id for card in checks.tab.cards]
    assert "stale-draft" not in found and any(one.startswith("stale-sentence") for one in found)
    app.window.close()


def test_the_checks_are_in_the_table_of_actions(scene: Open) -> None:
    one = checked(scene())
    one.session.timed.clock = lambda: datetime(2026, 11, 26, 12, tzinfo=UTC)
    for name in ("show_checks", "next_finding", "previous_finding"):
        assert one.window.actions_by_name[name].isEnabled()
    one.window.actions_by_name["show_checks"].trigger()
    assert one.bench.side.page is one.bench.checks.tab


def test_a_ticket_that_is_under_way_is_not_told_to_be_clear(tab: CheckTab, scene: Open) -> None:
    told = state_of((), "Not checked any more for an approver: the state is “deploying”.")
    assert (told.words, told.severity) == ("Not checked", Severity.NOTE) and "deploying" in told.told
    one = scene()
    one.session.edit("state", "deploying")
    one.bench.checks.refresh()
    wait(lambda: not one.bench.checks.busy and "Not checked any more" in one.bench.checks.tab.text, 10)
    assert CLEAR not in one.bench.checks.tab.text
