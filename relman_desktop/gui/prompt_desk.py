"""Opens the window of prompts, with what the open repository suggests, and keeps what the person decides there."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ..drafting.prompts import Suggestion, suggested_prompts
from ..errors import ServiceError
from ..files import home
from ..session import Session
from ..settings import Settings
from .jobs import Lane
from .prompt_editor import PromptEditor


class PromptDesk(QObject):
    """One window of prompts at a time."""

    failed = Signal(object)
    changed = Signal()  # what a model is told is another

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._window = session, window
        self._reading = Lane("prompts", self)
        self._editor: PromptEditor | None = None

    def show(self) -> None:
        """Show the window, in front."""
        if self._editor is None:
            self._editor = PromptEditor(home(), self._session.settings.language, self._window)
            self._editor.language_chosen.connect(self._set_language)
            self._editor.agreements_changed.connect(self._set_agreements)
            self._editor.changed.connect(self.changed)
        self._editor.show()
        self._editor.raise_()
        self._editor.activateWindow()
        self.show_repository()

    def show_repository(self) -> None:
        """Read what the open repository suggests, and show it where the window is there."""
        loaded = self._session.loaded
        if not self._editor or not loaded:
            return
        content, location = loaded.change.content, loaded.opened.location

        self._reading.start(
            lambda cancel, _: suggested_prompts(content, cancel),
            lambda found: self._show_suggestions(location, found),
            self.failed.emit,
        )

    def close(self) -> None:
        if self._editor:
            self._editor.close()
        self._reading.close()

    def _show_suggestions(self, location: str, found: tuple[Suggestion, ...]) -> None:
        if self._editor:
            self._editor.show_repository(found, location, self._session.settings.agreed_prompts)

    def _set_language(self, language: str) -> None:
        self._keep(replace(self._session.settings, language=language))
        self.changed.emit()

    def _set_agreements(self, agreements: tuple[str, ...]) -> None:
        self._keep(replace(self._session.settings, agreed_prompts=agreements))

    def _keep(self, settings: Settings) -> None:
        try:
            self._session.change_settings(settings)
        except ServiceError as error:
            self.failed.emit(error)
