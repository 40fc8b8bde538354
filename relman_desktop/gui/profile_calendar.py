"""Beside a calendar's source: what it holds, its age, and a button that reads it. Nothing is fetched unasked."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from ..errors import RelmanError
from ..jobs import Cancel
from ..sources.profile.calendars import fetch_calendars, with_calendars
from ..sources.profile.calendars.kept import Fetch, address_of, is_address, kept_at, named
from ..sources.profile.editing import EditedEntry
from ..sources.profile.profile import Profile, TeamEntry
from .buttons import button
from .labels import note, restyle, soften
from .library_when import ago
from .profile_words import holds_words
from .theme import GRID


@dataclass(frozen=True)
class CalendarAsked:
    """A calendar as it is read: what is typed of it, from where its path is meant, and the team's zone."""

    source: str
    holds: str
    folder: Path
    zone: str

    def read(self, cancel: Cancel) -> tuple[str, bool]:
        """What it holds in a sentence or some, and whether that is good news. May run on any thread."""
        if is_address(self.source) and kept_at(self.source) is None:
            return f"{_first_up(named(self.source))} was not read yet.", True
        profile = Profile((TeamEntry("calendars", {"source": self.source, "holds": self.holds}, "It"),))
        found = with_calendars(profile, self.folder, self.zone, cancel)
        warnings = [one.removeprefix("It: ") for one in found.warnings if "relman profile --fetch" not in one]
        if not found.entries and warnings:
            return " ".join(map(_first_up, warnings)), False
        last = max((one.get("to") or one.get("on") for one in found.entries), default="")
        until = last.partition("T")[0] if self.holds != "windows" else ""
        said = [holds_words(len(found.entries), self.holds, until), *map(_first_up, warnings)]
        when = kept_at(self.source) if is_address(self.source) else None
        if when:
            said.insert(0, f"Read {ago(when.isoformat())}.")
        return " ".join(said), not warnings

    def fetch(self, fetch: Fetch, cancel: Cancel) -> tuple[str, bool]:
        """Fetch an address, because the person asked for it just now; then as `read`."""
        before = datetime.now(UTC)
        told = fetch_calendars(Profile((TeamEntry("calendars", {"source": self.source}),)), fetch, cancel)
        when = kept_at(self.source)
        if when is None or when.timestamp() < before.timestamp() - 2:
            return " ".join(told), False
        return self.read(cancel)


class ProfileCalendar(QWidget):
    """Asks for a calendar to be read; an address only after a line that names its host."""

    read_wanted = Signal(str, bool)  # the source, and whether it is to be fetched
    chosen = Signal(str)  # the path of a file

    def __init__(self) -> None:
        super().__init__()
        self._source = ""
        self._said = note(wraps=True)
        self.read = button("Read now", "Reads what the calendar holds", "small")
        self.choose = button("Choose a file…", "Names a calendar (.ics) of this machine", "small")
        self.ask = button("", "Fetches the calendar from there, once", "small")
        self.leave = button("Not now", "Fetches nothing", "small")
        self._asking = note(wraps=True)
        self._question = QWidget()
        self._lay_out()
        self.read.clicked.connect(self._read)
        self.choose.clicked.connect(self._choose)
        self.ask.clicked.connect(self._fetch)
        self.leave.clicked.connect(self._question.hide)

    @property
    def text(self) -> str:
        """What it says."""
        return self._said.text()

    @property
    def stops(self) -> tuple[QWidget, ...]:
        return self.read, self.choose, self.ask, self.leave

    def show_entry(self, entry: EditedEntry | None) -> None:
        """Show another calendar, or the same with another source typed."""
        source = entry.text("source").strip() if entry else ""
        right = bool(source) and entry is not None and "source" not in entry.wrong()
        self.read.setEnabled(right)
        if source != self._source:
            self._source = source
            self._question.hide()
            self.say("")
            if right:
                self.read_wanted.emit(source, False)

    def say(self, sentence: str, *, good: bool = True) -> None:
        """Say what it holds, or why that is not known."""
        soften(self._said, sentence)
        restyle(self._said, "quiet" if good else "error")
        self._said.setVisible(bool(sentence))

    def set_read_only(self, read_only: bool) -> None:
        for one in (self.read, self.choose):
            one.setHidden(read_only)

    def _read(self) -> None:
        if not is_address(self._source):
            self.read_wanted.emit(self._source, False)
            return
        try:
            address_of(self._source)
        except RelmanError as error:
            self.say(str(error), good=False)
            return
        host = named(self._source).removeprefix("the calendar of ")
        soften(self._asking, f"This asks {host} for the calendar, once. Nothing of the repository is sent.")
        self.ask.setText(f"Ask {host}")
        self.ask.setAccessibleName(self.ask.text())
        self._question.show()
        self.ask.setFocus()

    def _fetch(self) -> None:
        self._question.hide()
        self.say("Reading…")
        self.read_wanted.emit(self._source, True)
        self.read.setFocus()

    def _choose(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, "The calendar", "", "Calendars (*.ics);;All files (*)")
        if path:
            self.chosen.emit(path)

    def _lay_out(self) -> None:
        buttons, asked = QHBoxLayout(), QHBoxLayout()
        for row, parts in ((buttons, (self.read, self.choose)), (asked, (self.ask, self.leave))):
            row.setSpacing(GRID)
            for part in parts:
                row.addWidget(part)
            row.addStretch(1)
        question = QVBoxLayout(self._question)
        question.setContentsMargins(0, 0, 0, 0)
        question.setSpacing(GRID // 2)
        question.addWidget(self._asking)
        question.addLayout(asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addLayout(buttons)
        column.addWidget(self._question)
        column.addWidget(self._said)
        self._question.hide()


def _first_up(text: str) -> str:
    return text[:1].upper() + text[1:]
