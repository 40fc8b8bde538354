"""What the app shows before a change is open: what it does, and the ways in."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from ..files import resource
from .shown import tooltip, visible
from .theme import GRID, sized

if TYPE_CHECKING:
    from ..store.search import Row

_WIDTH = 620
_LONGEST = 200  # characters of a line
_PROMISE = (
    "Open the repository that you are about to deploy. Every field of its change ticket is drafted from the code, "
    "each sentence with its evidence beside it. Nothing leaves this machine."
)


class StartPage(QWidget):
    """Recent places, and three buttons; a folder or a diff can be dropped anywhere."""

    repository_wanted = Signal()
    diff_wanted = Signal()
    sample_wanted = Signal()
    place_chosen = Signal(str)
    ticket_chosen = Signal(str)  # its id
    library_wanted = Signal()
    stop_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QWidget(maximumWidth=_WIDTH)
        self._places = _Recent("Recent", "Recent repositories and diffs")
        self._places.chosen.connect(self.place_chosen)
        self._tickets = _Recent("Recent tickets", "Recent tickets", "All tickets…")
        self._tickets.chosen.connect(self.ticket_chosen)
        self._tickets.all_wanted.connect(self.library_wanted)
        inner = QVBoxLayout(column)
        inner.setSpacing(2 * GRID)
        self._opening = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._opening.hide()
        self._escape = QShortcut(QKeySequence("Esc"), self)
        self._escape.activated.connect(self.stop_wanted)
        self._escape.setEnabled(False)
        inner.addLayout(self._heading())
        inner.addWidget(self._opening)
        inner.addWidget(QLabel(_PROMISE, wordWrap=True))
        inner.addLayout(self._buttons())
        hint = QLabel("Or drop a folder, a .diff or a .patch on this window.")
        hint.setProperty("look", "quiet")
        inner.addWidget(hint)
        inner.addSpacing(GRID)
        inner.addWidget(self._places, 10)
        inner.addWidget(self._tickets, 10)
        inner.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 10 * GRID, 3 * GRID, 3 * GRID)
        layout.addStretch(1)
        layout.addWidget(column, 8)
        layout.addStretch(1)

    def show_recent(self, places: Sequence[str]) -> None:
        """List the places that were opened lately, those that are gone left out."""
        paths = [(place, Path(place)) for place in places if Path(place).exists()]
        self._places.show_rows([(place, path.name, str(path.parent)) for place, path in paths])

    def show_tickets(self, rows: "Sequence[Row]") -> None:
        """List the tickets that were changed last."""
        from .library_words import told  # with the engine, which is there by then

        self._tickets.show_rows([(row.ticket, *told(row)) for row in rows])

    def show_opening(self, what: str) -> None:
        """Say what is being opened again, which Esc stops; "" when that has come to an end."""
        self._opening.setText(f"Opening {visible(what)} … (Esc stops)" if what else "")
        self._opening.setVisible(bool(what))
        self._escape.setEnabled(bool(what))

    def _heading(self) -> QHBoxLayout:
        icon = QLabel()
        icon.setPixmap(QIcon(str(resource("icons/relman-desktop.svg"))).pixmap(QSize(48, 48)))
        name = QLabel("Relman Desktop")
        name.setFont(sized(self.font(), 1.8, bold=True))
        row = QHBoxLayout()
        row.setSpacing(2 * GRID)
        row.addWidget(icon)
        row.addWidget(name, 1)
        return row

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        ways = (
            ("Open repository…", "primary", self.repository_wanted),
            ("Open diff file…", "", self.diff_wanted),
            ("Try the sample", "", self.sample_wanted),
        )
        for text, look, signal in ways:
            button = QPushButton(text)
            button.setProperty("look", look)
            button.clicked.connect(signal)
            row.addWidget(button)
        row.addStretch(1)
        return row


class _Recent(QWidget):
    """A list of two lines a row, as high as it needs to be; hidden while it has none."""

    chosen = Signal(str)
    all_wanted = Signal()

    def __init__(self, heading: str, name: str, more: str = "") -> None:
        super().__init__()
        title = QLabel(heading)
        title.setProperty("look", "quiet")
        self.list = QListWidget()
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.setAccessibleName(name)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.itemActivated.connect(self._choose)
        self.list.itemClicked.connect(self._choose)
        head = QHBoxLayout()
        head.addWidget(title, 1)
        if more:
            link = QPushButton(more)
            link.setProperty("look", "more")
            link.clicked.connect(self.all_wanted)
            head.addWidget(link)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addWidget(self.list)
        self.hide()

    def show_rows(self, rows: Sequence[tuple[str, str, str]]) -> None:
        """Each row: what is chosen with it, and its two lines."""
        high = self.fontMetrics().height() * 2 + GRID
        self.list.clear()
        for value, first, second in rows:
            item = QListWidgetItem(f"{_line(first)}\n{_line(second)}")
            item.setData(Qt.ItemDataRole.UserRole, value)
            item.setToolTip(tooltip(f"{first}\n{second}"))
            item.setSizeHint(QSize(0, high))
            self.list.addItem(item)
        self.setMaximumHeight(high * len(rows) + 4 * GRID)
        self.setVisible(bool(rows))

    def _choose(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(Qt.ItemDataRole.UserRole))


def _line(text: str) -> str:
    return " ".join(visible(text[:_LONGEST]).split())
