"""The window's foot: what is being read, how far it is, and a way to stop it."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from .fitting_label import FittingLabel
from .theme import GRID

_PATIENCE = 300  # milliseconds before progress is shown: what ends sooner would only flicker


class StatusLine(QWidget):
    """Shows a job while it runs, and a quiet sentence otherwise."""

    stop_wanted = Signal()
    undo_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = FittingLabel("quiet")
        self._bar = QProgressBar(textVisible=False)
        self._bar.setFixedSize(160, GRID)
        self._stop = QPushButton("Stop")
        self._stop.setProperty("look", "quiet")
        self._stop.clicked.connect(self.stop_wanted)
        self._undo = QPushButton("Undo")
        self._undo.setProperty("look", "quiet")
        self._undo.clicked.connect(self.undo_wanted)
        self._soon = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._soon.timeout.connect(self._show_progress)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID // 2, 2 * GRID, GRID // 2)
        layout.addWidget(self._text, 1)
        layout.addWidget(self._undo)
        layout.addWidget(self._bar)
        layout.addWidget(self._stop)
        self.rest("")

    def work(self, what: str, part: float | None) -> None:
        """Say what is being done, and the part of it that is done (None: not known)."""
        self._what = what
        self._bar.setRange(0, 0 if part is None else 100)
        self._bar.setValue(int((part or 0) * 100))
        if self._bar.isVisibleTo(self):
            self._text.show_texts(f"{what}…")
        elif not self._soon.isActive():
            self._soon.start()

    def rest(self, text: str) -> None:
        """Nothing is being done; say what is worth saying."""
        self._soon.stop()
        self._text.show_texts(text)
        self._bar.hide()
        self._stop.hide()
        self._undo.hide()

    def offer(self, text: str) -> None:
        """Say what was done, with a way to take it back."""
        self.rest(text)
        self._undo.setAccessibleDescription(text)
        self._undo.show()

    def _show_progress(self) -> None:
        self._text.show_texts(f"{self._what}…")
        self._bar.show()
        self._stop.show()
