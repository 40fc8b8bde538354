"""The window's foot: what is being read, how far it is, and a way to stop it; else what was done last."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from .fitting_label import FittingLabel
from .notices import Offer
from .theme import GRID

_PATIENCE = 300  # milliseconds before progress is shown: what ends sooner would only flicker


class StatusLine(QWidget):
    """Shows a job while it runs, what was just done until something else is, and a quiet sentence otherwise."""

    stop_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = FittingLabel("quiet")
        self._bar = QProgressBar(textVisible=False)
        self._bar.setFixedSize(160, GRID)
        self._stop = QPushButton("Stop")
        self._stop.setProperty("look", "quiet")
        self._stop.clicked.connect(self.stop_wanted)
        self._act = QPushButton()
        self._act.setProperty("look", "quiet")
        self._act.clicked.connect(self._do)
        self._offer: Offer | None = None
        self._resting = ""
        self._says = False  # something that was done
        self._soon = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._soon.timeout.connect(self._show_progress)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID // 2, 2 * GRID, GRID // 2)
        layout.addWidget(self._text, 1)
        layout.addWidget(self._act)
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

    def murmur(self, what: str, part: float | None) -> None:
        """As `work`, of what nobody asked for: what was just done is worth more."""
        if not self._says:
            self.work(what, part)

    def hush(self) -> None:
        """That is over; what was said meanwhile stays."""
        if self._soon.isActive() or self._bar.isVisibleTo(self):
            self._show(self._resting)

    def rest(self, text: str) -> None:
        """Nothing is being done; say what is always worth saying."""
        self._resting = text
        self._show(text)

    def say(self, text: str, offer: Offer | None = None) -> None:
        """Say what was done, with a way to go on from there."""
        self._show(text)
        self._says, self._offer = True, offer
        if offer:
            self._act.setText(offer.text)
            self._act.setAccessibleDescription(text)
            self._act.show()

    def forget(self) -> None:
        """Something else is done now: what was said of the last act is over."""
        if self._says:
            self._show(self._resting)

    def _show(self, text: str) -> None:
        self._says, self._offer = False, None
        self._soon.stop()
        self._text.show_texts(text)
        for part in (self._bar, self._stop, self._act):
            part.hide()

    def _do(self) -> None:
        if self._offer:
            self._offer.do()

    def _show_progress(self) -> None:
        self._text.show_texts(f"{self._what}…")
        self._bar.show()
        self._stop.show()
