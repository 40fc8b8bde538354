"""The inputs of a profile's values by their kinds. All speak of `value`, the text of an edited entry."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QSizePolicy, QWidget

from ..sources.profile.schema import Key
from .arrow_combo import ArrowCombo
from .flow import FlowLayout
from .growing_edit import GrowingEdit
from .shown import visible
from .theme import GRID
from .tick_box import TickBox
from .value_inputs import ChoiceInput, LineInput

LISTS = ("texts", "paths")
_LONG = 48  # characters of an example from which on a text has room for some lines


class TextInput(GrowingEdit):
    """A text that grows; of a list, an item a line. Enter leaves a short one, Shift+Enter begins a line in it."""

    def __init__(self, *, lines: int) -> None:
        super().__init__(lines=lines)
        self._short = lines == 1
        self.document().setDocumentMargin(2)  # as high as a line beside it

    @property
    def value(self) -> str:
        return self.text

    def show_value(self, value: str) -> None:
        if value != self.text:
            self.set_text(value)

    def takes_enter(self, event: QKeyEvent) -> bool:
        return self._short and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self.setTabChangesFocus(True)


class YesInput(ChoiceInput):
    """Yes, no, or nothing said."""

    def __init__(self) -> None:
        super().__init__(())
        for words, value in (("Yes", "true"), ("No", "false")):
            self.addItem(words, value)
        self._known = self.count()


class ZoneInput(ArrowCombo):
    """A time zone, by a part of its name."""

    edited = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        from zoneinfo import available_timezones  # reads some hundred file names

        self.setEditable(True)
        self.setProperty("look", "choice")
        self.setInsertPolicy(ArrowCombo.InsertPolicy.NoInsert)
        self.addItems(sorted(available_timezones() - {"localtime"}))
        completer = QCompleter(self.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(completer)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumContentsLength(12)
        self.setSizeAdjustPolicy(ArrowCombo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setCurrentIndex(-1)
        self.editTextChanged.connect(self.edited)

    @property
    def value(self) -> str:
        return self.currentText()

    def show_value(self, value: str) -> None:
        with QSignalBlocker(self):
            self.setCurrentIndex(self.findText(value))
            self.setEditText(value)

    def set_read_only(self, read_only: bool) -> None:
        self.setDisabled(read_only)


class TickInput(QWidget):
    """Some of a few values; what else stands there has a box, too."""

    edited = Signal(str)

    def __init__(self, name: str, choices: tuple[str, ...]) -> None:
        super().__init__()
        self._name = name
        self._boxes: dict[str, TickBox] = {}
        self._known = choices
        flow = FlowLayout(2 * GRID)
        self.setLayout(flow)
        self._flow = flow
        for choice in choices:
            self._add(choice)

    @property
    def boxes(self) -> list[TickBox]:
        return [*self._boxes.values()]

    @property
    def value(self) -> str:
        return "\n".join(choice for choice, box in self._boxes.items() if box.isChecked())

    def show_value(self, value: str) -> None:
        wanted = [line.strip() for line in value.split("\n") if line.strip()]
        for choice in [one for one in self._boxes if one not in self._known and one not in wanted]:
            box = self._boxes.pop(choice)
            box.hide()
            box.deleteLater()
        for choice in wanted:
            if choice not in self._boxes:
                self._add(choice)
        for choice, box in self._boxes.items():
            with QSignalBlocker(box):
                box.setChecked(choice in wanted)

    def set_read_only(self, read_only: bool) -> None:
        for box in self._boxes.values():
            box.setDisabled(read_only)

    def _add(self, choice: str) -> None:
        box = TickBox(visible(choice).replace("&", "&&"))
        box.setAccessibleName(f"{self._name}: {visible(choice)}")
        box.toggled.connect(lambda _: self.edited.emit(self.value))
        self._boxes[choice] = box
        self._flow.addWidget(box)


Input = TextInput | LineInput | ChoiceInput | ZoneInput | TickInput


def input_for_key(key: Key, name: str) -> Input:
    """The input that suits a key, named for a screen reader."""
    made: Input
    if key.kind == "choices":
        return TickInput(name, key.choices)
    if key.kind == "yes":
        made = YesInput()
    elif key.kind == "choice":
        made = ChoiceInput(key.choices)
    elif key.kind == "zone":
        made = ZoneInput()
    elif key.kind in ("text", *LISTS):
        made = TextInput(lines=2 if key.kind in LISTS or is_long(key) else 1)
    else:
        made = LineInput()
    made.setAccessibleName(name)
    made.setAccessibleDescription(key.help)
    return made


def is_long(key: Key) -> bool:
    """Whether a text has a line or some, rather than a few words."""
    return key.kind == "text" and (len(str(key.example)) > _LONG or "\n" in str(key.example))
