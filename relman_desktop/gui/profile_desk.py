"""Opens the window "Team profile" for what is open, and does beside the window's thread what reads or asks."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from ..errors import RelmanError, cause
from ..files import write_atomically
from ..jobs import Cancel, Progress
from ..session import Session
from ..sources.opening import Opened
from ..sources.profile.calendars import held
from ..sources.profile.editing import Book, EditedEntry
from ..sources.profile.editing.layer import as_texts
from ..sources.profile.layers import FILE, committed
from ..sources.profile.schema import parts_by_name
from ..sources.profile.writing import entry_text
from .jobs import Lane
from .profile_calendar import CalendarAsked
from .profile_editor import ProfileEditor
from .profile_proposed import ProposedRow


class ProfileDesk(QObject):
    """Owns the window, which lives as long as the app: what is half typed in it is not lost."""

    failed = Signal(object)
    said = Signal(str)
    changed = Signal()  # a file of the profile says something else
    progressed = Signal(str, object)
    idle = Signal()

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._reading, self._calendars = Lane("team", self), Lane("calendar", self)
        self._proposing = Lane("proposing", self)
        self._opened: Opened | None = None
        self._proposal = ""  # all of it, as a file would hold it
        self.editor = ProfileEditor(window, self._files)
        self.editor.written.connect(self.changed)
        self.editor.propose_wanted.connect(self._propose)
        self.editor.save_wanted.connect(self._save)
        self.editor.calendar_wanted.connect(self._read_calendar)
        self._proposing.progressed.connect(self.progressed)
        self._proposing.idle.connect(self.idle)

    def show(self, part: str = "") -> None:
        """Show the window, in front; at a part, where one is named."""
        self.show_opened()
        if part:
            self.editor.show_part(parts_by_name()[part])
        self.editor.show()
        self.editor.raise_()
        self.editor.activateWindow()

    def show_opened(self) -> None:
        """Show the profile of what is open now."""
        loaded = self._session.loaded
        opened = loaded.opened if loaded else None
        if opened is not self._opened or opened is None:
            before, self._opened = self._opened, opened
            same = before and opened and before.location == opened.location and before.repository
            repository = opened.repository if opened else None
            head = opened.change.head if opened and repository else ""
            if not (same and before and before.change.head == head):
                self.editor.show_book(Book(opened.location if opened else "", repository=bool(repository)), head)
                self._read_team()

    def close(self) -> None:
        self.editor.close()
        for lane in (self._reading, self._calendars, self._proposing):
            lane.close()

    def _files(self) -> tuple[str, ...]:
        return tuple(file.path for file in self._opened.change.files) if self._opened else ()

    def _read_team(self) -> None:
        opened = self._opened
        if opened is None or opened.repository is None:
            return
        repository, head = opened.repository, opened.change.head
        self._reading.start(
            lambda cancel, _: committed(repository, head, cancel),
            lambda found: self.editor.show_team(*found),
            self.failed.emit,
        )

    def _propose(self) -> None:
        opened = self._opened
        if opened is None or opened.repository is None:
            return
        repository, head = opened.repository, opened.change.head

        def propose(cancel: Cancel, progress: Progress) -> tuple[list[ProposedRow], str]:
            from ..proposing import proposals, text_of  # with all that it looks for, which most windows never need

            oid, found = proposals(repository, head, cancel, progress)
            rows = [
                ProposedRow(
                    EditedEntry(parts_by_name()[one.part], texts=as_texts(one.values)),
                    entry_text(one.part, one.values),
                    one.said,
                    one.sure,
                )
                for one in found
            ]
            return rows, text_of(repository, oid, found)

        def show(found: tuple[list[ProposedRow], str]) -> None:
            rows, self._proposal = found
            order = [*parts_by_name()]
            rows.sort(key=lambda row: order.index(row.entry.part.name))
            self.editor.show_proposed(rows, repository.name, head)
            self.editor.head.propose.setEnabled(True)

        self.editor.head.propose.setEnabled(False)
        self._proposing.start(propose, show, self._fail_proposing)

    def _fail_proposing(self, error: Exception) -> None:
        self.editor.head.propose.setEnabled(True)
        self.failed.emit(error)

    def _save(self) -> None:
        """Save the proposal where the person says; nothing is written into the repository unasked."""
        place = str(Path(self._opened.location) / FILE) if self._opened else FILE
        path, _ = QFileDialog.getSaveFileName(self.editor, "Save the proposal", place, "TOML (*.toml);;All files (*)")
        if not path:
            return
        try:
            write_atomically(Path(path), self._proposal.encode())
        except OSError as error:
            self.failed.emit(RelmanError(f"{path} cannot be written ({cause(error)}); choose another place."))
        else:
            self.said.emit(f"Saved as {path}. Read it, correct it, and commit it.")

    def _read_calendar(self, entry: EditedEntry, fetch: bool) -> None:
        folder = self.editor.book.folder or Path()
        zone = self._session.loaded.profile.said.get("time_zone", "") if self._session.loaded else ""
        holds = held(entry.text("holds").strip())
        asked = CalendarAsked(entry.text("source").strip(), holds, folder, zone)

        def read(cancel: Cancel, _: Progress) -> tuple[str, bool]:
            if not fetch:
                return asked.read(cancel)
            from ..net.download import download

            return asked.fetch(lambda url: download(url, cancel), cancel)

        def show(found: tuple[str, bool]) -> None:
            self.editor.show_calendar(entry, found[0], good=found[1])
            if fetch:
                self.changed.emit()

        self._calendars.start(read, show, lambda error: self._fail_calendar(entry, error))

    def _fail_calendar(self, entry: EditedEntry, error: Exception) -> None:
        if isinstance(error, RelmanError):
            self.editor.show_calendar(entry, str(error), good=False)
        else:
            self.failed.emit(error)
