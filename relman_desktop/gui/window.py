"""The main window: the start page, or an open change, under one bar and over one status line.

It is on the screen before the engine is imported: what works on a change is its `desk`, made when it is first needed.
"""

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from ..errors import RelmanError, ServiceError, SettingsNotKept
from ..settings import Settings
from .actions import enable, in_facts, make_actions
from .banner import Banner
from .notices import Notice, Offer
from .shown import visible
from .start_page import StartPage
from .status_line import StatusLine
from .theme import apply
from .top_bar import TopBar

if TYPE_CHECKING:
    from ..loaded import Loaded
    from ..places import Place
    from ..session import Session
    from ..store.search import Row
    from .desk import Desk
    from .undo_actions import UndoActions

_ANOTHER = "\0another"  # no path holds a NUL
_QUIET = "No model: drafted from facts, commits and your answers. Nothing leaves this machine."
_MODEL = "{name} drafts when you ask it to. Nothing is sent before you have seen it."


class MainWindow(QMainWindow):
    """One window, one change at a time. Its public methods are the actions of the table."""

    loaded = Signal()
    load_failed = Signal(object)
    page_shown = Signal()
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
        self._undo: UndoActions | None = None
        self._error: Exception | None = None
        self._before: QWidget | None = None  # the page that the library was asked for from
        self._panes = ""  # their sizes, as they are to be
        self._read_only = False
        self.actions_by_name = make_actions(self)
        self._build()
        self._connect()
        self.show_start_page()

    @property
    def desk(self) -> "Desk":
        """What works on a change; the first call imports the engine."""
        if self._desk is None:
            from .desk import Desk
            from .undo_actions import UndoActions

            self._desk = desk = Desk(self._make_session(self._first_settings), self)
            self._pages.addWidget(desk.bench)
            undo, redo = (self.actions_by_name[name] for name in ("undo", "redo"))
            self._undo = UndoActions(undo, redo, desk.session, desk.bench)
            desk.bench.change.facts.add_actions(*(self.actions_by_name[name] for name in in_facts()))
            desk.shown.connect(self._show_loaded)
            desk.moved.connect(lambda loaded: self._top.show_opened(loaded.opened))
            desk.failed_to_open.connect(self._fail)
            desk.failed.connect(self.complain)
            desk.progressed.connect(self._status.work)
            desk.idle.connect(self._rest)
            desk.said.connect(self._status.rest)
            desk.drafting.connect(self._forget_fault)
            desk.offered.connect(self._status.offer)
            desk.library_left.connect(self.leave_library)
            desk.library_wanted.connect(self.show_in_library)
            desk.copied.connect(self._show_bench)
            desk.recent.connect(self._start.show_tickets)
            desk.read_recent()
            desk.saving.noticed.connect(self.banner.put)
            desk.saving.over.connect(self.banner.drop)
            desk.bench.restoreState(_as_bytes(self._panes))
            desk.set_read_only(self._read_only)
        return self._desk

    @property
    def working(self) -> "Desk | None":
        """What works on a change, if there is one already."""
        return self._desk

    @property
    def settings(self) -> Settings:
        return self._desk.session.settings if self._desk else self._first_settings

    def open(self, path: Path, text: str = "") -> None:
        """Read a change and show it; what is shown stays until then."""
        self.desk.open(path, text)

    def open_place(self, place: str) -> None:
        self.desk.open_place(place)

    def open_again(self, place: "Place") -> None:
        """Open what was open there; the start page says so meanwhile."""
        self.show_start_page()
        self._start.show_opening(f"{Path(place.location).name} {place.range}".strip())
        self.desk.open_again(place)

    def open_sample(self) -> None:
        self.desk.open_sample()

    def reload(self) -> None:
        self.desk.reload()

    def stop(self) -> None:
        self.desk.stop()

    def choose_repository(self) -> None:
        if folder := QFileDialog.getExistingDirectory(self, "Open a repository"):
            self.open_place(folder)

    def choose_diff(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "Open a diff", "", "Diffs (*.diff *.patch *.mbox);;All files (*)")
        if name:
            self.open(Path(name))

    def choose_place(self) -> None:
        from .pick_list import Choice, PickList

        recent = [Choice(Path(place).name, place, place) for place in self.settings.recent]
        places = PickList("Recent repository", self)
        places.chosen.connect(self._place_chosen)
        places.offer([*recent, Choice("Open another repository…", "", _ANOTHER)], self._top.repository)

    def choose_base(self) -> None:
        self.desk.offer_versions("base", self._top.base)

    def choose_head(self) -> None:
        self.desk.offer_versions("head", self._top.head)

    def show_start_page(self) -> None:
        self._start.show_recent(self.settings.recent)
        if self._desk:
            self._desk.read_recent()
        self._show_page(self._start)

    def show_library(self) -> None:
        """Show all tickets; Esc there goes back to where the person came from."""
        page = self.desk.library.page
        if self._pages.indexOf(page) < 0:
            self._pages.addWidget(page)
        if self._pages.currentWidget() is not page:
            self._before = self._pages.currentWidget()
        self._show_page(page)
        self.desk.library.show()

    def show_in_library(self, row: "Row") -> None:
        """Show a ticket among all tickets."""
        self.show_library()
        self.desk.library.show_ticket(row)

    def leave_library(self) -> None:
        """Go back to where the person was before the library."""
        if self._before is self._start or not self.desk.session.loaded:
            self.show_start_page()
        else:
            self._show_bench()

    def filter_change(self) -> None:
        self.desk.bench.change.filter.setFocus()

    def show_facts(self) -> None:
        self.desk.bench.change.show_facts_page()
        self.focus_change()

    def show_files(self) -> None:
        self.desk.bench.change.show_files_page()
        self.focus_change()

    def dismiss_fact(self) -> None:
        self.desk.bench.ask_dismissal()

    def restore_fact(self) -> None:
        self.desk.bench.restore()

    def undo(self) -> None:
        self.desk.bench.undoing.undo()

    def redo(self) -> None:
        self.desk.bench.undoing.redo()

    def draft_with_model(self) -> None:
        self.desk.model.draft()

    def show_request(self) -> None:
        self.desk.model.show_request()

    def show_sent(self) -> None:
        self.desk.bench.side.show_page(self.desk.bench.sent, focus=True)

    def show_history(self) -> None:
        self.desk.bench.show_history()

    def show_model_settings(self) -> None:
        self.desk.show_model_settings()

    def show_prompts(self) -> None:
        self.desk.show_prompts()

    def redraft_all(self) -> None:
        self.desk.bench.redraft("")

    def use_supported(self) -> None:
        self.desk.bench.ticket.reviewing.take_supported()

    def next_doubt(self) -> None:
        self.desk.bench.ticket.reviewing.go_to_doubt()

    def previous_doubt(self) -> None:
        self.desk.bench.ticket.reviewing.go_to_doubt(back=True)

    def copy_markdown(self) -> None:
        self.desk.bench.copy("", "markdown")

    def copy_plain(self) -> None:
        self.desk.bench.copy("", "plain")

    def save_markdown(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, "Save the ticket", "ticket.md", "Markdown (*.md)")
        if name:
            self.desk.save_ticket(Path(name))

    def focus_change(self) -> None:
        self.desk.bench.change.setFocus()

    def focus_ticket(self) -> None:
        self.desk.bench.ticket.setFocus()

    def focus_evidence(self) -> None:
        self.desk.bench.focus_evidence()

    def focus_notice(self) -> None:
        self.banner.take_focus()

    def use_system_theme(self) -> None:
        self._use_theme("system")

    def use_light_theme(self) -> None:
        self._use_theme("light")

    def use_dark_theme(self) -> None:
        self._use_theme("dark")

    def show_palette(self) -> None:
        from .palette import CommandPalette

        CommandPalette(self.actions_by_name, self).open_under(self._top if self._top.isVisible() else self.menuBar())

    def show_shortcuts(self) -> None:
        from .about import show_shortcuts

        show_shortcuts(self)

    def show_about(self) -> None:
        from .about import show_about

        show_about(self)

    def open_ticket(self, ticket_id: str) -> None:
        """Open what a ticket of the library describes, with that ticket."""
        self.desk.open_ticket(ticket_id)

    def undo_filing(self) -> None:
        """Take back what was last archived, deleted or taken back in the library."""
        self.desk.library.undo()

    def complain(self, error: Exception) -> None:
        """Say what went wrong in the banner: a sentence for what is expected, details to copy for a fault."""
        self._error = error
        if isinstance(error, SettingsNotKept):
            self.banner.put("settings", Notice(str(error), kind="settings"))
        elif isinstance(error, RelmanError):
            self.banner.put("failed", Notice(str(error), self._remedies(error)))
        else:
            offer = Offer("Copy the details", partial(_copy_details, error))
            self.banner.put("fault", Notice(f"This is a fault of ours: {type(error).__name__}: {error}", (offer,)))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        places = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
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

    @property
    def on_start_page(self) -> bool:
        return self._pages.currentWidget() is self._start

    @property
    def _has_ticket(self) -> bool:
        """Whether the page that is shown is that of a ticket."""
        return self._desk is not None and self._pages.currentWidget() is self._desk.bench

    def set_read_only(self, notice: str, *, for_good: bool = False) -> None:
        """Let nothing be changed, and say why as long as it is so; "" lets everything be changed again."""
        self._read_only = bool(notice)
        if notice:
            offers = () if for_good else (Offer("Try again", self.writing_wanted.emit),)
            self.banner.put("read-only", Notice(notice, offers, "read-only", stays=True))
        else:
            self.banner.drop("read-only")
        if self._desk:
            self._desk.set_read_only(self._read_only)
        self._enable()

    def begin_again(self, settings: Settings) -> None:
        """End all that works on a change; what is wanted next begins it anew, with another session."""
        desk, self._desk, self._undo = self._desk, None, None
        self._first_settings = settings
        self.show_start_page()
        if desk:
            desk.close()
            for page in desk.pages:
                self._pages.removeWidget(page)
            for part in (*desk.pages, desk):
                part.deleteLater()

    def come_to_front(self, token: str = "") -> None:
        """Stand before other windows, in which the person was a moment ago. `token`: the window system's leave."""
        if token:
            os.environ["XDG_ACTIVATION_TOKEN"] = token  # Qt takes it from there, and only from there
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def _build(self) -> None:
        self._top = TopBar()
        self.banner = Banner()
        self._start = StartPage()
        self._status = StatusLine()
        self._pages = QStackedWidget()
        self._pages.addWidget(self._start)
        drafting = ("draft_with_model", "redraft_all", "use_supported", "show_request")
        drafts = [self.actions_by_name[name] for name in (*drafting, "show_model_settings", "show_prompts")]
        self._top.add_menu("Draft", drafts)
        copies = ("copy_markdown", "copy_plain", "save_markdown")
        self._top.add_menu("Copy", [self.actions_by_name[name] for name in copies])
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part, stretch in ((self._top, 0), (self.banner, 0), (self._pages, 1), (self._status, 0)):
            column.addWidget(part, stretch)
        self.setCentralWidget(body)

    def _connect(self) -> None:
        self._status.stop_wanted.connect(self.stop)
        self._top.repository_wanted.connect(self.choose_place)
        self._top.base_wanted.connect(self.choose_base)
        self._top.head_wanted.connect(self.choose_head)
        self._top.reload_wanted.connect(self.reload)
        self._start.repository_wanted.connect(self.choose_repository)
        self._start.diff_wanted.connect(self.choose_diff)
        self._start.sample_wanted.connect(self.open_sample)
        self._start.place_chosen.connect(self.open_place)
        self._start.ticket_chosen.connect(self.open_ticket)
        self._start.library_wanted.connect(self.show_library)
        self._status.undo_wanted.connect(self.undo_filing)
        self._start.stop_wanted.connect(self.stop)

    def _show_loaded(self, loaded: "Loaded") -> None:
        self.banner.drop("failed", "fault")
        self._top.show_opened(loaded.opened)
        self._show_bench()
        self.setWindowTitle(f"{loaded.change.repo} {loaded.opened.range} · Relman Desktop")
        self.loaded.emit()

    def _show_bench(self) -> None:
        self._show_page(self.desk.bench)
        self.focus_ticket()

    def _show_page(self, page: QWidget) -> None:
        self._pages.setCurrentWidget(page)
        self._top.setVisible(self._has_ticket)
        self._enable()
        self.page_shown.emit()

    def _enable(self) -> None:
        """Let be chosen what can be done now."""
        enable(self.actions_by_name, has_ticket=self._has_ticket, read_only=self._read_only)
        if self._undo:
            self._undo.refresh(may_write=not self._read_only)

    def _rest(self) -> None:
        self._start.show_opening("")
        chosen = self.settings.chosen
        self._status.rest(_MODEL.format(name=visible(chosen.name)) if chosen else _QUIET)

    def _fail(self, error: Exception) -> None:
        self.complain(error)
        self.load_failed.emit(error)

    def _forget_fault(self) -> None:
        """A model is asked again: how it failed before is in the Sent tab."""
        if isinstance(self._error, ServiceError):
            self.banner.drop("failed")

    def _remedies(self, error: RelmanError) -> tuple[Offer, ...]:
        words = self._desk.remedy(error) if self._desk else ""
        return (Offer(words, lambda: self.desk.mend(error)),) if words else ()

    def _place_chosen(self, place: str) -> None:
        if place == _ANOTHER:
            self.choose_repository()
        else:
            self.open_place(place)

    def _use_theme(self, name: str) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            apply(app, name)
        self.desk.use_theme(name)


def _copy_details(error: Exception) -> None:
    from .faults import details

    QGuiApplication.clipboard().setText(details(error))


def _as_text(shape: QByteArray) -> str:
    return bytes(shape.toBase64().data()).decode()


def _as_bytes(text: str) -> QByteArray:
    """The bytes; others, which Qt takes no notice of, where the text is no such text."""
    return QByteArray.fromBase64(text.encode("ascii", "replace"))
