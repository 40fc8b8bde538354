"""How far the changed files are covered by a request: a bar whose parts are as wide as the files of each level."""

from collections import Counter
from collections.abc import Iterable

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ..drafting.pack.packed import Coverage, Level
from ..wording import counted
from .call_words import LEVEL_WORDS, covered
from .row_paint import MARK
from .theme import Role, Theme, theme_of

LEVEL_ROLES = {
    Level.FULL: Role.GOOD,
    Level.PARTIAL: Role.ACCENT,
    Level.CONDENSED: Role.WARNING,
    Level.NAMED: Role.QUIET,
}
_SHARE = {Level.FULL: 1.0, Level.PARTIAL: 0.6, Level.CONDENSED: 0.3, Level.NAMED: 0.0}
_HEIGHT = 12
_EDGE = 3  # pixels around the bar, for the focus
_LEAST = 6  # pixels: even one file of fifty thousand must be seen
_GAP = 2


class CoverageBar(QWidget):
    """A click on a part, or Enter, asks for the files of that level; arrow keys go from part to part."""

    level_wanted = Signal(object)  # a Level

    def __init__(self) -> None:
        super().__init__()
        self._files: Counter[Level] = Counter()
        self._at = Level.FULL
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleDescription("Left and right go from level to level, Enter lists its files")

    def show_coverage(self, coverage: Iterable[Coverage]) -> None:
        coverage = tuple(coverage)
        self._files = Counter(one.level for one in coverage)
        self._at = next(iter(self.levels), Level.FULL)
        self.setAccessibleName(f"Coverage: {covered(coverage)}")
        self.update()

    @property
    def levels(self) -> list[Level]:
        """The levels that have files, most covered first."""
        return [level for level in Level if self._files[level]]

    def files(self, level: Level) -> int:
        """How many files the part of a level stands for."""
        return self._files[level]

    def sizeHint(self) -> QSize:
        return QSize(120, _HEIGHT + 2 * _EDGE)

    def parts(self) -> list[tuple[Level, QRectF]]:
        """Where each level's part is drawn."""
        levels, total = self.levels, self._files.total() or 1
        room = max(0, self.width() - 2 * _EDGE - (_LEAST + _GAP) * len(levels) + _GAP)
        made, left = [], float(_EDGE)
        for level in levels:
            width = _LEAST + room * self._files[level] / total
            made.append((level, QRectF(left, _EDGE, width, _HEIGHT)))
            left += width + _GAP
        return made

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, outline = theme_of(self), QPainterPath()
        inside = QRectF(self.rect()).adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
        outline.addRoundedRect(inside, _HEIGHT / 3, _HEIGHT / 3)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setClipPath(outline)
            painter.fillRect(inside, theme[Role.RAISED])
            for level, part in self.parts():
                painter.fillRect(part, theme[LEVEL_ROLES[level]])
            painter.setClipping(False)
            if self.hasFocus():
                painter.setPen(theme[Role.TEXT])
                for level, part in self.parts():
                    if level is self._at:
                        painter.drawRoundedRect(part.adjusted(-1.5, -1.5, 1.5, 1.5), 3, 3)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        levels = self.levels
        if step and levels:
            self._at = levels[(levels.index(self._at) + step) % len(levels)]
            self._say(self.mapToGlobal(self.rect().bottomLeft()), self._at)
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and levels:
            self.level_wanted.emit(self._at)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if (level := self._level_at(event.position().x())) and event.button() is Qt.MouseButton.LeftButton:
            self._at = level
            self.update()
            self.level_wanted.emit(level)

    def event(self, event: QHelpEvent) -> bool:  # type: ignore[override]
        if event.type() == event.Type.ToolTip:
            self._say(event.globalPos(), self._level_at(event.pos().x()))
            return True
        return super().event(event)

    def _say(self, where: QPoint, level: Level | None) -> None:
        told = f"{counted(self._files[level], 'file')} {LEVEL_WORDS[level]}" if level else ""
        QToolTip.showText(where, told, self)

    def _level_at(self, x: float) -> Level | None:
        return next((level for level, part in self.parts() if x <= part.right() + _GAP / 2), None)


def paint_level(level: Level, painter: QPainter, corner: QPointF, theme: Theme) -> None:
    """Draw the mark of a level: a square that is filled as far as the file is covered, for those who see no colours."""
    painter.save()
    colour, filled = theme[LEVEL_ROLES[level]], MARK * _SHARE[level]
    painter.fillRect(QRectF(corner.x(), corner.y() + MARK - filled, MARK, filled), colour)
    painter.setPen(colour)
    painter.drawRect(QRectF(corner.x(), corner.y(), MARK - 1, MARK - 1))
    painter.restore()
