"""A box to tick that can be seen in both themes."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QStyle, QStyleOptionButton

from .icons import draw_icon
from .theme import Role, theme_of


class TickBox(QCheckBox):
    """The style sheet draws the box, this the tick."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.isChecked():
            option = QStyleOptionButton()
            self.initStyleOption(option)
            box = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self)
            with QPainter(self) as painter:
                draw_icon(painter, "check", QRectF(box), theme_of(self)[Role.ON_ACCENT])
