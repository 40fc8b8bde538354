"""One finding: where it is, what is wrong, the words that it is about, and what puts it right."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ..checks.finding import Finding
from .buttons import button
from .check_words import HEADINGS, ICONS, INKS, go_words, mend_words, place_of, quote_of, sentence_of
from .chip_row import ChipRow
from .flow import FlowLayout
from .icons import Icon
from .labels import label, note, restyle, soften
from .shown import shown_text
from .theme import GRID

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class CheckCard(QFrame):
    """A click, or Enter, goes to the words in the field."""

    go_wanted = Signal(object)  # the Finding
    mend_wanted = Signal(object)
    evidence_wanted = Signal(str)

    def __init__(self, finding: Finding) -> None:
        super().__init__()
        self.setProperty("look", "finding")
        self.finding = finding
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.chips = ChipRow(finding.evidence) if finding.evidence else None
        if self.chips:
            self.chips.asked.connect(self.evidence_wanted)
        self.go = self._offer(go_words(finding), "more") if finding.field else None
        self.mend = self._offer(mend_words(finding), "small") if finding.mend else None
        if self.go:
            self.go.clicked.connect(self._go)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        if self.mend:
            self.mend.clicked.connect(lambda: self.mend_wanted.emit(finding))
        self._name()
        self._lay_out()

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What Tab goes through, in this order."""
        chips = self.chips.chips if self.chips else ()
        return (self, *chips, *(one for one in (self.mend, self.go) if one))

    def set_read_only(self, read_only: bool) -> None:
        if self.mend:
            self.mend.setDisabled(read_only)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._go()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._go()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        restyle(self, "finding-here")

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        restyle(self, "finding")

    def _go(self) -> None:
        if self.finding.field:
            self.go_wanted.emit(self.finding)

    def _offer(self, words: tuple[str, str], look: str) -> QPushButton:
        return button(*words, look)

    def _name(self) -> None:
        """All of it for a screen reader, which hears only what has the focus."""
        heading = HEADINGS[self.finding.severity].partition(":")[0]
        told = (heading, place_of(self.finding), sentence_of(self.finding), quote_of(self.finding))
        self.setAccessibleName(shown_text(". ".join(one.rstrip(".") for one in told if one)))
        self.setAccessibleDescription("Enter goes to the words." if self.finding.field else "")

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(GRID // 2)
        if place := place_of(self.finding):
            column.addWidget(note(place))
        column.addWidget(soften(label(wraps=True), shown_text(sentence_of(self.finding))))
        if quote := quote_of(self.finding):
            column.addWidget(soften(note(wraps=True), shown_text(quote)))
        if self.chips:
            column.addWidget(self.chips)
        if offered := [one for one in (self.mend, self.go) if one]:
            foot = QWidget()
            flow = FlowLayout(GRID)
            foot.setLayout(flow)
            for part in offered:
                flow.addWidget(part)
            column.addWidget(foot)  # and never shown before it has a parent: it would be a window, and take the focus
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID, GRID, GRID, GRID)
        row.setSpacing(GRID)
        severity = self.finding.severity
        row.addWidget(Icon(ICONS[severity], INKS[severity]), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
