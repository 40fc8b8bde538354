"""The two small windows of the Help menu."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QVBoxLayout, QWidget

from .. import __version__
from .actions import ACTIONS
from .labels import label
from .theme import GRID

_ABOUT = (
    "Turns a real code change into a change ticket, every sentence with its evidence.\n\n"
    "It opens no connection that you did not configure, and sends no telemetry.\n\n"
    "MIT licence. Uses Qt for Python (LGPL-3.0) and other free libraries; see packaging/THIRD-PARTY.md."
)


def show_about(parent: QWidget) -> None:
    """What this is, and whose work is in it."""
    dialog, column = _dialog(parent, "About Relman Desktop")
    column.insertWidget(0, label(f"Relman Desktop {__version__}", size=1.3, bold=True))
    column.insertWidget(1, label(_ABOUT, wraps=True))
    dialog.open()


def show_shortcuts(parent: QWidget) -> None:
    """Every action that has keys, from the table of actions."""
    dialog, column = _dialog(parent, "Keyboard shortcuts")
    form = QFormLayout()
    form.setHorizontalSpacing(4 * GRID)
    form.setVerticalSpacing(GRID)
    for action in ACTIONS:
        if action.keys:
            form.addRow(label(action.text), label(action.told_keys, "quiet"))
    column.insertLayout(0, form)
    dialog.open()


def _dialog(parent: QWidget, title: str) -> tuple[QDialog, QVBoxLayout]:
    dialog = QDialog(parent)
    dialog.setWindowTitle(title)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setMinimumWidth(420)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
    column.setSpacing(2 * GRID)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.close)
    column.addWidget(buttons)
    return dialog, column
