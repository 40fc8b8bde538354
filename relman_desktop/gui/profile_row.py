"""One value of an entry: its name, its input, and below what is wrong with it or what it comes to."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from ..sources.patterns import Patterns, WrongPattern
from ..sources.profile.schema import Key
from .buttons import button
from .icons import Icon
from .labels import label, note, soften
from .profile_inputs import LISTS, TextInput, TickInput, ZoneInput, input_for_key, is_long
from .profile_words import KINDS, covers_words, example_of, missing_words, name_of
from .shown import visible
from .theme import GRID, SMALL, Role
from .value_inputs import LineInput


class ProfileRow(QWidget):
    """Tells what is typed, and when the focus comes into it."""

    edited = Signal(str)  # the text
    looked_at = Signal(object)  # the Key
    left = Signal()
    decided = Signal(bool)  # whether what is typed here is to stand, and not what the file says

    def __init__(self, key: Key, paths: Callable[[], Sequence[str]]) -> None:
        """`paths`: the files of the open change."""
        super().__init__()
        self.key, self._paths = key, paths
        name = name_of(key)
        self._alert = Icon("alert", Role.ERROR)
        self._said = label(look="error", size=SMALL, wraps=True)
        self._hint = note(KINDS.get(key.kind, "") if key.kind in LISTS else "", wraps=True)
        self.input = input_for_key(key, name)
        self.mine = button("Keep mine", "Writes what is typed here over what the file says now", "small")
        self.theirs = button("Take the file’s", "Puts what the file says now into this input", "small")
        self._deciding = QWidget()
        self._lay_out(name)
        self._connect()
        self.say_wrong("")

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What Tab goes through, in this order."""
        inputs = self.input.boxes if isinstance(self.input, TickInput) else [self.input]
        return (*inputs, self.mine, self.theirs)

    @property
    def error(self) -> str:
        """What it says to be wrong."""
        return "" if self._said.isHidden() else self._said.text()

    @property
    def hint(self) -> str:
        return "" if self._hint.isHidden() else self._hint.text()

    def show_text(self, text: str) -> None:
        """Show a text that is not the person's doing."""
        if self.input.value != text:
            self.input.show_value(text)
        self._tell_paths()

    def say_wrong(self, sentence: str, theirs: str | None = None) -> None:
        """Say what is wrong, "" for nothing; or else what the file says meanwhile under this key."""
        if theirs is not None:
            shown = " ".join(theirs.split())
            sentence = f"The file says “{visible(shown)}” since." if shown else "The file does not say it any more."
        self._tell_paths()
        self._deciding.setVisible(theirs is not None)
        for part in (self._said, self._alert):
            part.setVisible(bool(sentence))
        soften(self._said, sentence)
        self.input.setAccessibleDescription(visible(f"{sentence} {self.key.help}".strip()))

    def say_missing(self) -> None:
        """Say that a new entry needs it; that is no fault yet."""
        self.say_wrong("")
        self._tell_paths(missing_words(self.key))

    def set_read_only(self, read_only: bool) -> None:
        """Let the value be read only, or be changed again."""
        self.input.set_read_only(read_only)
        such = "" if is_long(self.key) or read_only else f"Such as {example_of(self.key)}".replace("\n", ", ")
        if isinstance(self.input, LineInput | QPlainTextEdit):
            self.input.setPlaceholderText(such)
        elif line := self.input.lineEdit() if isinstance(self.input, ZoneInput) else None:
            line.setPlaceholderText(such)

    def go_to(self) -> None:
        self.stops[0].setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self.looked_at.emit(self.key)
        elif event.type() == QEvent.Type.FocusOut:
            self.left.emit()
        return super().eventFilter(watched, event)

    def _edit(self, _: str = "") -> None:
        self._tell_paths()
        self.edited.emit(self.input.value)

    def _tell_paths(self, missing: str = "") -> None:
        """Say which of the changed files the patterns match, as they are typed; or else how the value is typed."""
        files = self._paths() if self.key.kind == "paths" else ()
        patterns = [line.strip() for line in self.input.value.split("\n") if line.strip()]
        told = KINDS.get(self.key.kind, "") if self.key.kind in LISTS else ""
        if files and patterns:
            try:
                told = covers_words(len(Patterns(patterns).matching(files)), len(files))
            except WrongPattern:
                told = ""
        told = missing or told
        self._hint.setText(told)
        self._hint.setVisible(bool(told))

    def _connect(self) -> None:
        self.input.edited.connect(self._edit)
        if isinstance(self.input, TextInput):
            self.input.entered.connect(self.left)
        for part in self.stops:
            part.installEventFilter(self)
        self.mine.clicked.connect(lambda: self.decided.emit(True))
        self.theirs.clicked.connect(lambda: self.decided.emit(False))

    def _lay_out(self, name: str) -> None:
        head = QHBoxLayout()
        head.setSpacing(GRID // 2)
        named = label(name, "quiet")
        if not isinstance(self.input, TickInput):
            named.setBuddy(self.input)
        head.addWidget(named)
        if self.key.required:
            head.addWidget(_needed())
        head.addStretch(1)
        wrong = QHBoxLayout()
        wrong.setSpacing(GRID // 2)
        wrong.addWidget(self._alert)
        wrong.addWidget(self._said, 1)
        deciding = QHBoxLayout(self._deciding)
        deciding.setContentsMargins(20, 0, 0, 0)
        deciding.setSpacing(GRID)
        for part in (self.mine, self.theirs):
            deciding.addWidget(part)
        deciding.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self.input)
        column.addLayout(wrong)
        column.addWidget(self._deciding)
        column.addWidget(self._hint)


class StrangeRow(QWidget):
    """A key of the file that the part does not know: it stays there until the person takes it out."""

    removed = Signal()

    def __init__(self, name: str, text: str) -> None:
        super().__init__()
        self._said = label(look="error", size=SMALL, wraps=True)
        self.remove = button("Take it out", f"Takes the line {visible(name)} out of the file", "small")
        self.remove.setAccessibleName(f"Take {visible(name)} out")
        self.remove.clicked.connect(self.removed)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(soften(label(wraps=True), f"{name[:80]} = {' '.join(text.split())[:200]}"), 1)
        row.addWidget(self.remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self._said)

    def say_wrong(self, sentence: str) -> None:
        soften(self._said, sentence)


def _needed() -> QLabel:
    made = note("· needed")
    made.setToolTip("An entry without it is left out")
    return made
