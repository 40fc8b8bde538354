"""Elapsed against planned minutes, as a bar that turns before the time is over, with the same in words."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from .fitting_label import FittingLabel
from .labels import restyle
from .life_words import Elapsed, Level
from .theme import Role, theme_of

_HIGH = 8  # pixels
_INKS: dict[Level, Role] = {"": Role.ACCENT, "warning": Role.WARNING, "over": Role.ERROR}
_LOOKS: dict[Level, str] = {"": "quiet", "warning": "warning", "over": "error"}


class _Bar(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.shown: Elapsed | None = None
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(100, _HIGH)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.shown is None or self.shown.share is None:
            return
        theme = theme_of(self)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        full = min(self.shown.share, 1.0) * box.width()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme[Role.RAISED])
            painter.drawRoundedRect(box, _HIGH / 2, _HIGH / 2)
            painter.setBrush(theme[_INKS[self.shown.level]])
            painter.drawRoundedRect(QRectF(box.left(), box.top(), max(full, _HIGH), box.height()), _HIGH / 2, _HIGH / 2)
            if self.shown.share > 1:  # where the planned time ended
                painter.fillRect(QRectF(box.left() + box.width() / self.shown.share - 1, 0, 2, _HIGH), theme[Role.TEXT])


class ElapsedBar(QWidget):
    """Hidden while nothing is being done."""

    def __init__(self) -> None:
        super().__init__()
        self._bar, self.text = _Bar(), FittingLabel("quiet")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(self.text)
        column.addWidget(self._bar)
        self.setAccessibleName("Time against plan")
        self.show_elapsed(None)

    @property
    def level(self) -> Level:
        return self._bar.shown.level if self._bar.shown else ""

    def show_elapsed(self, elapsed: Elapsed | None) -> None:
        self._bar.shown = elapsed
        self._bar.setVisible(bool(elapsed and elapsed.share is not None))
        self._bar.update()
        self.setVisible(elapsed is not None)
        if elapsed:
            self.text.show_texts(*elapsed.texts)
            self.setAccessibleDescription(elapsed.texts[0])
            restyle(self.text, _LOOKS[elapsed.level])
