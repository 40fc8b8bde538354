"""What the window "Trackers" asks for, done beside the window's thread."""

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from ..errors import ServiceError
from ..jobs import Cancel, Progress
from ..keys import key_for
from ..session import Session
from ..settings import Tracker
from .jobs import Lane
from .server_desk import Report, ServerDesk
from .tracker_settings import TrackerSettings


class TrackerDesk(ServerDesk):
    """The window of trackers. A test is the person's wish to ask that place, so they agree to it by it."""

    def __init__(self, session: Session, window: QWidget) -> None:
        self.page = TrackerSettings(window)
        self._gone: set[Tracker] = set()  # of which something is still kept
        super().__init__(session, self.page, window)
        self._forgetting = Lane("forgetting", self)
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
        before = self.session.settings.trackers
        try:
            self.session.change_settings(replace(self.session.settings, trackers=trackers))
        except ServiceError as error:
            self.failed.emit(error)
        self.changed.emit()
        places = {_place(one) for one in trackers}
        self._gone |= {one for one in before if _place(one) not in places}
        if self._gone:
            self._forget(tuple(self._gone))

    def _forget(self, gone: tuple[Tracker, ...]) -> None:
        """What trackers told that are not set any more is kept no longer."""

        def work(_cancel: Cancel, _progress: Progress) -> None:
            from ..trackers.cache import forget

            for one in gone:
                forget(one)

        self._forgetting.start(work, lambda _: self._gone.difference_update(gone), self.failed.emit)

    def close(self) -> None:
        super().close()
        self._forgetting.close()


def _place(tracker: Tracker) -> tuple[str, ...]:
    """What its cache goes by: names and projects of one may be others."""
    return tracker.kind, tracker.address, tracker.user
