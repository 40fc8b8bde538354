"""The window "Model": nothing typed is lost, what is right is kept at once, and a key is nowhere once it is kept."""

import gc
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListView, QWidget
from pytestqt.qtbot import QtBot

from relman_desktop.gui.endpoint_entry import FIELDS, entry_of, new_entry
from relman_desktop.gui.endpoint_settings import EndpointSettings
from relman_desktop.gui.pick_list import PickList
from relman_desktop.gui.send_panel import SendPanel
from relman_desktop.gui.sent_tab import SentTab
from relman_desktop.gui.server_entry import KeyState
from relman_desktop.llm.connection import Line
from relman_desktop.llm.presets import PRESETS
from relman_desktop.settings import Endpoint

from . import call_scenes as scenes

KEY = "sk-Zq81-planted-key-93Wm"
KEPT = KeyState(True, "The key is in the keyring of the system.", True)
HOSTED, LOCAL = scenes.HOSTED, scenes.LOCAL


class Told:
    """What the page told, in order."""

    def __init__(self, page: EndpointSettings) -> None:
        self.all: list[tuple[Any, ...]] = []
        page.saved.connect(lambda endpoints, name: self.all.append(("saved", endpoints, name)))
        page.test_wanted.connect(lambda endpoint, key: self.all.append(("test", endpoint, key)))
        page.test_stopped.connect(lambda endpoint: self.all.append(("stop", endpoint)))
        page.models_wanted.connect(lambda endpoint, key: self.all.append(("models", endpoint, key)))
        page.local_wanted.connect(lambda: self.all.append(("local",)))
        page.key_given.connect(lambda endpoint, key: self.all.append(("key", endpoint, key)))
        page.key_forgotten.connect(lambda endpoint: self.all.append(("forget", endpoint)))
        page.key_state_wanted.connect(lambda endpoint: self.all.append(("state", endpoint)))

    def of(self, kind: str) -> list[tuple[Any, ...]]:
        return [one for one in self.all if one[0] == kind]


@pytest.fixture
def page(qtbot: QtBot) -> Iterator[EndpointSettings]:
    page = EndpointSettings()
    qtbot.addWidget(page)
    page.show_endpoints((HOSTED, LOCAL), "local qwen")
    page.show()
    page.activateWindow()
    yield page


@pytest.fixture
def told(page: EndpointSettings) -> Told:
    return Told(page)


def look_at(page: EndpointSettings, row: int) -> None:
    page.list.view.setCurrentIndex(page.list.view.model().index(row, 0))


def write(qtbot: QtBot, page: EndpointSettings, name: str, text: str) -> None:
    """Write into an input and leave it, as a person does."""
    line = page.form.rows[name].input
    line.selectAll()
    qtbot.keyClick(line, Qt.Key.Key_Backspace)
    qtbot.keyClicks(line, text)
    qtbot.keyClick(line, Qt.Key.Key_Return)


def words(page: QWidget) -> str:
    QApplication.processEvents()
    return "\n".join(one.text() for one in page.findChildren(QLabel) if one.isVisible())


def rows(page: EndpointSettings) -> list[str]:
    model = page.list.view.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_it_shows_what_is_set_and_saves_nothing_by_looking(page: EndpointSettings, told: Told) -> None:
    assert rows(page) == ["OpenAI. api.openai.com, gpt-4.1", "local qwen. drafts. localhost:11434, qwen3:32b"]
    assert page.form.rows["model"].input.text() == "qwen3:32b" and page.form.drafts.isChecked()
    look_at(page, 0)
    assert page.form.rows["budget"].input.text() == "64,000" and not page.form.drafts.isChecked()
    page.hide()
    assert told.of("saved") == []


def test_what_is_right_is_saved_when_its_input_is_left(qtbot: QtBot, page: EndpointSettings, told: Told) -> None:
    write(qtbot, page, "context", "128k")
    ((_, endpoints, drafting),) = told.of("saved")
    assert (endpoints[1].context, endpoints[0], drafting) == (128_000, HOSTED, "local qwen")


def test_what_is_wrong_is_said_at_its_input_and_stays(qtbot: QtBot, page: EndpointSettings, told: Told) -> None:
    write(qtbot, page, "context", "a lot")
    write(qtbot, page, "url", "ftp://example.org")
    assert told.of("saved") == []
    wrong = page.form.rows["url"].input.accessibleDescription()
    assert "is no web address" in wrong and "Until it is right, http://localhost:11434/v1 stays set" in wrong
    assert "Give a number of tokens" in page.form.rows["context"].input.accessibleDescription()
    assert "Not saved" in rows(page)[1]
    look_at(page, 0)
    look_at(page, 1)
    page.hide()
    page.show()
    assert page.form.rows["context"].input.text() == "a lot"
    assert page.form.rows["url"].input.text() == "ftp://example.org"
    write(qtbot, page, "url", "localhost:8080")
    write(qtbot, page, "context", "")
    ((_, endpoints, _),) = told.of("saved")
    assert (endpoints[1].url, endpoints[1].context) == ("http://localhost:8080/v1", 0)
    assert page.form.rows["url"].input.text() == "http://localhost:8080/v1"


def test_renaming_the_one_that_drafts_keeps_it_drafting(qtbot: QtBot, page: EndpointSettings, told: Told) -> None:
    write(qtbot, page, "name", "OpenAI")
    assert "Another endpoint has this name" in words(page) and told.of("saved") == []
    write(qtbot, page, "name", "desk")
    assert told.of("saved")[-1][2] == "desk"


def test_one_drafts_or_none(qtbot: QtBot, page: EndpointSettings, told: Told) -> None:
    look_at(page, 0)
    page.form.drafts.click()
    assert told.of("saved")[-1][2] == "OpenAI" and ". drafts. " in rows(page)[0] and ". drafts. " not in rows(page)[1]
    page.form.drafts.click()
    assert told.of("saved")[-1][2] == ""


@pytest.mark.parametrize("preset", PRESETS, ids=lambda one: one.id)
def test_a_preset_begins_an_endpoint(qtbot: QtBot, page: EndpointSettings, told: Told, preset: Any) -> None:
    page.list._menu.actions()[PRESETS.index(preset)].trigger()
    assert page.form.rows["name"].input.text().startswith(preset.name)
    assert page.form.rows["url"].input.text() == preset.url
    if "<" in preset.url:
        assert "Write your own in place of <" in words(page) and told.of("saved") == []
    else:
        added = told.of("saved")[-1][1][2]
        assert (added.url, added.preset, added.model) == (preset.url, preset.id, "")
    assert preset.note in words(page)


def test_removing_can_be_taken_back(qtbot: QtBot, page: EndpointSettings, told: Told) -> None:
    write(qtbot, page, "context", "half typed")
    page.list.view.setFocus()
    qtbot.keyClick(page.list.view, Qt.Key.Key_Delete)
    assert told.of("saved")[-1][1:] == ((HOSTED,), "") and "local qwen is removed." in words(page)
    page.list._undo.click()
    assert told.of("saved")[-1][1:] == ((HOSTED, LOCAL), "local qwen")
    assert page.form.rows["context"].input.text() == "half typed"


def test_the_key_of_a_removed_endpoint_can_be_forgotten(page: EndpointSettings, told: Told) -> None:
    look_at(page, 0)
    page.answers.show_key_state(HOSTED, KEPT)
    page.list.remove.click()
    assert "its key is still kept" in words(page)
    page.list._forget.click()
    assert told.of("forget") == [("forget", HOSTED)]


def test_without_endpoints_it_says_what_happens_then(page: EndpointSettings) -> None:
    page.show_endpoints((), "")
    assert "No model is set up." in words(page) and "nothing leaves this machine" in words(page)
    assert not page.list.remove.isEnabled()


# The key


def everything_readable(page: QWidget) -> str:
    """All that can be read out of the widgets: texts, properties, what a screen reader gets, what can be copied."""
    found = []
    for one in (page, *page.findChildren(QObject)):
        meta = one.metaObject()
        found += [str(one.property(meta.property(at).name())) for at in range(meta.propertyCount())]
        if isinstance(one, QLineEdit):
            one.undo()
            found.append(one.text())
            one.selectAll()
            one.copy()
            found.append(QGuiApplication.clipboard().text())
        if isinstance(one, QWidget) and (spoken := QAccessible.queryAccessibleInterface(one)):
            found += [spoken.text(kind) for kind in QAccessible.Text if kind is not QAccessible.Text.UserText]
    return "\n".join(found)


def give_key(qtbot: QtBot, page: EndpointSettings) -> None:
    qtbot.keyClicks(page.form.key.line, KEY)
    qtbot.keyClick(page.form.key.line, Qt.Key.Key_Return)


def test_a_kept_key_is_nowhere(qtbot: QtBot, page: EndpointSettings, told: Told) -> None:
    look_at(page, 0)
    give_key(qtbot, page)
    assert told.of("key") == [("key", HOSTED, KEY)] and KEY in page.form.key.line.text()
    page.answers.show_key_state(HOSTED, KEPT)
    assert "The key is in the keyring of the system." in words(page)
    assert not page.form.key.line.isVisible()
    assert KEY not in everything_readable(page)
    assert all(KEY not in repr(vars(entry)) for entry in page.book.entries)
    page.form.key.replace.click()
    assert page.form.key.line.isVisible() and page.form.key.line.text() == ""


def test_a_typed_key_is_drawn_as_bullets_and_cannot_be_copied(qtbot: QtBot, page: EndpointSettings) -> None:
    QGuiApplication.clipboard().setText("before")
    look_at(page, 0)
    qtbot.keyClicks(page.form.key.line, KEY)
    page.form.key.line.selectAll()
    page.form.key.line.copy()
    spoken = QAccessible.queryAccessibleInterface(page.form.key.line)
    assert KEY not in page.form.key.line.displayText() + spoken.text(QAccessible.Text.Value)
    assert QGuiApplication.clipboard().text() == "before"


def test_a_key_that_is_not_kept_stays_typed_with_the_reason(qtbot: QtBot, page: EndpointSettings, told: Told) -> None:
    look_at(page, 0)
    give_key(qtbot, page)
    assert not page.form.key.line.isEnabled()
    page.answers.show_key_state(HOSTED, KeyState(words="The key has a space at place 3; paste the key alone."))
    assert "paste the key alone" in words(page) and page.form.key.line.text() == KEY
    look_at(page, 1)
    assert page.form.key.line.text() == "" and "paste the key alone" not in words(page)
    look_at(page, 0)
    assert page.form.key.line.text() == KEY and page.form.key.line.isEnabled()


def test_a_key_is_asked_about_anew_for_another_address(qtbot: QtBot, page: EndpointSettings, told: Told) -> None:
    look_at(page, 0)
    page.answers.show_key_state(HOSTED, KEPT)
    told.all.clear()
    write(qtbot, page, "budget", "32k")
    assert told.of("state") == []
    write(qtbot, page, "url", "https://other.example/v1")
    ((_, asked),) = told.of("state")
    page.answers.show_key_state(asked, KeyState())
    assert asked.host == "other.example" and "No key is kept." in words(page)


def test_forgetting_a_key_is_told(page: EndpointSettings, told: Told) -> None:
    look_at(page, 0)
    page.answers.show_key_state(HOSTED, KEPT)
    page.form.key.forget.click()
    assert told.of("forget") == [("forget", HOSTED)]
    page.answers.show_key_state(HOSTED, KeyState(True, "The key is in the environment variable K.", False))
    assert not page.form.key.forget.isVisible() and page.form.key.replace.isVisible()


# Servers


def test_a_test_says_what_it_does_and_what_it_found(qtbot: QtBot, page: EndpointSettings, told: Told) -> None:
    assert "Nothing of your repository is sent." in words(page)
    qtbot.keyClicks(page.form.key.line, "typed")
    write(qtbot, page, "model", "")
    write(qtbot, page, "model", "gone")
    page.form.report.button.click()
    ((_, asked, key),) = told.of("test")
    assert (asked.model, key) == ("gone", "typed")
    page.answers.show_progress(asked, "Asking for the list of models")
    assert "Asking for the list of models…" in words(page) and page.form.report.button.text() == "Stop testing"
    page.answers.show_report(
        asked, (Line("ok", "Reachable", "`localhost` answers."), Line("fail", "Model", "No `<b>gone</b>`\u202e here."))
    )
    assert "No `<b>gone</b>`⟨U+202E⟩ here." in words(page) and page.form.report.button.text() == "Test connection"
    spoken = [one.accessibleName() for one in page.form.report.findChildren(QLabel)]
    assert "Fails. Model: No `<b>gone</b>`⟨U+202E⟩ here." in spoken
    assert page.form.rows["model"].input.text() == "gone"


def test_a_stopped_test_says_nothing_any_more(page: EndpointSettings, told: Told) -> None:
    page.form.report.button.click()
    page.form.report.button.click()
    assert [one[0] for one in told.all if one[0] in ("test", "stop")] == ["test", "stop"]
    page.answers.show_report(LOCAL, (Line("ok", "Reachable", "Too late."),))
    assert "Too late." not in words(page)


def test_a_report_finds_its_endpoint_after_renaming(qtbot: QtBot, page: EndpointSettings) -> None:
    page.form.report.button.click()
    write(qtbot, page, "name", "renamed")
    look_at(page, 0)
    page.answers.show_report(LOCAL, (Line("ok", "Reachable", "It answers."),))
    assert "It answers." not in words(page)
    look_at(page, 1)
    assert "It answers." in words(page)


def test_nothing_is_asked_of_a_wrong_address(qtbot: QtBot, page: EndpointSettings, told: Told) -> None:
    write(qtbot, page, "url", "nowhere at all")
    page.form.report.button.click()
    page.form.ask.click()
    assert told.of("test") == told.of("models") == []


def test_a_model_is_chosen_from_the_servers_list(qtbot: QtBot, page: EndpointSettings, told: Told) -> None:
    page.form.ask.click()
    assert told.of("models") == [("models", LOCAL, "")] and not page.form.ask.isEnabled()
    page.answers.show_models(LOCAL, [f"model-{at}" for at in range(400)] + ["<b>x</b>"])
    picker = page.form.findChild(PickList)
    qtbot.keyClicks(picker.findChild(QLineEdit), "model-33")
    assert picker.findChild(QListView).model().rowCount() == 11  # model-33 and model-330 to model-339
    qtbot.keyClick(picker.findChild(QLineEdit), Qt.Key.Key_Return)
    assert told.of("saved")[-1][1][1].model == "model-33"


def test_why_there_is_no_list_stands_at_the_model(page: EndpointSettings) -> None:
    page.form.ask.click()
    page.answers.say_no_models(LOCAL, "localhost:11434 is not reachable; start the server.")
    assert "start the server" in words(page) and page.form.ask.isEnabled()


def test_local_servers_are_looked_for_only_on_a_click(qtbot: QtBot, page: EndpointSettings, told: Told) -> None:
    assert told.of("local") == []
    page.list.seek_button.click()
    assert told.of("local") == [("local",)]
    page.answers.show_local(())
    assert "No model server answers" in words(page)
    page.list.seek_button.click()
    page.answers.show_local((Endpoint("llama.cpp", "http://127.0.0.1:8080/v1", "tiny", preset="llama.cpp"),))
    picker = page.list.findChild(PickList)
    qtbot.keyClick(picker.findChild(QLineEdit), Qt.Key.Key_Return)
    added = told.of("saved")[-1][1][2]
    assert (added.name, added.url, added.model) == ("llama.cpp", "http://127.0.0.1:8080/v1", "tiny")


# The inputs as values


@given(
    st.builds(
        Endpoint,
        name=st.text("abc xyz", min_size=1, max_size=9).map(str.strip).filter(bool),
        url=st.sampled_from(["https://api.openai.com/v1", "http://localhost:11434/v1", "https://h.example/x/v2"]),
        model=st.text("abc-:/.0", max_size=9),
        preset=st.sampled_from([one.id for one in PRESETS]),
        key_variable=st.sampled_from(["", "OPENAI_API_KEY"]),
        context=st.integers(0, 2_000_000),
        budget=st.integers(0, 2_000_000),
        first_token_s=st.integers(1, 100_000).map(lambda tenths: tenths / 10),
        between_tokens_s=st.integers(1, 100_000).map(lambda tenths: tenths / 10),
    )
)
def test_an_endpoint_goes_through_the_inputs_unchanged(endpoint: Endpoint) -> None:
    assert entry_of(endpoint).read(()) == (endpoint, {})


@given(st.fixed_dictionaries({name: st.text(max_size=12) for name in FIELDS}))
def test_whatever_is_typed_is_taken_or_told(texts: dict[str, str]) -> None:
    entry = entry_of(HOSTED)
    entry.texts.update(texts)
    endpoint, wrong = entry.read(())
    assert (endpoint is None) == bool(wrong)
    assert all(one.endswith(".") and "\n" not in one for one in wrong.values())


def test_new_names_are_free() -> None:
    names = {"OpenAI", "OpenAI 2"}
    assert new_entry("OpenAI", "https://api.openai.com/v1", "openai", names).name == "OpenAI 3"


# Widgets


def test_nothing_is_left_behind_by_panels_that_are_closed(qapp: QApplication) -> None:
    def once() -> None:
        page, panel, sent = EndpointSettings(), SendPanel(), SentTab()
        page.show_endpoints((HOSTED, LOCAL), "")
        panel.show_prepared(scenes.prepared(), consented=False)
        panel.show_request()
        sent.show_exchanges(scenes.SENT)
        for one in (page, panel, sent):
            one.show()
            qapp.processEvents()
            one.close()
            one.deleteLater()
        qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def count() -> int:
        gc.collect()
        qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        return len(qapp.allWidgets())

    once()
    before = count()
    for _ in range(20):
        once()
    assert count() <= before


def test_everything_has_a_name_for_a_screen_reader(page: EndpointSettings) -> None:
    inputs = [one for one in page.findChildren(QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
    unnamed = [one for one in inputs if not one.accessibleName() and not getattr(one, "text", str)()]
    assert [one for one in unnamed if one.isVisible() and type(one) is not type(page.form)] == []
