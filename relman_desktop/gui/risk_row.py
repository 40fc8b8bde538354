"""A row of the risk tab: words beside a drawing, pressed as a button. As high as its words need."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from .shown import tooltip, visible
from .theme import Role, Theme, sized, theme_of
from .wrapping import wrapped

_AROUND = 4  # pixels above, below and beside the words
_LEAST = 80  # pixels of the words


@dataclass(frozen=True, slots=True)
class Words:
    """A text of the row, in at most so many lines."""

    text: str
    role: Role = Role.TEXT
    size: float = 1.0
    bold: bool = False
    most: int = 3


class RiskRow(QAbstractButton):
    """`before_at` and `behind` are the pixels of what a subclass draws beside the words (`paint_beside`)."""

    looked_at = Signal(bool)  # the mouse or the focus came here, or left

    behind = 0

    def __init__(self, words: tuple[Words, ...], spoken: str, *, leads: str = "") -> None:
        """`leads`: what a press does, in a sentence; "" for a row that is only read."""
        super().__init__()
        self._words = words
        self._leads = leads
        self._wrapped: dict[tuple[Words, int], tuple[str, ...]] = {}  # by the room
        self._heights: dict[int, int] = {}  # by the width: layouts ask again and again
        self.setAccessibleName(" ".join(visible(spoken).split()))
        self.setAccessibleDescription(leads)
        self.setToolTip(tooltip("\n".join(one.text for one in words)))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if leads:
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def before_at(self, width: int) -> int:
        """The pixels before the words where the row is so wide."""
        return 0

    def paint_beside(self, painter: QPainter, theme: Theme) -> None:
        """Draw what stands beside the words."""

    @property
    def lines(self) -> tuple[str, ...]:
        """The words as they are drawn now."""
        return tuple(line for one in self._words for line in self._lines(one, self.width()))

    def sizeHint(self) -> QSize:
        return QSize(240, self.heightForWidth(max(240, self.width())))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.fontMetrics().lineSpacing() + 2 * _AROUND)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self._height(width)
        return self._heights[width]

    def _height(self, width: int) -> int:
        high = sum(len(self._lines(one, width)) * self._spacing(one) for one in self._words)
        return max(high + 2 * _AROUND, self.minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = theme_of(self)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self.hasFocus() or (self._leads and self.underMouse()):
                painter.setPen(theme[Role.ACCENT] if self.hasFocus() else Qt.PenStyle.NoPen)
                painter.setBrush(theme[Role.RAISED])
                painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
            self.paint_beside(painter, theme)
            self._paint_words(painter, theme)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._wrapped.clear()
            self._heights.clear()
            self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.looked_at.emit(True)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.looked_at.emit(self.hasFocus())
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.looked_at.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.looked_at.emit(self.underMouse())

    def _paint_words(self, painter: QPainter, theme: Theme) -> None:
        top, left, wide = _AROUND, self.before_at(self.width()) + _AROUND, self._room(self.width())
        for one in self._words:
            painter.setFont(self._font(one))
            painter.setPen(theme[one.role])
            for line in self._lines(one, self.width()):
                painter.drawText(QRectF(left, top, wide, self._spacing(one)), _LEFT, line)
                top += self._spacing(one)

    def _room(self, width: int) -> int:
        return max(_LEAST, width - self.before_at(width) - self.behind - 2 * _AROUND)

    def _lines(self, words: Words, width: int) -> tuple[str, ...]:
        at = words, self._room(width)
        if at not in self._wrapped:
            self._wrapped[at] = wrapped(words.text, self._font(words), at[1], words.most)
        return self._wrapped[at]

    def _font(self, words: Words) -> QFont:
        return sized(self.font(), words.size, bold=words.bold)

    def _spacing(self, words: Words) -> int:
        return QFontMetrics(self._font(words)).lineSpacing()


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
