"""Where the person is in a ticket: the caret, what is in sight, and what they have unfolded; to read and to go to."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QScrollArea, QWidget

from ..places import Caret, Place, Scroll
from .details_form import DetailsForm
from .field_editor import FieldEditor
from .sentences import characters, units

DETAILS = "details"  # the name of all values together
_FURTHEST = 100_000  # pixels of a field above the edge
_SETTLED = 5  # times that all must stand still before what is in sight is left to the person
_TICK = 20  # milliseconds


class TicketPlace(QObject):
    """Knows the editors of a ticket. It changes no text."""

    moved = Signal()  # the caret or what is in sight is elsewhere
    entered = Signal(str)  # the field in which the caret is now

    def __init__(self, fields: Mapping[str, FieldEditor], details: DetailsForm, scroll: QScrollArea) -> None:
        super().__init__(scroll)
        self._scroll = scroll
        self._parts: dict[str, QWidget] = {**fields, DETAILS: details}
        self._inputs: dict[str, QWidget] = {name: one.editor for name, one in fields.items()}
        self._inputs |= {name: one.input for name, one in details.inputs.items()}
        self._questions = {name: one.questions for name, one in fields.items()} | {DETAILS: details.questions}
        self._last = ""  # the field in which the caret was last
        self._scrolling: Scroll | None = None  # what is to be in sight when all has come to rest
        self._still = 0
        self._settle = QTimer(self, interval=_TICK)
        self._settle.timeout.connect(self._scroll_there)
        scroll.verticalScrollBar().valueChanged.connect(self.moved)
        for one in self._inputs.values():
            if isinstance(one, QPlainTextEdit | QLineEdit):
                one.cursorPositionChanged.connect(self.moved)
                one.selectionChanged.connect(self.moved)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow_focus)

    @property
    def field(self) -> str:
        """The field in which the caret is, or was last; "" before it was in any."""
        return self._last

    @property
    def caret(self) -> Caret:
        """The caret of the field in which the person was last, in characters of its text."""
        one = self._inputs.get(self._last)
        if isinstance(one, QPlainTextEdit):
            cursor, text = one.textCursor(), one.document().toRawText()
            return Caret(self._last, characters(text, cursor.position()), characters(text, cursor.anchor()))
        if isinstance(one, QLineEdit):
            position, start = one.cursorPosition(), one.selectionStart()
            anchor = position if start < 0 else start if position > start else one.selectionEnd()
            return Caret(self._last, characters(one.text(), position), characters(one.text(), anchor))
        return Caret(self._last)

    @property
    def scroll(self) -> Scroll:
        """What stands at the upper edge."""
        if self._scrolling:
            return self._scrolling
        top = self._scroll.verticalScrollBar().value()
        for name, part in self._parts.items():
            if self._top(part) + part.height() > top:
                return Scroll(name, top - self._top(part))
        return Scroll()

    @property
    def expanded(self) -> tuple[str, ...]:
        """The fields whose questions are all shown."""
        return tuple(name for name, one in self._questions.items() if one.shows_all)

    def go_to(self, place: Place) -> None:
        """Put caret, sight and questions as they were; a caret behind the end of its text stands at the end."""
        for name in place.expanded:
            if questions := self._questions.get(name):
                questions.show_all()
        self._put_caret(place.caret)
        self._scrolling, self._still = place.scroll, 0
        self._settle.start()

    def _put_caret(self, caret: Caret) -> None:
        one = self._inputs.get(caret.field)
        if isinstance(one, QPlainTextEdit):
            put = _at(one.document().toRawText(), caret)
            cursor = one.textCursor()
            cursor.setPosition(put.anchor)
            cursor.setPosition(put.position, QTextCursor.MoveMode.KeepAnchor)
            one.setTextCursor(cursor)
        elif isinstance(one, QLineEdit):
            put = _at(one.text(), caret)
            if put.anchor == put.position:
                one.setCursorPosition(put.position)
            else:
                one.setSelection(put.anchor, put.position - put.anchor)
        if one:
            self._last = caret.field
            one.setFocus(Qt.FocusReason.OtherFocusReason)

    def _scroll_there(self) -> None:
        """Scroll until nothing moves any more: editors get their heights one after the other."""
        part = self._parts.get(self._scrolling.field) if self._scrolling else None
        if not part or not self._scrolling or self._still >= _SETTLED:
            self._scrolling = None
            self._settle.stop()
            return
        bar = self._scroll.verticalScrollBar()
        before = bar.value()
        bar.setValue(self._top(part) + max(-_FURTHEST, min(self._scrolling.pixels, _FURTHEST)))
        self._still = self._still + 1 if bar.value() == before else 0

    def _top(self, part: QWidget) -> int:
        content = self._scroll.widget()
        return part.mapTo(content, QPoint()).y() if content else 0

    def _follow_focus(self, before: QWidget | None, now: QWidget | None) -> None:
        name = next((name for name, one in self._inputs.items() if one is now), "")
        if name:
            self._last = name
            self.entered.emit(name)
            self.moved.emit()


def _at(text: str, caret: Caret) -> Caret:
    """The caret as Qt counts, within the text."""
    put = caret.within(len(text))
    return Caret(caret.field, units(text[: put.position]), units(text[: put.anchor]))
