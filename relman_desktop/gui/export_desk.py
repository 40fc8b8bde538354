"""The way into change systems in the window: previews, looks and sendings beside the window's thread."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from ..checks import Finding, Severity
from ..errors import RelmanError, ServiceError
from ..export.closing import is_closed
from ..export.targets.target import Target
from ..exported import taken_back
from ..exporting import Preview
from ..reaching import asker, looker, sender, target_of
from ..session import Session
from ..settings import System
from ..ticket import Ticket
from .export_courses import FAULT, Courses, Key
from .export_state import Course, Heard
from .export_tab import ExportTab
from .export_view import View
from .export_words import course_words, name_of, since_words
from .jobs import Lane, Work

_PAUSE = 300  # milliseconds without a key before what is sent is prepared anew


class ExportDesk(QObject):
    """One thing is sent at a time. What is heard goes to the ticket and the system that it is of, whatever is shown."""

    failed = Signal(object)
    said = Signal(str)
    progressed = Signal(str, object)
    idle = Signal()
    marked = Signal(str)  # why what is there may not be the ticket as it is, a sentence; "" where nothing is to say
    systems_wanted = Signal(str, str)  # a system's name, and what to show of it: "", "token" or "mapping"
    text_taken = Signal(str, str)  # a field, the text that stands there

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._preparing, self._courses = Lane("preparing", self), Courses(self)
        self._chosen: dict[str, str] = {}  # by the ticket
        self._closing: frozenset[str] = frozenset()  # the tickets whose closing note goes along
        self._preview: Preview | None = None
        self._findings: tuple[Finding, ...] = ()  # for which an approver sends it back
        self._problem = ""
        self._asked = self._have = 0  # the numbers of the state that a preview was asked for and is of
        self._read_only = False
        self._looks = False  # as soon as there is a preview
        self._sends: Callable[[], None] | None = None  # as soon as the site's fields are known
        self._awaits_risk = False
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE)
        self._soon.timeout.connect(self._prepare)
        self.tab = ExportTab()
        self._connect()

    @property
    def busy(self) -> bool:
        """Whether something is being sent, or looked for."""
        return self._courses.busy

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
        key = Key.of(ticket.id, system)
        return View(
            system,
            self._target(system),
            self._courses.course(key),
            self._preview,
            self._problem,
            fresh=self._have == self._asked,
            agreed=self._session.settings.may_send(system),
            busy_with=self._courses.instead_of(key),
            findings=self._findings,
            read_only=self._read_only,
            awaits_risk=self._awaits_risk,
            attaches_audit=self._session.settings.attach_audit,
            is_closed=is_closed(ticket),
            tells_closing=ticket.id in self._closing,
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

    def look_by_action(self) -> None:
        """The same from elsewhere, as soon as there is a preview; to agree to a host takes the button in the tab."""
        view = self.view
        self._looks = bool(view and view.agreed and not view.prepared)
        if view and view.agreed and view.prepared:
            self.look()
        elif view and not view.agreed:
            self.tab.foot.look.setFocus()

    def send(self, *, anew: bool = False) -> None:
        """Put just what is shown there. `anew`: in place of a record that is gone another is made.

        Where the site's fields are not known they are read first, and what is shown then is sent.
        """
        if not ((view := self.view) and view.may_send and view.prepared):
            return
        self._agree(view)
        self._remember(view.system)
        if view.reads_first:
            self._begin(view, view.course.read(), asker(view.system), "The way")
            self._sends = partial(self._send_after_reading, view.system, self._session.writing.ticket, anew=anew)
            return
        over, seen = view.course.over, {one.theirs: one.now for one in view.course.held}
        self._begin(
            view, view.course.send(view.prepared), sender(view.prepared, over, anew=anew, seen=seen), "A sending"
        )

    def _send_after_reading(self, system: System, ticket: Ticket, *, anew: bool) -> None:
        """The fields are known that were asked for to send a ticket: send it, if it is still the one that was shown."""
        view, now = self.view, self._session.ticket
        if not view or not now or view.system != system or now.id != ticket.id or view.reads_first:
            return
        if now.entries != ticket.entries:
            self.said.emit("The ticket was edited while the fields were read, so nothing was sent; press again.")
        else:
            self.send(anew=anew)

    def await_risk(self, awaits: bool) -> None:
        """The risk of the change is being worked out, which goes along, or it is not any more."""
        if awaits != self._awaits_risk:
            self._awaits_risk = awaits
            if awaits:
                self._show()
            else:
                self.refresh()  # nothing is sent before what is shown has the risk

    def stop(self) -> None:
        """Stop looking or sending; how that ended is told when it has ended."""
        self._courses.stop()

    def set_read_only(self, read_only: bool) -> None:
        """Let nothing be sent; or let it be sent again."""
        self._read_only = read_only
        self._show()

    def close(self) -> None:
        self._soon.stop()
        self._preparing.close()
        self._courses.close()

    def _begin(self, view: View, course: Course, work: Work, what: str) -> None:
        if ticket := self._session.ticket:
            self._courses.begin(Key.of(ticket.id, view.system), course, work, f"{what} to {view.system.name}")
            self.tab.show_top()
            self._show()

    def _end(self, key: Key, error: Exception | None) -> None:
        """Something ended, of whatever ticket."""
        course = self._courses.course(key)
        if error or course.heard is Heard.STOPPED:
            self._sends = None
        if self._session.ticket and self._session.ticket.id == key.ticket:
            self._prepare()  # the ledger says more now
        else:
            self._show()
        if error is None and course.heard is Heard.SENT and course.outcome:
            self.said.emit(course_words(course, None, self._title(key)))
        elif error and not isinstance(error, RelmanError):
            self.failed.emit(error)
        elif error and not self.tab.isVisible():
            self.said.emit(str(error))

    def _prepare(self) -> None:
        """Prepare what would be sent, and read what the ledger says."""
        self._soon.stop()
        system = self.current
        if not system or not self._session.ticket:
            self._show()
            return
        self._asked += 1
        number = self._asked
        told = replace(self._session.exporting(), closing_note=self._session.ticket.id in self._closing)
        read, check = told.reader(system), self._session.reader_of_checks()
        self._preparing.start(lambda *_: (read(), check()), partial(self._take, number), partial(self._miss, number))
        self._show()

    def _take(self, number: int, told: tuple[Preview, tuple[Finding, ...]]) -> None:
        self._preview, found = told
        self._findings = tuple(one for one in found if one.severity is Severity.BLOCK)
        self._problem, self._have = "", number
        self._show()
        if self._looks:
            self._looks = False
            self.look()
        if self._sends and not self.busy:
            send, self._sends = self._sends, None
            send()

    def _miss(self, number: int, error: Exception) -> None:
        self._preview, self._have = None, number
        self._problem = str(error) if isinstance(error, RelmanError) else FAULT
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
        self._looks, self._sends = False, None
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

    def _attach_audit(self, on: bool) -> None:
        """The audit goes along from now on, or no more; what is shown is prepared anew."""
        try:
            self._session.change_settings(replace(self._session.settings, attach_audit=on))
        except ServiceError as error:
            self.failed.emit(error)
        self._prepare()

    def _tell_closing(self, on: bool) -> None:
        """The closing note of this ticket goes along from now on, or no more."""
        if ticket := self._session.ticket:
            self._closing = self._closing | {ticket.id} if on else self._closing - {ticket.id}
        self._prepare()

    def _overwrite(self, theirs: str, on: bool) -> None:
        self._change(lambda course: course.overwrite(theirs, on=on))

    def _seal(self, on: bool) -> None:
        """Let the secrets that are told go along, or not; others that are typed later are asked for anew."""
        if view := self.view:
            self._change(lambda course: course.seal(view.secrets.seal if on else ""))

    def _take_theirs(self, theirs: str, text: str) -> None:
        view = self.view
        if view and view.prepared and not view.course.busy:
            for field, words in taken_back(view.prepared, theirs, text).items():
                self.text_taken.emit(field, words)
            self._change(lambda course: course.take(theirs))

    def _change(self, act: Callable[[Course], Course]) -> None:
        if (ticket := self._session.ticket) and (system := self.current):
            self._courses.change(Key.of(ticket.id, system), act)
            self._show()

    def _target(self, system: System) -> Target | None:
        try:
            return target_of(system)
        except RelmanError:
            return None

    def _title(self, key: Key) -> str:
        system = next((one for one in self._session.settings.systems if one.name == key.system), None)
        target = self._target(system) if system else None
        return target.title if target else key.system

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
        tab.foot.audit_chosen.connect(self._attach_audit)
        tab.foot.closing_chosen.connect(self._tell_closing)
        tab.foot.secrets_chosen.connect(self._seal)
        tab.foot.stop_wanted.connect(self.stop)
        tab.differences.overwrite_chosen.connect(self._overwrite)
        tab.differences.take_wanted.connect(self._take_theirs)
        courses = self._courses
        courses.progressed.connect(self.progressed)
        courses.idle.connect(self.idle)
        courses.moved.connect(self._show)
        courses.ended.connect(self._end)

    def _want(self, what: str) -> None:
        system = self.current
        self.systems_wanted.emit(system.name if system else "", what)


def _open(url: str) -> None:
    """Open a record's page, which is one of the web; only the person's press does."""
    page = QUrl(url)
    if page.scheme().lower() in ("http", "https") and page.host():
        QDesktopServices.openUrl(page)


def _behind(view: View) -> str:
    if view.preview and view.preview.unsure and not view.course.busy:
        return f"Whether {view.title} has this ticket is not known; look there."
    if not (view.behind and view.preview and view.preview.export):
        return ""
    return f"{name_of(view.preview.export)} in {view.title} is older than this ticket. {since_words(view.preview)}"
