"""A ticket goes into a change system from the window: seen, sent once, read back; whatever happens meanwhile."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest

from relman_desktop.checks import Finding, Severity
from relman_desktop.export.targets.prepared import our_id_of
from relman_desktop.gui import export_desk
from relman_desktop.gui.library_files import erase_tickets
from relman_desktop.jobs import Cancel, silent
from relman_desktop.keys import keeping, system
from relman_desktop.session import Session
from relman_desktop.settings import System, load_settings, settings_file
from relman_desktop.submitting import client, holding, making
from tests.keys.keyrings import Memory, installed
from tests.submitting.servers.jira import JiraCloudSystem
from tests.submitting.servers.redmine import RedmineSystem
from tests.submitting.servers.serving import TOKEN, TOKEN_VARIABLE

from .export_scenes import Open, at_export
from .model_scenes import SMALLER, settle, wait

AWAY = System("Change control", "redmine", "https://change.example.org", values={"project": "p", "tracker": "1"})


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No key of another test, and waits as short as a local server's."""
    monkeypatch.setattr(keeping, "_session", {})
    monkeypatch.setattr(system, "_clerk", system._Clerk())
    monkeypatch.setattr(making, "LEAST_S", 0.05)
    monkeypatch.setattr(making, "_PAUSES_S", (0.02,))
    monkeypatch.setattr(client, "SILENCE_S", 5.0)
    monkeypatch.setattr(client, "_AGAIN_S", (0.01, 0.02))
    monkeypatch.setattr(holding, "WAIT_S", 0.5)
    monkeypatch.setenv(TOKEN_VARIABLE, TOKEN)
    with installed(Memory()):
        yield


@pytest.fixture
def redmine() -> Iterator[RedmineSystem]:
    with RedmineSystem() as server:
        yield server


def test_without_a_system_it_says_so_and_leads_to_the_window_of_systems(scene: Open) -> None:
    one = scene()
    one.window.actions_by_name["show_export"].trigger()
    tab = one.bench.export.tab
    assert not tab.shows and one.window.focusWidget() is tab.add
    tab.add.click()
    systems = one.window.desk._systems
    assert systems and systems.page.isVisible()
    systems.page.close()


def test_the_preview_shows_field_by_field_what_is_sent_and_asks_nobody(scene: Open, redmine: RedmineSystem) -> None:
    one = scene(systems=(redmine.system(),))
    export = at_export(one)
    title = export.tab.fields.cards["subject"]
    text = one.texts["title"]
    assert f"{len(text)} of 255" in title.words and text in title.words.replace("\N{ZERO WIDTH SPACE}", "")
    ticket = one.session.ticket
    assert ticket and our_id_of(ticket.id) in export.words
    description = export.tab.fields.cards["description"]
    assert "Rollback steps" in description.words, "what has no field of its own is told to stand there"
    description.text.more.click()
    assert "legacy_id" in description.words and description.text.more.text() == "Show less"
    assert not redmine.received


def test_it_is_created_once_told_with_its_link_and_updated_after_an_edit(
    scene: Open, redmine: RedmineSystem, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(QUrl(url).toString()))
    one = scene(systems=(redmine.system(),))
    export = at_export(one)
    assert export.tab.foot.send.text() == "Create in Redmine"
    export.send()
    assert len(redmine.records) == 1 and redmine.asked.count("create") == 1
    (number,) = redmine.records
    assert redmine.text(number, "title") == one.texts["title"]
    assert f"Created in Redmine as {number}." in export.status and "Not changed here since." in export.status
    assert any(f"Created in Redmine as {number}" in said for said in one.told) and not one.complaints
    assert export.tab.foot.send.text() == f"Update {number}" and export.tab.made.lines == [
        line for line in export.tab.made.lines if f": {number}, created" in line
    ]
    assert load_settings().system == "change system of the test" and not opened, "it opens by a press only"
    export.tab.status.open.click()
    export.tab.status.copy.click()
    assert opened == [f"{redmine.url}/issues/{number}"] == [QGuiApplication.clipboard().text()]
    export.type("title", ", at last")
    wait(lambda: one.window.export_button.text() == "Export •")
    assert "Not there as it is here now: Subject" in export.status
    export.send()
    assert redmine.text(number, "title").endswith(", at last") and len(redmine.records) == 1
    assert "is updated" in export.status and one.window.export_button.text() == "Export"


def test_a_look_says_not_there_yet_and_there_already(scene: Open, redmine: RedmineSystem, home: Path) -> None:
    one = scene(systems=(redmine.system(),))
    one.window.actions_by_name["look_there"].trigger()
    export = at_export(one)
    assert "Not there yet" in export.status and not redmine.records
    export.send()
    for file in (home / "exports").rglob("*.json"):
        file.unlink()  # the ledger is lost
    export.desk.show_systems()
    export.rest()
    assert export.tab.foot.send.text().startswith("Update ")
    export.look()
    assert "there already: found" in export.status and len(redmine.records) == 1


def test_somebodys_edit_is_held_until_the_person_says_what_should_be(scene: Open, redmine: RedmineSystem) -> None:
    one = scene(systems=(redmine.system(),))
    export = at_export(one)
    export.send()
    (number,) = redmine.records
    with redmine.somebody():
        redmine.edit(number, "title", "Their own title")
    export.send()
    assert redmine.text(number, "title") == "Their own title", "nothing is overwritten unasked"
    (row,) = export.tab.differences.rows
    assert row.one.now == "Their own title" and row.take.isVisible()
    row.overwrite.click()
    assert "overwriting 1 field" in export.tab.foot.send.text()
    export.send()
    assert redmine.text(number, "title") == one.texts["title"]


def test_their_text_is_taken_into_the_ticket_as_one_step_of_undo(scene: Open, redmine: RedmineSystem) -> None:
    one = scene(systems=(redmine.system(),))
    export = at_export(one)
    export.send()
    (number,) = redmine.records
    before = one.texts["title"]
    with redmine.somebody():
        redmine.edit(number, "title", "Their own title")
    export.look()
    (row,) = export.tab.differences.rows
    row.take.click()
    assert one.texts["title"] == "Their own title" == one.session.entry("title").text
    assert "Taken into the ticket" in export.words and not row.overwrite.isEnabled()
    one.window.actions_by_name["undo"].trigger()
    assert one.texts["title"] == before


def test_what_was_edited_while_it_was_sent_is_not_in_it_and_told(scene: Open, redmine: RedmineSystem) -> None:
    one = scene(systems=(redmine.system(),))
    export = at_export(one)
    redmine.misbehave("slow", seconds=0.4)
    before = one.texts["title"]
    export.press("send")
    wait(lambda: "create" in redmine.asked)
    export.type("title", " and more")
    assert export.desk.busy
    export.rest()
    (number,) = redmine.records
    assert redmine.text(number, "title") == before
    assert "Created in Redmine" in export.status and "Not there as it is here now: Subject" in export.status
    assert one.window.export_button.text() == "Export •"


def test_another_ticket_is_shown_while_one_is_sent(scene: Open, redmine: RedmineSystem, sample: Path) -> None:
    one = scene(systems=(redmine.system(),))
    export = at_export(one)
    first = one.session.ticket
    redmine.misbehave("slow", seconds=1.5)
    export.press("send")
    one.open(sample, SMALLER, to_the_end=False)
    second = one.session.ticket
    assert first and second and first.id != second.id
    one.window.actions_by_name["show_export"].trigger()
    wait(lambda: export.view.preview is not None)
    settle()
    assert export.desk.busy and not export.view.may_send, "one is sent at a time"
    assert "under way" in export.words
    export.rest()
    assert len(redmine.records) == 1 and "Created" not in export.status
    assert our_id_of(first.id) in repr(next(iter(redmine.records.values())).fields)
    export.send()
    assert len(redmine.records) == 2 and our_id_of(second.id) in repr(redmine.records[max(redmine.records)].fields)
    one.open(sample)
    assert "Created in Redmine as" in at_export(one).status, "what was heard belongs to its ticket"


def test_a_sending_that_is_stopped_says_what_is_known(scene: Open, redmine: RedmineSystem) -> None:
    one = scene(systems=(redmine.system(),))
    export = at_export(one)
    redmine.misbehave("slow", seconds=2.0)
    export.press("send")
    wait(lambda: "create" in redmine.asked)
    export.tab.foot.stop.click()
    export.rest()
    assert "not known" in export.status
    assert export.tab.foot.look.text() == "Look whether it was made"
    wait(lambda: bool(redmine.records))
    export.look()
    assert len(redmine.records) == 1 and "is there already" in export.status
    export.send()
    assert len(redmine.records) == 1 and redmine.asked.count("create") == 1


def test_before_anything_was_written_a_stop_says_that_nothing_was(scene: Open, redmine: RedmineSystem) -> None:
    one = scene(systems=(redmine.system(),))
    export = at_export(one)
    redmine.misbehave("slow", on="find", seconds=2.0)
    export.press("send")
    wait(lambda: "find" in redmine.asked)
    export.tab.foot.stop.click()
    export.rest()
    assert export.status.startswith("Stopped. Nothing was written") and not redmine.records
    assert export.tab.foot.send.text() == "Create in Redmine"


def test_the_window_is_closed_while_it_sends_and_the_next_start_knows(
    scene: Open, redmine: RedmineSystem, sample: Path
) -> None:
    one = scene(systems=(redmine.system(),))
    export = at_export(one)
    redmine.misbehave("slow", seconds=1.0)
    export.press("send")
    wait(lambda: "create" in redmine.asked)
    one.close()
    wait(lambda: bool(redmine.records))
    again = at_export(scene(systems=(redmine.system(),)))
    assert "how that ended is not known" in again.status
    again.send()
    assert len(redmine.records) == 1 and redmine.asked.count("create") == 1
    assert again.status.startswith("Found in Redmine as") and "nothing was made a second time" in again.status


def test_a_system_is_removed_while_it_sends(scene: Open, redmine: RedmineSystem) -> None:
    other = System("Another", "redmine", redmine.url, values=dict(redmine.values), key_variable=TOKEN_VARIABLE)
    one = scene(systems=(redmine.system(), other))
    export = at_export(one)
    redmine.misbehave("slow", seconds=0.8)
    export.press("send")
    wait(lambda: "create" in redmine.asked)
    one.window.actions_by_name["show_systems"].trigger()
    systems = one.window.desk._systems
    assert systems
    systems.page.go_to("change system of the test", "")
    systems.page.list.remove.click()
    systems.page.close()
    assert export.view.system.name == "Another"
    export.rest()
    assert len(redmine.records) == 1 and not one.complaints
    assert any("Created in" in said for said in one.told)


def test_nothing_goes_to_a_new_host_until_the_person_agrees(scene: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def fail(*_: Any, **__: Any) -> None:
        asked.append("asked")
        raise RuntimeError("an odd end")

    monkeypatch.setattr(export_desk, "sender", lambda *_, **__: fail)
    monkeypatch.setattr(export_desk, "asker", lambda *_: fail)
    one = scene(systems=(AWAY,))
    export = at_export(one)
    assert export.tab.foot.send.text() == "Agree and create in Redmine" and "you agree to that" in export.words
    settle(400)
    one.window.actions_by_name["look_there"].trigger()
    export.rest()
    assert one.window.focusWidget() is export.tab.foot.look, "the button that agrees has words for it"
    assert not asked and not one.session.settings.may_send(AWAY), "to look at it is not to agree"
    export.send()
    assert asked and load_settings().consented == ("https://change.example.org",)
    assert export.tab.foot.send.text() == "Create in Redmine" and "by a fault of ours" in export.status
    assert one.complaints == ["an odd end"], "a fault is told as one, with its details"


def test_a_missing_token_leads_to_where_it_is_given(
    scene: Open, redmine: RedmineSystem, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(TOKEN_VARIABLE)
    one = scene(systems=(redmine.system(),))
    export = at_export(one)
    export.send()
    assert "No token is kept" in export.status and export.tab.status.token.isVisible() and not redmine.received
    export.tab.status.token.click()
    systems = one.window.desk._systems
    assert systems and systems.page.isVisible()
    assert systems.page.focusWidget() is systems.page.form.key.line
    QTest.keyClicks(systems.page.form.key.line, TOKEN)
    QTest.keyClick(systems.page.form.key.line, Qt.Key.Key_Return)
    wait(lambda: systems.page.form.key.line.isHidden())
    systems.page.close()
    export.send()
    assert len(redmine.records) == 1
    assert TOKEN not in settings_file().read_text() and TOKEN not in export.words


def test_a_refused_field_says_why_at_its_place_and_a_record_that_is_gone_is_made_anew_when_asked(
    scene: Open, redmine: RedmineSystem
) -> None:
    one = scene(systems=(redmine.system(),))
    export = at_export(one)
    redmine.misbehave("invalid")
    export.send()
    assert "does not take the ticket" in export.status and not redmine.records
    assert "cannot be blank" in export.tab.fields.cards["subject"].wrong.text
    export.tab.fields.cards["subject"].wrong.go.click()
    assert one.window.focusWidget() is one.bench.ticket.fields["title"].editor
    export.send()
    assert len(redmine.records) == 1
    redmine.records.clear()
    export.send()
    assert "any more" in export.status and not redmine.records
    export.tab.status.another.click()
    export.rest()
    assert len(redmine.records) == 1


def test_findings_that_block_stand_above_the_button_and_forbid_nothing_as_read_only_does(
    scene: Open, redmine: RedmineSystem, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = (
        Finding("no-validator", "validator", Severity.BLOCK, "Nobody validates it; name somebody."),
        Finding("long", "title", Severity.WARN, "The title is long."),
    )
    monkeypatch.setattr(Session, "reader_of_checks", lambda _: lambda *_: found)
    one = scene(systems=(redmine.system(),))
    export = at_export(one)
    assert export.tab.foot.findings.texts == ["Nobody validates it; name somebody."]
    export.tab.foot.findings.press("Go there")
    assert one.bench.ticket.details.inputs["validator"].isAncestorOf(one.window.focusWidget())
    assert export.view.may_send
    one.window.set_read_only("Another window writes.")
    assert not export.tab.foot.send.isEnabled() and "read-only" in export.words
    one.window.set_read_only("")
    assert export.view.may_send


def test_the_menu_of_the_bar_leads_to_each_system_and_the_keyboard_sends(scene: Open, redmine: RedmineSystem) -> None:
    one = scene(systems=(redmine.system(), AWAY))
    button = one.window.export_button
    button.menu().aboutToShow.emit()
    texts = [action.text() for action in button.menu().actions()]
    assert texts[:2] == [
        f"To change system of the test ({redmine.system().host})…",
        "To Change control (change.example.org)…",
    ]
    assert "Change systems…" in texts
    button.menu().actions()[1].trigger()
    export = at_export(one)
    assert export.view.system == AWAY and one.bench.side.page is export.tab
    button.menu().actions()[0].trigger()
    export.rest()
    wait(export.tab.foot.send.isEnabled)  # it was another button a moment ago
    export.tab.head.choice.setFocus()
    QTest.keyClick(export.tab.head.choice, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert one.window.focusWidget() is export.tab.foot.send and not redmine.received, "the first press only goes there"
    QTest.keyClick(export.tab.foot.send, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    export.rest()
    assert len(redmine.records) == 1


def test_a_ticket_that_is_erased_for_good_leaves_nothing_in_the_ledger(
    scene: Open, redmine: RedmineSystem, home: Path
) -> None:
    one = scene(systems=(redmine.system(),))
    at_export(one).send()
    ticket = one.session.ticket
    assert ticket and [*(home / "exports").rglob("*.json")]
    one.session.file(ticket.id, "bin")
    one.session.library.journal.flush().result()
    assert erase_tickets(one.session.library, [ticket.id])(Cancel(), silent) == 1
    assert not [*(home / "exports").rglob("*.json")]


def test_the_fields_of_a_site_are_read_before_the_first_creation_so_that_none_of_its_own_stays_empty(
    scene: Open,
) -> None:
    with JiraCloudSystem() as jira:
        one = scene(systems=(jira.system(),))
        export = at_export(one)
        assert "asked for its fields first" in export.words and not jira.received, "a preview asks nobody"
        export.send()
        assert len(jira.records) == 1
        assert export.view.preview and export.view.preview.schema, "the preview is renewed"
        assert export.desk.view and export.desk.view.course.sent
        sent = {one.theirs for one in export.desk.view.course.sent.parts}
        assert any(name.startswith("customfield_") for name in sent), sent
        before = len(jira.received)
        export.type("title", ", at last")
        export.send()
        assert "asked for its fields" not in export.words and len(jira.records) == 1 and len(jira.received) > before


def test_a_site_that_does_not_tell_its_fields_gets_the_ticket_with_the_second_press(scene: Open) -> None:
    with JiraCloudSystem() as jira:
        one = scene(systems=(jira.system(),))
        export = at_export(one)
        jira.misbehave("fault", on="ask", times=9)
        export.send()
        assert not jira.records and "could not be read" in export.words
        export.send()
        assert len(jira.records) == 1


def test_nothing_is_sent_while_the_risk_is_worked_out(
    scene: Open, redmine: RedmineSystem, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, reader = Event(), Session.reader_of_background

    def slow(session: Session) -> Any:
        read = reader(session)

        def reads(cancel: Cancel, progress: Any = silent) -> Any:
            gate.wait(20)
            return read(cancel, progress)

        return reads

    monkeypatch.setattr(Session, "reader_of_background", slow)
    one = scene(systems=(redmine.system(),), to_the_end=False)
    try:
        export = at_export(one)
        assert "risk is being worked out" in export.words and not export.tab.foot.send.isEnabled()
        export.desk.send()
        assert not redmine.received
    finally:
        gate.set()
    wait(lambda: not one.bench.risk.busy, 20)
    export.send()
    (number,) = redmine.records
    assert "Risk" in redmine.text(number, "description")


def test_a_name_that_is_given_to_another_system_says_nothing_of_the_one_before(
    scene: Open, redmine: RedmineSystem
) -> None:
    with RedmineSystem() as other:
        one = scene(systems=(redmine.system(),))
        export = at_export(one)
        export.send()
        renamed = replace(other.system(), name=redmine.system().name)
        one.session.change_settings(replace(one.session.settings, systems=(renamed,), consented=(renamed.origin,)))
        export.desk.show_systems()
        export.rest()
        assert export.tab.foot.send.text() == "Create in Redmine" and "Created in" not in export.status


def test_what_is_edited_while_the_fields_are_read_is_not_sent_half_typed(scene: Open, redmine: RedmineSystem) -> None:
    one = scene(systems=(redmine.system(),))
    export = at_export(one)
    redmine.misbehave("slow", on="ask", seconds=2.0)
    export.press("send")
    export.type("title", " and mo")
    export.rest()
    assert not redmine.records and any("press again" in said for said in one.told)
    export.send()
    assert len(redmine.records) == 1 and redmine.text(next(iter(redmine.records)), "title").endswith(" and mo")
