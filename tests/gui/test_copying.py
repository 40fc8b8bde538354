"""Copying for where it is pasted: from the bar, by its key, from a field."""

from collections.abc import Callable

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from relman_desktop.export.pastes import pastes
from relman_desktop.settings import System, load_settings

from .model_scenes import Scene, settle

Open = Callable[..., Scene]


def _choose(menu: QMenu, name: str) -> None:
    next(action for action in menu.actions() if action.objectName() == name).trigger()
    settle()


def _formats() -> list[str]:
    return [one for one in QGuiApplication.clipboard().mimeData().formats() if one.startswith("text/")]


def test_the_last_chosen_place_is_what_the_button_and_its_key_copy_for(scene: Open) -> None:
    one = scene()
    button = one.window.copy_button
    _choose(button.menu(), "jira-server")
    assert QGuiApplication.clipboard().text().startswith("h1. ")
    assert "Jira Data Center" in button.accessibleName()
    QGuiApplication.clipboard().setText("")
    button.click()
    settle()
    assert QGuiApplication.clipboard().text().startswith("h1. ")
    QGuiApplication.clipboard().setText("")
    by_key = one.window.actions_by_name["copy_ticket"]
    assert by_key.shortcut().toString() == "Ctrl+Shift+C"
    by_key.trigger()
    settle()
    assert QGuiApplication.clipboard().text().startswith("h1. ")
    assert load_settings().paste == "jira-server"


def test_rich_text_stands_beside_plain_text(scene: Open) -> None:
    one = scene()
    one.bench.copy("description", "mail")
    assert _formats() == ["text/plain", "text/html"]
    assert "<p" in QGuiApplication.clipboard().mimeData().html()
    one.bench.copy("description", "github")
    assert set(_formats()) == {"text/plain", "text/markdown"}
    one.bench.copy("description", "servicenow")
    assert _formats() == ["text/plain"]


def test_every_place_copies_every_field(scene: Open) -> None:
    one = scene()
    for paste in pastes():
        for field in one.bench.ticket.fields:
            one.bench.copy(field, paste)
            wanted = bool(one.session.entry(field).text.strip())
            assert bool(QGuiApplication.clipboard().text().strip()) == wanted, (paste, field)


def test_a_field_is_copied_by_its_button_and_from_its_menu(scene: Open) -> None:
    one = scene()
    field = one.bench.ticket.fields["deployment"]
    _choose(field.copy_menu, "redmine")
    assert QGuiApplication.clipboard().text().startswith(("# ", "Before"))
    assert "Redmine" in field._copy_button.accessibleName()


def test_before_anything_was_chosen_it_is_what_the_system_takes(scene: Open) -> None:
    one = scene(systems=(System("ours", "gitlab", "https://gitlab.example.org"),))
    assert one.bench.copying.current.name == "gitlab"
    assert "GitLab" in one.window.copy_button.accessibleName()


def test_where_nobody_keeps_the_clipboard_that_is_said_once(scene: Open) -> None:
    one = scene()
    told: list[str] = []
    one.bench.said.connect(told.append)
    one.bench.copy("", "plain")
    one.bench.copy("", "plain")
    assert "until Relman Desktop is closed" in told[0] and "until" not in told[1]
