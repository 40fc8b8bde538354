"""The bar above the panes: which repository, from which version to which, and what to do with the ticket."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QSizePolicy, QToolButton, QWidget

from .check_chip import CheckChip
from .risk_chip import RiskChip
from .shown import visible
from .theme import GRID, sized

if TYPE_CHECKING:
    from ..sources.opening import Opened

_MOST = 28  # characters of a version's name that the bar shows; the tool tip has all


class TopBar(QFrame):
    """Buttons that open the pickers; the window does the choosing."""

    repository_wanted = Signal()
    base_wanted = Signal()
    head_wanted = Signal()
    reload_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.repository = self._picker("Repository", self.repository_wanted)
        self.repository.setFont(sized(self.font(), 1.0, bold=True))
        self.base = self._picker("Base: what runs now", self.base_wanted)
        self.head = self._picker("Head: what is deployed", self.head_wanted)
        self._arrow = QLabel("→")
        self.reload = self._tool("⟳", "Read the change again (F5)")
        self.reload.clicked.connect(self.reload_wanted)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        for part in (self.repository, self.base, self._arrow, self.head, self.reload):
            self._row.addWidget(part)
        self._row.addStretch(1)
        self.checks = CheckChip()
        self._row.addWidget(self.checks)
        self.risk = RiskChip()
        self._row.addWidget(self.risk)

    def add_menu(self, text: str, actions: list[QAction]) -> None:
        """A button with a menu, at the right, before the checks and the risk."""
        button = QPushButton(text)
        menu = QMenu(button)
        menu.addActions(actions)
        button.setMenu(menu)
        self._row.insertWidget(self._row.indexOf(self.checks), button)

    def add_widget(self, widget: QWidget) -> None:
        """Another button, at the right, before the checks and the risk."""
        self._row.insertWidget(self._row.indexOf(self.checks), widget)

    def add_button(self, text: str, action: QAction) -> None:
        """A button that does one thing, at the right, before the checks and the risk."""
        button = QPushButton(text)
        button.setToolTip(action.toolTip())
        button.clicked.connect(action.trigger)
        self._row.insertWidget(self._row.indexOf(self.checks), button)

    def show_opened(self, opened: "Opened") -> None:
        """Show which change is open; a diff file has no versions to choose."""
        change, has_range = opened.change, opened.repository is not None
        self._name(self.repository, change.repo, opened.location)
        self._name(self.base, change.base_name, change.base)
        self._name(self.head, change.head_name, change.head)
        for part in (self.base, self._arrow, self.head):
            part.setVisible(has_range)

    def _name(self, button: QToolButton, name: str, more: str) -> None:
        shown = visible(name)
        button.setText((shown if len(shown) <= _MOST else shown[: _MOST - 1] + "…") + "  ▾")
        button.setAccessibleDescription(f"{shown} {more}")

    def _tool(self, text: str, name: str) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setToolTip(name)
        button.setAccessibleName(name)
        return button

    def _picker(self, name: str, wanted: SignalInstance) -> QToolButton:
        button = self._tool("", name)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        button.clicked.connect(wanted)
        return button
