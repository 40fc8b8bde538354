"""A list to choose from by typing: the range pickers, the recent repositories and the command palette."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

if TYPE_CHECKING:
    _Index = QModelIndex | QPersistentModelIndex  # as an expression it would cost 90 ms at every start

_VALUE = Qt.ItemDataRole.UserRole
_DETAIL = Qt.ItemDataRole.UserRole + 1
_IN_DETAIL = 3  # the rank of a choice whose name does not hold what is typed
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose: what it is called, more about it, and what is chosen."""

    label: str
    detail: str
    value: str


class PickList(QFrame):
    """A popup: a line to type in, and the choices that hold what is typed. Escape leaves all as it was."""

    chosen = Signal(str)

    def __init__(self, placeholder: str, parent: QWidget, *, free_text: bool = False) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._free_text = free_text
        self._line = QLineEdit(placeholderText=placeholder, clearButtonEnabled=True)
        self._line.setAccessibleName(placeholder)
        self._choices: Sequence[Choice] = ()
        self._model = _Choices(self)
        self._view = QListView(uniformItemSizes=True)
        self._view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._view.setAccessibleName("Choices")
        self._view.setModel(self._model)
        self._view.setItemDelegate(_TwoParts(self._view))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(self._line)
        layout.addWidget(self._view)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._line.textChanged.connect(self._filter)
        self._line.installEventFilter(self)
        self._view.clicked.connect(self._choose)

    def offer(self, choices: Sequence[Choice], below: QWidget) -> None:
        """Show the choices under a widget, the first one marked."""
        self._choices = choices
        self._line.clear()
        self._filter("")
        self.resize(QSize(520, 380))
        self.move(below.mapToGlobal(QPoint(0, below.height() + 2)))
        self.show()
        self._line.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys that move go to the list, and Return chooses, while the caret stays in the line."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in _MOVES:
                self._view.keyPressEvent(event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._choose(self._view.currentIndex())
                return True
        return super().eventFilter(watched, event)

    def _filter(self, text: str) -> None:
        found = ranked(self._choices, text)
        typed = text.strip()
        if self._free_text and typed and all(choice.label != typed for choice in found):
            found.insert(
                sum(_rank(choice, typed.lower()) < _IN_DETAIL for choice in found), Choice(typed, "as typed", typed)
            )
        self._model.show_choices(found)
        self._view.setCurrentIndex(self._model.index(0, 0))

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid() and (value := index.data(_VALUE)):
            self.hide()
            self.chosen.emit(value)


def ranked(choices: Sequence[Choice], text: str) -> list[Choice]:
    """The choices that hold the text: an exact name first, then names that begin with it, that hold it, then others."""
    wanted = text.strip().lower()
    found = [(rank, at) for at, choice in enumerate(choices) if (rank := _rank(choice, wanted)) <= _IN_DETAIL]
    return [choices[at] for _, at in sorted(found)]


def _rank(choice: Choice, wanted: str) -> int:
    label = choice.label.lower()
    if not wanted or label == wanted:
        return 0
    if wanted in label:
        return 1 if label.startswith(wanted) else 2
    return _IN_DETAIL if wanted in f"{label} {choice.detail}".lower() else _IN_DETAIL + 1


class _Choices(QAbstractListModel):
    """The choices as they are, with no item made for any."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._shown: Sequence[Choice] = ()

    def show_choices(self, choices: Sequence[Choice]) -> None:
        self.beginResetModel()
        self._shown = choices
        self.endResetModel()

    def rowCount(self, parent: "_Index | None" = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    def data(self, index: "_Index", role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        choice = self._shown[index.row()]
        return {Qt.ItemDataRole.DisplayRole: choice.label, _VALUE: choice.value, _DETAIL: choice.detail}.get(role)


class _TwoParts(QStyledItemDelegate):
    """Draws the label left and the detail right, quieter, neither over the other."""

    def sizeHint(self, option: QStyleOptionViewItem, index: "_Index") -> QSize:
        return QSize(super().sizeHint(option, index).width(), option.fontMetrics.height() + 12)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: "QModelIndex | QPersistentModelIndex"
    ) -> None:
        self.initStyleOption(option, index)
        label, detail = option.text, index.data(_DETAIL) or ""
        option.text = ""
        option.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        area = option.rect.adjusted(8, 0, -8, 0)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        role = option.palette.ColorRole.HighlightedText if selected else option.palette.ColorRole.Text
        painter.setPen(option.palette.color(role))
        metrics = option.fontMetrics
        left = metrics.elidedText(label, Qt.TextElideMode.ElideMiddle, int(area.width() * 0.62))
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, left)
        room = area.width() - metrics.horizontalAdvance(left) - 16
        if not selected:
            painter.setPen(option.palette.color(option.palette.ColorRole.PlaceholderText))
        right = metrics.elidedText(detail, Qt.TextElideMode.ElideRight, room)
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, right)
