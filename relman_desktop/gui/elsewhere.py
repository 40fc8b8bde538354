"""Saving elsewhere: the person chooses a file, and what cannot be saved is kept there from then on."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from ..session import Session
from ..store.rescue_file import RESCUED
from ..store.rescuing import Rescuing
from .jobs import Lane


class Elsewhere(QObject):
    """Asks for the place, and writes beside the window's thread: the place may be slow."""

    saved = Signal(object)  # the Path of the file
    failed = Signal(object)

    def __init__(self, session: Session, rescuing: Rescuing, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._rescuing, self._window = session, rescuing, window
        self._lane = Lane("save-elsewhere", self)

    def choose(self) -> None:
        """Have the person choose a file."""
        proposed = str(Path.home() / (self._name + RESCUED))
        chosen, _ = QFileDialog.getSaveFileName(self._window, "Save elsewhere", proposed, f"Records (*{RESCUED})")
        if chosen:
            self._save(Path(chosen))

    def close(self) -> None:
        self._lane.close()

    def _save(self, path: Path) -> None:
        ticket, markdown = self._session.ticket, self._session.text("typed") if self._session.ticket else ""
        self._lane.start(
            lambda cancel, _: self._rescuing.choose(path, ticket, markdown),
            self.saved.emit,
            self.failed.emit,
        )

    @property
    def _name(self) -> str:
        ticket = self._session.ticket
        number = ticket.entry("change_id").text if ticket else ""
        return "".join(one if one.isalnum() or one in "-_" else "-" for one in number)[:60] or "tickets"
