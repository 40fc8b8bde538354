"""Which texts of another ticket are put into the one that is open, and what stands there now."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from ..fields import BY_NAME, FIELDS, Shape
from ..ticket import Ticket
from .buttons import button
from .flow import FlowLayout
from .labels import label, note
from .theme import GRID
from .tick_box import TickBox

_NOT = ("change_id", "state", "risk", "schedule", "outcome")  # what is of one deployment only
_ELSEWHERE = "Nothing is in it that the open ticket has not."


class TemplateForm(QFrame):
    """A box to tick for each text; those that take nothing away are ticked, and so are steps."""

    chosen = Signal(object)  # the names of the fields

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "proposal")
        self.boxes: dict[str, TickBox] = {}
        self._said = label(wraps=True)
        self._told = note("One step of undo takes all of it back.")
        self._flow = FlowLayout(GRID)
        self.put = button("Put in", "Puts the chosen texts into the open ticket", "primary")
        self.leave = button("Leave it", "Changes nothing")
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self._told, 1)
        row.addWidget(self.leave)
        row.addWidget(self.put)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, GRID, GRID, GRID)
        column.setSpacing(GRID)
        column.addWidget(self._said)
        column.addLayout(self._flow)
        column.addLayout(row)
        self.put.clicked.connect(self._put)
        self.leave.clicked.connect(self.hide)
        self.hide()

    def ask(self, template: Ticket, current: Ticket, name: str) -> None:
        """Offer the texts of a template that the current ticket has not; `name` is the current one's."""
        offered = [one for one in FIELDS if _offers(one.name, template, current)]
        while item := self._flow.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self.boxes = {one.name: _box(one.name, current) for one in offered}
        for box in self.boxes.values():
            self._flow.addWidget(box)
        self._said.setText(f"Put into {name}:" if offered else _ELSEWHERE)
        for part in (self.put, self._told):
            part.setVisible(bool(offered))
        self.show()
        (next(iter(self.boxes.values())) if offered else self.leave).setFocus()

    def _put(self) -> None:
        self.hide()
        if names := tuple(name for name, box in self.boxes.items() if box.isChecked()):
            self.chosen.emit(names)


def _offers(name: str, template: Ticket, current: Ticket) -> bool:
    text = template.entry(name).text
    return name not in _NOT and bool(text.strip()) and text != current.entry(name).text


def _box(name: str, current: Ticket) -> TickBox:
    field, empty = BY_NAME[name], not current.entry(name).text.strip()
    box = TickBox(field.label if empty else f"{field.label} (in place of what is there)")
    box.setChecked(empty or field.shape is Shape.STEPS)
    return box
