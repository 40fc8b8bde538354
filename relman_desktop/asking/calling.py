"""The calls of one draft: what went out, what came back, what was learned, what it cost."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from secrets import token_hex

from ..drafting.request import Request
from ..drafting.tokens import Counter, counter_for
from ..drafting.tokens.prices import Cost
from ..drafting.verify import CanaryRepeated, check_canary
from ..errors import Cancelled, ServiceError
from ..jobs import Cancel, Progress
from ..llm.adapting import ask_adapting
from ..llm.answer import Answer, Fault
from .counting import said_tokens, tokens_of
from .exchange import Exchange
from .follower import Follower
from .prepared import Prepared

STOPPED = "You stopped it; the sentences that had come by then are kept."
STOPPED_EARLY = "You stopped it before a sentence had come; all is as it was before."
_UNANSWERED = "It was sent, and no answer to it was kept: it is on its way, or the app ended before it came."
_REFUSED = "The server refused this form of the request, and was asked in another one."
_NOT_KEPT = "What came back could not be kept with the ticket: {why}"


Keep = Callable[[Exchange], None]
Look = Callable[[str, int], None]


def unseen(text: str, tokens: int) -> None:
    """For a call whose answer is looked at when it is whole."""


class Calls:
    """Calls a model for one draft. `keep` is given each exchange twice: as it goes out, and with its answer."""

    def __init__(self, prepared: Prepared, key: str, keep: Keep, cancel: Cancel, progress: Progress) -> None:
        self._prepared, self._key, self._keep = prepared, key, keep
        self._cancel, self._progress = cancel, progress
        self.profile = prepared.profile
        self.count = 0  # of the requests that went out
        self.notes: tuple[str, ...] = ()

    @property
    def counter(self) -> Counter:
        """Of the model's tokens, by what its server taught so far."""
        return counter_for(self._prepared.endpoint.model, self.profile.correction)

    def call(self, request: Request, look: Look = unseen, *, repair: bool = False) -> Answer:
        """Ask once. `look` is given all of the answer's text so far and its tokens, a few times a second.

        Raises `CanaryRepeated`, and what `look` raises; not `Cancelled`: an answer that was stopped is one, too.
        """
        if self._cancel.cancelled:
            return Answer(fault=Fault.STOPPED, said=STOPPED_EARLY)
        sent: list[Exchange] = []
        stop, counter = Cancel(), self.counter
        with Follower(lambda text: self._see(text, counter, look), stop.cancel) as follower:
            answer = self._answered(request, follower, stop, lambda body: self._send(body, sent, repair))
        failed = follower.error or self._repeated(answer)
        if isinstance(failed, CanaryRepeated):
            answer = replace(answer, fault=Fault.DECLINED, said=str(failed))
        if sent:
            self._keep_answer(replace(sent[-1], answer=answer, cost=self._cost(request, answer)))
        self.note(*answer.notes)
        if failed:
            raise failed
        return answer

    def note(self, *notes: str) -> None:
        """Tell the person afterwards, each thing once."""
        self.notes += tuple(note for note in notes if note not in self.notes)

    def _answered(self, request: Request, follower: Follower, stop: Cancel, send: Callable[[bytes], None]) -> Answer:
        prepared = self._prepared
        try:
            with self._cancel.calling(stop.cancel):
                answer, self.profile = ask_adapting(
                    prepared.endpoint,
                    self._key,
                    request,
                    self.profile,
                    follower.take,
                    stop,
                    prepared.check,
                    send,
                    self.tell,
                    said_tokens(request, self.profile, self.counter),
                )
        except Cancelled:
            text = follower.text
            return Answer(text, fault=Fault.STOPPED, said=STOPPED if text else STOPPED_EARLY)
        return answer

    def tell(self, what: str) -> None:
        """Say what is being done, to whoever watches."""
        self._progress(what)

    def _see(self, text: str, counter: Counter, look: Look) -> None:
        check_canary([text], self._prepared.canary)
        look(text, counter.count(text))

    def _repeated(self, answer: Answer) -> CanaryRepeated | None:
        try:
            check_canary([answer.text], self._prepared.canary)
        except CanaryRepeated as repeated:
            return repeated
        return None

    def _keep_answer(self, exchange: Exchange) -> None:
        """A draft is worth more than its record: a full disk takes the one, and not the other."""
        try:
            self._keep(exchange)
        except ServiceError as error:
            self.note(_NOT_KEPT.format(why=error))

    def _send(self, body: bytes, sent: list[Exchange], repair: bool) -> None:
        """Keep what goes out. The same body again is another attempt; another one says that the last was refused."""
        if sent and sent[-1].body == body:
            return
        if sent:
            self._keep(replace(sent[-1], answer=Answer(fault=Fault.BAD_REQUEST, said=_REFUSED)))
        endpoint = self._prepared.endpoint
        sent.append(
            Exchange(
                id=token_hex(8),
                when=datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
                endpoint=endpoint.name,
                url=endpoint.url,
                model=endpoint.model,
                field=self._prepared.field,
                body=body,
                answer=Answer(fault=Fault.UNANSWERED, said=_UNANSWERED),
                cost=None,
                repair=repair,
                prompts=dict(self._prepared.asking.prompts.versions),
            )
        )
        self.count += 1
        self._keep(sent[-1])

    def _cost(self, request: Request, answer: Answer) -> Cost | None:
        """By the server's own counts, by ours where it did not tell; None where nothing is known."""
        prepared, usage = self._prepared, answer.usage
        if not prepared.price or (answer.fault and not answer.text and usage.prompt is None):
            return None
        written = usage.completion if usage.completion is not None else self.counter.count(answer.text)
        read = usage.prompt if usage.prompt is not None else tokens_of(request, self.profile, self.counter)
        return prepared.price.cost(read, written, usage.cached or 0, written=usage.written or 0)
