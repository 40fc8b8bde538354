"""The look and the ways of a list whose rows are painted: it scrolls by rows, and they wrap at its width."""

from PySide6.QtCore import QAbstractItemModel, QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTreeView

from .row_paint import Painter
from .scroll_handle import hide_idle_handle


class RowView(QTreeView):
    """Measures only the rows in sight, however many there are."""

    def __init__(self, name: str, description: str) -> None:
        """What a screen reader says of it."""
        super().__init__(headerHidden=True, rootIsDecorated=False, indentation=0)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # one that comes and goes wraps anew
        hide_idle_handle(self.verticalScrollBar())
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)

    def paint_rows(self, rows: QAbstractItemModel, painter: Painter) -> None:
        """Show these rows, painted so."""
        self._painter = painter
        self.setModel(rows)
        self.setItemDelegate(painter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and hasattr(self, "_painter"):
            self._painter.forget()
