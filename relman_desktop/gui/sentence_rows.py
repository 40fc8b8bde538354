"""The sentences of a proposal, one under the other."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from .proposed import Proposed
from .sentence_row import SentenceRow

_GAP = 1  # pixels between rows


class SentenceRows(QWidget):
    """Keeps its rows: while a text grows only the rows that changed are laid out anew.

    It places them itself and is as high as they are: a layout of many widgets would ask each of them again.
    """

    used = Signal(int)  # the number of a claim in the proposal
    kept = Signal(int)  # the same: `SentenceRow.kept`
    evidence_wanted = Signal(str)
    evidence_passed = Signal(str)  # as `SentenceRow.evidence_passed`
    focused = Signal()

    def __init__(self, after: QWidget) -> None:
        """Tab comes from the widget `after`, which belongs to the same window."""
        super().__init__()
        self._after = after
        self._rows: list[SentenceRow] = []
        self._heights: list[int] = []
        self._current = 0
        self.setFixedHeight(0)

    @property
    def rows(self) -> tuple[SentenceRow, ...]:
        return tuple(self._rows)

    @property
    def cited(self) -> tuple[str, ...]:
        """The evidence of the sentence that has the focus."""
        return next((row.shown.claim.evidence for row in self._rows if row.hasFocus()), ())

    def show_sentences(self, sentences: Sequence[Proposed]) -> None:
        """Show these sentences; a row that shows the same as before is left alone."""
        changed = len(sentences) != len(self._rows)
        self._drop(len(sentences))
        for at, shown in enumerate(sentences):
            if at == len(self._rows):
                self._add(shown)
            elif self._rows[at].shown != shown:
                self._rows[at].show_sentence(shown)
                self._rows[at].update()
            else:
                continue
            self._heights[at] = self._rows[at].fit(self.width())
            changed = True
        if changed:
            self._place()

    def _add(self, shown: Proposed) -> None:
        row = SentenceRow(self, shown)
        row.clicked.connect(lambda: self._use(row))
        row.kept.connect(lambda: self.kept.emit(row.shown.number))
        row.evidence_wanted.connect(self.evidence_wanted)
        row.evidence_passed.connect(self.evidence_passed)
        row.moved.connect(lambda step: self._go(row, step))
        row.focused.connect(lambda: self._focus(row))
        QWidget.setTabOrder(self._rows[-1] if self._rows else self._after, row)
        self._rows.append(row)
        self._heights.append(0)
        row.show()
        self._let_tab_in()

    def _drop(self, left: int) -> None:
        if any(row.hasFocus() for row in self._rows[left:]):
            self.focusNextChild()
        for row in self._rows[left:]:
            row.hide()
            row.deleteLater()
        del self._rows[left:], self._heights[left:]
        self._let_tab_in()

    def _let_tab_in(self) -> None:
        """Tab goes to one row; from there it is up and down."""
        self._current = min(self._current, max(len(self._rows) - 1, 0))
        for at, row in enumerate(self._rows):
            wanted = Qt.FocusPolicy.StrongFocus if at == self._current else Qt.FocusPolicy.ClickFocus
            if row.focusPolicy() != wanted:
                row.setFocusPolicy(wanted)

    def _place(self) -> None:
        top = 0
        for row, height in zip(self._rows, self._heights, strict=True):
            row.setGeometry(0, top, self.width(), height)
            top += height + _GAP
        self.setFixedHeight(max(top - _GAP, 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and hasattr(self, "_rows"):
            self._fit()

    def _fit(self) -> None:
        self._heights = [row.fit(self.width()) for row in self._rows]
        self._place()

    def _use(self, row: SentenceRow) -> None:
        if row.shown.verb:
            self.used.emit(row.shown.number)

    def _focus(self, row: SentenceRow) -> None:
        self._current = self._rows.index(row)
        self._let_tab_in()
        self.focused.emit()

    def _go(self, row: SentenceRow, step: int) -> None:
        to = min(max(self._rows.index(row) + step, 0), len(self._rows) - 1)
        self._rows[to].setFocus(Qt.FocusReason.OtherFocusReason)
