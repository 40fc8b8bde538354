"""A slim bar after a model has drafted: how well its sentences stand, and the ways through them."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from .buttons import button
from .review import Review
from .slim_bar import SlimBar


class ReviewBar(SlimBar):
    """Stands where the `DraftBar` stood, and is as high."""

    next_wanted = Signal()
    take_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("The model's draft", ("Put this bar away", "The proposals stay beside their fields"))
        self.next = button("Next doubtful", "Goes to the next sentence with something against it (F8)")
        self.take = button(
            "Use all in the ticket",
            "Puts what is supported or quoted into all fields; your own words stay, and one undo takes it back",
            "primary",
        )
        self._add_buttons({self.next: ("Next doubtful", "Next"), self.take: ("Use all supported", "Use all")})
        self.next.clicked.connect(self.next_wanted)
        self.take.clicked.connect(self.take_wanted)

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
