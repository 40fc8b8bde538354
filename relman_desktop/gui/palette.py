"""The command palette: every action of the table, found by typing."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from .pick_list import Choice, PickList


class CommandPalette(PickList):
    """Runs the action that is chosen; what cannot be done now is not offered."""

    def __init__(self, actions: dict[str, QAction], parent: QWidget) -> None:
        super().__init__("Type a command", parent)
        self._actions = actions
        self.chosen.connect(self._run)

    def open_under(self, widget: QWidget) -> None:
        offered = [
            Choice(action.text().rstrip("…").replace("&&", "&"), action.shortcut().toString(), name)
            for name, action in self._actions.items()
            if action.isEnabled()
        ]
        self.offer(offered, widget)

    def _run(self, name: str) -> None:
        self._actions[name].trigger()
