"""The change as a map: a tile for each file, as large as its changed lines, as dark as its risk, by folders."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from .shown import tooltip
from .theme import SMALL, Role, sized, theme_of
from .treemap_groups import Placed, Tile, grouped, placed
from .treemap_layout import Box
from .treemap_looks import Looks
from .treemap_words import EMPTY, map_told, tile_told

_HIGH, _LEAST = 260, 160  # pixels
_NOTHING = Placed((), (), ())
_ARROWS = {
    Qt.Key.Key_Left: QPointF(-1, 0),
    Qt.Key.Key_Right: QPointF(1, 0),
    Qt.Key.Key_Up: QPointF(0, -1),
    Qt.Key.Key_Down: QPointF(0, 1),
}


class Treemap(QWidget):
    """It is laid out after its first paint, and drawn once for each size and theme; then only what is looked at."""

    file_wanted = Signal(str)
    looked_at = Signal(str)  # what is known of the file under the mouse or with the focus; "" for none

    def __init__(self) -> None:
        super().__init__()
        self._tiles: tuple[Tile, ...] = ()
        self._placed = _NOTHING
        self._drawn: tuple[object, QPixmap] | None = None
        self._at = -1  # the tile that the keys are on
        self._under = -1  # the tile under the mouse
        self._placing = QTimer(self, singleShot=True, interval=0)
        self._placing.timeout.connect(self.place)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Map of the changed files")

    @property
    def shown(self) -> Placed:
        """Where everything stands now."""
        return self._placed

    @property
    def current(self) -> Tile | None:
        """The file under the mouse, or the one that the keys are on."""
        at = self._under if self._under >= 0 else self._at if self.hasFocus() else -1
        return self._placed.tiles[at] if 0 <= at < len(self._placed.tiles) else None

    def show_tiles(self, tiles: Sequence[Tile]) -> None:
        """Show these files; the same stay, with the key's place."""
        if tuple(tiles) == self._tiles:
            return
        self._tiles, self._at, self._under = tuple(tiles), -1, -1
        self._placed = _NOTHING
        self.setAccessibleDescription(map_told(self._tiles))
        self._place_soon()

    def place(self) -> None:
        """Lay all out in the room that there is."""
        before = self._placed.tiles[self._at].id if 0 <= self._at < len(self._placed.tiles) else ""
        title = QFontMetricsF(sized(self.font(), SMALL)).height() + 2
        self._placed = placed(grouped(self._tiles), self.width(), self.height(), title) if self._tiles else _NOTHING
        self._at = next((at for at, one in enumerate(self._placed.tiles) if one.id == before), -1)
        self._under, self._drawn = -1, None
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(_HIGH, _HIGH)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, _LEAST)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_soon()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange):
            self._place_soon()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = theme_of(self)
        with QPainter(self) as painter:
            if not self._tiles:
                painter.setPen(theme[Role.QUIET])
                painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, EMPTY)
                return
            if self._placed is not _NOTHING:
                painter.drawPixmap(0, 0, self._drawing())
            for at in {self._at if self.hasFocus() else -1, self._under} - {-1}:
                Looks(theme, self.font()).outline(painter, self._placed.boxes[at])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if (at := self._tile_at(event.position())) != self._under:
            self._under = at
            self._tell()
            told = self.current
            self.setCursor(Qt.CursorShape.PointingHandCursor if told else Qt.CursorShape.ArrowCursor)
            QToolTip.showText(event.globalPosition().toPoint(), tooltip(tile_told(told)) if told else "", self)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._under = -1
        self._tell()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and (at := self._tile_at(event.position())) >= 0:
            self._at = at
            self._tell()
            self.file_wanted.emit(self._placed.tiles[at].id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows go to the next tile in their direction, Home to the riskiest one; Enter shows a file."""
        key = Qt.Key(event.key())
        if key in _ARROWS and self._placed.tiles:
            self._go(self._next(_ARROWS[key]))
        elif key is Qt.Key.Key_Home and self._placed.tiles:
            self._go(self._riskiest)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._at >= 0:
            self.file_wanted.emit(self._placed.tiles[self._at].id)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._at < 0 and self._placed.tiles:
            self._at = self._riskiest
        self._tell()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._tell()

    def _place_soon(self) -> None:
        self._placing.start()
        self.update()

    def _drawing(self) -> QPixmap:
        theme, ratio = theme_of(self), self.devicePixelRatioF()
        key = (theme.name, ratio, self.size().toTuple())
        if self._drawn is None or self._drawn[0] != key:
            pixmap = QPixmap(self.size() * ratio)
            pixmap.setDevicePixelRatio(ratio)
            pixmap.fill(Qt.GlobalColor.transparent)
            with QPainter(pixmap) as painter:
                Looks(theme, self.font()).paint(painter, self._placed)
            self._drawn = key, pixmap
        return self._drawn[1]

    def _go(self, at: int) -> None:
        self._at, self._under = at, -1
        self._tell()

    def _tell(self) -> None:
        told = tile_told(self.current) if self.current else ""
        self.setAccessibleName(told or "Map of the changed files")
        self.looked_at.emit(told)
        self.update()

    @property
    def _riskiest(self) -> int:
        tiles = self._placed.tiles
        return max(range(len(tiles)), key=lambda at: (tiles[at].weight, tiles[at].impact, tiles[at].lines, -at))

    def _tile_at(self, point: QPointF) -> int:
        return next((at for at, box in enumerate(self._placed.boxes) if _rect(box).contains(point)), -1)

    def _next(self, way: QPointF) -> int:
        """The nearest tile in a direction; what is straight ahead is nearer. The tile itself where there is none."""
        if self._at < 0:
            return self._riskiest
        here = _rect(self._placed.boxes[self._at]).center()
        ahead: list[tuple[float, int]] = []
        for at, box in enumerate(self._placed.boxes):
            to = _rect(box).center() - here
            along, aside = QPointF.dotProduct(to, way), abs(to.x() * way.y()) + abs(to.y() * way.x())
            if at != self._at and along > 0.5:
                ahead.append((along + 2 * aside, at))
        return min(ahead, default=(0.0, self._at))[1]


def _rect(box: Box) -> QRectF:
    return QRectF(box.left, box.top, box.width, box.height)
