"""What the window "Trackers" asks for, done beside the window's thread."""

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from ..errors import ServiceError
from ..jobs import Cancel, Progress
from ..keys import key_for
from ..session import Session
from ..settings import Tracker
from .server_desk import Report, ServerDesk
from .tracker_settings import TrackerSettings


class TrackerDesk(ServerDesk):
    """The window of trackers. A test is the person's wish to ask that place, so they agree to it by it."""

    def __init__(self, session: Session, window: QWidget) -> None:
        self.page = TrackerSettings(window)
        super().__init__(session, self.page, window)
        self.page.saved.connect(self._save)
        self.key_kept.connect(self.changed)
        self.page.show_trackers(session.settings.trackers)  # which asks where the first one's token is

    def offer(self, tracker: Tracker) -> None:
        """Show the window with a tracker begun, as far as it is known."""
        self.show()
        self.page.offer(tracker)

    def try_out(self, server: Tracker, typed: str, cancel: Cancel, progress: Progress) -> Report:
        from ..trackers.testing import test_tracker

        key = None if typed else key_for(server)
        return test_tracker(server, typed or (key.reveal() if key else ""), cancel, progress)

    def _save(self, trackers: tuple[Tracker, ...]) -> None:
        try:
            self.session.change_settings(replace(self.session.settings, trackers=trackers))
        except ServiceError as error:
            self.failed.emit(error)
        self.changed.emit()
