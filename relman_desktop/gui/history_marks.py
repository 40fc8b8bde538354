"""The mark of who or what wrote: an icon in a colour of its own, beside words that say the same."""

from functools import lru_cache, partial

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from .icons import draw_icon
from .row_paint import MARK, PaintMark
from .theme import Role, Theme


@lru_cache(maxsize=16)
def paint_author(icon: str, ink: Role) -> PaintMark:
    return partial(_paint, icon, ink)


def _paint(icon: str, ink: Role, painter: QPainter, corner: QPointF, theme: Theme) -> None:
    draw_icon(painter, icon, QRectF(corner.x() - 1, corner.y() - 1, MARK + 2, MARK + 2), theme[ink])
