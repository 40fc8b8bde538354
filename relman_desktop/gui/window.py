"""The main window: the start page, or an open change, under one bar and over one status line.

It is on the screen before the engine is imported: what works on a change is its `desk`, made when it is first needed.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QVBoxLayout, QWidget

from ..settings import Settings
from .actions import enable, in_facts, make_actions
from .banner import Banner
from .choosing import Choosing
from .complaints import Complaints
from .copy_button import CopyButton
from .export_button import ExportButton
from .leaving_words import leaving
from .notices import Notice, Offer
from .pages import Pages
from .status_line import StatusLine
from .theme import apply
from .top_bar import TopBar
from .work_files import is_work_file

if TYPE_CHECKING:
    from ..loaded import Loaded
    from ..places import Place
    from ..session import Session
    from .check_words import CheckState
    from .desk import Desk
    from .undo_actions import UndoActions

_LOOKING = "Looking at your tickets…"


class NotYet(Exception):
    """What works on a change cannot be there yet: the tickets are being opened."""


class MainWindow(QMainWindow):
    """One window, one change at a time; the table of actions says what can be done in it."""

    top: TopBar
    banner: Banner
    pages: Pages
    choosing: Choosing
    complaints: Complaints

    showing = Signal()  # another change takes the place of what is shown
    loaded = Signal()
    desk_made = Signal()  # what works on a change is there, also where a click made it
    load_failed = Signal(object)
    closing = Signal()  # all is still there
    writing_wanted = Signal()  # the person wants to write where everything is read-only

    def __init__(self, settings: Settings, make_session: "Callable[[Settings], Session]") -> None:
        super().__init__()
        self.setWindowTitle("Relman Desktop")
        self.setAcceptDrops(True)
        self.resize(1280, 800)
        self._first_settings = settings
        self._make_session = make_session
        self._desk: Desk | None = None
        self._waiting: Callable[[], object] | None = None  # for the desk
        self._undo: UndoActions | None = None
        self._panes = ""  # their sizes, as they are to be
        self._read_only = False
        self.actions_by_name = make_actions(self)
        self._build()
        self._connect()
        self.show_start_page()

    @property
    def desk(self) -> "Desk":
        """What works on a change; made by the first call. Raises `NotYet` where it is called for in `when_there`."""
        return self._desk or self._make_desk()

    @property
    def working(self) -> "Desk | None":
        """What works on a change, if there is one already."""
        return self._desk

    @property
    def settings(self) -> Settings:
        return self._desk.session.settings if self._desk else self._first_settings

    def open(self, path: Path, text: str = "") -> None:
        """Read a change and show it; what is shown stays until then."""
        self.when_there(lambda: self.desk.open(path, text))

    def open_place(self, place: str) -> None:
        self.when_there(lambda: self.desk.open_place(place))

    def open_again(self, place: "Place") -> None:
        """Open what was open there; the start page says so meanwhile."""
        self.show_start_page()
        self.pages.start.show_opening(f"{Path(place.location).name} {place.range}".strip())
        self.desk.open_again(place)

    def open_ticket(self, ticket_id: str) -> None:
        """Open what a ticket of the library describes, with that ticket."""
        self.when_there(lambda: self.desk.open_ticket(ticket_id))

    def when_there(self, deed: "Callable[[], object]") -> None:
        """Do what needs the desk. Of what is wanted before it can be there, the last is done as soon as it is."""
        try:
            deed()
        except NotYet:
            self._waiting = deed

    def do_waiting(self) -> None:
        """The desk is there: do what waited for it."""
        deed, self._waiting = self._waiting, None
        if deed:
            deed()

    def show_looking(self, looking: bool) -> None:
        """Say that the tickets are still being looked at, or no longer."""
        if looking:
            self._status.say(_LOOKING)
        else:
            self._status.forget()

    def stop(self) -> None:
        if self._desk:
            self._desk.stop()

    def show_start_page(self) -> None:
        self.pages.show_start(self.settings.recent)

    def use_theme(self, name: str) -> None:
        """Look otherwise from now on, in later windows too."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            apply(app, name)
        self.desk.use_theme(name)

    def show_palette(self) -> None:
        from .palette import CommandPalette

        CommandPalette(self.actions_by_name, self).open_under(self.top if self.top.isVisible() else self.menuBar())

    def show_shortcuts(self) -> None:
        from .about import show_shortcuts

        show_shortcuts(self)

    def show_about(self) -> None:
        from .about import show_about

        show_about(self)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        places = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        if self.pages.on_ticket and not self._read_only and all(is_work_file(one) for one in places):
            self.desk.bench.add_work_files([Path(one) for one in places])
        else:
            self.open_place(places[0])

    def closeEvent(self, event: QCloseEvent) -> None:
        """End what runs beside the window; stay where what was written can be kept nowhere."""
        if self._desk and not self._desk.may_close():
            event.ignore()
            return
        self.closing.emit()
        if self._desk:
            self._desk.close()
        super().closeEvent(event)

    @property
    def shape(self) -> str:
        """The window's size and place on the screen, as text."""
        return _as_text(self.saveGeometry())

    @property
    def panes(self) -> str:
        """The sizes of the panes, as text."""
        return _as_text(self._desk.bench.saveState()) if self._desk else self._panes

    def restore_shape(self, shape: str) -> None:
        """Take a size and a place that `shape` gave."""
        self.restoreGeometry(_as_bytes(shape))

    def restore_panes(self, panes: str) -> None:
        """Take sizes that `panes` gave, as soon as there are panes."""
        self._panes = panes

    def set_read_only(self, notice: str, *, for_good: bool = False) -> None:
        """Let nothing be changed, and say why as long as it is so; "" lets everything be changed again."""
        self._read_only = bool(notice)
        if notice:
            offers = () if for_good else (Offer("Try again", self.writing_wanted.emit),)
            self.banner.put("read-only", Notice(notice, offers, notice, stays=True))
        else:
            self.banner.drop("read-only")
        if self._desk:
            self._desk.set_read_only(self._read_only)
        self._enable()

    def begin_again(self, settings: Settings) -> None:
        """End all that works on a change; what is wanted next begins it anew, with another session."""
        desk, self._desk, self._undo = self._desk, None, None
        self._first_settings = settings
        if desk:
            desk.close()
            self.pages.drop_desk()
            desk.deleteLater()
        self.show_start_page()

    def come_to_front(self, token: str = "") -> None:
        """Stand before other windows, in which the person was a moment ago. `token`: the window system's leave."""
        if token:
            os.environ["XDG_ACTIVATION_TOKEN"] = token  # Qt takes it from there, and only from there
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def _build(self) -> None:
        self.top = TopBar()
        self.banner = Banner()
        self.pages = Pages()
        self._status = StatusLine()
        self.choosing = Choosing(self)
        self.complaints = Complaints(self.banner, lambda: self._desk)
        drafting = ("draft_with_model", "redraft_all", "use_supported", "show_request")
        drafts = [
            self.actions_by_name[name] for name in (*drafting, "show_profile", "show_model_settings", "show_prompts")
        ]
        self.top.add_menu("Draft", drafts)
        self.copy_button = CopyButton(self.actions_by_name["copy_ticket"], [self.actions_by_name["walk"]], self)
        self.top.add_widget(self.copy_button)
        copies = ("copy_ticket", "walk", "save_ticket", "save_audit")
        exports = ("show_export", "look_there", *copies, "show_systems")
        below = [self.actions_by_name[name] for name in exports]
        self.export_button = ExportButton(lambda: self.settings.systems, below, self)
        self.top.add_widget(self.export_button)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part, stretch in ((self.top, 0), (self.banner, 0), (self.pages, 1), (self._status, 0)):
            column.addWidget(part, stretch)
        self.setCentralWidget(body)

    def _connect(self) -> None:
        start = self.pages.start
        for wanted, name in (
            (self.top.base_wanted, "choose_base"),
            (self.top.head_wanted, "choose_head"),
            (self.top.reload_wanted, "reload"),
            (self.top.risk.clicked, "show_risk"),
            (self.top.checks.clicked, "show_checks"),
            (start.repository_wanted, "choose_repository"),
            (start.diff_wanted, "choose_diff"),
            (start.sample_wanted, "open_sample"),
            (start.library_wanted, "show_library"),
        ):
            wanted.connect(self.actions_by_name[name].trigger)
        self.top.repository_wanted.connect(self._choose_recent)
        start.place_chosen.connect(self.open_place)
        start.ticket_chosen.connect(self.open_ticket)
        start.stop_wanted.connect(self.stop)
        self._status.stop_wanted.connect(self.stop)
        self.choosing.place_chosen.connect(self.open_place)
        self.choosing.diff_chosen.connect(self.open)
        self.choosing.copy_chosen.connect(self._save_copy)
        self.copy_button.wanted.connect(lambda name: self.when_there(lambda: self.desk.bench.copy("", name)))
        self.export_button.system_chosen.connect(lambda name: self.when_there(lambda: self._export_to(name)))
        self.pages.shown.connect(self._follow_page)

    def _make_desk(self) -> "Desk":
        session = self._make_session(self._first_settings)  # first, for it may not be there yet
        from .desk import Desk
        from .undo_actions import UndoActions

        self._desk = desk = Desk(session, self)
        undo, redo = (self.actions_by_name[name] for name in ("undo", "redo"))
        self._undo = UndoActions(undo, redo, desk.session, desk.bench)
        desk.bench.change.facts.add_actions(*(self.actions_by_name[name] for name in in_facts()))
        self._connect_desk(desk)
        self.pages.take_desk(desk)
        desk.bench.restoreState(_as_bytes(self._panes))
        desk.set_read_only(self._read_only)
        self.desk_made.emit()
        return desk

    def _connect_desk(self, desk: "Desk") -> None:
        desk.bench.copying.changed.connect(self.copy_button.show_paste)
        desk.showing.connect(self.showing)
        desk.shown.connect(self._show_loaded)
        desk.moved.connect(lambda loaded: self.top.show_opened(loaded.opened))
        desk.failed_to_open.connect(self._fail)
        desk.failed.connect(self.complaints.tell)
        desk.progressed.connect(self._status.work)
        desk.idle.connect(self._rest)
        desk.said.connect(self._status.say)
        for over in (desk.bench.acted, desk.library_left):
            over.connect(self._status.forget)
        desk.drafting.connect(self.complaints.forget_service)
        desk.offered.connect(self._status.say)
        desk.bench.team.noticed.connect(self.banner.put)
        desk.bench.team.over.connect(self.banner.drop)
        desk.bench.export.marked.connect(self.export_button.mark)
        desk.bench.risk.told.connect(self.top.risk.show_state)
        desk.bench.checks.told.connect(self._show_checks)
        desk.bench.checks.tab.profile_wanted.connect(self.actions_by_name["show_profile"].trigger)
        desk.bench.risk.progressed.connect(self._status.murmur)
        desk.bench.risk.idle.connect(self._status.hush)
        desk.saving.noticed.connect(self.banner.put)
        desk.saving.over.connect(self.banner.drop)

    def _show_loaded(self, loaded: "Loaded") -> None:
        self.complaints.forget()
        self.top.show_opened(loaded.opened)
        self.pages.show_bench()
        self.setWindowTitle(f"{loaded.change.repo} {loaded.opened.range} · Relman Desktop")
        self.loaded.emit()

    def _show_checks(self, state: "CheckState | None") -> None:
        if state:
            self.top.checks.show_state(state.words, state.told, state.severity or "")
        else:
            self.top.checks.hide()

    def _follow_page(self) -> None:
        if not self.pages.on_ticket:  # to open a ticket is an act of its own, of which there may be something to say
            self._status.forget()
        self.top.setVisible(self.pages.on_ticket)
        self._enable()

    def _enable(self) -> None:
        """Let be chosen what can be done now."""
        enable(self.actions_by_name, has_ticket=self.pages.on_ticket, read_only=self._read_only)
        if self._undo:
            self._undo.refresh(may_write=not self._read_only)

    def _rest(self) -> None:
        self.pages.start.show_opening("")
        self._status.rest(leaving(self.settings.chosen, self.settings.trackers, self.settings.systems))

    def _fail(self, error: Exception) -> None:
        self.complaints.tell(error)
        self.load_failed.emit(error)

    def _choose_recent(self) -> None:
        self.choosing.choose_recent(self.settings.recent, self.top.repository)

    def _export_to(self, system: str) -> None:
        self.desk.bench.show_export(system)

    def _save_copy(self, path: Path, kind: str) -> None:
        self.desk.files.save(path, kind)


def _as_text(shape: QByteArray) -> str:
    return bytes(shape.toBase64().data()).decode()


def _as_bytes(text: str) -> QByteArray:
    """The bytes; others, which Qt takes no notice of, where the text is no such text."""
    return QByteArray.fromBase64(text.encode("ascii", "replace"))
