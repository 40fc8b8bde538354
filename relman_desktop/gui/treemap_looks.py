"""How a treemap is drawn: one hue, from the ground to the colour of risk, so that it can be read without colours."""

import math
from collections.abc import Iterable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from .flow import FlowLayout
from .labels import note
from .shown import visible
from .theme import GRID, SMALL, Role, Theme, sized, theme_of
from .treemap_groups import Placed, Tile
from .treemap_layout import Box
from .treemap_words import IMPACT, STEPS, step_of

_SHARES = (0.0, 0.18, 0.4, 0.8, 1.0)  # of the colour of risk in a step's colour
_STRIPE, _LEAST_STRIPE = 3.0, 7.0  # pixels: of what marks impact, and of the narrowest tile that has all of it
_LEAST_NAME = (34.0, 14.0)  # pixels of a tile that may have its name in it
_SWATCH = QSize(18, 12)


def step_colour(theme: Theme, step: int) -> QColor:
    """The ground of a tile."""
    ground, risk, share = theme[Role.RAISED], theme[Role.ERROR], _SHARES[step]
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(_parts(ground), _parts(risk), strict=True))
    return QColor(red, green, blue)


def ink_on(theme: Theme, step: int) -> QColor:
    """What can be read on a step's ground."""
    ground = step_colour(theme, step)
    return max((theme[Role.TEXT], theme[Role.SURFACE]), key=lambda ink: contrast(ink, ground))


def contrast(one: QColor, other: QColor) -> float:
    """The contrast of two colours, 1..21, as WCAG 2.2 reckons it."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _parts(colour: QColor) -> tuple[int, int, int]:
    return colour.red(), colour.green(), colour.blue()


def _luminance(colour: QColor) -> float:
    parts = [part / 255 for part in _parts(colour)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else math.pow((part + 0.055) / 1.055, 2.4) for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


class Looks:
    """Draws the map with a theme and a font."""

    def __init__(self, theme: Theme, font: QFont) -> None:
        self._theme, self._font = theme, sized(font, SMALL)
        self._metrics = QFontMetricsF(self._font)

    def paint(self, painter: QPainter, shown: Placed) -> None:
        """Draw all tiles, a step at once: a thousand single calls take too long."""
        steps = [step_of(tile) for tile in shown.tiles]
        rects = [_rect(box) for box in shown.boxes]
        painter.setPen(QPen(self._theme[Role.SURFACE], 1))
        for step in set(steps):
            painter.setBrush(step_colour(self._theme, step))
            painter.drawRects([rect for at, rect in zip(steps, rects, strict=True) if at == step])
        painter.setFont(self._font)
        for step in set(steps):
            tiles = [at for at, found in enumerate(steps) if found == step]
            ink = ink_on(self._theme, step)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink)
            painter.drawRects([_stripe(rects[at]) for at in tiles if shown.tiles[at].impact])
            painter.setPen(ink)
            self._write_names(painter, [(shown.tiles[at], rects[at]) for at in tiles])
        self._write_titles(painter, shown)

    def outline(self, painter: QPainter, box: Box) -> None:
        """Draw what shows the tile that is looked at, on any ground."""
        around = _rect(box).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for role, width in ((Role.SURFACE, 4), (Role.TEXT, 2)):
            painter.setPen(QPen(self._theme[role], width))
            painter.drawRect(around)

    def _write_names(self, painter: QPainter, tiles: Iterable[tuple[Tile, QRectF]]) -> None:
        wide, high = _LEAST_NAME[0], max(_LEAST_NAME[1], self._metrics.height())
        for tile, rect in tiles:
            if rect.width() >= wide and rect.height() >= high:
                name = visible(tile.path.rpartition("/")[2][:120])
                self._write(painter, rect.adjusted(_STRIPE + 3, 0, -2, 0), name)

    def _write_titles(self, painter: QPainter, shown: Placed) -> None:
        painter.setPen(self._theme[Role.QUIET])
        for group, box, fits in shown.groups:
            if fits:
                high = self._metrics.height() + 2
                self._write(painter, QRectF(box.left + 1, box.top, box.width - 4, high), visible(group.name[-120:]))

    def _write(self, painter: QPainter, room: QRectF, text: str) -> None:
        words = self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        top = QRectF(room.left(), room.top() + 1, room.width(), self._metrics.height())
        painter.drawText(top, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, words)


class _Swatch(QWidget):
    """A tile of the legend; the last one, which is marked, stands for impact."""

    def __init__(self, step: int, *, marked: bool = False) -> None:
        super().__init__()
        self._step, self._marked = step, marked
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return _SWATCH

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = theme_of(self)
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), step_colour(theme, self._step))
            if self._marked:
                painter.fillRect(QRectF(0, 0, _STRIPE, self.height()), ink_on(theme, self._step))


class MapLegend(QWidget):
    """What the grounds and the stripe stand for."""

    def __init__(self) -> None:
        super().__init__()
        flow = FlowLayout(GRID)
        self.setLayout(flow)
        parts = [(_Swatch(step), words) for step, words in enumerate(STEPS)]
        for swatch, words in (*parts, (_Swatch(0, marked=True), IMPACT)):
            row = QHBoxLayout(one := QWidget())
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(GRID // 2)
            row.addWidget(swatch)
            row.addWidget(note(words))
            flow.addWidget(one)


def _stripe(rect: QRectF) -> QRectF:
    """What marks impact: at the left of a tile, or in half of one that is narrow."""
    wide = _STRIPE if rect.width() >= _LEAST_STRIPE else rect.width() / 2
    return QRectF(rect.left() + 1, rect.top() + 1, wide, max(0.0, rect.height() - 2))


def _rect(box: Box) -> QRectF:
    return QRectF(box.left, box.top, box.width, box.height)
