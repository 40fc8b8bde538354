"""The window with change systems on this machine, and what a person sees and does in its tab "Export"."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from relman_desktop.gui.export_desk import ExportDesk
from relman_desktop.gui.export_tab import ExportTab
from relman_desktop.gui.export_view import View

from .model_scenes import Scene, settle, wait

Open = Callable[..., Scene]


@dataclass
class Export:
    """A scene at its tab "Export"."""

    scene: Scene

    @property
    def desk(self) -> ExportDesk:
        return self.scene.bench.export

    @property
    def tab(self) -> ExportTab:
        return self.desk.tab

    @property
    def view(self) -> View:
        view = self.desk.view
        assert view
        return view

    @property
    def words(self) -> str:
        return self.tab.words.replace("\N{ZERO WIDTH SPACE}", "")

    @property
    def status(self) -> str:
        return self.tab.status.words.replace("\N{ZERO WIDTH SPACE}", "")

    def rest(self) -> None:
        """Wait until nothing is sent, looked for or prepared."""
        wait(lambda: not self.desk.busy and not self.desk.preparing, 20)
        settle()

    def press(self, name: str) -> None:
        """Press a button of the foot, once it can be pressed, and wait for the end."""
        button = getattr(self.tab.foot, name)
        wait(button.isEnabled)
        button.click()

    def send(self) -> None:
        self.press("send")
        self.rest()

    def look(self) -> None:
        self.press("look")
        self.rest()

    def type(self, field: str, text: str) -> None:
        """Type into a field of the ticket."""
        editor = self.scene.bench.ticket.fields[field].editor
        editor.setFocus()
        QTest.keyClick(editor, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(editor, text)


def at_export(scene: Scene) -> Export:
    """Go there by the action, and wait for the preview."""
    scene.window.actions_by_name["show_export"].trigger()
    made = Export(scene)
    made.rest()
    return made
