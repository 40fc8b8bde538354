"""The window as a person uses it: open, look, edit, answer, copy, choose another range, fail and go on."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from relman_desktop.gui.fact_query import Scope
from relman_desktop.gui.palette import CommandPalette
from relman_desktop.gui.window import MainWindow
from relman_desktop.sample import RANGE
from relman_desktop.session import Session
from relman_desktop.settings import Settings
from relman_desktop.store.library import Library


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return Session(Settings(), Library(tmp_path / "tickets.sqlite"))


@pytest.fixture
def window(qtbot: QtBot, session: Session) -> Iterator[MainWindow]:
    made = MainWindow(session.settings, lambda settings: session)
    qtbot.addWidget(made)
    made.show()
    assert made.desk.session is session
    yield made
    made.close()  # which ends the session too


def open_in(qtbot: QtBot, window: MainWindow, path: Path, text: str = "") -> None:
    with qtbot.waitSignal(window.loaded, timeout=20_000):
        window.open(path, text)
    qtbot.waitUntil(lambda: not window.desk.bench.risk.busy, timeout=20_000)


def fail_in(qtbot: QtBot, window: MainWindow, path: Path, text: str = "") -> str:
    """Open what cannot be opened; gives the sentence of the banner."""
    with qtbot.waitSignal(window.load_failed, timeout=20_000):
        window.open(path, text)
    return window.banner.text


def test_the_start_page_opens_the_sample(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    with qtbot.waitSignal(window.loaded, timeout=20_000):
        window.actions_by_name["open_sample"].trigger()
    assert session.ticket and session.ticket.entry("title").text
    assert "orders-service" in window.windowTitle()


def test_choosing_a_file_shows_its_hunks(qtbot: QtBot, window: MainWindow, sample: Path) -> None:
    open_in(qtbot, window, sample, RANGE)
    assert window.desk.bench.change.choose("orders/payments/client.py")
    qtbot.waitUntil(lambda: "client.py" in window.desk.bench.evidence.hunks.accessibleName(), timeout=5_000)


def test_filtering_leaves_what_matches(qtbot: QtBot, window: MainWindow, sample: Path) -> None:
    open_in(qtbot, window, sample, RANGE)
    change = window.desk.bench.change
    change.filter.setText("0008_drop")
    for texts in (change.visible_texts(), change.facts.visible_texts()):
        assert any("0008_drop_legacy_id" in text for text in texts)
        assert not any("Dockerfile" in text for text in texts)
    change.filter.clear()
    assert any("Dockerfile" in text for text in change.facts.visible_texts())


def fact_of(window: MainWindow, kind: str) -> str:
    """The id of the sample's first fact of a kind."""
    loaded = window.desk.session.loaded
    fact = loaded.facts.first(kind) if loaded else None
    assert fact
    return fact.id


def shown_fact(qtbot: QtBot, window: MainWindow, fact: str) -> None:
    """Wait until the evidence pane shows a fact."""
    bench = window.desk.bench
    qtbot.waitUntil(lambda: bench.evidence.card.fact_id == fact and not bench.reader.busy, timeout=5_000)


DROPPED = "migration.drop_column"


def dismiss(qtbot: QtBot, window: MainWindow, fact: str, reason: str, key: Qt.Key = Qt.Key.Key_D) -> None:
    """Dismiss a fact with keys, as a person does."""
    facts, form = window.desk.bench.change.facts, window.desk.bench.evidence.card.form
    assert facts.choose(fact)
    shown_fact(qtbot, window, fact)
    facts.setFocus()
    qtbot.keyClick(facts.view, key)
    qtbot.waitUntil(form.isVisible, timeout=5_000)
    qtbot.keyClicks(form.reason, reason)
    qtbot.keyClick(form.reason, Qt.Key.Key_Return)


def test_the_first_fact_is_shown_and_a_fact_leads_to_the_sentences_that_use_it(
    qtbot: QtBot, window: MainWindow, sample: Path
) -> None:
    open_in(qtbot, window, sample, RANGE)
    bench = window.desk.bench
    shown_fact(qtbot, window, bench.change.facts.first)
    assert bench.change.facts.current == bench.change.facts.first
    dropped = fact_of(window, DROPPED)
    assert bench.change.facts.choose(dropped)
    shown_fact(qtbot, window, dropped)
    assert "0008_drop_legacy_id.py" in bench.evidence.hunks.accessibleName()
    use = next(text for text in bench.evidence.used_in.texts if text.startswith("Description: "))
    bench.evidence.used_in.stops[bench.evidence.used_in.texts.index(use)].click()
    editor = bench.ticket.fields["description"].editor
    assert use == f"Description: {editor.textCursor().selectedText()}"
    assert editor.hasFocus() and bench.evidence.card.fact_id == dropped  # the fact stays in sight


def test_a_fact_is_dismissed_with_keys_and_the_drafts_follow(
    qtbot: QtBot, window: MainWindow, sample: Path, session: Session
) -> None:
    open_in(qtbot, window, sample, RANGE)
    bench = window.desk.bench
    before, dropped = session.entry("title").text, fact_of(window, DROPPED)
    dismiss(qtbot, window, dropped, "The column went with 1.3 already")
    assert session.dismissed == {dropped: "The column went with 1.3 already"}
    following = bench.change.facts.current
    assert following not in ("", dropped) and bench.change.facts.view.hasFocus()
    shown_fact(qtbot, window, following)
    title, description = bench.ticket.fields["title"], bench.ticket.fields["description"]
    assert title.editor.text == before  # what stands is not touched, but marked
    assert f"! {dropped}" in [placed.chip.text for placed in description.editor.margin.placed]
    for field in (title, description):
        assert field.proposal.isVisible() and field.proposal.proposal
        assert dropped not in [one for claim in field.proposal.proposal.claims for one in claim.evidence]
        assert "removal of order.legacy_id" not in field.proposal.proposal.text.lower()
        field.proposal._use.click()
    assert session.entry("title").text not in ("", before)
    assert f"! {dropped}" not in [placed.chip.text for placed in description.editor.margin.placed]


def test_a_dismissal_is_undone_redone_and_restored(
    qtbot: QtBot, window: MainWindow, sample: Path, session: Session
) -> None:
    open_in(qtbot, window, sample, RANGE)
    facts, dropped = window.desk.bench.change.facts, fact_of(window, DROPPED)
    dismiss(qtbot, window, dropped, "Not deployed", Qt.Key.Key_Delete)
    assert not facts.choose(dropped)
    qtbot.keyClick(facts.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert session.dismissed == {} and facts.choose(dropped)
    assert not window.desk.bench.ticket.fields["title"].proposal.isVisible()
    window.actions_by_name["redo"].trigger()
    assert session.dismissed == {dropped: "Not deployed"}
    said: list[str] = []
    window.desk.bench.said.connect(said.append)
    window.desk.bench.dismissing.dismiss(dropped, "Already done")
    window.desk.bench.dismissing.dismiss(dropped, "Already done")
    window.actions_by_name["undo"].trigger()
    assert session.dismissed == {dropped: "Not deployed"} and said[-1] == f"{dropped} is dismissed again."
    facts.scopes._chips[Scope.DISMISSED].click()
    assert "Dismissed: Not deployed" in facts.visible_texts()[1]
    assert facts.choose(dropped)
    shown_fact(qtbot, window, dropped)
    qtbot.keyClick(facts.view, Qt.Key.Key_R)
    assert session.dismissed == {} and facts.visible_texts() == []


def test_dismissed_facts_are_there_after_a_restart(qtbot: QtBot, sample: Path, tmp_path: Path) -> None:
    windows = []  # kept to the end: a window that another thread's garbage collection finds would crash
    first = ""
    while len(windows) < 2:
        kept = Session(Settings(), Library(tmp_path / "kept.sqlite"))
        window = MainWindow(kept.settings, lambda settings, kept=kept: kept)
        windows.append(window)
        qtbot.addWidget(window)
        window.show()
        open_in(qtbot, window, sample, RANGE)
        assert kept.dismissed == ({first: "Already done"} if first else {})
        shown_fact(qtbot, window, window.desk.bench.change.facts.first)  # the first that counts
        if not first:
            first = window.desk.bench.change.facts.first
            dismiss(qtbot, window, first, "Already done")
        assert window.desk.bench.change.facts.current != first
        window.close()


def test_the_palette_dismisses_the_fact_that_is_looked_at(
    qtbot: QtBot, window: MainWindow, sample: Path, session: Session
) -> None:
    open_in(qtbot, window, sample, RANGE)
    shown_fact(qtbot, window, window.desk.bench.change.facts.first)
    window.show_palette()
    palette = next(one for one in window.findChildren(CommandPalette) if one.isVisible())
    line = palette.findChild(QLineEdit)
    qtbot.keyClicks(line, "dismiss the")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(window.desk.bench.evidence.card.form.isVisible, timeout=5_000)
    assert session.dismissed == {}


def test_a_letter_that_is_typed_into_a_field_dismisses_nothing(
    qtbot: QtBot, window: MainWindow, sample: Path, session: Session
) -> None:
    open_in(qtbot, window, sample, RANGE)
    shown_fact(qtbot, window, window.desk.bench.change.facts.first)
    editor = window.desk.bench.ticket.fields["title"].editor
    editor.setFocus()
    qtbot.keyClicks(editor, "D")
    qtbot.keyClick(editor, Qt.Key.Key_Delete)
    qtbot.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not window.desk.bench.evidence.card.form.isVisible()
    assert session.dismissed == {}


def test_a_fact_of_the_evidence_pane_that_the_list_does_not_show_can_be_dismissed(
    qtbot: QtBot, window: MainWindow, sample: Path, session: Session
) -> None:
    open_in(qtbot, window, sample, RANGE)
    bench = window.desk.bench
    bench.change.filter.setText("zzz")
    size = fact_of(window, "change.size")
    bench.reader.show(size)
    shown_fact(qtbot, window, size)
    window.actions_by_name["dismiss_fact"].trigger()
    qtbot.keyClicks(bench.evidence.card.form.reason, "No")
    qtbot.keyClick(bench.evidence.card.form.reason, Qt.Key.Key_Return)
    assert session.dismissed == {size: "No"}
    qtbot.waitUntil(bench.evidence.card.note.isVisible, timeout=5_000)


def test_enter_on_a_fact_goes_to_its_evidence(qtbot: QtBot, window: MainWindow, sample: Path) -> None:
    open_in(qtbot, window, sample, RANGE)
    facts = window.desk.bench.change.facts
    window.actions_by_name["show_facts"].trigger()
    setting = fact_of(window, "config.env_added")
    facts.scopes._chips[Scope.ALL].click()
    assert facts.choose(setting)
    shown_fact(qtbot, window, setting)
    qtbot.keyClick(facts.view, Qt.Key.Key_Return)
    qtbot.waitUntil(window.desk.bench.evidence.hunks.hasFocus, timeout=5_000)
    window.actions_by_name["show_files"].trigger()
    assert window.desk.bench.change.tree.hasFocus()


def test_going_to_the_evidence_leaves_the_sent_tab(qtbot: QtBot, window: MainWindow, sample: Path) -> None:
    open_in(qtbot, window, sample, RANGE)
    bench = window.desk.bench
    bench.side.show_page(bench.sent, focus=True)
    window.actions_by_name["focus_evidence"].trigger()
    assert bench.side.page is bench.evidence
    bench.side.show_page(bench.sent, focus=True)
    bench.change.facts.choose(fact_of(window, "config.env_added"))
    assert bench.side.page is bench.evidence


def test_the_ticket_is_copied_whole(qtbot: QtBot, window: MainWindow, sample: Path, session: Session) -> None:
    open_in(qtbot, window, sample, RANGE)
    window.actions_by_name["copy_markdown"].trigger()
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("# ") and "## Rollback steps" in copied
    window.actions_by_name["copy_plain"].trigger()
    assert "ROLLBACK STEPS" in QGuiApplication.clipboard().text()


def test_another_range_is_another_ticket_and_the_first_is_kept(
    qtbot: QtBot, window: MainWindow, sample: Path, session: Session
) -> None:
    open_in(qtbot, window, sample, RANGE)
    session.edit("notes", "mine")
    first = session.ticket
    open_in(qtbot, window, sample, "v1.5.0~1..v1.5.0")
    assert session.ticket and first and session.ticket.id != first.id
    open_in(qtbot, window, sample, RANGE)
    assert session.ticket == first


@pytest.mark.parametrize("text", ["nonsense..HEAD", "v1.5.0..v1.5.0", "--output=x"])
def test_a_wrong_range_is_told_and_the_ticket_stays(
    qtbot: QtBot, window: MainWindow, sample: Path, session: Session, text: str
) -> None:
    open_in(qtbot, window, sample, RANGE)
    before = session.ticket
    assert fail_in(qtbot, window, sample, text)
    assert session.ticket is before
    open_in(qtbot, window, sample, "v1.5.0~1..v1.5.0")
    assert window.banner.text == ""


def test_what_is_no_repository_and_no_diff_is_told(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    (tmp_path / "empty.diff").write_bytes(b"")
    (tmp_path / "binary.diff").write_bytes(bytes(range(256)) * 100)
    for path in (empty, tmp_path / "empty.diff", tmp_path / "binary.diff", tmp_path / "missing"):
        assert path.name in fail_in(qtbot, window, path)


def test_a_folder_can_be_dropped(qtbot: QtBot, window: MainWindow, sample: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(sample))])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    event = QDropEvent(QPointF(QPoint(5, 5)), copy, data, left, Qt.KeyboardModifier.NoModifier)
    with qtbot.waitSignal(window.loaded, timeout=20_000):
        window.dropEvent(event)


def test_opening_can_be_stopped_and_started_again(qtbot: QtBot, window: MainWindow, sample: Path) -> None:
    window.open(sample, RANGE)
    window.stop()
    open_in(qtbot, window, sample, RANGE)


def test_a_fault_shows_details_to_copy(window: MainWindow) -> None:
    window.complaints.tell(ZeroDivisionError("a fault <b>of ours</b>"))
    assert "ZeroDivisionError: a fault <b>of ours</b>" in window.banner.text
    window.banner.buttons[0].click()
    assert "ZeroDivisionError" in QGuiApplication.clipboard().text()


def test_actions_that_need_a_ticket_wait_for_one(qtbot: QtBot, window: MainWindow, sample: Path) -> None:
    assert not window.actions_by_name["copy_markdown"].isEnabled()
    open_in(qtbot, window, sample, RANGE)
    assert window.actions_by_name["copy_markdown"].isEnabled()
