"""A slim bar after a model has drafted: how well its sentences stand, and the ways through them."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from .buttons import button
from .fitting_label import small
from .icons import IconButton
from .review import Review
from .theme import GRID

_WORDS = {"next": ("Next doubtful", "Next"), "take": ("Use all supported", "Use all")}


class ReviewBar(QFrame):
    """Stands where the `DraftBar` stood, and is as high."""

    next_wanted = Signal()
    take_wanted = Signal()
    put_away = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "foot")
        self.setAccessibleName("The model's draft")
        self.text = small()
        self.next = button("Next doubtful", "Goes to the next sentence with something against it (F8)")
        self.take = button(
            "Use all in the ticket",
            "Puts what is supported or quoted into all fields; your own words stay, and one undo takes it back",
            "primary",
        )
        self._away = IconButton("failed", "Put this bar away", "The proposals stay beside their fields")
        self._away.setFixedSize(22, 22)  # or it would make the bar higher than the one before
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * GRID, 3, GRID, 3)
        row.setSpacing(GRID // 2)
        row.addWidget(self.text, 1)
        for part in (self.next, self.take, self._away):
            row.addWidget(part)
        self.next.clicked.connect(self.next_wanted)
        self.take.clicked.connect(self.take_wanted)
        self._away.clicked.connect(self.put_away)
        self.hide()

    def show_review(self, review: Review | None) -> None:
        """Show what is left to decide; nothing where nothing is."""
        if review is None:
            self._leave(self)
            self.hide()
            return
        self.text.show_texts(*review.words)
        for part, there in ((self.next, review.doubtful > 0), (self.take, review.takes)):
            if not there:
                self._leave(part)
            part.setVisible(there)
        self._fit_words()
        self.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_words()

    def _fit_words(self) -> None:
        """In a narrow pane the buttons say less, so that the figures have room; a screen reader hears all."""
        for wide in (True, False):
            for part, (words, short) in _WORDS.items():
                getattr(self, part).setText(words if wide else short)
            taken = sum(part.sizeHint().width() + GRID for part in (self.next, self.take) if part.isVisibleTo(self))
            if self.width() - taken - self._away.width() - 4 * GRID >= self.text.least:
                return

    def _leave(self, part: QWidget) -> None:
        """Hand the focus on before what has it goes: to what is still here, else to what stands before the bar."""
        focused = self.focusWidget()
        if not focused or not focused.hasFocus() or not (focused is part or part.isAncestorOf(focused)):
            return
        other = next((one for one in (self.next, self.take) if part is not self and one is not part), None)
        if isinstance(other, QPushButton) and other.isVisible():
            other.setFocus()
        else:
            self.next.setFocus()
            self.next.focusPreviousChild()
