"""All that works on a change: the session, what reads beside the window's thread, and the panes.

Importing it takes the whole engine along, so the window is on the screen before anybody does.
"""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from ..errors import InputError, NoRoom, RelmanError, ServiceError
from ..fields import BY_NAME
from ..loaded import Loaded
from ..places import Place
from ..session import Session
from ..settings import Settings, Tracker
from ..sources.trust import NotTrusted
from ..store.search import Query
from ..ticket import Ticket
from .jobs import Lane
from .library_desk import LibraryDesk
from .model_drafting import ModelDrafting, ModelFault
from .model_settings import ModelSettings
from .moving_desk import MovingDesk
from .notices import Offer
from .opener import Opener
from .prompt_desk import PromptDesk
from .range_picker import RangePicker
from .reading import Request
from .resting import Resting
from .risk_words import NOT_YET
from .saving import SavingWatch
from .ticket_files import TicketFiles
from .workbench import Workbench

if TYPE_CHECKING:
    from .profile_desk import ProfileDesk
    from .system_desk import SystemDesk
    from .tracker_desk import TrackerDesk

_RECENT = 6  # tickets on the start page


class Desk(QObject):
    """One change at a time, from the wish to open it to the ticket on the clipboard."""

    showing = Signal()  # another change takes the place of what is in the panes
    shown = Signal(object)  # Loaded: it is in the panes now
    failed_to_open = Signal(object)
    failed = Signal(object)
    progressed = Signal(str, object)
    idle = Signal()
    said = Signal(str)
    moved = Signal(object)  # Loaded: the open ticket was brought to it
    drafting = Signal()  # a model is going to be asked
    offered = Signal(str, object)  # what was done, and the Offer that goes with it
    library_left = Signal()
    recent = Signal(object)  # the Rows of the tickets that were changed last
    copied = Signal()  # texts of another ticket are put into the one that is open
    library_wanted = Signal(object)  # the Row of a ticket to show in it

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self.session = session
        self.bench = Workbench(session)
        self.model = ModelDrafting(session, self.bench)
        self.moving = MovingDesk(session, self.bench, window)
        self.files = TicketFiles(session, self)
        self._window = window
        self._resting = Resting(session, self)
        self._settings: ModelSettings | None = None
        self._trackers: TrackerDesk | None = None
        self._systems: SystemDesk | None = None
        self._prompts: PromptDesk | None = None
        self._profile: ProfileDesk | None = None
        self._library: LibraryDesk | None = None
        self._read_only = False
        self.saving = SavingWatch(session, window)
        self._opener = Opener(session, self)
        self._recents = Lane("recent", self)
        self._versions = RangePicker(window)
        self._opener.opened.connect(self._show)
        self._opener.failed.connect(self.failed_to_open)
        self._opener.progressed.connect(self.progressed)
        self._opener.idle.connect(self.idle)
        self._versions.range_chosen.connect(self._opener.open_range)
        self._versions.failed.connect(self.failed)
        self.bench.failed.connect(self.failed)
        self.bench.said.connect(self.said)
        self.bench.similar.tab.asked_for.connect(self.library_wanted)
        self.bench.written.connect(self.saving.expect)
        self.saving.header.connect(self._show_saved)
        self.saving.said.connect(self.said)
        self.saving.failed.connect(self.failed)
        self.bench.redraft_wanted.connect(self.redraft)
        self.model.failed.connect(self.failed)
        self.model.said.connect(self.said)
        self.model.began.connect(self.drafting)
        self.model.covered.connect(self.said)
        self.model.progressed.connect(self.progressed)
        self.model.idle.connect(self.idle)
        for part in (self.moving.failed, self.failed), (self.moving.said, self.said), (self.moving.moved, self.moved):
            part[0].connect(part[1])
        self.moving.offered.connect(self.offered)
        self.bench.interview.offered.connect(self.offered)
        self.bench.team.offered.connect(self.offered)
        self.bench.team.profile_wanted.connect(lambda: self.show_profile())
        self.moving.brought_loaded.connect(self._show)
        self.moving.progressed.connect(self.progressed)
        self.moving.idle.connect(self.idle)
        self.moving.as_it_is_wanted.connect(self._open_as_it_is)
        self.model.setup_wanted.connect(self.show_model_settings)
        self.bench.interview.tab.profile_wanted.connect(lambda: self.show_profile())
        self.bench.advice.tab.part_wanted.connect(self.show_profile)
        self.bench.work.trackers_wanted.connect(self.show_trackers)
        for beside in (self.bench.work, self.bench.export, self.files):
            beside.progressed.connect(self.progressed)
            beside.idle.connect(self.idle)
        self.files.said.connect(self.said)
        self.files.failed.connect(self.failed)
        self.bench.export.systems_wanted.connect(self.show_systems)

    def open(self, path: Path, text: str = "") -> None:
        """Read the repository at `path` over a range ("" for its default), or the diff file at `path`."""
        self._opener.open(Request(path, text))

    def open_place(self, place: str) -> None:
        """Open a place, at the range that it had when it was last open."""
        self._opener.open_place(place)

    def open_again(self, place: Place) -> None:
        """Open what was open when the window was closed, at the commits that it had then."""
        request = Request(Path(place.location), place.range, pinned=place.pinned, ticket=place.ticket, again=True)
        self._opener.open(request)

    @property
    def opening(self) -> bool:
        """Whether something is being opened."""
        return self._opener.busy

    def open_sample(self) -> None:
        self._opener.open_sample()

    def reload(self) -> None:
        self._opener.reload()

    @property
    def library(self) -> LibraryDesk:
        """The page of all tickets; made when it is first asked for."""
        if self._library is None:
            self._library = library = LibraryDesk(self.session, self._window)
            library.failed.connect(self.failed)
            library.said.connect(self.said)
            library.offered.connect(lambda said: self.offered.emit(said, Offer("Undo", library.undo)))
            library.progressed.connect(self.progressed)
            library.idle.connect(self.idle)
            library.open_wanted.connect(self._opener.open)
            library.back_wanted.connect(self.library_left)
            library.copy_wanted.connect(self._copy)
            library.continued.connect(self._show_again)
            library.filed.connect(self.bench.show_shelf)
            library.read_only = self._read_only
        return self._library

    def read_recent(self) -> None:
        """Find the tickets that were changed last."""
        library = self.session.library
        self._recents.start(
            lambda _cancel, _: library.search(Query(), _RECENT, 0).rows, self.recent.emit, self.failed.emit
        )

    def open_ticket(self, ticket_id: str) -> None:
        """Open what a ticket of the library describes, with that ticket."""
        self._opener.open_ticket(ticket_id)

    @property
    def pages(self) -> tuple[QWidget, ...]:
        """The pages that were made so far."""
        return (self.bench, self._library.page) if self._library else (self.bench,)

    def set_read_only(self, read_only: bool) -> None:
        """Let everything be looked at, and nothing be changed; or let it be changed again."""
        self._read_only = read_only
        self.bench.set_read_only(read_only)
        self.bench.similar.read_only = read_only
        if self._library:
            self._library.read_only = read_only

    @property
    def lost(self) -> Request | None:
        """What was asked for last, where that was a ticket's change."""
        request = self._opener.request
        return request if request and request.ticket and not request.again else None

    def redraft(self, field: str) -> None:
        """Draft a field anew: by the model that drafts, or the template; no model writes what is worked out."""
        if BY_NAME[field].computed and self.session.risk() is None:
            self.said.emit(NOT_YET)
        elif self.session.settings.chosen and not BY_NAME[field].computed:
            self.model.draft(field)
        else:
            self.bench.proposing.redraft(field)

    def show_model_settings(self) -> None:
        """Show which models there are, and which one drafts."""
        if self._settings is None:
            self._settings = ModelSettings(self.session, self._window)
            self._settings.failed.connect(self.failed)
            self._settings.changed.connect(self.idle)
            self._settings.changed.connect(self.model.refresh)
        self._settings.show()

    def show_trackers(self, begun: Tracker | None = None) -> None:
        """Show where work items are read from; with a tracker begun, where one is given."""
        if self._trackers is None:
            from .tracker_desk import TrackerDesk  # with all kinds of trackers, which most starts never need

            self._trackers = TrackerDesk(self.session, self._window)
            self._trackers.failed.connect(self.failed)
            self._trackers.changed.connect(self.bench.work.show_trackers)
            self._trackers.changed.connect(self.idle)
        if begun:
            self._trackers.offer(begun)
        else:
            self._trackers.show()

    def show_systems(self, name: str = "", part: str = "") -> None:
        """Show where tickets go; at a system and a part of it, "token" or "mapping", where they are named."""
        if self._systems is None:
            from .system_desk import SystemDesk  # with all kinds of systems, which most starts never need

            self._systems = SystemDesk(self.session, self._window)
            self._systems.failed.connect(self.failed)
            for follow in (
                self.bench.export.show_systems,
                self.bench.copying.show_ticket,
                self.bench.walking.show_ticket,
            ):
                self._systems.changed.connect(follow)
            self._systems.changed.connect(self.idle)
        self._systems.show_system(name, part)

    def show_profile(self, part: str = "") -> None:
        """Show what the team's profile says; at a part of it, where one is named."""
        if self._profile is None:
            from .profile_desk import ProfileDesk  # with what reads and writes profiles, which many sessions never need

            self._profile = profile = ProfileDesk(self.session, self._window)
            profile.failed.connect(self.failed)
            profile.said.connect(self.said)
            profile.progressed.connect(self.progressed)
            profile.idle.connect(self.idle)
            profile.changed.connect(self.bench.interview.read_profile)
            self.bench.interview.profile_changed.connect(profile.editor.look)
        self._profile.show(part)

    def show_prompts(self) -> None:
        """Show what a model is told."""
        if self._prompts is None:
            self._prompts = PromptDesk(self.session, self._window)
            self._prompts.failed.connect(self.failed)
            self._prompts.changed.connect(self.model.refresh)
        self._prompts.show()

    def stop(self) -> None:
        """Stop reading and drafting; what was shown before stays."""
        self._opener.stop()
        self.moving.stop()
        self.model.stop()
        self.bench.work.stop()
        self.bench.export.stop()
        self.bench.risk.stop()

    def offer_versions(self, side: str, below: QWidget) -> None:
        """Let the person choose another version for one side of the range, "base" or "head"."""
        self._versions.offer(self.session.loaded, side, below)

    def remedy(self, error: Exception) -> str:
        """What can be done about an error, as the words of a button; "" where nothing can."""
        if isinstance(error, NotTrusted):
            return "Open it all the same"
        if isinstance(error, ModelFault):
            return "Draft again"
        if isinstance(error, NoRoom):
            return "Model…"
        if self.lost and isinstance(error, InputError):
            return "Choose where it is now…"
        return "Try again" if self._opener.request else ""

    def mend(self, error: Exception) -> None:
        """Do what `remedy` offered."""
        if isinstance(error, NotTrusted):
            self._opener.trust(error.path)
        elif isinstance(error, ModelFault):
            self.model.draft_again()
        elif isinstance(error, NoRoom):
            self.show_model_settings()
        elif self.lost and isinstance(error, InputError):
            self._choose_where(self.lost)
        else:
            self._opener.try_again()

    def use_theme(self, name: str) -> None:
        """Remember the theme."""
        self._keep(replace(self.session.settings, theme=name))

    def may_close(self) -> bool:
        """Whether nothing is lost when this is closed now, or the person wants to close it all the same."""
        return self.saving.settle()

    def close(self) -> None:
        """End every thread: one that runs on would abort the process."""
        self._opener.close()
        self._recents.close()
        self._versions.close()
        self.moving.close()
        self.files.close()
        for part in (
            self.model,
            self._settings,
            self._trackers,
            self._systems,
            self._prompts,
            self._profile,
            self._library,
        ):
            if part:
                part.close()
        self.bench.close_reader()
        self.session.close()
        self.saving.close()

    def _show(self, loaded: Loaded) -> None:
        request = self._opener.request
        wanted, again = (request.ticket, request.again) if request else ("", False)
        self.showing.emit()
        try:
            self._show_ticket(loaded, wanted, or_newest=again)
        except RelmanError as error:
            self.failed_to_open.emit(error)
            return
        self.shown.emit(loaded)

    def _show_ticket(self, loaded: Loaded, ticket_id: str, *, or_newest: bool = False) -> None:
        self.bench.show_loaded(loaded, ticket_id, or_newest=or_newest)
        self.saving.show_ticket(self.session.writing.history.steps[-1].at)
        self.model.show_ticket()
        self.moving.show_ticket()
        if self._prompts:
            self._prompts.show_repository()
        if self._profile:
            self._profile.show_opened()

    def _show_again(self, ticket_id: str) -> None:
        """Show the open ticket with what was taken in, which may be of another change."""
        try:
            if self.session.loaded:
                self._show_ticket(self.session.loaded, ticket_id)
        except InputError:
            self.open_ticket(ticket_id)

    def _choose_where(self, lost: Request) -> None:
        """Let the person say where a ticket's change lies now; the ticket remembers it from then on."""
        if lost.pinned:
            place = QFileDialog.getExistingDirectory(self._window, "Where the repository is now")
        else:
            place, _ = QFileDialog.getOpenFileName(self._window, "Where the diff file is now")
        if place:
            self._opener.open_from(Path(place))

    def _copy(self, ticket: Ticket, fields: tuple[str, ...]) -> None:
        self.copied.emit()
        self.bench.copy_from(ticket, fields)

    def _open_as_it_is(self, loaded: Loaded) -> None:
        """Open the range of a change at the commits that it means now, with a ticket of its own."""
        self._opener.open(Request(Path(loaded.opened.location), loaded.opened.range), as_it_is=True)

    def _show_saved(self, texts: tuple[str, ...], failed: bool) -> None:
        self.bench.ticket.set_saved(*texts, failed=failed)

    def _keep(self, settings: Settings) -> None:
        """Take new settings; where they cannot be written they hold until the end."""
        try:
            self.session.change_settings(settings)
        except ServiceError as error:
            self.failed.emit(error)
