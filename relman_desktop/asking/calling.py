"""The calls of one draft: what went out, what came back, what was learned, what it cost."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from secrets import token_hex

from ..drafting.request import Request
from ..drafting.tokens import counter_for
from ..drafting.tokens.prices import Cost
from ..drafting.verify import CanaryRepeated, check_canary
from ..errors import Cancelled
from ..jobs import Cancel, Progress
from ..llm.adapting import ask_adapting
from ..llm.answer import Answer, Fault
from .exchange import Exchange
from .follower import Follower
from .prepared import Prepared

_STOPPED = "You stopped it; the sentences that had come by then are kept."
_UNANSWERED = "It was sent, and no answer to it was kept: it is on its way, or the app ended before it came."
_REFUSED = "The server refused this form of the request, and was asked in another one."


Keep = Callable[[Exchange], None]
Look = Callable[[str, int], None]


def unseen(text: str, tokens: int) -> None:
    """For a call whose answer is looked at when it is whole."""


class Calls:
    """Calls a model for one draft. `keep` is given each exchange twice: as it goes out, and with its answer."""

    def __init__(self, prepared: Prepared, key: str, keep: Keep, cancel: Cancel, progress: Progress) -> None:
        self._prepared, self._key, self._keep = prepared, key, keep
        self._cancel, self._progress = cancel, progress
        self._counter = counter_for(prepared.endpoint.model, prepared.profile.correction)
        self.profile = prepared.profile
        self.count = 0  # of the requests that went out
        self.notes: tuple[str, ...] = ()

    def call(self, request: Request, look: Look = unseen, *, repair: bool = False) -> Answer:
        """Ask once. `look` is given all of the answer's text so far and its tokens, a few times a second.

        Raises `CanaryRepeated`, and what `look` raises; not `Cancelled`: an answer that was stopped is one, too.
        """
        if self._cancel.cancelled:
            return Answer(fault=Fault.STOPPED, said=_STOPPED)
        sent: list[Exchange] = []
        stop = Cancel()
        with Follower(lambda text: self._see(text, look), stop.cancel) as follower:
            answer = self._answered(request, follower, stop, lambda body: self._send(body, sent, repair))
        error = follower.error or self._repeated(answer.text)
        if isinstance(error, CanaryRepeated):  # nothing of it is used
            answer = replace(answer, fault=Fault.DECLINED, said=str(error))
        if sent:
            self._keep(replace(sent[-1], answer=answer, cost=self._cost(answer)))
        self.notes += tuple(note for note in answer.notes if note not in self.notes)
        if error:
            raise error
        return answer

    def _repeated(self, text: str) -> CanaryRepeated | None:
        try:
            check_canary([text], self._prepared.canary)
        except CanaryRepeated as repeated:
            return repeated
        return None

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
                    self._note,
                    prepared.tokens,
                )
        except Cancelled:
            return Answer(follower.text, fault=Fault.STOPPED, said=_STOPPED)
        return answer

    def tell(self, what: str) -> None:
        """Say what is being done, to whoever watches."""
        self._progress(what)

    def _note(self, note: str) -> None:
        self.tell(note)

    def _see(self, text: str, look: Look) -> None:
        check_canary([text], self._prepared.canary)
        look(text, self._counter.count(text))

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
            )
        )
        self.count += 1
        self._keep(sent[-1])

    def _cost(self, answer: Answer) -> Cost | None:
        """By the server's own counts, by ours where it did not tell; None where nothing is known."""
        prepared, usage = self._prepared, answer.usage
        if not prepared.price or (answer.fault and not answer.text and usage.prompt is None):
            return None
        written = usage.completion if usage.completion is not None else self._counter.count(answer.text)
        read = usage.prompt if usage.prompt is not None else prepared.tokens
        return prepared.price.cost(read, written, usage.cached or 0, written=usage.written or 0)
