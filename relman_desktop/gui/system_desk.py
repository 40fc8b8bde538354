"""What the window "Change systems" asks for, done beside the window's thread."""

from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QWidget

from ..errors import RelmanError, ServiceError
from ..jobs import Cancel, Progress
from ..kept_schemas import forget_schema, kept_schema
from ..keys import key_for
from ..reaching import asker, target_of
from ..session import Session
from ..settings import System
from .jobs import Lane
from .server_desk import Report, ServerDesk
from .system_settings import SystemSettings

_FAULT = "That did not work, by a fault of ours; the notice above the ticket has its details."


class SystemDesk(ServerDesk):
    """The window of change systems. A test, or asking for fields, is the person's wish to ask that place."""

    def __init__(self, session: Session, window: QWidget) -> None:
        self.page = SystemSettings(window)
        super().__init__(session, self.page, window)
        self._asking = Lane("fields", self)
        self._asked: System | None = None
        self.page.saved.connect(self._save)
        self.page.fields_wanted.connect(self._ask_fields)
        self.page.fields_stopped.connect(lambda _: self._asking.stop())
        self._asking.progressed.connect(self._show_asking)
        self.key_kept.connect(self.changed)
        settings = session.settings
        self.page.show_systems(settings.systems, tuple(map(kept_schema, settings.systems)), settings.system)

    def show_system(self, name: str, part: str) -> None:
        """Show the window at a system, and at a part of it: "", "token" or "mapping"."""
        self.show()
        self.page.go_to(name, part)

    def try_out(self, server: System, typed: str, cancel: Cancel, progress: Progress) -> Report:
        from ..submitting.testing import test_system

        key = None if typed else key_for(server)
        token = typed or (key.reveal() if key else "")
        return test_system(target_of(server), server, token, cancel, progress)

    def close(self) -> None:
        super().close()
        self._asking.close()

    def _save(self, systems: tuple[System, ...]) -> None:
        before = self.session.settings.systems
        try:
            self.session.change_settings(replace(self.session.settings, systems=systems))
        except ServiceError as error:
            self.failed.emit(error)
        for one in before:
            if one.address not in {other.address for other in systems}:
                forget_schema(one)
        self.changed.emit()

    def _ask_fields(self, system: System, typed: str) -> None:
        if self._asked and self._asking.busy:
            self.page.show_fields(self._asked, None)  # the new wish ends it
        self._asked = system
        show = partial(self.page.show_fields, system)
        self._asking.start(asker(system, typed), lambda schema: self._take(system), partial(self._miss, show))

    def _take(self, system: System) -> None:
        self.page.show_fields(system, kept_schema(system))
        self.changed.emit()

    def _miss(self, show: "partial[None]", error: Exception) -> None:
        show(None, str(error) if isinstance(error, RelmanError) else _FAULT)
        if not isinstance(error, RelmanError):
            self.failed.emit(error)

    def _show_asking(self, what: str, part: object) -> None:
        if self._asked:
            self.page.show_asking(self._asked, what)
