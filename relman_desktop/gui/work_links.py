"""The other work items that one names, each a click away from being looked at or added."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from .buttons import button
from .flow import FlowLayout
from .labels import note
from .shown import visible
from .theme import GRID

_MOST = 40
_LONGEST = 40  # characters of a key


class WorkLinks(QWidget):
    """A titled row of keys, which goes on in further rows; hidden while there is none."""

    asked = Signal(str)  # a key of the change's own items, to look at
    added = Signal(str)  # a key that the change does not know yet
    renewed = Signal()  # there are other keys now

    def __init__(self, title: str) -> None:
        super().__init__()
        self._shown: tuple[tuple[str, bool], ...] = ()
        self._flow = FlowLayout(GRID // 2)
        self._title = note(title)
        self._title.setFixedHeight(24)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(self._title)
        row.addLayout(self._flow, 1)
        self.hide()

    def show_keys(self, keys: Sequence[str], known: frozenset[str], *, writes: bool = True) -> None:
        """Show keys; what is not known yet can be added, where something may be written."""
        shown = tuple((key, key in known) for key in dict.fromkeys(keys) if key)[:_MOST]
        if shown != self._shown:
            self._shown = shown
            self._clear()
            for key, is_known in shown:
                self._flow.addWidget(self._button(key, is_known=is_known))
            self.renewed.emit()
        for one, (_, is_known) in zip(self.stops, shown, strict=True):
            one.setEnabled(writes or is_known)
        self.setVisible(bool(shown))

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What Tab goes through, in this order."""
        items = (self._flow.itemAt(at) for at in range(self._flow.count()))
        return tuple(one for item in items if item and (one := item.widget()))

    def _button(self, key: str, *, is_known: bool) -> QWidget:
        name = visible(key[:_LONGEST])
        if is_known:
            made = button(name.replace("&", "&&"), f"Shows {name}", "small")
            made.clicked.connect(lambda: self.asked.emit(key))
        else:
            made = button(f"Add {name}".replace("&", "&&"), f"Adds {name} to the work items of this ticket", "small")
            made.clicked.connect(lambda: self.added.emit(key))
        return made

    def _clear(self) -> None:
        while item := self._flow.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
