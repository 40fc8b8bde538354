"""Says of a ticket that it is put away, and takes it back."""

from PySide6.QtCore import Signal

from .buttons import button
from .notice import Notice

TOLD = {
    "archived": "This ticket is in the archive.",
    "bin": "This ticket is in the bin. Nothing of it is lost.",
}


class ShelfNotice(Notice):
    """Hidden for a ticket that stands on no shelf."""

    taken_back = Signal()

    def __init__(self) -> None:
        self.back = button("Take it back", "Puts the ticket among the open ones again")
        super().__init__("warning", self.back)
        self.back.clicked.connect(self.taken_back)

    def show_shelf(self, shelf: str) -> None:
        """Speak of a shelf: "archived", "bin", or "" for none."""
        self.say(TOLD.get(shelf, ""))
