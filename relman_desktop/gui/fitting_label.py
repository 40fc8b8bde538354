"""A line of text that says as much as it has room for, and never widens what it stands in."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from .shown import tooltip, visible
from .theme import SMALL, sized


class FittingLabel(QLabel):
    """Shows the first of its texts that fits, else the beginning of the last; the first is its tool tip then."""

    def __init__(self, look: str = "", *, size: float = 1.0, bold: bool = False) -> None:
        super().__init__()
        self._texts: tuple[str, ...] = ("",)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("look", look)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        if bold or size != 1.0:
            self.setFont(sized(self.font(), size, bold=bold))

    def show_texts(self, *texts: str) -> None:
        """Show one of these, of which the first says all; they are made visible here."""
        texts = tuple(" ".join(visible(text).split()) for text in texts)
        if texts != self._texts:
            self._texts = texts
            self.setAccessibleName(texts[0])
            self._fit()

    @property
    def whole(self) -> str:
        """All that it has to say."""
        return self._texts[0]

    @property
    def least(self) -> int:
        """The pixels in which its last text fits."""
        return self.fontMetrics().horizontalAdvance(self._texts[-1])

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        metrics, room = self.fontMetrics(), self.contentsRect().width()
        fitting = next((text for text in self._texts if metrics.horizontalAdvance(text) <= room), None)
        text = metrics.elidedText(self._texts[-1], Qt.TextElideMode.ElideRight, room) if fitting is None else fitting
        if text != self.text():
            self.setText(text)
        self.setToolTip("" if text == self._texts[0] else tooltip(self._texts[0]))


def small(*, bold: bool = False, look: str = "") -> FittingLabel:
    return FittingLabel(look, size=SMALL, bold=bold)
