"""The window "Change systems": kept where it is right, told where it is wrong, what goes where seen and changed."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from relman_desktop.errors import InputError
from relman_desktop.export.targets.schema import Schema, SiteField
from relman_desktop.export.targets.table import shipped
from relman_desktop.export.targets.target import Choice, Sort
from relman_desktop.gui.system_entry import entry_of, new_entry
from relman_desktop.gui.system_form import SystemForm
from relman_desktop.gui.system_kinds import kinds, only_address
from relman_desktop.gui.system_rows import ANOTHER, USUAL, rows_of
from relman_desktop.gui.system_settings import SystemSettings
from relman_desktop.kept_schemas import kept_schema
from relman_desktop.keys import keeping, system
from relman_desktop.settings import System, load_settings, settings_file
from tests.keys.keyrings import Memory, installed
from tests.submitting.servers.redmine import CUSTOM, RedmineSystem
from tests.submitting.servers.serving import TOKEN, TOKEN_VARIABLE

from .model_scenes import Scene, settle, wait

Open = Callable[..., Scene]
TEAM = System("Team", "redmine", "https://change.example.org", values={"project": "pay", "tracker": "3"})
SCHEMA = Schema(
    {
        "subject": SiteField("subject", "Subject", Sort.LINE, 120, True),
        "customfield_7": SiteField("customfield_7", "Going back", Sort.TEXT, 2000),
        "level": SiteField("level", "Risk level", Sort.CHOICE, choices=(Choice("1", "Tiny"), Choice("2", "Huge"))),
    },
    "2026-11-26T12:00:00+00:00",
    True,
)


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[Memory]:
    monkeypatch.setattr(keeping, "_session", {})
    monkeypatch.setattr(system, "_clerk", system._Clerk())
    monkeypatch.setenv(TOKEN_VARIABLE, TOKEN)
    keyring = Memory()
    with installed(keyring):
        yield keyring


@pytest.fixture
def redmine() -> Iterator[RedmineSystem]:
    with RedmineSystem() as server:
        server.custom = dict(CUSTOM)
        yield server


def page_of(one: Scene) -> SystemSettings:
    """The window, open, after the first one's token was asked for."""
    one.window.actions_by_name["show_systems"].trigger()
    systems = one.window.desk._systems
    assert systems
    wait(lambda: not systems._keys.busy)
    return systems.page


def a_page(qtbot: QtBot, *systems: System, schema: Schema | None = None) -> SystemSettings:
    page = SystemSettings()
    qtbot.addWidget(page)
    page.show_systems(systems, [schema] * len(systems), "")
    page.show()
    return page


def words(page: SystemSettings) -> str:
    settle()  # until what is new is shown
    return "\n".join(
        one.text().replace("\N{ZERO WIDTH SPACE}", "") for one in page.findChildren(QLabel) if one.isVisible()
    )


def write(qtbot: QtBot, page: SystemSettings, name: str, text: str) -> None:
    line = (page.form.rows.get(name) or page.form.own[name]).input
    line.selectAll()
    qtbot.keyClick(line, Qt.Key.Key_Backspace)
    qtbot.keyClicks(line, text)
    qtbot.keyClick(line, Qt.Key.Key_Return)


def add(page: SystemSettings, name: str) -> None:
    page.list._menu.actions()[list(kinds()).index(name)].trigger()


def map_to(page: SystemSettings, ours: str, value: str) -> None:
    choice = page.form.mapping.rows[ours].choice
    choice.setCurrentIndex(choice.findData(value))
    choice.activated.emit(choice.currentIndex())


def test_a_system_is_set_up_by_kind_address_and_its_own_settings(qtbot: QtBot, scene: Open) -> None:
    page = page_of(scene())
    assert "No change system is set up." in words(page)
    add(page, "redmine")
    assert page.focusWidget() is page.form.rows["url"].input and load_settings().systems == ()
    write(qtbot, page, "url", "change.example.org/redmine/issues/42?tab=notes")
    assert load_settings().systems == () and "Give the project, such as payments." in words(page)
    write(qtbot, page, "value:project", "payments")
    write(qtbot, page, "value:tracker", "Support")
    (kept,) = load_settings().systems
    assert (kept.name, kept.target, kept.url) == ("Redmine", "redmine", "https://change.example.org/redmine")
    assert kept.values["project"] == "payments" and kept.values["tracker"] == "Support"
    page.close()


@pytest.mark.parametrize("name", [*shipped()])
def test_every_kind_shows_its_own_settings_with_help_and_what_goes_where(qtbot: QtBot, name: str) -> None:
    page = a_page(qtbot)
    add(page, name)
    kind, said = shipped()[name], words(page)
    assert page.form.kind.currentText() == kind.title
    for one in kind.settings:
        assert one.label in said and (not one.help or one.help.replace("\n", " ")[:40] in said)
    assert len(page.form.mapping.rows) >= 16 and page.form.mapping.picture.ways
    assert page.form.auth.isVisible() == (len(kind.auth) > 1)
    entry = page.book.current
    assert entry and entry.texts["url"] == only_address(kind)


@pytest.mark.parametrize("name", [*shipped()])
def test_a_system_goes_through_the_inputs_unchanged(name: str) -> None:
    kind = shipped()[name]
    values = {one.name: (one.choices[0] if one.choices else one.default or "x") for one in kind.settings}
    values = {key: value for key, value in values.items() if value}
    made = System(
        "A", name, "https://a.example.org", "ada", "", "TOKEN", values, {"title": ""}, {"risk=low": "1"}, {"a": "b"}
    )
    assert entry_of(made, kind).read(()) == (made, {})


def test_a_value_that_another_version_of_the_table_had_is_not_lost_by_a_look(qtbot: QtBot) -> None:
    page = a_page(qtbot, replace(TEAM, target="gone-kind"))
    assert "No table tells of the kind 'gone-kind'" in words(page)
    assert page.book.kept == (replace(TEAM, target="gone-kind"),)


def test_what_is_wrong_is_told_in_place_and_what_was_right_stays(qtbot: QtBot, scene: Open) -> None:
    one = scene(systems=(TEAM,))
    page = page_of(one)
    write(qtbot, page, "url", "https://me:secret@change.example.org")
    assert "holds a name or a password" in words(page) and "https://change.example.org stays set" in words(page)
    write(qtbot, page, "value:project", "")
    assert "Give the project" in words(page) and load_settings().systems == (TEAM,)
    page.close()


def test_a_user_is_wanted_where_the_way_to_authorise_wants_one(qtbot: QtBot) -> None:
    page = a_page(qtbot)
    add(page, "servicenow")
    write(qtbot, page, "url", "acme.service-now.com/nav_to.do?uri=change_request.do")
    entry = page.book.current
    assert entry and page.form.rows["user"].isVisible() and "of whom the password belongs to" in words(page)
    way = next(one for one in shipped()["servicenow"].auth if not one.wants_user)
    page.form.auth.setCurrentIndex(page.form.auth.findData(way.name))
    page.form.auth.activated.emit(page.form.auth.currentIndex())
    assert not page.form.rows["user"].isVisible() and entry.kept and entry.kept.auth == way.name
    assert entry.kept.url == "https://acme.service-now.com"


def test_a_token_is_kept_in_the_keyring_and_in_no_setting(qtbot: QtBot, scene: Open, fresh: Memory) -> None:
    page = page_of(scene(systems=(TEAM,)))
    qtbot.keyClicks(page.form.key.line, TOKEN)
    qtbot.keyClick(page.form.key.line, Qt.Key.Key_Return)
    wait(lambda: "Kept in the keyring" in words(page))
    assert TOKEN in [*fresh.kept.values()] and TOKEN not in settings_file().read_text()
    page.close()


def test_a_test_asks_the_system_and_writes_nothing(scene: Open, redmine: RedmineSystem) -> None:
    one = scene(systems=(redmine.system(),))
    page = page_of(one)
    assert not redmine.received, "opening the window asks nobody"
    page.form.report.button.click()
    wait(lambda: page.form.report.button.text() == "Test connection")
    assert "ada" in words(page) and not redmine.records and not one.complaints
    page.close()


def test_the_sites_fields_are_read_kept_with_their_age_and_used(scene: Open, redmine: RedmineSystem) -> None:
    one = scene(systems=(redmine.system(),))
    page = page_of(one)
    assert "Not read yet" in words(page)
    page.form.mapping.ask.click()
    wait(lambda: page.form.mapping.ask.text() == "Read this site’s fields again")
    assert "read just now" in words(page) and kept_schema(redmine.system())
    rollback = next(row for row in rows_of(page.book.entries[0]) if row.ours == "rollback")
    assert rollback.where == "Rollback steps" and "300 characters" in rollback.takes
    page.close()
    one.window.actions_by_name["show_export"].trigger()
    desk = one.bench.export
    wait(lambda: not desk.preparing)
    settle()
    assert any(card.part.field.label == "Rollback steps" for card in []) or any(
        "Rollback steps" in text.words for text in desk.tab.fields.cards.values()
    )
    assert not redmine.records


def test_asking_that_fails_says_why_in_place(scene: Open, redmine: RedmineSystem) -> None:
    redmine.misbehave("forbidden", on="ask", times=50)
    one = scene(systems=(replace(redmine.system(), key_variable=""),))
    page = page_of(one)
    page.form.mapping.ask.click()
    wait(lambda: page.form.mapping.ask.text() == "Read this site’s fields")
    assert "No token is kept" in words(page) and not one.complaints
    page.close()


def test_where_one_of_ours_goes_is_chosen_and_kept(qtbot: QtBot) -> None:
    page = a_page(qtbot, TEAM, schema=SCHEMA)
    map_to(page, "rollback", "customfield_7")
    assert page.book.kept[0].mapping == {"rollback": "customfield_7"}
    row = page.form.mapping.rows["rollback"]
    assert "2,000 characters" in row.words
    assert any(way.ours == "Rollback steps" and way.theirs == "Going back" for way in page.form.mapping.picture.ways)
    map_to(page, "rollback", "#comment")
    assert page.book.kept[0].mapping == {"rollback": "#comment"}
    map_to(page, "rollback", USUAL)
    assert page.book.kept[0].mapping == {}


def test_a_field_can_be_typed_and_one_that_is_not_there_is_told(qtbot: QtBot) -> None:
    page = a_page(qtbot, TEAM, schema=SCHEMA)
    row = page.form.mapping.rows["validator"]
    map_to(page, "validator", ANOTHER)
    assert page.focusWidget() is row.typed and page.book.kept[0].mapping == {}
    qtbot.keyClicks(row.typed, "No such field")
    qtbot.keyClick(row.typed, Qt.Key.Key_Return)
    assert page.book.kept[0].mapping == {"validator": "No such field"}
    assert "There is no “No such field” on this site" in row.words
    row.typed.selectAll()
    qtbot.keyClicks(row.typed, "going back")
    qtbot.keyClick(row.typed, Qt.Key.Key_Return)
    assert "There is no" not in row.words, "it is found by what people call it, too"


def test_choices_are_mapped_one_by_one_and_a_wrong_one_is_told(qtbot: QtBot) -> None:
    page = a_page(qtbot, TEAM, schema=SCHEMA)
    line = page.form.mapping.choices.lines["risk=low"]
    assert "has no choice for “low” on this site" in words(page), "this site calls its levels otherwise"
    line.choice.setCurrentIndex(line.choice.findData("1"))
    line.choice.activated.emit(line.choice.currentIndex())
    assert page.book.kept[0].choices == {"risk=low": "1"}
    assert "has no choice for “low”" not in words(page)
    line.choice.setCurrentIndex(0)
    line.choice.activated.emit(0)
    assert page.book.kept[0].choices == {}


def test_what_the_site_wants_and_nothing_fills_is_asked_for(qtbot: QtBot) -> None:
    wanted = SiteField("category", "Category", required=True)
    page = a_page(qtbot, TEAM, schema=replace(SCHEMA, fields={**SCHEMA.fields, "category": wanted}))
    line = page.form.mapping.fixed.lines["category"]
    assert "Category, which the site wants" in words(page) and page.book.kept == (TEAM,)
    qtbot.keyClicks(line.value, "Standard")
    qtbot.keyClick(line.value, Qt.Key.Key_Return)
    assert page.book.kept[0].fixed == {"category": "Standard"}


def test_fixed_values_are_added_changed_and_removed(qtbot: QtBot) -> None:
    page = a_page(qtbot, TEAM, schema=SCHEMA)
    fixed = page.form.mapping.fixed
    line = fixed.another.lineEdit()
    assert line
    line.setFocus()
    qtbot.keyClicks(line, "requester_id")
    fixed.add.click()
    assert page.focusWidget() is fixed.lines["requester_id"].value and page.book.kept[0].fixed == {}
    qtbot.keyClicks(fixed.lines["requester_id"].value, "42")
    qtbot.keyClick(fixed.lines["requester_id"].value, Qt.Key.Key_Return)
    assert page.book.kept[0].fixed == {"requester_id": "42"}
    fixed.lines["requester_id"].remove.click()
    assert page.book.kept[0].fixed == {} and not fixed.lines


def test_nothing_that_was_typed_is_lost_by_a_look_at_another(qtbot: QtBot) -> None:
    page = a_page(qtbot, TEAM, replace(TEAM, name="Other", url="https://other.example.org"))
    write(qtbot, page, "value:project", "")
    qtbot.keyClicks(page.form.key.line, "half a tok")
    page.list.view.looked_at.emit(page.book.entries[1])
    page.list.view.looked_at.emit(page.book.entries[0])
    assert page.form.own["value:project"].input.text() == "" and page.form.key.line.text() == "half a tok"
    assert page.book.kept[0].values["project"] == "pay", "what was right stays set"


def test_the_teams_own_files_are_kinds_and_a_wrong_one_is_told(
    qtbot: QtBot, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = home / "targets"
    folder.mkdir(parents=True)
    source = Path(__file__).parents[2] / "resources" / "targets" / "redmine.toml"
    own = source.read_text("utf-8").replace('title = "Redmine"', 'title = "Our own tracker"', 1)
    (folder / "ours.toml").write_text(own, "utf-8")
    (folder / "wrong.toml").write_text("title = 3", "utf-8")
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(QUrl(url).toLocalFile()))
    page = a_page(qtbot)
    assert "Our own tracker" in [action.text() for action in page.list._menu.actions()]
    assert "wrong.toml" in words(page) and "Your own: ours.toml" in words(page)
    page.list.folder.click()
    assert opened == [str(folder)]


def test_what_a_removed_system_told_is_kept_no_longer(scene: Open, redmine: RedmineSystem) -> None:
    page = page_of(scene(systems=(redmine.system(),)))
    page.form.mapping.ask.click()
    wait(lambda: kept_schema(redmine.system()) is not None)
    page.list.remove.click()
    assert kept_schema(redmine.system()) is None and load_settings().systems == ()
    page.close()


def test_an_input_says_what_to_write_instead() -> None:
    entry = new_entry(shipped()["redmine"], "https://<your>.example.org", ())
    read, wrong = entry.read(())
    assert read is None and "Write your own in place of <your>" in wrong["url"]
    entry.texts["user"] = "ada:secret"
    with pytest.raises(InputError, match="name or e-mail address alone"):
        entry._user("ada:secret")


def test_the_secret_is_called_as_the_way_to_authorise_calls_it(qtbot: QtBot) -> None:
    form = SystemForm()
    qtbot.addWidget(form)
    entry = entry_of(System("sn", "servicenow", "https://acme.service-now.com", user="ada"), shipped()["servicenow"])
    for auth, secret in (("basic", "Password"), ("key", "API key"), ("bearer", "OAuth token")):
        entry.auth = auth
        form.show_entry(entry)
        assert form.key.line.accessibleName() == secret and secret[1:] in form.key.line.placeholderText()
    assert form.mapping.rows["rollback"].choice.shown == "Backout plan (as usual)"
