"""The window of prompts as it is wired: what is decided there is on the disk, and in the next request."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from relman_desktop.gui.prompt_beside import REPOSITORY
from relman_desktop.gui.prompt_editor import PromptEditor
from relman_desktop.settings import load_settings
from tests.llm.server import Scripted
from tests.sources.repos import a_repository

from .model_scenes import Scene, local, settle, wait, writing

Open = Callable[..., Scene]
THEIRS = "As the team of this shop writes it:\n$questions\n"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository that suggests how its titles are written."""
    builder = a_repository(tmp_path)
    builder.write("shop.py", "price = 1\n").write(".relman/prompts/title.md", THEIRS).commit("Begin")
    builder.write("shop.py", "price = 2\n").commit("Raise the price")
    return builder.root


def editor_of(one: Scene) -> PromptEditor:
    one.window.actions_by_name["show_prompts"].trigger()
    desk = one.window.desk._prompts
    assert desk and desk._editor
    wait(lambda: not desk._reading.busy)
    return desk._editor


def system_of(one: Scene) -> str:
    """What the request that is prepared now says to the model first, and what it asks for in the end."""
    one.panel.leave()
    messages = one.prepare().asking.request(one.prepared().pack).messages
    return messages[0].text + messages[-1].text


def test_a_language_is_kept_and_written_into_the_next_request(scene: Open, answer: str) -> None:
    with Scripted(writing(answer)) as server:
        one = scene(local(server))
        assert "German" not in system_of(one)
        before = one.panel.prepared
        editor = editor_of(one)
        editor.language.setEditText("German (informal)")
        editor.language._take()
        assert load_settings().language == "German (informal)"
        wait(lambda: one.panel.prepared is not before)
        assert b"German (informal)" in one.prepared().body, "what stands ready is made anew"
        editor.close()


def test_a_saved_prompt_is_in_the_next_request(qtbot: QtBot, scene: Open, answer: str) -> None:
    with Scripted(writing(answer)) as server:
        one = scene(local(server))
        one.prepare()
        before = one.panel.prepared
        editor = editor_of(one)
        editor.choose("title")
        qtbot.keyClicks(editor.page.editor, "Shout. ")
        settle()
        assert one.panel.prepared is before, "what is only typed changes nothing"
        editor.save.click()
        wait(lambda: one.panel.prepared is not before)
        assert b"Shout. " in one.prepared().body
        editor.close()


def test_a_repositorys_prompt_is_used_after_the_person_agreed_there(
    scene: Open, answer: str, repository: Path, sample: Path
) -> None:
    with Scripted(writing(answer)) as server:
        one = scene(local(server), path=repository, text="")
        assert THEIRS.splitlines()[0] not in system_of(one)
        editor = editor_of(one)
        assert "suggests its own prompt here; it is not in use" in editor.page.suggestion.text
        editor.beside.show_page(REPOSITORY)
        editor.beside.use.click()
        (agreed,) = load_settings().agreed_prompts
        assert str(repository) in agreed
        assert THEIRS.splitlines()[0] in system_of(one)
        one.open(sample)  # another repository suggests nothing, and gets nothing of it
        settle()
        assert editor.page.suggestion.text == ""
        assert THEIRS.splitlines()[0] not in system_of(one)
        one.open(repository, "")
        assert THEIRS.splitlines()[0] in system_of(one)
        wait(lambda: bool(editor.page.suggestion.text))
        editor.beside.show_page(REPOSITORY)
        editor.beside.use.click()
        assert load_settings().agreed_prompts == () and THEIRS.splitlines()[0] not in system_of(one)
        editor.close()


def test_without_a_change_the_prompts_can_be_read(scene: Open) -> None:
    one = scene()
    wait(lambda: not one.bench.reader.busy)  # or what it reads would be shown of no change
    one.session.loaded = None
    editor = editor_of(one)
    assert "What is changing?" in editor.beside.text(0)
    editor.close()


def test_settings_that_cannot_be_written_are_told(scene: Open, monkeypatch: pytest.MonkeyPatch, answer: str) -> None:
    def full(_: object) -> None:
        raise OSError(28, "No space left on device")

    one = scene()
    editor = editor_of(one)
    monkeypatch.setattr("relman_desktop.session.save_settings", full)
    editor.language.setEditText("German")
    editor.language._take()
    assert "No space left on device" in one.complaints[0]
    assert one.session.settings == replace(one.session.settings, language="German"), "it holds until the end"
    monkeypatch.undo()
    editor.close()


def test_what_is_typed_is_there_after_a_restart(qtbot: QtBot, scene: Open) -> None:
    one = scene()
    editor = editor_of(one)
    editor.choose("rollback")
    qtbot.keyClicks(editor.page.editor, "Half a thought ")
    one.close()  # with the window of prompts open
    again = scene()
    editor = editor_of(again)
    editor.choose("rollback")
    assert editor.page.editor.text.startswith("Half a thought ")
    editor.close()
