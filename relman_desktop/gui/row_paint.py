"""How a row of two lines is drawn: a mark, what it is, a short word at the right, and more about it under both."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from .shown import visible
from .theme import GRID, SMALL, Role, Theme, code_font, sized, theme_of
from .wrapping import wrapped

ROW = Qt.ItemDataRole.UserRole
MARK = 10  # pixels, the side of a mark
_MOST_LINES = 3  # of what stands under a row's title
_PAD = 4  # pixels above and under a row's text
_MOST_KEPT = 8000  # wrapped texts

PaintMark = Callable[[QPainter, QPointF, Theme], None]


@dataclass(frozen=True)
class RowText:
    """What a row says; any of it but the title may be ""."""

    title: str
    right: str = ""
    below: str = ""
    mark: PaintMark | None = None  # draws a square of `MARK` at a corner
    more: str = ""  # what only a screen reader and the tool tip say
    code: bool = False  # whether the title is code
    path: bool = False  # whether it is a path, whose last part must be seen
    bad: bool = False  # whether what stands below tells of a failure

    @property
    def spoken(self) -> str:
        """The row for a screen reader, and as a tool tip."""
        parts = (part.rstrip(".") for part in (self.title, self.right, self.more, self.below) if part)
        return visible(". ".join(parts)).replace(" · ", ", ")


class Painter(QStyledItemDelegate):
    """Draws the rows of a `RowView`; it may keep what it has measured."""

    def forget(self) -> None:
        """The font is another one."""
        raise NotImplementedError


class RowPainter(Painter):
    """Keeps what was wrapped once: a list is painted more often than it is narrowed."""

    def __init__(self, view: QTreeView, tell: Callable[[Any], RowText]) -> None:
        super().__init__(view)
        self._view, self._tell = view, tell
        self._kept: dict[tuple[str, int], tuple[str, ...]] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: "QModelIndex | QPersistentModelIndex") -> QSize:
        row, width = self._tell(index.data(ROW)), self._view.viewport().width()
        lines = len(self._below(row, width - _left(row) - GRID))
        return QSize(width, _high(self._view.font()) + lines * _high(self._small) + 2 * _PAD)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: "QModelIndex | QPersistentModelIndex"
    ) -> None:
        theme = theme_of(self._view)
        painter.save()
        paint_ground(painter, option, self._view)
        self._paint_row(painter, option.rect, self._tell(index.data(ROW)), theme)
        painter.restore()

    def forget(self) -> None:
        """The font is another one."""
        self._kept.clear()

    def _paint_row(self, painter: QPainter, box: QRect, row: RowText, theme: Theme) -> None:
        high, small = _high(self._view.font()), self._small
        line = QRect(box.left() + _left(row), box.top() + _PAD, box.width() - _left(row) - GRID, high)
        if row.mark:
            row.mark(painter, QPointF(box.left() + GRID, line.top() + (high - MARK) // 2), theme)
        _draw(painter, line, row.right, small, theme, Role.QUIET, Qt.AlignmentFlag.AlignRight)
        room = line.width() - QFontMetrics(small).horizontalAdvance(row.right) - 2 * GRID
        font = code_font() if row.code else self._view.font()
        title = _elided(visible(row.title), QFontMetrics(font), room, path=row.path)
        _draw(painter, line, title, font, theme, Role.TEXT, Qt.AlignmentFlag.AlignLeft)
        ink = Role.WARNING if row.bad else Role.QUIET
        for at, text in enumerate(self._below(row, line.width())):
            under = QRect(line.left(), line.bottom() + 1 + at * _high(small), line.width(), _high(small))
            _draw(painter, under, text, small, theme, ink, Qt.AlignmentFlag.AlignLeft)

    def _below(self, row: RowText, width: int) -> tuple[str, ...]:
        key = (row.below, width)
        if row.below and key not in self._kept:
            if len(self._kept) > _MOST_KEPT:
                self._kept.clear()
            self._kept[key] = wrapped(row.below, self._small, max(40, width), _MOST_LINES)
        return self._kept.get(key, ())

    @property
    def _small(self) -> QFont:
        return sized(self._view.font(), SMALL)


def _elided(text: str, metrics: QFontMetrics, room: int, *, path: bool) -> str:
    """A title as far as it has room; of a path the folders are shortened first."""
    folder, slash, name = text.rpartition("/")
    left = room - metrics.horizontalAdvance(slash + name)
    if path and slash and left > metrics.horizontalAdvance("…"):
        return metrics.elidedText(folder, Qt.TextElideMode.ElideRight, left) + slash + name
    return metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, room)


def _left(row: RowText) -> int:
    return GRID + (MARK + GRID if row.mark else 0)


def _high(font: QFont) -> int:
    return QFontMetrics(font).height()


def _draw(
    painter: QPainter, box: QRect, text: str, font: QFont, theme: Theme, ink: Role, side: Qt.AlignmentFlag
) -> None:
    painter.setFont(font)
    painter.setPen(theme[ink])
    painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, text)


def paint_ground(painter: QPainter, option: QStyleOptionViewItem, view: QTreeView) -> None:
    """Paint what a row stands on: tinted where it is the current one, with an edge where the list has the focus."""
    theme, chosen = theme_of(view), bool(option.state & QStyle.StateFlag.State_Selected)
    if chosen or option.state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(option.rect, theme[Role.TINT if chosen else Role.RAISED])
    if chosen and view.hasFocus():
        painter.fillRect(QRect(option.rect.topLeft(), QSize(3, option.rect.height())), theme[Role.ACCENT])
