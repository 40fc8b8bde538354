"""Drafting with a model, from the wish to the proposals: prepare, show, send, stream, and tell how it ended."""

from collections.abc import Callable
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
    from ..asking.prepared import Prepared
    from ..jobs import Cancel, Progress


class ModelFault(ServiceError):
    """A model did not draft; the template's draft is there, and the person may ask again."""


class ModelDrafting(QObject):
    """One request at a time. What is asked for belongs to the ticket that was current then."""

    failed = Signal(object)
    said = Signal(str)
    covered = Signal(str)  # the request that stands ready or was sent, in one line
    setup_wanted = Signal()  # there is no model yet
    progressed = Signal(str, object)
    idle = Signal()
    _grew = Signal(object, int)  # a Draft, the tokens so far

    def __init__(self, session: Session, bench: Workbench) -> None:
        super().__init__(bench)
        self._session, self._bench = session, bench
        self._show_request = False  # as soon as it is prepared
        self._field = ""  # that was asked for last
        self.panel = SendPanel()
        bench.side.add_page("Send", self.panel, hidden=True, stays=True)
        self._preparing = Lane("packer", self)
        self._asking = Lane("model", self)
        self._connect()

    def draft(self, field: str = "") -> None:
        """Prepare a request for all fields or one; it stands ready to be looked at and sent."""
        endpoint = self._session.settings.chosen
        if endpoint is None or not endpoint.model:
            self.said.emit("Set up a model first; then it can draft.")
            self.setup_wanted.emit()
        elif self._asking.busy:
            self.said.emit("A model is drafting; stop it first (Esc), or wait until it is done.")
        else:
            self._field = field
            self._preparing.start(self._session.drafting(endpoint, field).prepare, self._offer, self._fail)

    def draft_again(self) -> None:
        """Prepare what was asked for last once more."""
        self.draft(self._field)

    def show_request(self) -> None:
        """Show the exact request, byte for byte; one is prepared where none stands ready."""
        if self.panel.prepared:
            self._bench.side.show_page(self.panel)
            self.panel.show_request()
        else:
            self._show_request = True
            self.draft()

    def stop(self) -> None:
        """Stop what is being prepared or asked; what a model has written by then is kept."""
        self._preparing.stop()
        self._asking.wind_up()

    def show_ticket(self) -> None:
        """Another ticket is current: what was asked for the one before ends, and is kept with it."""
        self._preparing.stop()
        self._asking.stop()
        self.panel.leave()
        self._bench.side.hide_page(self.panel)
        self._show_sent()

    def close(self) -> None:
        """End the threads; what was sent is kept with its ticket."""
        for lane in (self._preparing, self._asking):
            lane.close()

    def _offer(self, prepared: "Prepared") -> None:
        consented = prepared.endpoint.host in self._session.settings.consented
        self.panel.show_prepared(prepared, consented=consented)
        self._bench.side.show_page(self.panel, focus=True)
        self.covered.emit(summary(prepared))
        if self._show_request:
            self._show_request = False
            self.panel.show_request()

    def _send(self, prepared: "Prepared") -> None:
        self._bench.side.hide_page(self.panel)
        self._bench.focus_ticket()
        self._bench.begin_draft(prepared.endpoint.model)
        self._asking.start(self._job(prepared), self._take, self._fail)

    def _job(self, prepared: "Prepared") -> "Callable[[Cancel, Progress], Asked]":
        from ..asking.wishes import send

        keep = self._session.keeper()
        return lambda cancel, progress: send(prepared, self._grew.emit, keep, cancel, progress)

    def _grow(self, draft: Draft, tokens: int) -> None:
        if self._asking.busy:
            self._bench.show_partial(draft, tokens)

    def _take(self, asked: "Asked") -> None:
        self._bench.take_draft(asked)
        self._show_sent()
        if asked.fault and asked.fault != "stopped":
            self.failed.emit(ModelFault(f"{asked.said} The template's draft stands where the model wrote nothing."))
        else:
            self.said.emit(" ".join((asked.said or "The model's draft is proposed beside the fields.", *asked.notes)))

    def _fail(self, error: Exception) -> None:
        self._show_request = False
        self._bench.end_draft(None)
        self._show_sent()
        self.failed.emit(error)

    def _agree(self, host: str) -> None:
        try:
            self._session.agree(host)
        except OSError as error:
            self.failed.emit(
                RelmanError(f"The settings cannot be written ({error.strerror}); {host} is asked for again.")
            )

    def _put_off(self) -> None:
        self._bench.side.hide_page(self.panel)
        self._bench.focus_ticket()

    def _show_sent(self) -> None:
        exchanges = self._session.exchanges if self._session.ticket else ()
        self._bench.sent.show_exchanges(exchanges)
        self._bench.side.count(self._bench.sent, len(exchanges))

    def _rest(self) -> None:
        if not self._asking.busy:
            self._bench.ticket.drafting.end()
        if not (self._asking.busy or self._preparing.busy):
            self.idle.emit()

    def _connect(self) -> None:
        self.panel.send_wanted.connect(self._send)
        self.panel.consented.connect(self._agree)
        self.panel.put_off.connect(self._put_off)
        self.panel.evidence_wanted.connect(self._bench.show_evidence)
        self._bench.ticket.drafting.stop_wanted.connect(self.stop)
        self._grew.connect(self._grow, Qt.ConnectionType.QueuedConnection)
        for lane in (self._preparing, self._asking):
            lane.idle.connect(self._rest)
        self._preparing.progressed.connect(self.progressed)
