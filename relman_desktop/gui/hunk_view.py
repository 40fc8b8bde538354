"""Draws hunks: only the lines in sight, whatever their number; selects whole lines and copies them."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetricsF,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QMenu

from ..sources.change import Hunk
from .hunk_paint import RowPainter
from .hunk_rows import HunkRows
from .theme import GRID, Role, code_font, theme_of


class HunkView(QAbstractScrollArea):
    """A read-only view of a file's hunks, or of one."""

    def __init__(self) -> None:
        super().__init__()
        self._rows = HunkRows()
        self._current = self._anchor = 0
        self._cited = 0  # the row that is marked for the evidence's sake; 0 for none
        self._widest = 0.0
        self.setFont(code_font())
        self._painter = RowPainter(QFontMetricsF(self.font()))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Changed lines")
        self.verticalScrollBar().valueChanged.connect(self._widen)

    @property
    def rows(self) -> HunkRows:
        return self._rows

    def show_hunks(self, path: str, hunks: Sequence[Hunk], row: int = 0) -> None:
        """Show the hunks of a file, from the top or with a row marked and in sight."""
        self._rows = HunkRows(hunks)
        self._painter = RowPainter.of(QFontMetricsF(self.font()), self._rows)
        self._current = self._anchor = self._cited = min(row, max(0, len(self._rows) - 1))
        self._widest = 0.0
        self.setAccessibleName(f"Changed lines of {path}")
        self.horizontalScrollBar().setValue(0)
        self._fit()
        self._reveal()
        self._say_row()

    def copy(self) -> None:
        """Put the selected lines on the clipboard, as a patch has them."""
        if self._rows:
            QGuiApplication.clipboard().setText(self._rows.copied(*self.selected))

    def select_all(self) -> None:
        self._anchor, self._current = 0, max(0, len(self._rows) - 1)
        self._say_row()

    @property
    def selected(self) -> tuple[int, int]:
        """The first and the last selected row."""
        return min(self._anchor, self._current), max(self._anchor, self._current)

    def sizeHint(self) -> QSize:
        return QSize(400, 300)

    # Where things are

    @property
    def _page(self) -> int:
        return max(1, self.viewport().height() // self._painter.high)

    def _row_at(self, y: float) -> int:
        return max(0, min(len(self._rows) - 1, self.verticalScrollBar().value() + int(y // self._painter.high)))

    def _in_sight(self) -> range:
        first = self.verticalScrollBar().value()
        return range(first, min(first + self._page + 2, len(self._rows)))

    def _fit(self) -> None:
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, len(self._rows) - self._page))
        bar.setPageStep(self._page)
        self.horizontalScrollBar().setSingleStep(int(4 * self._painter.cell))
        self._widen()

    def _reveal(self) -> None:
        """Scroll so that the marked row stands in the upper third, unless it is in sight from the top."""
        in_sight = self._cited < self._page - 1
        self.verticalScrollBar().setValue(0 if in_sight else self._cited - self._page // 3)

    def _widen(self) -> None:
        """Let the horizontal bar reach the end of the widest line seen so far: nobody measures a million lines."""
        seen = (self._painter.width(self._rows[at].shown) for at in self._in_sight())
        self._widest = max(self._widest, *seen, 0.0)
        room = self.viewport().width() - self._painter.left - GRID
        bar = self.horizontalScrollBar()
        bar.setPageStep(max(1, int(room)))
        bar.setRange(0, max(0, int(self._widest - room)))
        self.viewport().update()

    # Drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, (first, last), scrolled = theme_of(self), self.selected, self.horizontalScrollBar().value()
        with QPainter(self.viewport()) as painter:
            painter.fillRect(self.viewport().rect(), theme[Role.SURFACE])
            painter.setFont(self.font())
            for place, at in enumerate(self._in_sight()):
                box = QRectF(0, place * self._painter.high, self.viewport().width(), self._painter.high)
                marked = self.hasFocus() or at == self._cited > 0
                chosen = first <= at <= last and (first != last or marked)
                self._painter.paint(painter, box, self._rows[at], theme, chosen=chosen, scrolled=scrolled)

    # Moving and selecting

    def _go_to(self, row: int, *, extend: bool) -> None:
        self._current = max(0, min(len(self._rows) - 1, row))
        if not extend:
            self._anchor = self._current
        bar = self.verticalScrollBar()
        bar.setValue(max(min(bar.value(), self._current), self._current - self._page + 1))
        self._say_row()

    def _say_row(self) -> None:
        """Give a screen reader the current line, which nothing but the drawing shows."""
        self.setAccessibleDescription(self._rows[self._current].spoken if self._rows else "")
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        targets = {
            Qt.Key.Key_Up: self._current - 1,
            Qt.Key.Key_Down: self._current + 1,
            Qt.Key.Key_PageUp: self._current - self._page,
            Qt.Key.Key_PageDown: self._current + self._page,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: len(self._rows) - 1,
        }
        target = targets.get(Qt.Key(event.key()))
        if target is not None:
            self._go_to(target, extend=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.select_all()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        extend = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.button() is Qt.MouseButton.LeftButton:
            self._go_to(self._row_at(event.position().y()), extend=extend)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go_to(self._row_at(event.position().y()), extend=True)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Copy lines").triggered.connect(self.copy)
        menu.addAction("Select all").triggered.connect(self.select_all)
        menu.popup(event.globalPos())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        if self._current == self._cited:  # the person has not moved yet
            self._reveal()
