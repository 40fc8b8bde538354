"""The bar's button that copies the whole ticket for where it was pasted last; its menu has the other places."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from .shown import tooltip

TEXT = "Copy"


class CopyButton(QToolButton):
    """A click copies; the arrow, or Alt and the arrow key, opens the menu."""

    wanted = Signal(str)  # a paste's name

    def __init__(self, copy: QAction, others: Sequence[QAction], parent: QWidget) -> None:
        """`copy`: what a click does. `others`: what stands below the places."""
        super().__init__(parent)
        self._action = copy
        self.setText(TEXT)
        self.setProperty("look", "split")
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._others = tuple(others)
        menu = QMenu(self)
        menu.setAccessibleName("Copy the ticket")
        menu.aboutToShow.connect(self._fill)
        self.setMenu(menu)
        self.clicked.connect(copy.trigger)
        copy.enabledChanged.connect(self.setEnabled)
        self.setEnabled(copy.isEnabled())
        self.show_paste("")

    def show_paste(self, words: str) -> None:
        """Say for where a click copies; it does once a ticket is there, and with it all that the places need."""
        if words:
            self._fill()
        keys = self._action.shortcut().toString()
        told = " ".join(filter(None, ("Copy the ticket", words)))
        self.setToolTip(tooltip(f"{told} ({keys})" if keys else told))
        self.setAccessibleName(told)

    def _fill(self) -> None:
        """Fill the menu when it is first wanted: the places come with all markups, for which no paint waits."""
        menu = self.menu()
        if menu is None or menu.actions():
            return
        from .copy_menu import fill_copy_menu

        fill_copy_menu(menu, self.wanted.emit)
        menu.addSeparator()
        menu.addActions(list(self._others))
