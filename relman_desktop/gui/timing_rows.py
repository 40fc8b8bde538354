"""The rows of the timing card: what is said of the schedule with its evidence, and times that may be taken."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ..risk.timing import Remark, Slot
from ..risk.timing.wording import slot_words
from .buttons import button
from .chip_row import ChipRow
from .flow import FlowLayout
from .icons import Icon
from .labels import label, note, soften
from .shown import shown_text, visible
from .theme import GRID, Role, theme_of
from .timing_marks import Mark
from .timing_paint import paint_mark

_ICONS = {"block": ("failed", Role.ERROR), "warn": ("alert", Role.WARNING), "note": ("told", Role.QUIET)}
_SPOKEN = {"block": "Speaks against it", "warn": "Look at it", "note": "To know"}
_SWATCH = QSize(18, 12)


class RemarkRow(QWidget):
    """One remark; its mark says how grave it is, by its shape too."""

    evidence_wanted = Signal(str)

    def __init__(self, remark: Remark) -> None:
        super().__init__()
        self.remark = remark
        said = soften(label(look="quiet" if remark.severity == "note" else "", wraps=True), shown_text(remark.text))
        said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        said.setAccessibleName(f"{_SPOKEN[remark.severity]}: {visible(remark.text)}")
        self.chips = ChipRow(remark.evidence)
        self.chips.asked.connect(self.evidence_wanted)
        self.chips.setVisible(bool(remark.evidence))
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(said)
        column.addWidget(self.chips)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(Icon(*_ICONS[remark.severity]), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        return tuple(self.chips.chips)


class SlotRow(QWidget):
    """A time in which it fits, with the button that takes it."""

    evidence_wanted = Signal(str)
    wanted = Signal(str)  # the schedule's text

    def __init__(self, slot: Slot) -> None:
        super().__init__()
        self.slot = slot
        said = soften(label(wraps=True), shown_text(slot_words(slot)))
        self.use = button("Use it", f"Puts {visible(slot.text)} into the schedule", "small")
        self.use.setAccessibleName(f"Use {visible(slot.text)}")
        self.use.clicked.connect(lambda: self.wanted.emit(slot.text))
        self.chips = ChipRow(slot.evidence)
        self.chips.asked.connect(self.evidence_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(said, 1)
        row.addWidget(self.chips, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.use, 0, Qt.AlignmentFlag.AlignTop)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        return (*self.chips.chips, self.use)


class Swatch(QWidget):
    """How a thing is drawn, beside the word for it."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self._kind = kind
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return _SWATCH

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_mark(painter, Mark(self._kind, QRectF(self.rect())), theme_of(self))


class Legend(QWidget):
    """What the kinds of marks that are drawn stand for."""

    def __init__(self, words: dict[str, str]) -> None:
        super().__init__()
        self.kinds: tuple[str, ...] = ()
        self._parts: dict[str, QWidget] = {}
        flow = FlowLayout(GRID)
        self.setLayout(flow)
        for kind, word in words.items():
            self._parts[kind] = part = QWidget()
            row = QHBoxLayout(part)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(GRID // 2)
            row.addWidget(Swatch(kind))
            row.addWidget(note(word))
            flow.addWidget(part)

    def show_kinds(self, kinds: set[str]) -> None:
        """Show those that are drawn."""
        self.kinds = tuple(kind for kind in self._parts if kind in kinds)
        for kind, part in self._parts.items():
            part.setVisible(kind in kinds)
        self.setVisible(bool(self.kinds))
