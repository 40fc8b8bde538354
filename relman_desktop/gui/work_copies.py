"""Lines of text that can be copied: the addresses that a ticket names. None of them opens."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from .buttons import button
from .fitting_label import small
from .icons import IconButton
from .theme import GRID

_AT_FIRST = 3
_MOST = 60


class CopyLines(QWidget):
    """The first few, and all of them when the person asks."""

    copied = Signal(str)
    renewed = Signal()  # there are other lines now

    def __init__(self) -> None:
        super().__init__()
        self._texts: tuple[str, ...] = ()
        self._rows: list[_CopyRow] = []
        self._more = button("", "Shows all addresses", "more")
        self._more.clicked.connect(self._show_all)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._more)

    @property
    def texts(self) -> tuple[str, ...]:
        return self._texts

    def show_texts(self, texts: Sequence[str]) -> None:
        if tuple(texts) != self._texts or not self._rows:
            self._texts = tuple(texts)
            self._show(_AT_FIRST if len(texts) > _AT_FIRST + 1 else _MOST)
        self.setVisible(bool(texts))

    def _show(self, most: int) -> None:
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [self._row(text) for text in self._texts[:most]]
        for at, row in enumerate(self._rows):
            self._column.insertWidget(at, row)
        left = len(self._texts) - len(self._rows)
        self._more.setText(f"{left:,} more")
        self._more.setVisible(left > 0 and most == _AT_FIRST)
        self.renewed.emit()

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What Tab goes through, in this order."""
        return (*(row.copy for row in self._rows), self._more)

    def _row(self, text: str) -> "_CopyRow":
        row = _CopyRow(text)
        row.copy.clicked.connect(lambda: self._copy(text))
        return row

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.copied.emit(text)

    def _show_all(self) -> None:
        self._show(_MOST)


class _CopyRow(QWidget):
    def __init__(self, text: str) -> None:
        super().__init__()
        words, self.copy = small(look="quiet"), IconButton("copy", "Copy this address")
        words.show_texts(text)
        self.copy.setAccessibleDescription(words.whole)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GRID // 2)
        line.addWidget(words, 1)
        line.addWidget(self.copy)
