"""The library of tickets as the person works with it: finds, reads, files and opens beside the window's thread."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from ..errors import InputError, RelmanError
from ..jobs import Cancel, Progress
from ..session import Session
from ..store.search import Found, Query, Row
from ..wording import counted
from .jobs import Lane
from .library_files import Written, erase_tickets, read_library, write_library, write_tickets
from .library_page import LibraryPage
from .library_query import PAGE, Listing, find, look_around
from .library_reading import Kept, read_all, read_kept
from .library_words import named, of_ticket
from .reading import Request
from .shown import shown_line

_FILED = {"archived": "archived", "bin": "in the bin", "": "among the open tickets again"}
_LIBRARY = "Library (*.zip)"
_MARKDOWN = "Markdown (*.md)"


class LibraryDesk(QObject):
    """One page of tickets. The session's own ticket is filed through the session, which must know of it."""

    failed = Signal(object)
    said = Signal(str)
    offered = Signal(str)  # what was done, which `undo` takes back
    progressed = Signal(str, object)
    idle = Signal()
    open_wanted = Signal(object)  # a Request
    back_wanted = Signal()
    copy_wanted = Signal(object, object)  # a Ticket, and the names of the fields to put into the open one
    continued = Signal(str)  # the id of the open ticket, of which more was taken in
    filed = Signal()  # tickets stand on other shelves now
    _written = Signal(object)  # the error, or None

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._window = session, window
        self.page = LibraryPage()
        self.read_only = False
        self._query = Query()
        self._kept: Kept | None = None
        self._copied = ""  # the id of the copy that is to be the current ticket
        self._filings: list[Mapping[str, str]] = []  # where tickets stood before, the last one last
        self._finding, self._paging = Lane("library", self), Lane("library-pages", self)
        self._surveying = Lane("library-around", self)
        self._reading, self._working = Lane("library-reader", self), Lane("library-work", self)
        self._acts: dict[str, Callable[[], None]] = {
            "open": self._open,
            "use": self._ask_template,
            "duplicate": self._duplicate,
            "take_back": partial(self._file, ""),
            "archive": partial(self._file, "archived"),
            "delete": partial(self._file, "bin"),
            "copy": self._copy,
            "save": self._save,
            "erase": self._ask_erase,
        }
        self._connect()

    def show(self) -> None:
        """Look for tickets anew, where the person was before."""
        self.page.line.setFocus()
        self.page.line.selectAll()
        self.refresh()

    def show_ticket(self, row: Row) -> None:
        """Show one ticket, by what it is found by."""
        self.page.set_query(Query(text=row.change_id or row.title, shelf=row.shelf))
        self._ask(row.ticket, 0)

    def refresh(self, ticket: str = "") -> None:
        """Ask again; a ticket is the current one then, or else the one that is now, or what follows it."""
        current = self.page.list.current
        ticket = ticket or (current.ticket if current else "")
        self._ask(ticket, max(0, self.page.list.currentIndex().row()))

    def act(self, name: str) -> None:
        """Do one of the `ACTS` with what is chosen, if it can be done."""
        if self.page.list.selected and not self.page.preview.buttons[name].isHidden():
            self._acts[name]()

    def undo(self) -> None:
        """Take the last filing back."""
        if not self._filings:
            self.said.emit("There is nothing to undo here.")
            return
        before = self._filings.pop()
        self._put(before)
        self.said.emit(f"{counted(len(before), 'ticket')} put back.")

    def close(self) -> None:
        for lane in (self._finding, self._surveying, self._paging, self._reading, self._working):
            lane.close()

    def _connect(self) -> None:
        page = self.page
        page.query_changed.connect(self._search)
        page.act_wanted.connect(self.act)
        page.back_wanted.connect(self.back_wanted)
        page.undo_wanted.connect(self.undo)
        page.export_wanted.connect(self._export)
        page.import_wanted.connect(self._import)
        page.list.chosen.connect(self._look)
        page.list.page_wanted.connect(self._read_page)
        page.preview.erased.connect(self._erase)
        page.preview.template_wanted.connect(self._use)
        self._written.connect(self._show_written, Qt.ConnectionType.QueuedConnection)
        self._working.progressed.connect(self.progressed)
        self._working.idle.connect(self.idle)

    def _search(self) -> None:
        self._ask("", 0)

    def _ask(self, ticket: str, at: int) -> None:
        query, library = self.page.query, self._session.library
        self._surveying.stop()  # it would only keep this one waiting
        self._finding.start(
            lambda *_: find(library, query),
            lambda listing: self._show_listing(listing, ticket, at),
            self.failed.emit,
        )

    def _show_listing(self, listing: Listing, ticket: str, at: int) -> None:
        self._paging.stop()
        self._query = listing.query
        self.page.show_listing(listing, ticket, at)
        library = self._session.library
        self._surveying.start(
            lambda cancel, _: look_around(library, listing, cancel), self.page.show_around, self.failed.emit
        )

    def _read_page(self, number: int) -> None:
        query, library = self._query, self._session.library
        self._paging.start(
            lambda _cancel, _: library.search(query, PAGE, number * PAGE),
            lambda found: self._put_page(number, found),
            self.failed.emit,
        )

    def _put_page(self, number: int, found: Found) -> None:
        if not self.page.list.put_page(number, found):
            self.refresh()

    @property
    def _rows(self) -> tuple[Row, ...]:
        """The chosen tickets that were read."""
        places = self.page.list.selected
        return tuple(row for at in places if (row := self.page.list.row(at)))

    def _look(self) -> None:
        """Show what is chosen."""
        number, rows = len(self.page.list.selected), self._rows
        self.page.show_chosen(rows, number, has_change=self._session.ticket is not None, read_only=self._may_only_read)
        if len(rows) == number == 1:
            self._read(rows[0].ticket)
        else:
            self._kept = None
            self._reading.stop()

    def _read(self, ticket: str) -> None:
        library = self._session.library
        self._reading.start(lambda cancel, _: read_kept(library, ticket, cancel), self._show_kept, self._show_unread)

    def _show_kept(self, kept: Kept) -> None:
        if self._kept is None or self._kept.parts != kept.parts or self._kept.ticket.id != kept.ticket.id:
            self.page.preview.show_kept(kept)
        self._kept = kept

    def _show_unread(self, error: Exception) -> None:
        self._kept = None
        self.page.preview.show_unread(str(error))
        if not isinstance(error, RelmanError):
            self.failed.emit(error)

    def _with_rows(self, done: Callable[[Sequence[Row]], None]) -> None:
        """Do something with the chosen tickets, those too that were not read yet."""
        rows, places = self._rows, self.page.list.selected
        if len(rows) == len(places):
            done(rows)
            return
        query, library, first, last = self._query, self._session.library, places[0], places[-1]
        chosen = set(places)
        self._work(
            lambda _cancel, _: library.search(query, last - first + 1, first),
            lambda found: done([row for at, row in enumerate(found.rows, first) if at in chosen]),
        )

    def _with_kept(self, done: Callable[[list[Kept]], None]) -> None:
        """Do something with the whole of the chosen tickets."""
        library = self._session.library

        def read(rows: Sequence[Row]) -> None:
            ids = [row.ticket for row in rows]
            self._work(lambda cancel, _: read_all(library, ids, cancel), done)

        self._with_rows(read)

    def _open(self) -> None:
        self._with_kept(lambda kept: self.open_wanted.emit(Request.of_ticket(kept[0].ticket)) if kept else None)

    def _file(self, shelf: str) -> None:
        self._with_rows(lambda rows: self._file_rows(rows, shelf))

    def _file_rows(self, rows: Sequence[Row], shelf: str) -> None:
        self._filings.append({row.ticket: row.shelf for row in rows})
        self._put({row.ticket: shelf for row in rows})
        self.page.leave_preview()
        which = shown_line(named(rows[0])) if len(rows) == 1 else counted(len(rows), "ticket")
        self.offered.emit(f"{which} {'is' if len(rows) == 1 else 'are'} {_FILED[shelf]}.")

    def _put(self, shelves: Mapping[str, str]) -> None:
        """Put tickets on shelves, and look again when that is on the disk."""
        done = [self._session.file(ticket, shelf) for ticket, shelf in shelves.items()]
        if done:
            done[-1].add_done_callback(self._tell_written)

    def _tell_written(self, written: "Future[Any]") -> None:
        self._written.emit(written.exception())  # called on the journal's thread

    def _show_written(self, error: Exception | None) -> None:
        if error:
            self.failed.emit(error)
        copied, self._copied = self._copied, ""
        self.refresh(copied)
        self.filed.emit()

    def _duplicate(self) -> None:
        self._with_kept(self._begin_copy)

    def _begin_copy(self, kept: list[Kept]) -> None:
        for one in kept:
            ticket, written = self._session.duplicate(one.ticket)
            self._copied = ticket
            written.add_done_callback(self._tell_written)
            self.page.set_query(Query())  # where the copy stands
            self.said.emit(f"This is a copy of {of_ticket(one.ticket)}, with a change ID of its own.")

    def _ask_template(self) -> None:
        current = self._session.ticket
        if current and self._kept:
            name = current.entry("change_id").text or "the open ticket"
            self.page.preview.stop_asking()
            self.page.preview.template.ask(self._kept.ticket, current, shown_line(name))

    def _use(self, fields: tuple[str, ...]) -> None:
        if self._kept:
            self.copy_wanted.emit(self._kept.ticket, fields)

    def _copy(self) -> None:
        self._with_kept(self._put_on_clipboard)

    def _put_on_clipboard(self, kept: list[Kept]) -> None:
        QGuiApplication.clipboard().setText("\n\n".join(one.markdown for one in kept))
        self.said.emit(f"{counted(len(kept), 'ticket')} copied.")

    def _save(self) -> None:
        if len(self.page.list.selected) > 1:
            place = QFileDialog.getExistingDirectory(self._window, "Save the tickets into a folder")
        else:
            place, _ = QFileDialog.getSaveFileName(self._window, "Save the ticket", "ticket.md", _MARKDOWN)
        if place:
            self._with_kept(lambda kept: self._work(write_tickets(kept, Path(place)), self._tell_saved))

    def _export(self) -> None:
        place, _ = QFileDialog.getSaveFileName(self._window, "Export library", "tickets.zip", _LIBRARY)
        if place:
            self._work(write_library(self._session.library, Path(place)), self._tell_saved)

    def _import(self) -> None:
        place, _ = QFileDialog.getOpenFileName(self._window, "Import library", "", f"{_LIBRARY};;All files (*)")
        if place:
            self._work(read_library(self._session.library, Path(place)), self._show_imported)

    def _show_imported(self, written: Written) -> None:
        self.refresh()
        if (current := self._session.ticket) and current.id in written.continued:
            self.continued.emit(current.id)
        self._tell_saved(written)

    def _tell_saved(self, written: Written) -> None:
        self.said.emit(written.sentence)

    def _ask_erase(self) -> None:
        self.page.preview.ask_erase(len(self.page.list.selected))

    def _erase(self) -> None:
        """Erase what was asked about; not the ticket that is open, into which the person may go on writing."""
        self._with_rows(self._erase_rows)

    def _erase_rows(self, rows: Sequence[Row]) -> None:
        current, library = self._session.ticket, self._session.library
        ids = [row.ticket for row in rows]
        if current and current.id in ids:
            self.failed.emit(InputError("This ticket is open in the window; open another change, then erase it."))
            return
        self._work(erase_tickets(library, ids), self._show_erased)

    def _show_erased(self, number: int) -> None:
        self._filings.clear()  # some of it cannot be taken back any more
        self.said.emit(f"{counted(number, 'ticket')} erased.")
        self.refresh()

    @property
    def _may_only_read(self) -> bool:
        return self.read_only or self._session.library.opened.read_only

    def _work(self, work: Callable[[Cancel, Progress], Any], done: Callable[[Any], None]) -> None:
        self._working.start(work, done, self.failed.emit)
