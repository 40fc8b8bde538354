"""What may be chosen as an answer, as buttons that are never wider than there is room."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ..drafting.interview import Suggestion
from .flow import FlowLayout
from .interview_words import told_suggestion
from .shown import tooltip, visible
from .theme import GRID

_AROUND = 22  # pixels beside a button's words
_LEAST = 60


class SuggestionButton(QPushButton):
    """One suggestion. Where an answer may have several it stays pressed while it is in the answer."""

    def __init__(self, suggestion: Suggestion, *, several: bool) -> None:
        super().__init__()
        self.suggestion = suggestion
        self._line = " ".join(visible(suggestion.text).split())
        whole = told_suggestion(suggestion)
        self.setProperty("look", "suggestion")
        self.setCheckable(several)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setToolTip(tooltip(whole))
        self.setAccessibleName(self._line)
        does = "Puts it into the answer" if several else "Answers the question with it"
        self.setAccessibleDescription(f"{visible(whole).partition(chr(10))[2]}. {does}".lstrip(". "))
        self._fit()

    def sizeHint(self) -> QSize:
        """With all of the words; a row may have room for some of them only."""
        return QSize(self.fontMetrics().horizontalAdvance(self._line) + _AROUND, self.fontMetrics().height() + 8)

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Show as much of the words as there is room for."""
        room = max(_LEAST, self.width()) - _AROUND + 2
        self.setText(self.fontMetrics().elidedText(self._line, Qt.TextElideMode.ElideRight, room).replace("&", "&&"))


class SuggestionList(QWidget):
    """Some suggestions in rows."""

    chosen = Signal(str, bool)  # a text, and whether it is to be in the answer

    def __init__(self, suggestions: Sequence[Suggestion], *, several: bool) -> None:
        super().__init__()
        self.buttons = [SuggestionButton(one, several=several) for one in suggestions]
        flow = FlowLayout(GRID // 2)
        self.setLayout(flow)
        for one in self.buttons:
            one.clicked.connect(self._choose)
            flow.addWidget(one)

    def show_answer(self, text: str) -> None:
        """Press the buttons of what stands in the answer."""
        lines = [line.strip() for line in text.split("\n")]
        for one in self.buttons:
            if one.isCheckable():
                one.setChecked(one.suggestion.text in lines)

    def _choose(self) -> None:
        one = self.sender()
        if isinstance(one, SuggestionButton):
            self.chosen.emit(one.suggestion.text, one.isChecked() or not one.isCheckable())
