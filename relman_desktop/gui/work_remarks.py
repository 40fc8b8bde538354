"""What is to be said above the work items: a few quiet sentences, each with what can be done about it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from .buttons import describe
from .labels import label
from .shown import shown_line, soft
from .theme import GRID, SMALL

_LONGEST = 400  # characters of a sentence


@dataclass(frozen=True)
class Act:
    """Something that can be done, as a button, with what it does in words."""

    text: str
    does: str
    do: Callable[[], object]


@dataclass(frozen=True)
class Remark:
    """A sentence. look: "quiet", or "warning" for what the person should look at."""

    text: str
    acts: tuple[Act, ...] = ()
    look: str = "quiet"

    @property
    def words(self) -> tuple[str, ...]:
        """What tells it from another one."""
        return self.text, self.look, *(act.text for act in self.acts)


class WorkRemarks(QWidget):
    """Hidden while there is nothing to say. A sentence that stays keeps its buttons, and so the focus."""

    renewed = Signal()  # there are other lines now
    left = Signal()  # the line with the focus is gone

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[_Line] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID // 2)
        self.hide()

    @property
    def texts(self) -> list[str]:
        """The sentences that are shown."""
        return [line.remark.text for line in self._lines]

    def show_remarks(self, remarks: Sequence[Remark]) -> None:
        known = {line.remark.words: line for line in self._lines}
        lines = [known.get(remark.words) or _Line(remark) for remark in remarks]
        focused, gone = self.window().focusWidget(), set(self._lines) - set(lines)
        if focused and any(line.isAncestorOf(focused) for line in gone):
            self.left.emit()  # before Qt gives it to the next button, of which the next press of the key is not
        for line in gone:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        for at, (line, remark) in enumerate(zip(lines, remarks, strict=True)):
            line.remark = remark
            self._column.insertWidget(at, line)
        self.setVisible(bool(lines))
        if lines != self._lines:
            self._lines = lines
            self.renewed.emit()

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What Tab goes through, in this order."""
        return tuple(one for line in self._lines for one in line.buttons)

    def press(self, text: str) -> None:
        """Press the first button that says this."""
        next(one for line in self._lines for one in line.buttons if one.text() == text).click()


class _Line(QFrame):
    def __init__(self, remark: Remark) -> None:
        super().__init__()
        self.remark = remark
        warns = remark.look == "warning"
        self.setProperty("look", "warning" if warns else "")
        said = label("", "" if warns else "quiet", size=SMALL, wraps=True)
        shown = shown_line(remark.text)
        said.setText(soft(shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + "…"))
        said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        said.setAccessibleName(shown)
        self.buttons = [self._button(at, act) for at, act in enumerate(remark.acts)]
        few = len(self.buttons) <= 1
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight if few else QBoxLayout.Direction.TopToBottom, self)
        row.setContentsMargins(*((GRID, GRID // 2, GRID, GRID // 2) if warns else (0, 0, 0, 0)))
        row.setSpacing(GRID // 2)
        row.addWidget(said, 1)
        acts = QHBoxLayout()
        acts.setSpacing(GRID // 2)
        for one in self.buttons:
            acts.addWidget(one, 0, Qt.AlignmentFlag.AlignTop)
        if not few:
            acts.addStretch(1)
        row.addLayout(acts)

    def _button(self, at: int, act: Act) -> QPushButton:
        made = _Once(act.text, act.does)
        made.clicked.connect(lambda: self.remark.acts[at].do())
        return made


class _Once(QPushButton):
    """Takes no second press of a double click: the line that the first one was for may have made way for this one."""

    def __init__(self, text: str, does: str) -> None:
        super().__init__(text)
        describe(self, text, does, "small")

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()
