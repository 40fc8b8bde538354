"""A scroll area that is as high as what it holds, where there is room, and scrolls where there is not."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

_LEAST = 96  # pixels that stay in sight


class FittingScroll(QScrollArea):
    """Its height follows from its width, as that of wrapped words does."""

    def __init__(self, held: QWidget) -> None:
        super().__init__(widgetResizable=True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Maximum)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        held.setMinimumHeight(1)  # or Qt takes the words' height at their narrowest
        self.setWidget(held)
        held.installEventFilter(self)

    def sizeHint(self) -> QSize:
        return QSize(self.width(), self._wanted)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, min(_LEAST, self._wanted))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    @property
    def _wanted(self) -> int:
        held, width = self.widget(), self.width()
        if self.verticalScrollBar().isVisible():  # it stays as long as what is narrower by it has no room
            width = self.viewport().width()
        layout = held.layout() if held else None
        if layout is None:
            return 0
        return layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.totalSizeHint().height()
