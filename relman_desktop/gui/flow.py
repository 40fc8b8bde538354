"""A layout that puts its widgets side by side and goes on in the next row, as words do."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

QWIDGETSIZE_MAX = 16_777_215  # as Qt calls it


class FlowLayout(QLayout):
    """`gap` pixels between the widgets and between the rows; a widget that is wider than a row is made narrower."""

    def __init__(self, gap: int) -> None:
        super().__init__()
        self._gap = gap
        self._items: list[QLayoutItem] = []
        self._apart: dict[QWidget | None, int] = {}
        self.setContentsMargins(0, 0, 0, 0)

    def add_apart(self, widget: QWidget, by: int) -> None:
        """Add a widget that stands `by` pixels farther from the one before it; at the left it stands as all others."""
        self._apart[widget] = by
        self.addWidget(widget)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # Qt asks one beyond the end
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _place(self, rect: QRect, *, move: bool) -> int:
        """The height that the rows need; moves the widgets there if wanted."""
        left, top, row = rect.left(), rect.top(), 0
        for item in self._items:
            if item.isEmpty():
                continue  # it is hidden, and needs no gap either
            widest = max(rect.width(), item.minimumSize().width())
            size = item.sizeHint().boundedTo(QSize(widest, QWIDGETSIZE_MAX))
            if item.hasHeightForWidth():
                size.setHeight(item.heightForWidth(size.width()))
            widget = item.widget()
            apart = self._apart.get(widget, 0) if row and widget else 0
            if row and left + apart + size.width() > rect.right() + 1:
                apart = 0
                left, top, row = rect.left(), top + row + self._gap, 0
            left += apart
            if move:
                item.setGeometry(QRect(QPoint(left, top), size))
            left += size.width() + self._gap
            row = max(row, size.height())
        return top + row - rect.top()
