"""What the app shows before a change is open: what it does, and the ways in."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from ..files import resource
from .shown import visible
from .theme import GRID, sized

_WIDTH = 620
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
    stop_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QWidget(maximumWidth=_WIDTH)
        self._recent_label = QLabel("Recent")
        self._recent_label.setProperty("look", "quiet")
        self._recent = QListWidget()
        self._recent.setFrameShape(QListWidget.Shape.NoFrame)
        self._recent.setAccessibleName("Recent repositories and diffs")
        self._recent.itemActivated.connect(self._open)
        self._recent.itemClicked.connect(self._open)
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
        inner.addWidget(self._recent_label)
        inner.addWidget(self._recent, 10)
        inner.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 10 * GRID, 3 * GRID, 3 * GRID)
        layout.addStretch(1)
        layout.addWidget(column, 8)
        layout.addStretch(1)

    def show_recent(self, places: Sequence[str]) -> None:
        """List the places that were opened lately, those that are gone left out."""
        self._recent.clear()
        for place in places:
            path = Path(place)
            if not path.exists():
                continue
            item = QListWidgetItem(f"{visible(path.name)}\n{visible(str(path.parent))}")
            item.setData(Qt.ItemDataRole.UserRole, place)
            item.setSizeHint(QSize(0, self.fontMetrics().height() * 2 + GRID))
            self._recent.addItem(item)
        for part in (self._recent_label, self._recent):
            part.setVisible(self._recent.count() > 0)

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

    def _open(self, item: QListWidgetItem) -> None:
        self.place_chosen.emit(item.data(Qt.ItemDataRole.UserRole))
