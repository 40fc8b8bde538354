"""The way into change systems in the window: previews, looks and sendings beside the window's thread."""

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from ..checks import Finding, Severity
from ..errors import RelmanError, ServiceError
from ..export.targets.target import Target
from ..exporting import NoToken, Preview, looker, sender, taken_back, target_of
from ..session import Session
from ..settings import System
from .export_state import Course, Heard
from .export_tab import ExportTab
from .export_view import View
from .export_words import course_words, name_of, since_words
from .jobs import Lane

_PAUSE = 300  # milliseconds without a key before what is sent is prepared anew
_FAULT = "That did not work, by a fault of ours; the notice above has its details."
Key = tuple[str, str]  # a ticket's id, a system's name


class ExportDesk(QObject):
    """One thing is sent at a time. What is heard goes to the ticket and the system that it is of, whatever is shown."""

    failed = Signal(object)
    said = Signal(str)
    progressed = Signal(str, object)
    idle = Signal()
    marked = Signal(str)  # why what is there may not be the ticket as it is, a sentence; "" where nothing is to say
    systems_wanted = Signal(str, str)  # a system's name, and what to show of it: "", "token" or "mapping"
    text_taken = Signal(str, str)  # a field, the text that stands there
    sent = Signal(str)  # a ticket's id: its exports are others

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._preparing, self._asking = Lane("preparing", self), Lane("exporting", self)
        self._chosen: dict[str, str] = {}  # by the ticket
        self._courses: dict[Key, Course] = {}
        self._running: tuple[Key, str] | None = None  # and what is done, for people
        self._preview: Preview | None = None
        self._findings: tuple[Finding, ...] = ()  # for which an approver sends it back
        self._problem = ""
        self._asked = self._have = 0  # the numbers of the state that a preview was asked for and is of
        self._read_only = False
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE)
        self._soon.timeout.connect(self._prepare)
        self.tab = ExportTab()
        self._connect()

    @property
    def busy(self) -> bool:
        """Whether something is being sent, or looked for."""
        return self._running is not None

    @property
    def preparing(self) -> bool:
        """Whether what would be sent is being prepared, or soon will be."""
        return self._soon.isActive() or self._preparing.busy

    @property
    def current(self) -> System | None:
        """The system that is chosen for the ticket."""
        if not self._session.ticket:
            return None
        exporting = self._session.exporting()
        chosen = exporting.system(self._chosen.get(exporting.ticket.id, "")) or exporting.usual()
        if chosen:
            self._chosen[exporting.ticket.id] = chosen.name  # it stays, also where another is used meanwhile
        return chosen

    @property
    def view(self) -> View | None:
        """All that is shown; None where no system is set."""
        ticket, system = self._session.ticket, self.current
        if not ticket or not system:
            return None
        course = self._courses.get((ticket.id, system.name), Course())
        others = self._running[1] if self._running and self._running[0] != (ticket.id, system.name) else ""
        return View(
            system,
            self._target(system),
            course,
            self._preview,
            self._problem,
            fresh=self._have == self._asked,
            agreed=self._session.settings.may_send(system),
            busy_with=others,
            findings=self._findings,
            read_only=self._read_only,
        )

    def show_ticket(self) -> None:
        """Another ticket is open, or it describes other commits."""
        self._forget()
        self._prepare()

    def show_systems(self) -> None:
        """There are other systems, or they take something else."""
        self._forget()
        self._prepare()

    def refresh(self) -> None:
        """Something of the ticket is another: what would be sent is prepared anew, a moment after the last key."""
        if not self._session.ticket:
            return
        self._asked += 1
        if self.tab.isVisible() or (self._preview and self._preview.made):
            self._soon.start()
            self._show()

    def choose(self, name: str) -> None:
        """Choose a system for the ticket."""
        if self._session.ticket:
            self._chosen[self._session.ticket.id] = name
            self._forget()
            self._prepare()

    def look(self) -> None:
        """Look whether it is there, and what changed there since."""
        if (view := self.view) and view.may_ask and view.prepared:
            self._agree(view)
            self._begin(view, view.course.look(), looker(view.prepared), "A look")

    def send(self, *, anew: bool = False) -> None:
        """Put just what is shown there. `anew`: in place of a record that is gone another is made."""
        if (view := self.view) and view.may_send and view.prepared:
            self._agree(view)
            self._remember(view.system)
            over = view.course.over
            self._begin(view, view.course.send(view.prepared), sender(view.prepared, over, anew=anew), "A sending")

    def stop(self) -> None:
        """Stop looking or sending; how that ended is told when it has ended."""
        if self._running:
            key = self._running[0]
            self._courses[key] = self._courses[key].tell("Stopping", None)
            self._asking.wind_up()
            self._show()

    def set_read_only(self, read_only: bool) -> None:
        """Let nothing be sent; or let it be sent again."""
        self._read_only = read_only
        self._show()

    def close(self) -> None:
        self._soon.stop()
        for lane in (self._preparing, self._asking):
            lane.close()

    def _begin(self, view: View, course: Course, work: Any, what: str) -> None:
        key: Key = (view.prepared.ticket if view.prepared else "", view.system.name)
        self._courses[key], self._running = course, (key, f"{what} to {view.system.name}")
        self.progressed.emit(f"{what} to {view.system.name}", None)
        self._asking.start(work, partial(self._end, key), partial(self._fail, key))
        self.tab.show_top()
        self._show()

    def _end(self, key: Key, outcome: Any) -> None:
        self._courses[key] = course = self._courses[key].answered(outcome)
        self._close_course(key)
        if course.heard is Heard.SENT:
            self.said.emit(course_words(course, None, self._title(key)))
            self.sent.emit(key[0])

    def _fail(self, key: Key, error: Exception) -> None:
        told = error if isinstance(error, RelmanError) else RelmanError(_FAULT)
        self._courses[key] = self._courses[key].failed(told)
        self._close_course(key)
        if told is not error:
            self.failed.emit(error)
        elif not self.tab.isVisible() or not isinstance(error, NoToken):
            self.said.emit(str(error))

    def _settle(self) -> None:
        """The thread is done: what neither ended well nor failed was stopped."""
        if self._running and not self._asking.busy:
            key = self._running[0]
            self._courses[key] = self._courses[key].stopped()
            self._close_course(key)

    def _close_course(self, key: Key) -> None:
        self._running = None
        self.idle.emit()
        if self._session.ticket and self._session.ticket.id == key[0]:
            self._prepare()  # the ledger says more now
        else:
            self._show()

    def _progress(self, what: str, part: Any) -> None:
        if self._running:
            key, told = self._running
            self._courses[key] = self._courses[key].tell(what, part)
            self.progressed.emit(told, part)
            self._show()

    def _prepare(self) -> None:
        """Prepare what would be sent, and read what the ledger says."""
        self._soon.stop()
        system = self.current
        if not system or not self._session.ticket:
            self._show()
            return
        self._asked += 1
        number = self._asked
        read, check = self._session.exporting().reader(system), self._session.reader_of_checks()
        self._preparing.start(lambda *_: (read(), check()), partial(self._take, number), partial(self._miss, number))
        self._show()

    def _take(self, number: int, told: tuple[Preview, tuple[Finding, ...]]) -> None:
        self._preview, found = told
        self._findings = tuple(one for one in found if one.severity is Severity.BLOCK)
        self._problem, self._have = "", number
        self._show()

    def _miss(self, number: int, error: Exception) -> None:
        self._preview, self._have = None, number
        self._problem = str(error) if isinstance(error, RelmanError) else _FAULT
        if not isinstance(error, RelmanError):
            self.failed.emit(error)
        self._show()

    def _show(self) -> None:
        view = self.view
        self.marked.emit(_behind(view) if view else "")
        if not self.tab.isVisible():
            return
        if view is None:
            self.tab.show_nothing()
            return
        self.tab.head.show_systems(self._session.settings.systems, view.system.name)
        self.tab.show_view(view)

    def _look_at(self) -> None:
        """The tab is looked at."""
        if self._have == self._asked and self._preview:
            self._show()
        else:
            self._prepare()

    def _forget(self) -> None:
        self._preview, self._findings, self._problem = None, (), ""
        self._asked += 1

    def _agree(self, view: View) -> None:
        """To press the button is to agree; it is asked for once per host."""
        if not view.agreed:
            try:
                self._session.agree(view.system.origin)
            except ServiceError as error:
                self.failed.emit(error)

    def _remember(self, system: System) -> None:
        try:
            self._session.change_settings(replace(self._session.settings, system=system.name))
        except ServiceError as error:
            self.failed.emit(error)

    def _overwrite(self, theirs: str, on: bool) -> None:
        self._change(lambda course: course.overwrite(theirs, on=on))

    def _take_theirs(self, theirs: str, text: str) -> None:
        view = self.view
        if view and view.prepared and not view.course.busy:
            for field, words in taken_back(view.prepared, theirs, text).items():
                self.text_taken.emit(field, words)
            self._change(lambda course: course.take(theirs))

    def _change(self, act: Any) -> None:
        if (ticket := self._session.ticket) and (system := self.current):
            key = (ticket.id, system.name)
            self._courses[key] = act(self._courses.get(key, Course()))
            self._show()

    def _target(self, system: System) -> Target | None:
        try:
            return target_of(system)
        except RelmanError:
            return None

    def _title(self, key: Key) -> str:
        system = next((one for one in self._session.settings.systems if one.name == key[1]), None)
        target = self._target(system) if system else None
        return target.title if target else key[1]

    def _connect(self) -> None:
        tab = self.tab
        tab.looked_at.connect(self._look_at)
        tab.head.system_chosen.connect(self.choose)
        for wanted in (tab.head.systems_wanted, tab.add.clicked):
            wanted.connect(lambda *_: self._want(""))
        for part in (tab.status, tab.made):
            part.open_wanted.connect(_open)
        tab.status.token_wanted.connect(lambda: self._want("token"))
        tab.fields.mapping_wanted.connect(lambda: self._want("mapping"))
        tab.foot.send_wanted.connect(lambda: self.send())
        tab.status.another_wanted.connect(lambda: self.send(anew=True))
        tab.foot.look_wanted.connect(self.look)
        tab.foot.stop_wanted.connect(self.stop)
        tab.differences.overwrite_chosen.connect(self._overwrite)
        tab.differences.take_wanted.connect(self._take_theirs)
        self._asking.progressed.connect(self._progress)
        self._asking.idle.connect(self._settle, Qt.ConnectionType.QueuedConnection)

    def _want(self, what: str) -> None:
        system = self.current
        self.systems_wanted.emit(system.name if system else "", what)


def _open(url: str) -> None:
    """Open a record's page; only the person's press does."""
    QDesktopServices.openUrl(QUrl(url))


def _behind(view: View) -> str:
    if view.preview and view.preview.unsure and not view.course.busy:
        return f"Whether {view.title} has this ticket is not known; look there."
    if not (view.behind and view.preview and view.preview.export):
        return ""
    return f"{name_of(view.preview.export)} in {view.title} is older than this ticket. {since_words(view.preview)}"
