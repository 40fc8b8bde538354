"""What stands in place of the list where it is empty: why, and what to do about it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ..wording import counted
from .buttons import button
from .labels import label, note
from .library_query import SHELVES, Around, Looser, narrowed
from .theme import GRID

_NO_TICKETS = "No tickets yet."
_BEGIN = "Each change that you open gets one, kept from its first word on. Open a repository or a diff to begin."
_EMPTY = {
    "": "No ticket is open.",
    "archived": "No ticket is in the archive. What you archive leaves the list, and the search still finds it here.",
    "bin": "The bin is empty. What you delete stays here until you erase it for good.",
}


class NothingFound(QWidget):
    """A sentence, and for each filter that may be loosened what that would give."""

    chosen = Signal(object)  # a Query
    import_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._said, self._more = label(wraps=True, bold=True), note(wraps=True)
        self._buttons: list[QPushButton] = []
        self._import = button("Import library…", "Takes in tickets that were exported elsewhere")
        self._import.clicked.connect(self.import_wanted)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(3 * GRID, 4 * GRID, 3 * GRID, 3 * GRID)
        self._column.setSpacing(GRID)
        self._column.addWidget(self._said)
        self._column.addWidget(self._more)
        self._column.addWidget(self._import, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addStretch(1)

    @property
    def texts(self) -> list[str]:
        """What it says, and what its buttons offer."""
        shown = [one.text() for one in (self._said, self._more) if not one.isHidden()]
        return [*shown, *(one.text() for one in self._buttons)]

    def show_around(self, around: Around) -> None:
        """Say why a list is empty."""
        said, more = _reason(around)
        self._said.setText(said)
        self._more.setText(more)
        self._more.setVisible(bool(more))
        self._import.setVisible(not around.kept)
        for one in self._buttons:
            one.hide()
            one.deleteLater()
        self._buttons = [self._button(one) for one in around.looser if around.kept]
        for at, one in enumerate(self._buttons, 2):
            self._column.insertWidget(at, one, 0, Qt.AlignmentFlag.AlignLeft)

    def _button(self, looser: Looser) -> QPushButton:
        made = button(f"{looser.words}: {counted(looser.total, 'ticket')}", "Shows them", "small")
        made.clicked.connect(lambda: self.chosen.emit(looser.query))
        return made


def _reason(around: Around) -> tuple[str, str]:
    if not around.kept:
        return _NO_TICKETS, _BEGIN
    if not narrowed(around.query):
        return _EMPTY[around.query.shelf], ""
    where = "" if around.query.shelf == "" else f" under “{SHELVES[around.query.shelf]}”"
    more = "Loosen what you ask for:" if around.looser else "All that the library has was searched."
    return f"Nothing is found{where}.", more
