"""The servers of a settings page, with the buttons that add and remove them."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from .labels import label, note
from .row_list import RowList
from .row_paint import MARK, RowText
from .server_entry import ServerEntry
from .shown import visible
from .theme import GRID, Role, Theme


class ServerList(QWidget):
    """Tells what the person wants; the settings page does it."""

    chosen = Signal(object)  # a ServerEntry
    added = Signal(object)  # what was chosen in the menu of what can be added
    removed = Signal(object)  # a ServerEntry
    undone = Signal()
    key_forgotten = Signal()  # of the one that was removed

    def __init__(self, title: str, name: str, secret: str, offers: Sequence[tuple[str, Any]]) -> None:
        """`title`: over the list. `name`: for a screen reader. `secret`: what a key is called.

        `offers`: what can be added, each with its words.
        """
        super().__init__()
        self.view = RowList(name, "Delete removes the current one", self.row_text)
        self.add = QPushButton("Add")
        self._menu = QMenu(self.add)
        for words, offer in offers:
            self._menu.addAction(words).triggered.connect(partial(self.added.emit, offer))
        self.add.setMenu(self._menu)
        self.remove = QPushButton("Remove")
        self._said = note(wraps=True)
        self._undo, self._forget = QPushButton("Undo"), QPushButton(f"Forget its {secret}")
        self._lay_out(title)
        self.setFocusProxy(self.view)
        self.view.looked_at.connect(self.chosen)
        self.remove.clicked.connect(self._remove)
        self._undo.clicked.connect(self.undone)
        self._forget.clicked.connect(self.key_forgotten)

    def row_text(self, entry: Any) -> RowText:
        """What the row of an entry says."""
        raise NotImplementedError

    def show_rows(self, entries: Sequence[ServerEntry[Any]], current: ServerEntry[Any] | None) -> None:
        """Show the servers, one of them current."""
        self.view.show_rows(list(entries), entries.index(current) if current in entries else 0)
        self.remove.setEnabled(bool(entries))

    def refresh(self) -> None:
        """Draw the same servers anew."""
        self.view.scheduleDelayedItemsLayout()
        self.view.viewport().update()

    def say(self, sentence: str, *, undo: bool = False, forget: bool = False) -> None:
        """Say what was done, with a way back."""
        self._said.setText(visible(sentence))
        self._said.setVisible(bool(sentence))
        self._undo.setVisible(undo)
        self._forget.setVisible(forget)

    def others(self, entry: ServerEntry[Any]) -> set[str]:
        """The names that the others have."""
        return {one.texts["name"].strip() for one in self.view.rows if one is not entry}

    def _remove(self) -> None:
        if entry := self.view.current:
            self.removed.emit(entry)

    def _lay_out(self, title: str) -> None:
        buttons, back = QHBoxLayout(), QHBoxLayout()
        buttons.setSpacing(GRID)
        for part in (self.add, self.remove):
            buttons.addWidget(part, 1)
        for button in (self._undo, self._forget):
            button.setProperty("look", "quiet")
            back.addWidget(button)
        back.addStretch(1)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(2 * GRID, 2 * GRID, 0, 2 * GRID)
        self.column.setSpacing(GRID)
        self.column.addWidget(label(title, bold=True))
        self.column.addWidget(self.view, 1)
        self.column.addWidget(self._said)
        self.column.addLayout(back)
        self.column.addLayout(buttons)
        self.say("")


def not_saved(entry: ServerEntry[Any], wrong: dict[str, str]) -> RowText:
    """The row of one with a wrong input."""
    return RowText(entry.name, "", f"Not saved: {next(iter(wrong.values()))}", partial(paint_dot, False), bad=True)


def paint_dot(filled: bool, painter: QPainter, corner: QPointF, theme: Theme) -> None:
    """A dot for the one that is used, a ring for the others."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(theme[Role.ACCENT if filled else Role.QUIET])
    if filled:
        painter.setBrush(theme[Role.ACCENT])
    painter.drawEllipse(QRectF(corner.x() + 1.5, corner.y() + 1.5, MARK - 3, MARK - 3))
    painter.restore()
