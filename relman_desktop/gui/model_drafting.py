"""Drafting with a model, from the wish to the proposals: prepare, show, send, stream, and tell how it ended."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from ..drafting.proposal import Draft
from ..errors import NoRoom, RelmanError, ServiceError
from ..session import Session
from .call_words import summary
from .jobs import Lane
from .send_panel import SendPanel
from .sent_reading import SentReading
from .workbench import Workbench

if TYPE_CHECKING:
    from ..asking.asking import Asked
    from ..asking.exchange import Exchange
    from ..asking.prepared import Prepared
    from ..jobs import Cancel, Progress
    from ..settings import Endpoint

_NO_MODEL = "Set up a model first; then it can draft."
_NO_ONE = "Choose the model that drafts: tick “Draft tickets with this model”."
_ENDED = "The draft of the other change ended when you left it; what had come is in the Sent tab of its ticket."


class ModelFault(ServiceError):
    """A model did not draft; the template's draft is there, and the person may ask again."""


class ModelDrafting(QObject):
    """One request at a time. What is asked for belongs to the ticket that was current then."""

    failed = Signal(object)
    said = Signal(str)
    covered = Signal(str)  # the request that stands ready or was sent, in one line
    setup_wanted = Signal()  # there is no model yet
    began = Signal()  # a request is made: what was said of the one before is of no use any more
    progressed = Signal(str, object)
    idle = Signal()
    _grew = Signal(object, object, int)  # the Cancel of what was asked, a Draft, the tokens so far
    _kept = Signal()  # a request went out, or its answer came
    _ended = Signal(str, object)  # the ticket's id, and what came of asking for it: it is kept

    def __init__(self, session: Session, bench: Workbench) -> None:
        super().__init__(bench)
        self._session, self._bench = session, bench
        self._show_request = False  # as soon as it is prepared
        self._quietly = False  # is the next one shown: it takes the place of one that the person saw
        self._covered = ""  # what was covered, of the last request
        self._field = ""  # that was asked for last
        self._ticket = self._drafter = ""  # the id of the one that is drafted, and the model
        self._newest: tuple[Draft, int] | None = None  # what came so far, and its tokens
        self._closed = False
        self._to_say = ""  # what is still to be said of a draft that another ticket ended
        self.panel = SendPanel()
        bench.side.add_page("Send", self.panel, hidden=True, stays=True)
        self._preparing = Lane("packer", self)
        self._asking = Lane("model", self)
        self._sent = SentReading(session, bench.sent, bench.side)
        self._warming = Lane("warmer", self)
        self._warm = False  # what a call needs is imported, or is being imported
        self._connect()

    def draft(self, field: str = "") -> None:
        """Prepare a request for all fields or one; it stands ready to be looked at and sent."""
        self._prepare(field)

    def draft_again(self) -> None:
        """Prepare what was asked for last once more."""
        self.draft(self._field)

    def show_request(self) -> None:
        """Show the exact request, byte for byte: what is being asked, what stands ready, or one that is made for it."""
        if self._asking.busy:
            self._bench.side.show_page(self._bench.sent, focus=True)
            self._bench.sent.show_request()
        elif self.panel.prepared:
            self._bench.side.show_page(self.panel)
            self.panel.show_request()
        else:
            self._prepare("", shows_request=True)

    def refresh(self) -> None:
        """Make anew what stands ready: the prompts, the model or what is known of the change are others now.

        What goes elsewhere than the person saw is shown to them anew.
        """
        standing, chosen = self.panel.prepared, self._session.settings.chosen
        waited_for = self._preparing.busy and not self._quietly
        if not (standing or waited_for):
            return
        if chosen is None or not chosen.model:
            self._preparing.stop()
            self.panel.leave()
            return
        before = _goal(standing.endpoint, standing.field) if standing and not waited_for else None
        quietly = before == _goal(chosen, self._field)
        if not quietly:
            self._bench.side.hide_page(self.panel)
        self._prepare(self._field, shows_request=waited_for and self._show_request, quietly=quietly)

    @property
    def busy(self) -> bool:
        """Whether a model is asked now."""
        return self._asking.busy

    def stop(self) -> None:
        """Stop what is being prepared or asked; what a model has written by then is kept."""
        if self._preparing.busy:
            self._preparing.stop()
            self.panel.leave()  # made before what changed
        self._asking.wind_up()

    def show_ticket(self) -> None:
        """A ticket was read: what was asked for another one ends, and is kept with that one."""
        self._preparing.stop()
        if self._asking.busy and self._ticket == self._current:
            self._show_again()
        else:
            if self._asking.busy:
                self._to_say = _ENDED
            self._ticket = ""
            self._asking.stop()
        self.panel.leave()
        self._bench.side.hide_page(self.panel)
        self._sent.show_another()

    def close(self) -> None:
        """End the threads; what was sent, and what came of it, is kept with its ticket."""
        self._closed = True
        for lane in (self._preparing, self._asking, self._warming, self._sent):
            lane.close()

    def _prepare(self, field: str, *, shows_request: bool = False, quietly: bool = False) -> None:
        endpoint = self._session.settings.chosen
        if endpoint is None or not endpoint.model:
            self.said.emit(_NO_ONE if endpoint is None and self._session.settings.endpoints else _NO_MODEL)
            self.setup_wanted.emit()
        elif self._asking.busy:
            self.said.emit("A model is drafting; stop it first (Esc), or wait until it is done.")
        else:
            self.began.emit()
            self.panel.hold()
            self._field, self._show_request, self._quietly = field, shows_request, quietly
            drafting = self._session.drafting(endpoint, field, asks_server=True)
            self._preparing.start(drafting.prepare, self._offer, self._fail_to_prepare)

    def _offer(self, prepared: "Prepared") -> None:
        consented = self._session.settings.agreed_to(prepared.endpoint)
        self.panel.show_prepared(prepared, consented=consented)
        if not self._quietly:
            self._bench.side.show_page(self.panel, focus=True)
        self._covered = summary(prepared)
        self.covered.emit(self._covered)
        self._warm_up()
        if self._show_request:
            self.panel.show_request()

    def _warm_up(self) -> None:
        """Import what the call needs while the person looks at what it would send."""
        if self._warm:
            return
        from ..llm.client import warm

        self._warm = True
        self._warming.start(lambda _cancel, _progress: warm(), lambda _: None, self.failed.emit)

    def _send(self, prepared: "Prepared") -> None:
        self._session.rest()
        self._preparing.stop()  # what would take the place of what is sent now
        self._bench.side.hide_page(self.panel)
        self._bench.focus_ticket()
        self._ticket, self._drafter, self._newest = self._current, prepared.endpoint.model, None
        self._bench.proposing.begin(self._drafter)
        self._asking.start(self._job(prepared), self._take, self._fail)

    def _job(self, prepared: "Prepared") -> "Callable[[Cancel, Progress], Asked]":
        from ..asking.wishes import send

        keep, keep_draft, ticket = self._session.keeper(), self._session.draft_keeper(), self._ticket

        def kept(exchange: "Exchange") -> None:
            keep(exchange)
            self._kept.emit()

        def work(cancel: "Cancel", progress: "Progress") -> "Asked":
            asked = send(prepared, partial(self._grew.emit, cancel), kept, cancel, progress)
            try:
                keep_draft(asked)  # here: its ticket may be current no more, or the window be closing
            except ServiceError as error:
                self.failed.emit(error)
            self._ended.emit(ticket, asked)
            return asked

        return work

    @property
    def _current(self) -> str:
        """The current ticket's id."""
        return self._session.ticket.id if self._session.ticket else ""

    def _show_again(self) -> None:
        """The ticket that a model drafts was read anew, and what it has written so far still holds."""
        self._bench.proposing.begin(self._drafter)
        if self._newest:
            self._bench.proposing.show_partial(*self._newest)

    def _take_late(self, ticket: str, asked: "Asked") -> None:
        """The person left a ticket and is back at it before its draft has ended."""
        if not self._closed and ticket == self._current and ticket != self._ticket:
            self._bench.proposing.take(asked)

    def _grow(self, cancel: "Cancel", draft: Draft, tokens: int) -> None:
        """What has come so far; nothing that was stopped, which may have been another ticket's."""
        if self._asking.busy and not cancel.cancelled:
            self._newest = draft, tokens
            self._bench.proposing.show_partial(draft, tokens)

    def _tell(self, what: str, _part: object) -> None:
        self._bench.ticket.drafting.say(what)

    def _take(self, asked: "Asked") -> None:
        self._bench.proposing.take(asked)
        self._sent.refresh()
        self.said.emit(" · ".join((self._covered, *asked.notes)))
        if asked.fault == "stopped":
            self.said.emit(asked.said)
        elif asked.fault:
            self.failed.emit(ModelFault(_with_template(asked.said)))
        elif asked.said:
            self.failed.emit(ModelFault(asked.said))

    def _fail(self, error: Exception) -> None:
        self._bench.proposing.end(None)
        self._sent.refresh()
        known = isinstance(error, RelmanError) and not isinstance(error, NoRoom)  # which asking again does not mend
        self.failed.emit(ModelFault(str(error)) if known else error)

    def _fail_to_prepare(self, error: Exception) -> None:
        self.panel.leave()  # made before what changed
        self._fail(error)

    def _agree(self, origin: str) -> None:
        try:
            self._session.agree(origin)
        except ServiceError as error:
            self.failed.emit(RelmanError(f"{error} {origin.partition('://')[2]} is asked about again the next time."))

    def _choose_follow_up(self, wanted: bool) -> None:
        """What may follow a request is part of it, with its price: it is made anew."""
        try:
            self._session.change_settings(replace(self._session.settings, follow_up=wanted))
        except ServiceError as error:
            self.failed.emit(error)
        self.refresh()

    def _put_off(self) -> None:
        self._preparing.stop()  # what would take the place of what the person does not want
        focused = self.panel.window().focusWidget()
        had_focus = focused is not None and self.panel.isAncestorOf(focused)
        self._bench.side.hide_page(self.panel)
        if had_focus:
            self._bench.focus_ticket()
        self.idle.emit()

    def _rest(self) -> None:
        if not self._asking.busy:
            self._bench.ticket.drafting.end()
        if not (self._asking.busy or self._preparing.busy):
            self.idle.emit()
            if self._to_say:
                self.said.emit(self._to_say)
                self._to_say = ""

    def _connect(self) -> None:
        self.panel.send_wanted.connect(self._send)
        self.panel.consented.connect(self._agree)
        self.panel.put_off.connect(self._put_off)
        self.panel.follow_up_chosen.connect(self._choose_follow_up)
        self.panel.evidence_wanted.connect(self._bench.reader.show)
        self._bench.ticket.drafting.stop_wanted.connect(self.stop)
        self._grew.connect(self._grow, Qt.ConnectionType.QueuedConnection)
        self._sent.failed.connect(self.failed)
        self._kept.connect(self._sent.refresh, Qt.ConnectionType.QueuedConnection)
        self._ended.connect(self._take_late, Qt.ConnectionType.QueuedConnection)
        self._asking.progressed.connect(self._tell)
        self._bench.material_changed.connect(self.refresh)
        for lane in (self._preparing, self._asking):
            lane.idle.connect(self._rest)
        self._preparing.progressed.connect(self.progressed)


def _goal(endpoint: "Endpoint", field: str) -> tuple[str, str, str]:
    """Where a request goes, and what for."""
    return endpoint.url, endpoint.model, field


def _with_template(said: str) -> str:
    """A failure's sentence, and what there is all the same."""
    return said if "template's draft" in said else f"{said} The template's draft stands where the model wrote nothing."
