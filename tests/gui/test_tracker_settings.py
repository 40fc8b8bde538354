"""The window "Trackers": kept at once where it is right, told where it is wrong, and nobody asked unwanted."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from relman_desktop.gui import server_desk
from relman_desktop.gui.shown import BREAK
from relman_desktop.gui.tracker_entry import entry_of, new_entry
from relman_desktop.gui.tracker_settings import TrackerSettings
from relman_desktop.keys import Key, Place, keeping, system
from relman_desktop.settings import Tracker, load_settings, settings_file
from relman_desktop.sources.work.item import WorkItem
from relman_desktop.trackers import cache, known
from relman_desktop.trackers.kinds import KINDS
from tests.keys.keyrings import Memory, installed
from tests.net.server import SILENCE, Scripted, by_path, plain, refusing
from tests.trackers.conftest import tracker_at
from tests.trackers.plain_kind import PlainKind

from .model_scenes import Scene, settle, wait

Open = Callable[..., Scene]
TOKEN = "glpat-0123456789abcdef"
WORKS = by_path(
    {"/self": plain({"name": "Ada Example"}), "/found": plain({"items": [{"key": "PAY-1", "title": "One"}]})}
)


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[Memory]:
    """No token of another test, and one kind more: a simple one."""
    monkeypatch.setattr(keeping, "_session", {})
    monkeypatch.setattr(system, "_clerk", system._Clerk())
    monkeypatch.setattr(known, "KINDS", {**KINDS, "plain": PlainKind()})
    keyring = Memory()
    with installed(keyring):
        yield keyring


def page_of(one: Scene) -> TrackerSettings:
    """The window "Trackers", open, after the first one's token was asked for."""
    one.window.actions_by_name["show_trackers"].trigger()
    trackers = one.window.desk._trackers
    assert trackers
    wait(lambda: not trackers._keys.busy)
    return trackers.page


def words(page: TrackerSettings) -> str:
    return "\n".join(one.text().replace(BREAK, "") for one in page.findChildren(QLabel) if one.isVisible())


def write(qtbot: QtBot, page: TrackerSettings, name: str, text: str) -> None:
    line = page.form.rows[name].input
    line.selectAll()
    qtbot.keyClick(line, Qt.Key.Key_Backspace)
    qtbot.keyClicks(line, text)
    qtbot.keyClick(line, Qt.Key.Key_Return)


def rows(page: TrackerSettings) -> list[str]:
    model = page.list.view.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def add(page: TrackerSettings, kind: str) -> None:
    page.list._menu.actions()[list(KINDS).index(kind)].trigger()


def test_a_tracker_is_set_up_by_kind_address_user_and_projects(qtbot: QtBot, scene: Open) -> None:
    one = scene()
    page = page_of(one)
    assert "No tracker is set up." in words(page)
    add(page, "jira-cloud")
    assert page.focusWidget() is page.form.rows["url"].input and load_settings().trackers == ()
    write(qtbot, page, "url", "example.atlassian.net/browse/PAY-12")
    write(qtbot, page, "user", "priya@example.org")
    write(qtbot, page, "projects", "PAY, OPS")
    (tracker,) = load_settings().trackers
    assert tracker == Tracker(
        "Jira Cloud", "jira-cloud", "https://example.atlassian.net", "priya@example.org", ("PAY", "OPS")
    )
    page.form.reads.click()
    assert load_settings().trackers[0].reads is False and "when asked" in rows(page)[0]
    assert "read:jira-work" in words(page) and "https://id.atlassian.com/manage-profile" in words(page)
    page.close()


@pytest.mark.parametrize("kind", [*KINDS])
def test_every_kind_says_where_its_token_is_made_and_what_it_needs(qtbot: QtBot, kind: str) -> None:
    page = TrackerSettings()
    qtbot.addWidget(page)
    page.show()
    add(page, kind)
    said = words(page)
    assert page.form.kind.currentText() == KINDS[kind].title and "What it must be allowed:" in said
    assert page.form.rows["url"].input.placeholderText() == f"Such as {KINDS[kind].address}"
    assert page.form.rows["user"].isVisible() == KINDS[kind].wants_user


def test_what_is_wrong_is_said_at_its_input_and_what_was_right_stays(qtbot: QtBot, scene: Open) -> None:
    one = scene(trackers=(Tracker("Team", "redmine", "https://redmine.example.org"),))
    page = page_of(one)
    write(qtbot, page, "url", "https://me:secret@redmine.example.org")
    assert "holds a name or a password" in words(page) and "https://redmine.example.org stays set" in words(page)
    write(qtbot, page, "projects", "https://redmine.example.org/projects/x")
    assert "Give keys such as PAY" in words(page) and "Not saved" in rows(page)[0]
    assert load_settings().trackers == (Tracker("Team", "redmine", "https://redmine.example.org"),)
    page.close()


def test_a_token_is_kept_in_the_keyring_and_in_no_setting(qtbot: QtBot, scene: Open, fresh: Memory) -> None:
    one = scene(trackers=(Tracker("Team", "gitlab", "https://gitlab.example.org"),))
    page = page_of(one)
    assert "No token is kept yet." in words(page)
    assert page.form.key.line.echoMode() is QLineEdit.EchoMode.Password
    qtbot.keyClicks(page.form.key.line, TOKEN)
    qtbot.keyClick(page.form.key.line, Qt.Key.Key_Return)
    wait(lambda: "Kept in the keyring" in words(page))
    assert TOKEN in [*fresh.kept.values()] and page.form.key.line.text() == ""
    assert not settings_file().exists() or TOKEN not in settings_file().read_text()
    page.list.remove.click()
    assert "Team is removed; its token is still kept." in words(page)
    page.list._forget.click()
    wait(lambda: TOKEN not in [*fresh.kept.values()])
    page.list._undo.click()
    assert [one.name for one in load_settings().trackers] == ["Team"]
    page.close()


def test_a_test_asks_the_tracker_with_the_token_that_is_typed(qtbot: QtBot, scene: Open) -> None:
    with Scripted(WORKS) as server:
        page = page_of(scene(trackers=(tracker_at(server.port, key_variable="", reads=False),)))
        assert not server.received, "opening the window asks nobody"
        qtbot.keyClicks(page.form.key.line, TOKEN)
        page.form.report.button.click()
        wait(lambda: page.form.report.button.text() == "Test connection")
        assert "It is the token of “Ada Example”." in words(page)
        assert [one.path.partition("?")[0] for one in server.received] == ["/self", "/found"]
        assert all(one.headers["authorization"] == f"Bearer {TOKEN}" for one in server.received)
        page.close()


def test_a_test_that_fails_says_what_to_mend(scene: Open) -> None:
    with Scripted(by_path({"/self": refusing({"message": "Bad credentials"}, "401 Unauthorized")})) as server:
        one = scene(trackers=(tracker_at(server.port, key_variable="", reads=False),))
        page = page_of(one)
        page.form.report.button.click()
        wait(lambda: page.form.report.button.text() == "Test connection")
        assert "token" in words(page).lower() and not one.complaints
        page.close()


def test_a_test_can_be_stopped(scene: Open) -> None:
    def silent(request: object) -> Iterator[object]:
        yield SILENCE

    with Scripted(silent) as server:  # type: ignore[arg-type]
        page = page_of(scene(trackers=(tracker_at(server.port, key_variable="", reads=False),)))
        page.form.report.button.click()
        wait(lambda: bool(server.received))
        page.form.report.button.click()
        wait(server.left.is_set, 2)
        settle()
        assert page.form.report.button.text() == "Test connection" and page.form.report._shown == ()
        page.close()


def test_items_come_from_a_real_server_into_the_window(scene: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    """From the keys of the sample's commits to the titles in its list, over HTTP."""
    monkeypatch.setenv("PLAIN_TOKEN", TOKEN)
    items = {f"/item/{key}": plain({"key": key, "title": f"What {key} is for"}) for key in ("PAY-208", "PAY-212")}
    with Scripted(by_path({**items, "/item/ORD-77": refusing({}, "404 Not Found")})) as server:
        one = scene(trackers=(tracker_at(server.port),))
        work = one.bench.work
        wait(lambda: work.asking.reading.resting)
        settle()
        found = {item.key: item for item in one.session.material.work}
        assert found["PAY-208"].title == "What PAY-208 is for" and found["ORD-77"].fault
        assert any("ORD-77" in text for text in work.tab.remarks.texts) and not one.complaints
        assert {request.path for request in server.received} == {*items, "/item/ORD-77"}
        before = len(server.received)
        one.window.actions_by_name["reload"].trigger()
        wait(lambda: not one.window.desk.opening)
        wait(lambda: work.asking.reading.resting)
        settle()
        assert [one.path for one in server.received[before:]] == ["/item/ORD-77"], "the others were read a moment ago"


@pytest.mark.parametrize(
    "tracker",
    [
        Tracker("A", "github", "https://github.com", projects=("acme/orders", "acme/web"), key_variable="GITHUB_TOKEN"),
        Tracker("B", "jira-server", "https://jira.example.org/jira", "ada", ("PAY",), reads=False),
        Tracker("C", "azure", "https://dev.azure.com/acme", "", ("acme/web",)),
        Tracker("D", "redmine", "http://127.0.0.1:3000"),
    ],
)
def test_a_tracker_goes_through_the_inputs_unchanged(tracker: Tracker) -> None:
    assert entry_of(tracker).read(()) == (tracker, {})


def test_a_look_at_an_offered_tracker_sets_none(qtbot: QtBot, scene: Open) -> None:
    one = scene()
    page = page_of(one)
    assert one.window.desk._trackers
    begun = Tracker("", "github", "https://github.com", projects=("outline/outline",))
    one.window.desk._trackers.offer(begun)
    assert "Not set yet" in words(page) and rows(page)[0].startswith("GitHub") and "No token is kept." in words(page)
    page.close()
    assert load_settings().trackers == () == one.session.settings.trackers
    one.window.desk._trackers.offer(begun)
    assert len(rows(page)) == 1, "it is offered once"
    write(qtbot, page, "projects", "outline/other")
    assert [one.projects for one in load_settings().trackers] == [("outline/other",)]
    page.close()


def test_what_a_removed_tracker_told_is_kept_no_longer(scene: Open) -> None:
    tracker = Tracker("Team Jira", "jira-cloud", "https://example.atlassian.net")
    one = scene(trackers=(tracker,))
    page = page_of(one)
    cache.keep(tracker, "PAY-1", WorkItem("", "PAY-1", "jira", (), title="One", read_at="2026-11-26T09:00:00+00:00"))
    assert cache.kept(tracker, "PAY-1")
    page._remove(page.book.entries[0])
    wait(lambda: cache.kept(tracker, "PAY-1") is None)
    page.close()


def test_without_a_keyring_it_is_said_once_and_of_a_token(scene: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    none = system.KeyringState(system.Condition.NONE)
    monkeypatch.setattr(server_desk, "state", lambda: none)
    asked = server_desk._told(None, "token").words
    assert asked == (
        "No token is kept yet. This system has no keyring, so a token is kept for this session only, "
        "unless an environment variable holds it."
    )
    kept = server_desk._told(Key("x" * 20, Place.SESSION, ""), "token").words
    assert kept.count("session") == 1 and kept.endswith("This system has no keyring.")


def test_a_second_one_of_a_kind_has_a_name_of_its_own() -> None:
    entry = new_entry(Tracker("", "github", "https://github.com"), "GitHub", {"GitHub"})
    tracker, wrong = entry.read({"GitHub"})
    assert tracker == replace(Tracker("GitHub 2", "github", "https://github.com")) and not wrong
