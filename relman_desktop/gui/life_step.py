"""A step of the checklist: a box to tick, what it says, its commands to copy, a note, and a way to skip it."""

from datetime import datetime, tzinfo

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from ..life import LifeStep, Ticked
from .buttons import button
from .flow import FlowLayout
from .labels import label, note, restyle, soften
from .life_ask import AskReason
from .life_box import StepBox
from .life_command import CommandRow
from .life_step_text import step_text
from .life_words import TITLES, changed_words, step_words, takes
from .session_undo import SessionUndo
from .shown import shown_line, shown_text, visible
from .tab_order import in_tab_order
from .theme import GRID

_KEYS = "Space ticks it or takes that back, N notes, S skips, C copies its command, Up and Down go to its neighbours."
_LONGEST = 1_000  # characters of a note


class StepRow(QFrame):
    """It is made for one step's words; its tick, its note and its number may become others."""

    ticked = Signal(object)  # the LifeStep: tick it
    taken_back = Signal(object)
    skipped = Signal(object, str)
    noted = Signal(object, str)
    copied = Signal(str)
    passed = Signal(int)  # 1 to the step below, -1 to the one above

    def __init__(self, one: Ticked) -> None:
        super().__init__()
        self.one = one
        self._read_only = False
        text = step_text(one.step)
        self._name = f"{TITLES[one.step.part]} step {one.step.number}"
        self.box = StepBox()
        self._words = soften(label(wraps=True), shown_text(text.words))
        self.commands = [CommandRow(command, self._name) for command in text.commands]
        self._changed = label(look="warning", wraps=True)
        self._told, self._takes = label(look="good", wraps=False), note()
        self.add_note = button("Note", f"Notes something on {self._name}", "more")
        self.skip = button("Skip…", f"Skips {self._name} for a reason", "more")
        self.note = QLineEdit()
        self.note.setMaxLength(_LONGEST)
        self.note.setPlaceholderText("What happened here?")
        self.note.setAccessibleName(f"Note on {self._name}")
        SessionUndo(self.note)
        self.note.installEventFilter(self)
        self.ask: AskReason | None = None  # made when it is first needed: most steps are never skipped
        self._lay_out()
        self._connect()

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What Tab goes through, in this order."""
        return (self.box, *(one.copy for one in self.commands), self.note, self.add_note, self.skip)

    @property
    def step(self) -> LifeStep:
        return self.one.step

    def show_step(self, one: Ticked, zone: tzinfo, beside: datetime | None, *, is_next: bool) -> None:
        """Show what is known of it now."""
        if one.step.number != self.one.step.number:
            soften(self._words, shown_text(step_text(one.step).words))
        self.one = one
        self.box.show_face(one.mark.done, changed=bool(changed_words(one)))
        restyle(self, "proposal" if is_next else "")
        restyle(self._words, "quiet" if one.mark.done and not one.is_changed else "")
        _tell(self._changed, changed_words(one))
        _tell(self._told, step_words(one, zone, beside) if one.is_done else "")
        if one.is_skipped:
            _tell(self._changed, " ".join(filter(None, (changed_words(one), step_words(one, zone, beside)))))
        _tell(self._takes, takes(one))
        self._show_note(one)
        self.skip.setVisible(not one.mark.done)
        said = (step_words(one, zone, beside) or "open", changed_words(one), takes(one), _KEYS)
        self.box.setAccessibleName(f"{self._name}: {shown_line(one.step.text)}")
        self.box.setAccessibleDescription(visible(". ".join(filter(None, said))))

    def set_read_only(self, read_only: bool) -> None:
        self._read_only = read_only
        for part in (self.box, self.add_note, self.skip):
            part.setDisabled(read_only)
        self.note.setReadOnly(read_only)

    def go_to(self) -> None:
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter and Escape in the note go back to the box: what is typed is kept already."""
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)
        if isinstance(event, QKeyEvent) and event.key() in keys:
            if event.type() is QEvent.Type.KeyPress:
                self.go_to()
                self.note.setVisible(bool(self.note.text().strip()))
                self.add_note.setVisible(self.note.isHidden())
            event.accept()
            return True
        return False

    def _show_note(self, one: Ticked) -> None:
        said = "" if one.is_skipped else one.mark.note
        if self.note.text().strip() != said:
            self.note.setText(said)
        is_written_in = self.note.hasFocus()
        self.note.setVisible(bool(said) or is_written_in)
        self.add_note.setVisible(self.note.isHidden() and not one.is_skipped)

    def _begin_note(self) -> None:
        if not self._read_only and not self.one.is_skipped:
            self.note.show()
            self.add_note.hide()
            self.note.setFocus(Qt.FocusReason.OtherFocusReason)

    def _begin_skip(self) -> None:
        if not self._read_only and not self.one.is_skipped:
            if self.ask is None:
                self.ask = AskReason()
                self._column.addWidget(self.ask)
                in_tab_order((self.skip, *self.ask.stops))
            self.ask.ask(f"Why is step {self.step.number} skipped?", "Skip it", self._skip, needed=True)

    def _skip(self, reason: str) -> None:
        self.skipped.emit(self.step, reason)

    def _press(self) -> None:
        is_closed = bool(self.one.mark.done) and not self.one.is_changed
        self.box.show_face(self.one.mark.done, changed=bool(changed_words(self.one)))  # until it is so
        (self.taken_back if is_closed else self.ticked).emit(self.step)

    def _do(self, wanted: str) -> None:
        if wanted in ("next", "previous"):
            self.passed.emit(1 if wanted == "next" else -1)
        elif wanted == "copy" and self.commands and self.commands[0].copy.isEnabled():
            self.copied.emit(self.commands[0].command)
        elif wanted == "note":
            self._begin_note()
        elif wanted == "skip":
            self._begin_skip()

    def _connect(self) -> None:
        self.box.clicked.connect(self._press)
        self.box.asked.connect(self._do)
        self.add_note.clicked.connect(self._begin_note)
        self.skip.clicked.connect(self._begin_skip)
        self.note.textEdited.connect(lambda text: self.noted.emit(self.step, text))
        for command in self.commands:
            command.copied.connect(self.copied)

    def _lay_out(self) -> None:
        self.note.hide()
        foot = QWidget()
        flow = FlowLayout(2 * GRID)
        foot.setLayout(flow)
        for part in (self._told, self._takes, self.add_note, self.skip):
            flow.addWidget(part)
        self._column = column = QVBoxLayout()
        column.setSpacing(GRID // 2)
        column.setContentsMargins(0, GRID, 0, 0)
        for one in (self._words, self._changed, *self.commands, self.note, foot):
            column.addWidget(one)
        grid = QGridLayout(self)
        grid.setContentsMargins(GRID // 2, 2, GRID // 2, GRID // 2)
        grid.setHorizontalSpacing(GRID // 2)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self.box, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(column, 0, 1)


def _tell(made: QLabel, text: str) -> None:
    soften(made, text)
    made.setVisible(bool(text))
