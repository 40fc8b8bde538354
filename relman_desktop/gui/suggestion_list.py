"""What may be chosen as an answer, as buttons whose words go on in a second line where a row has no room for them."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter, QWidget

from ..drafting.interview import Suggestion
from .flow import FlowLayout
from .interview_words import GIVES, PUTS_IN, gives_at_once, told_suggestion
from .shown import tooltip, visible
from .theme import GRID, Role, theme_of
from .wrapping import wrapped

_AROUND, _ABOVE = 22, 4  # pixels beside a button's words, and above and below them
_LEAST = 60
_MOST_LINES = 4


class SuggestionButton(QPushButton):
    """One suggestion, with what it is before its words. One of a few values answers at once and looks like a button;
    any other goes into the input, and stays pressed while it stands there."""

    clicked_at = Signal(bool)  # the suggestion was chosen; whether with the mouse

    def __init__(self, suggestion: Suggestion) -> None:
        super().__init__()
        self.suggestion = suggestion
        self.gives = gives_at_once(suggestion)
        self._kind = visible(suggestion.kind)
        words = " ".join(visible(suggestion.text).split())
        self._line = f"{self._kind}: {words}" if self._kind else words
        self._by_mouse = False
        whole, does = told_suggestion(suggestion), GIVES if self.gives else PUTS_IN
        self.setProperty("look", "small" if self.gives else "suggestion")
        self.setCheckable(not self.gives)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum)
        self.setToolTip(tooltip(f"{whole}\n{does}"))
        self.setAccessibleName(self._line)
        self.setAccessibleDescription(f"{visible(whole).partition(chr(10))[2]}. {does}".lstrip(". "))
        self.clicked.connect(self._tell)

    @property
    def lines(self) -> tuple[str, ...]:
        """The words as they are drawn now."""
        return self._lines(self.width())

    def sizeHint(self) -> QSize:
        """With all of the words in one line; a row may have less room."""
        return QSize(self.fontMetrics().horizontalAdvance(self._line) + _AROUND, self._height(1))

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST, self._height(1))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._height(len(self._lines(width)))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._by_mouse = True
        super().mouseReleaseEvent(event)
        self._by_mouse = False

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        theme, metrics = theme_of(self), self.fontMetrics()
        ink = Role.ACCENT if self.isEnabled() else Role.QUIET
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        left, top = _AROUND // 2, (self.height() - len(self.lines) * metrics.lineSpacing()) // 2
        if self.gives and len(self.lines) == 1:  # a short one is in the middle of its button
            left = max(0, (self.width() - metrics.horizontalAdvance(self.lines[0])) // 2)
        for at, line in enumerate(self.lines):
            box = QRect(left, top + at * metrics.lineSpacing(), self.width() - left, metrics.lineSpacing())
            head = f"{self._kind}:" if self._kind and not at and line.startswith(f"{self._kind}:") else ""
            painter.setPen(theme[Role.QUIET])
            painter.drawText(box, _ALIGN, head)
            painter.setPen(theme[ink])
            painter.drawText(box.adjusted(metrics.horizontalAdvance(head), 0, 0, 0), _ALIGN, line[len(head) :])
        painter.end()

    def _lines(self, width: int) -> tuple[str, ...]:
        return wrapped(self._line, self.font(), max(_LEAST, width) - _AROUND + 2, _MOST_LINES) or ("",)

    def _height(self, lines: int) -> int:
        return lines * self.fontMetrics().lineSpacing() + 2 * _ABOVE

    def _tell(self) -> None:
        self.clicked_at.emit(self._by_mouse)


_ALIGN = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


class SuggestionList(QWidget):
    """Some suggestions in rows."""

    chosen = Signal(object, bool, bool)  # a Suggestion, whether it is to be in the answer, whether with the mouse

    def __init__(self, suggestions: Sequence[Suggestion]) -> None:
        super().__init__()
        self.buttons = [SuggestionButton(one) for one in suggestions]
        flow = FlowLayout(GRID // 2)
        self.setLayout(flow)
        for one in self.buttons:
            one.clicked_at.connect(self._choose)
            flow.addWidget(one)

    def show_answer(self, text: str) -> None:
        """Press the buttons of what stands in the answer."""
        lines = [line.strip() for line in text.split("\n")]
        for one in self.buttons:
            if one.isCheckable():
                one.setChecked(one.suggestion.text in lines or one.suggestion.text == text.strip())

    def _choose(self, by_mouse: bool) -> None:
        one = self.sender()
        if isinstance(one, SuggestionButton):
            self.chosen.emit(one.suggestion, one.isChecked() or not one.isCheckable(), by_mouse)
