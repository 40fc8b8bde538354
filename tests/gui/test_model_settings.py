"""The window "Model" as it is wired: kept on disk, asked beside the window's thread, keys where they belong."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from time import monotonic

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from relman_desktop.gui.endpoint_settings import EndpointSettings
from relman_desktop.gui.pick_list import PickList
from relman_desktop.keys import keeping, system
from relman_desktop.llm import discover
from relman_desktop.llm.presets import BY_ID
from relman_desktop.settings import Endpoint, load_settings, settings_file
from tests.keys.keyrings import Memory, installed
from tests.llm.server import SILENCE, Script, Scripted, answering, by_path, plain, refusing, stream

from .model_scenes import Scene, local, no_thread_left, settle, wait, writing

Open = Callable[..., Scene]
KEY = "sk-Zq81-planted-key-93Wm"
MODELS = plain({"object": "list", "data": [{"id": "qwen3:8b"}, {"id": "qwen3:32b"}]})
TALKS = by_path({"/v1/models": MODELS, "/v1/chat": answering('{"word": "ready"}')})


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """No key of another test, and no call to a keyring that is left over."""
    monkeypatch.setattr(keeping, "_session", {})
    monkeypatch.setattr(system, "_clerk", system._Clerk())


@pytest.fixture
def memory() -> Iterator[Memory]:
    keyring = Memory()
    with installed(keyring):
        yield keyring


def page_of(one: Scene) -> EndpointSettings:
    """The window "Model", open, after the first endpoint's key was asked for."""
    one.window.actions_by_name["show_model_settings"].trigger()
    settings = one.window.desk._settings
    assert settings
    wait(lambda: not settings._keys.busy)
    return settings.page


def words(page: EndpointSettings) -> str:
    return "\n".join(one.text() for one in page.findChildren(QLabel) if one.isVisible())


def picked() -> PickList | None:
    return next((one for one in QApplication.topLevelWidgets() if isinstance(one, PickList) and one.isVisible()), None)


def test_what_is_set_is_on_the_disk_and_drafts_at_once(qtbot: QtBot, scene: Open, answer: str) -> None:
    with Scripted(writing(answer)) as server:
        one = scene()
        one.window.actions_by_name["draft_with_model"].trigger()  # there is no model: the window opens
        page = page_of(one)
        assert "No model is set up." in words(page)
        page.list._menu.actions()[[*BY_ID].index("llama.cpp")].trigger()
        for name, text in (("url", server.url), ("model", "qwen3"), ("context", "40000")):
            line = page.form.rows[name].input
            line.selectAll()
            qtbot.keyClicks(line, text)
            qtbot.keyClick(line, Qt.Key.Key_Return)
        (endpoint,) = load_settings().endpoints
        assert (endpoint.url, endpoint.model, endpoint.context) == (server.url, "qwen3", 40_000)
        assert load_settings().endpoint == endpoint.name, "the first one drafts without another tick"
        assert one.window._status._text.whole.startswith(f"{endpoint.name} drafts when you ask it to.")
        page.close()
        one.draft()
        assert len(one.proposed) == 6


def test_a_model_that_nobody_chose_for_drafting_is_told(scene: Open) -> None:
    one = scene(Endpoint("Somewhere", "http://127.0.0.1:9/v1", "qwen3"), endpoint="")
    one.window.actions_by_name["draft_with_model"].trigger()
    assert "Draft tickets with this model" in one.told[-1]
    page_of(one).close()


def test_what_stands_ready_follows_the_model_that_drafts(scene: Open, answer: str) -> None:
    with Scripted(writing(answer)) as server:
        one = scene(local(server), local(server, name="Other", model="other"))
        one.prepare()
        page = page_of(one)
        page.list.view.setCurrentIndex(page.list.view.model().index(1, 0))
        page.form.drafts.click()
        wait(lambda: one.panel.prepared is not None and one.panel.prepared.endpoint.name == "Other")
        assert b'"model":"other"' in one.prepared().body
        page.form.drafts.click()  # none drafts
        settle()
        assert one.panel.prepared is None and not server.received
        page.close()


# The connection


def test_a_test_reports_what_works(scene: Open) -> None:
    with Scripted(TALKS) as server:
        one = scene(local(server))
        page = page_of(one)
        assert not server.received, "opening the window asks no server"
        page.form.report.button.click()
        assert page.form.report.button.text() == "Stop testing"
        wait(lambda: page.form.report.button.text() == "Test connection")
        said = words(page)
        assert "Reachable" in said and not one.complaints
        assert [one.path for one in server.received][:2] == ["/v1/models", "/v1/chat/completions"]
        assert all(b"orders" not in received.body for received in server.received)
        page.close()


def test_a_test_that_fails_says_what_to_mend(scene: Open) -> None:
    with Scripted(refusing({"error": {"message": "bad key"}}, "401 Unauthorized")) as server:
        one = scene(local(server))
        page = page_of(one)
        page.form.report.button.click()
        wait(lambda: page.form.report.button.text() == "Test connection")
        assert "refuses" in words(page) and not one.complaints
        page.close()


def test_a_test_shows_what_it_does_and_stops_at_once(scene: Open) -> None:
    with Scripted(by_path({"/v1/models": MODELS, "/v1/chat": stream(SILENCE)})) as server:
        one = scene(local(server, first_token_s=60))
        page = page_of(one)
        page.form.report.button.click()
        wait(lambda: "Sending a test request" in words(page) and len(server.received) == 2)
        page.form.report.button.click()
        wait(server.left.is_set, 0.5)
        settle()
        assert page.form.report.button.text() == "Test connection" and page.form.report._shown == ()
        page.close()


def test_a_second_test_ends_the_first(scene: Open) -> None:
    with Scripted(stream(SILENCE)) as silent, Scripted(TALKS) as talking:
        one = scene(local(silent, first_token_s=60), local(talking, name="Other"))
        page = page_of(one)
        page.form.report.button.click()
        wait(lambda: bool(silent.received))
        page.list.view.setCurrentIndex(page.list.view.model().index(1, 0))
        page.form.report.button.click()
        wait(lambda: page.form.report.button.text() == "Test connection")
        assert "Reachable" in words(page)
        page.list.view.setCurrentIndex(page.list.view.model().index(0, 0))
        assert page.form.report.button.text() == "Test connection", "nothing goes on testing for ever"
        page.close()


def test_closing_the_app_ends_a_test(scene: Open) -> None:
    with Scripted(stream(SILENCE)) as server, no_thread_left():
        one = scene(local(server, first_token_s=60))
        page = page_of(one)
        page.form.report.button.click()
        wait(lambda: bool(server.received))
        began = monotonic()
        one.close()
        assert monotonic() - began < 1.0


def test_the_models_of_a_server_are_offered(qtbot: QtBot, scene: Open) -> None:
    with Scripted(TALKS) as server:
        one = scene(local(server))
        page = page_of(one)
        page.form.ask.click()
        wait(lambda: picked() is not None)
        chosen = picked()
        assert chosen
        qtbot.keyClicks(chosen.findChild(QLineEdit), "32b")
        qtbot.keyClick(chosen.findChild(QLineEdit), Qt.Key.Key_Return)
        assert load_settings().endpoints[0].model == "qwen3:32b"
        page.close()


@pytest.mark.parametrize("script", [refusing("no", "404 Not Found"), plain({"data": []})])
def test_a_server_without_a_list_is_told_at_the_input(scene: Open, script: Script) -> None:
    with Scripted(script) as server:
        one = scene(local(server))
        page = page_of(one)
        page.form.ask.click()
        wait(lambda: page.form.ask.isEnabled())
        assert page.form.rows["model"].input.accessibleDescription() and not one.complaints
        assert page.form.rows["model"].input.text() == "qwen3"
        page.close()


def test_local_servers_are_looked_for_only_on_a_click(
    qtbot: QtBot, scene: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Scripted(TALKS) as server:
        monkeypatch.setattr(discover, "PRESETS", (replace(BY_ID["ollama"], port=server.port),))
        one = scene()
        page = page_of(one)
        settle(100)
        assert not server.received
        page.list.seek_button.click()
        assert not page.list.seek_button.isEnabled()
        wait(lambda: picked() is not None)
        chosen = picked()
        assert chosen and page.list.seek_button.isEnabled()
        qtbot.keyClick(chosen.findChild(QLineEdit), Qt.Key.Key_Return)
        (endpoint,) = load_settings().endpoints
        assert (endpoint.url, endpoint.model) == (server.url, "qwen3:8b")
        page.close()


def test_looking_for_servers_that_fails_can_be_tried_again(scene: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: object) -> None:
        raise ZeroDivisionError("ours")

    monkeypatch.setattr(discover, "find_local", broken)
    one = scene()
    page = page_of(one)
    page.list.seek_button.click()
    wait(lambda: bool(one.complaints))
    assert page.list.seek_button.isEnabled() and "fault of ours" in one.window.banner.text
    page.close()


# The key


def give(qtbot: QtBot, page: EndpointSettings, key: str = KEY) -> None:
    qtbot.keyClicks(page.form.key.line, key)
    qtbot.keyClick(page.form.key.line, Qt.Key.Key_Return)


def sent_keys(server: Scripted) -> list[str]:
    return [received.headers.get("authorization", "").removeprefix("Bearer ") for received in server.received]


def test_a_key_goes_into_the_keyring_and_with_the_request_and_nowhere_else(
    qtbot: QtBot, scene: Open, answer: str, memory: Memory
) -> None:
    with Scripted(writing(answer)) as server:
        one = scene(local(server))
        page = page_of(one)
        give(qtbot, page)
        wait(lambda: "Kept in the keyring" in words(page))
        assert list(memory.kept.values()) == [KEY] and KEY not in settings_file().read_text()
        one.draft()
        assert sent_keys(server) == [KEY]
        assert KEY.encode() not in server.received[0].body and KEY not in repr(one.session.exchanges)
        page.form.key.forget.click()
        wait(lambda: "No key is needed" in words(page))
        assert memory.kept == {}
        page.close()
        one.draft()
        assert sent_keys(server)[-1] != KEY


def test_without_a_keyring_a_key_is_for_this_session_and_that_is_said(qtbot: QtBot, scene: Open, answer: str) -> None:
    with Scripted(writing(answer)) as server:
        one = scene(local(server))
        page = page_of(one)
        give(qtbot, page)
        wait(lambda: "for this session only" in words(page))
        one.draft()
        assert sent_keys(server) == [KEY] and KEY not in settings_file().read_text()
        page.close()


def test_a_key_from_the_environment_is_told_as_such(scene: Open, answer: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEAM_KEY", KEY)
    with Scripted(writing(answer)) as server:
        one = scene(local(server, key_variable="TEAM_KEY"))
        page = page_of(one)
        assert "the environment variable TEAM_KEY" in words(page) and KEY not in words(page)
        one.draft()
        assert sent_keys(server) == [KEY]
        page.close()


def test_a_key_that_is_none_is_told_at_once_and_stays_typed(qtbot: QtBot, scene: Open) -> None:
    with Scripted(TALKS) as server:
        one = scene(local(server))
        page = page_of(one)
        give(qtbot, page, "two words")
        wait(lambda: page.form.key._wrong.isVisible())
        assert page.form.key.line.text() == "two words"
        page.close()


def test_a_test_uses_the_key_that_is_typed(qtbot: QtBot, scene: Open) -> None:
    with Scripted(TALKS) as server:
        one = scene(local(server))
        page = page_of(one)
        qtbot.keyClicks(page.form.key.line, KEY)
        page.form.report.button.click()
        wait(lambda: page.form.report.button.text() == "Test connection")
        assert set(sent_keys(server)) == {KEY}
        page.close()
