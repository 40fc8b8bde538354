"""The bar's button for what takes the ticket elsewhere: its change systems, files and copies in one menu."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from ..settings import System
from .shown import tooltip, visible

TEXT = "Export"


class ExportButton(QPushButton):
    """Its menu is filled when it opens: which systems there are changes. A dot says that one holds an older ticket."""

    system_chosen = Signal(str)

    def __init__(self, systems: Callable[[], Sequence[System]], actions: Sequence[QAction], parent: QWidget) -> None:
        """`actions`: what stands below the systems."""
        super().__init__(TEXT, parent)
        self._systems, self._fixed = systems, tuple(actions)
        menu = QMenu(self)
        menu.setAccessibleName(TEXT)
        menu.setToolTipsVisible(True)
        menu.aboutToShow.connect(self._fill)
        self.setMenu(menu)
        self._fill()

    def mark(self, sentence: str) -> None:
        """Say that what is in a change system is older than the ticket; "" that nothing is."""
        text = f"{TEXT} •" if sentence else TEXT
        if text != self.text():
            self.setText(text)
        self.setToolTip(tooltip(sentence))
        self.setAccessibleDescription(visible(sentence))

    def _fill(self) -> None:
        menu = self.menu()
        menu.clear()
        for one in self._systems():
            action = menu.addAction(f"To {visible(one.name)} ({visible(one.host)})…".replace("&", "&&"))
            action.setToolTip("Shows what the ticket becomes there; nothing is sent yet")
            action.triggered.connect(partial(self._choose, one.name))
        if menu.actions():
            menu.addSeparator()
        menu.addActions(self._fixed)

    def _choose(self, name: str, _checked: bool = False) -> None:
        self.system_chosen.emit(name)
