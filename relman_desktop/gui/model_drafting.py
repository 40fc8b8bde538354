"""Drafting with a model, from the wish to the proposals: prepare, show, send, stream, and tell how it ended."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from ..drafting.proposal import Draft
from ..errors import RelmanError, ServiceError
from ..session import Session
from .call_words import summary
from .jobs import Lane
from .send_panel import SendPanel
from .workbench import Workbench

if TYPE_CHECKING:
    from ..asking.asking import Asked
    from ..asking.exchange import Exchange
    from ..asking.prepared import Prepared
    from ..jobs import Cancel, Progress

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

    def __init__(self, session: Session, bench: Workbench) -> None:
        super().__init__(bench)
        self._session, self._bench = session, bench
        self._show_request = False  # as soon as it is prepared
        self._quietly = False  # is the next one shown: it takes the place of one that the person saw
        self._covered = ""  # what was covered, of the last request
        self._field = ""  # that was asked for last
        self._ended = ""  # what is still to be said of a draft that another ticket ended
        self.panel = SendPanel()
        bench.side.add_page("Send", self.panel, hidden=True, stays=True)
        self._preparing = Lane("packer", self)
        self._asking = Lane("model", self)
        self._reading = Lane("sent", self)
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
        """Make anew what stands ready: the prompts, the model or what is known of the change are others now."""
        if not self.panel.prepared:
            return
        if self._session.settings.chosen:
            self._prepare(self._field, quietly=True)
        else:
            self.panel.leave()

    @property
    def busy(self) -> bool:
        """Whether a model is asked now."""
        return self._asking.busy

    def stop(self) -> None:
        """Stop what is being prepared or asked; what a model has written by then is kept."""
        self._preparing.stop()
        self._asking.wind_up()

    def show_ticket(self) -> None:
        """Another ticket is current: what was asked for the one before ends, and is kept with it."""
        if self._asking.busy:
            self._ended = _ENDED
        self._preparing.stop()
        self._asking.stop()
        self.panel.leave()
        self._bench.side.hide_page(self.panel)
        self._list_sent(())
        self._show_sent()

    def close(self) -> None:
        """End the threads; what was sent is kept with its ticket."""
        for lane in (self._preparing, self._asking, self._reading, self._warming):
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
            self._field, self._show_request, self._quietly = field, shows_request, quietly
            drafting = self._session.drafting(endpoint, field, asks_server=True)
            self._preparing.start(drafting.prepare, self._offer, self._fail)

    def _offer(self, prepared: "Prepared") -> None:
        consented = prepared.endpoint.host in self._session.settings.consented
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
        self._preparing.stop()  # what would take the place of what is sent now
        self._bench.side.hide_page(self.panel)
        self._bench.focus_ticket()
        self._bench.begin_draft(prepared.endpoint.model)
        self._asking.start(self._job(prepared), self._take, self._fail)

    def _job(self, prepared: "Prepared") -> "Callable[[Cancel, Progress], Asked]":
        from ..asking.wishes import send

        keep = self._session.keeper()

        def kept(exchange: "Exchange") -> None:
            keep(exchange)
            self._kept.emit()

        def work(cancel: "Cancel", progress: "Progress") -> "Asked":
            return send(prepared, partial(self._grew.emit, cancel), kept, cancel, progress)

        return work

    def _grow(self, cancel: "Cancel", draft: Draft, tokens: int) -> None:
        """What has come so far; nothing that was stopped, which may have been another ticket's."""
        if self._asking.busy and not cancel.cancelled:
            self._bench.show_partial(draft, tokens)

    def _tell(self, what: str, _part: object) -> None:
        self._bench.ticket.drafting.say(what)

    def _take(self, asked: "Asked") -> None:
        self._bench.take_draft(asked)
        self._show_sent()
        self.said.emit(" · ".join((self._covered, *asked.notes)))
        if asked.fault == "stopped":
            self.said.emit(asked.said)
        elif asked.fault:
            self.failed.emit(ModelFault(_with_template(asked.said)))
        elif asked.said:
            self.failed.emit(ModelFault(asked.said))

    def _fail(self, error: Exception) -> None:
        self._bench.end_draft(None)
        self._show_sent()
        self.failed.emit(ModelFault(str(error)) if isinstance(error, RelmanError) else error)

    def _agree(self, host: str) -> None:
        try:
            self._session.agree(host)
        except ServiceError as error:
            self.failed.emit(RelmanError(f"{error} {host} is asked about again the next time."))

    def _put_off(self) -> None:
        self._bench.side.hide_page(self.panel)
        self._bench.focus_ticket()
        self.idle.emit()

    def _show_sent(self) -> None:
        """Read what was sent for the ticket, beside the window's thread: it may be megabytes."""
        if self._session.ticket:
            self._reading.start(self._session.reader_of_sent(), self._list_sent, self.failed.emit)

    def _list_sent(self, exchanges: "tuple[Exchange, ...]") -> None:
        self._bench.sent.show_exchanges(exchanges)
        self._bench.side.count(self._bench.sent, len(exchanges))

    def _rest(self) -> None:
        if not self._asking.busy:
            self._bench.ticket.drafting.end()
        if not (self._asking.busy or self._preparing.busy):
            self.idle.emit()
            if self._ended:
                self.said.emit(self._ended)
                self._ended = ""

    def _connect(self) -> None:
        self.panel.send_wanted.connect(self._send)
        self.panel.consented.connect(self._agree)
        self.panel.put_off.connect(self._put_off)
        self.panel.evidence_wanted.connect(self._bench.show_evidence)
        self._bench.ticket.drafting.stop_wanted.connect(self.stop)
        self._grew.connect(self._grow, Qt.ConnectionType.QueuedConnection)
        self._kept.connect(self._show_sent, Qt.ConnectionType.QueuedConnection)
        self._asking.progressed.connect(self._tell)
        self._bench.material_changed.connect(self.refresh)
        for lane in (self._preparing, self._asking):
            lane.idle.connect(self._rest)
        self._preparing.progressed.connect(self.progressed)


def _with_template(said: str) -> str:
    """A failure's sentence, and what there is all the same."""
    return said if "template's draft" in said else f"{said} The template's draft stands where the model wrote nothing."
