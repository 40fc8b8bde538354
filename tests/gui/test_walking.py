"""The small window that hands the ticket over to a form, by keys alone."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from relman_desktop.export.pastes import Copied
from relman_desktop.gui.walk_panel import WalkPanel
from relman_desktop.settings import load_settings
from relman_desktop.walking import Step, Walk

from .model_scenes import Scene, settle, wait

Open = Callable[..., Scene]


def _walking(scene: Scene, form: str = "servicenow") -> WalkPanel:
    scene.window.actions_by_name["walk"].trigger()
    panel = scene.bench.walking.panel
    assert panel
    panel.form_chosen.emit(form)
    _rest(scene)
    return panel


def _rest(scene: Scene) -> None:
    wait(lambda: not scene.bench.walking.preparing, 20)
    settle()


def _press(panel: WalkPanel, key: Qt.Key) -> None:
    QTest.keyClick(panel.next, key)
    settle()


def test_a_ticket_is_handed_over_by_one_key(scene: Open) -> None:
    one = scene()
    panel = _walking(one)
    assert panel.windowFlags() & Qt.WindowType.WindowStaysOnTopHint
    assert panel.following.text() == "Next: Short description"
    _press(panel, Qt.Key.Key_Space)
    assert panel.field.text() == "Short description"
    assert QGuiApplication.clipboard().text() == one.session.text("plain", "title")
    labels = [panel.field.text()]
    for _ in range(40):
        _press(panel, Qt.Key.Key_Return)
        if panel.field.text() == "All fields are done.":
            break
        labels.append(panel.field.text())
    assert "Implementation plan" in labels and "Backout plan" in labels and len(labels) == len(set(labels))
    assert panel.count.text() == f"{len(labels)} of {len(labels)} done"
    panel.close()


def test_back_skip_again_and_escape(scene: Open) -> None:
    one = scene()
    panel = _walking(one)
    _press(panel, Qt.Key.Key_Space)
    first = QGuiApplication.clipboard().text()
    _press(panel, Qt.Key.Key_S)
    assert "1 skipped" in panel.count.text() and QGuiApplication.clipboard().text() != first
    _press(panel, Qt.Key.Key_B)
    assert QGuiApplication.clipboard().text() == first and "skipped" not in panel.count.text()
    QGuiApplication.clipboard().setText("of another program")
    _press(panel, Qt.Key.Key_A)
    assert QGuiApplication.clipboard().text() == first
    _press(panel, Qt.Key.Key_Escape)
    assert one.bench.walking.panel is None
    assert load_settings().walk_place and load_settings().walk_to == "servicenow"


def test_it_follows_the_ticket(scene: Open) -> None:
    one = scene()
    panel = _walking(one)
    _press(panel, Qt.Key.Key_Space)
    _press(panel, Qt.Key.Key_Space)
    done = panel.count.text()
    editor = one.bench.ticket.fields["title"].editor
    QTest.keyClicks(editor, "Now ")
    _rest(one)
    assert done.startswith("1 of") and panel.count.text().startswith("0 of")
    panel.close()


def test_what_is_too_long_is_said_in_red(scene: Open) -> None:
    one = scene()
    panel = _walking(one)
    long = Step("title", "Title", Copied("x" * 300), 300, 255, ("It is longer than the field takes.",))
    panel.show_walk(Walk((long,)).next())
    assert panel.counter.text() == "300/255 · 45 over" and panel.counter.property("look") == "error"
    assert panel.said.isVisible() and "longer" in panel.said.text()
    assert len(panel.text.text()) < 250
    panel.close()


def test_rich_text_is_copied_for_a_form_of_rich_text(scene: Open) -> None:
    one = scene()
    panel = _walking(one, "jira-cloud")
    for _ in range(12):
        _press(panel, Qt.Key.Key_Space)
        if QGuiApplication.clipboard().mimeData().hasHtml():
            break
    assert QGuiApplication.clipboard().mimeData().hasHtml()
    assert not QGuiApplication.clipboard().text().startswith("{")
    panel.close()


def test_it_closes_with_the_window(scene: Open) -> None:
    one = scene()
    panel = _walking(one)
    one.close()
    assert not panel.isVisible()
