"""What is to be said of the team's profile while a change is open: there is none, or one that does not count yet."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from ..errors import RelmanError, ServiceError
from ..session import Session
from ..sources.profile.keeping import keep
from ..sources.profile.layers import FILE
from ..sources.profile.lying import Lying, Why, find_lying
from .jobs import Lane
from .notices import Notice, Offer
from .shown import visible
from .work_remarks import Act, Remark, WorkRemarks

_NONE = "No team profile yet: your goals, deployment steps, thresholds and people are not known."
_ALTERS = f"This change alters {FILE} itself: what the team's profile says in this ticket is under review with it."
_TOPIC = "profile"


class TeamDesk(QObject):
    """Has the lines follow what is open. Who does not want them for a repository does not see them there again."""

    profile_wanted = Signal()
    read_wanted = Signal()  # a file of the profile is there now, or is no more
    failed = Signal(object)
    offered = Signal(str, object)
    noticed = Signal(str, object)  # for the banner
    over = Signal(str)

    def __init__(self, session: Session, remarks: WorkRemarks, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._remarks = session, remarks
        self._lane = Lane("lying profile", self)
        self._lying: Lying | None = None

    def show_ticket(self) -> None:
        """Another change is open."""
        self._lying = None
        self.refresh()
        loaded = self._session.loaded
        if loaded and self._wants:
            repository, head = loaded.opened.repository, loaded.change.head
            if repository:
                self._lane.start(lambda cancel, _: find_lying(repository, head, cancel), self._know, self._fail)

    def refresh(self) -> None:
        """Say what holds now."""
        self._remarks.show_remarks(tuple(self._lines()))
        loaded = self._session.loaded
        if loaded and any(FILE in (file.path, file.old_path) for file in loaded.change.files):
            kind = f"{FILE} of {loaded.opened.location} {loaded.change.head}"
            offers = (Offer("Team profile…", self.profile_wanted.emit),)
            self.noticed.emit(_TOPIC, Notice(_ALTERS, offers, kind))
        else:
            self.over.emit(_TOPIC)

    def close(self) -> None:
        self._lane.close()

    @property
    def _wants(self) -> bool:
        """Whether the person may want to hear of it for this repository."""
        loaded = self._session.loaded
        is_one = loaded is not None and loaded.opened.repository is not None
        return bool(loaded and is_one and loaded.opened.location not in self._session.settings.without_profile)

    def _lines(self) -> Iterator[Remark]:
        loaded = self._session.loaded
        if not loaded or not self._wants:
            return
        away = Act("Hide", "Says no more of it for this repository", self._put_away)
        if self._lying:
            does = "Copies it, without its calendars, into your own profile for this repository; it counts at once"
            yield Remark(
                f"{self._lying.said(visible(loaded.change.head[:10]))}.",
                (Act("Use it for now", does, self._use), away),
            )
        elif not loaded.profile.entries and not loaded.profile.warnings:
            does = "Opens the team's profile, which can also be proposed from what the repository shows"
            yield Remark(_NONE, (Act("Set it up…", does, self.profile_wanted.emit), away))

    def _know(self, lying: Lying | None) -> None:
        """What lies beside a profile that counts is not told: its commit has one, or the person."""
        self._lying = lying if lying and lying.why is not Why.OTHER and not lying.has_own else None
        self.refresh()

    def _use(self) -> None:
        loaded, lying = self._session.loaded, self._lying
        if not loaded or not lying:
            return
        try:
            kept = keep(lying.path, loaded.opened.location)
        except RelmanError as error:
            self.failed.emit(error)
            return
        self._lying = None
        self.read_wanted.emit()
        self.refresh()
        self.offered.emit(" ".join(kept.said), Offer("Take it out", lambda: self._take_out(kept.path)))

    def _take_out(self, own: Path) -> None:
        try:
            own.unlink(missing_ok=True)
        except OSError as error:
            self.failed.emit(ServiceError(f"{own} cannot be removed ({error.strerror}); remove it by hand."))
            return
        self.read_wanted.emit()
        self.show_ticket()

    def _put_away(self) -> None:
        if loaded := self._session.loaded:
            settings = self._session.settings
            others = tuple(one for one in settings.without_profile if one != loaded.opened.location)
            self._remarks.left.emit()
            try:
                self._session.change_settings(replace(settings, without_profile=(*others, loaded.opened.location)))
            except ServiceError as error:
                self.failed.emit(error)
            self.refresh()

    def _fail(self, error: Exception) -> None:
        """What cannot be looked at is told where it is read."""
        if not isinstance(error, RelmanError):
            self.failed.emit(error)
