"""Copying the ticket, or a field of it, for where it is pasted."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from ..errors import ServiceError
from ..export.pastes import Paste, paste_of
from ..session import Session
from . import clipboard
from .clipboard_stay import SENTENCE, stays


class CopyDesk(QObject):
    """What was chosen last is what is copied by the button and its key; before that, what the team's system takes."""

    said = Signal(str)
    changed = Signal(str)  # for where is copied now, in words: "for ServiceNow (plain text)"

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._warned = False

    @property
    def current(self) -> Paste:
        return paste_of(self._session.settings.paste, self._target)

    def copy(self, field: str = "", paste: str = "") -> None:
        """Put a field, or the whole ticket for "", on the clipboard. `paste` "" is what was chosen last."""
        self._session.rest()
        if not self._session.ticket:
            return
        chosen = paste_of(paste) if paste else self.current
        self._remember(chosen)
        text = self._session.entry(field).text if field else ""
        clipboard.put(chosen.field(text) if field else chosen.ticket(self._session.writing.ticket))
        self.said.emit(f"Copied {chosen.words}.{self._warning}")

    def show_ticket(self) -> None:
        """Another ticket is open, whose team may use another system."""
        self.changed.emit(self.current.words)

    @property
    def _target(self) -> str:
        """The kind of the system that tickets of this change go to."""
        if not self._session.ticket:
            return ""
        exporting = self._session.exporting()
        usual = exporting.usual()
        return usual.target if usual else exporting.team.strip().casefold()

    @property
    def _warning(self) -> str:
        """What the person must know the first time."""
        if self._warned or stays():
            return ""
        self._warned = True
        return f" {SENTENCE}"

    def _remember(self, paste: Paste) -> None:
        if paste.name == self._session.settings.paste:
            return
        try:
            self._session.change_settings(replace(self._session.settings, paste=paste.name))
        except ServiceError as error:
            self.said.emit(str(error))
        self.changed.emit(paste.words)
