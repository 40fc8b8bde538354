"""The calls of one draft: what went out, what came back, what was learned, what it cost."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import groupby

from ..drafting.request import Request
from ..drafting.tokens import counter_for
from ..drafting.tokens.prices import Cost
from ..drafting.verify import check_canary
from ..errors import Cancelled
from ..jobs import Cancel, Progress
from ..llm.adapting import ask_adapting
from ..llm.answer import Answer, Fault
from .exchange import Exchange
from .follower import Follower
from .prepared import Prepared

_STOPPED = "You stopped it; the sentences that had come by then are kept."
_REFUSED = "The server refused this form of the request, and was asked in another one."


def _unseen(text: str) -> None:
    """For a call whose answer is looked at when it is whole."""


class Calls:
    """Calls a model for one draft, and keeps the account."""

    def __init__(self, prepared: Prepared, key: str, cancel: Cancel, progress: Progress) -> None:
        self._prepared, self._key, self._cancel, self._progress = prepared, key, cancel, progress
        self.profile = prepared.profile
        self.exchanges: tuple[Exchange, ...] = ()
        self.notes: tuple[str, ...] = ()

    def call(self, request: Request, look: Callable[[str], None] = _unseen, *, repair: bool = False) -> Answer:
        """Ask once. `look` is given all of the answer's text so far, a few times a second, on a thread of its own.

        Raises `CanaryRepeated`, and what `look` raises; not `Cancelled`: an answer that was stopped is one, too.
        """
        if self._cancel.cancelled:
            return Answer(fault=Fault.STOPPED, said=_STOPPED)
        bodies: list[bytes] = []
        started, stop = _now(), Cancel()
        with Follower(lambda text: self._see(text, look), stop.cancel) as follower:
            answer = self._answered(request, follower, stop, bodies)
        self.exchanges += tuple(self._kept(started, bodies, answer, repair))
        self.notes += tuple(note for note in answer.notes if note not in self.notes)
        if follower.error:
            raise follower.error
        check_canary([answer.text], self._prepared.canary)
        return answer

    def _answered(self, request: Request, follower: Follower, stop: Cancel, bodies: list[bytes]) -> Answer:
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
                    bodies.append,
                    lambda note: self._progress(note),
                    prepared.tokens,
                )
        except Cancelled:
            return Answer(follower.text, fault=Fault.STOPPED, said=_STOPPED)
        return answer

    def _see(self, text: str, look: Callable[[str], None]) -> None:
        check_canary([text], self._prepared.canary)
        look(text)

    def _kept(self, started: str, bodies: Sequence[bytes], answer: Answer, repair: bool) -> Iterator[Exchange]:
        """An exchange for each form in which the request went out; only the last one was answered."""
        forms = [body for body, _ in groupby(bodies)]
        endpoint = self._prepared.endpoint
        for number, body in enumerate(forms, 1):
            given = answer if number == len(forms) else Answer(fault=Fault.BAD_REQUEST, said=_REFUSED)
            yield Exchange(
                when=started,
                endpoint=endpoint.name,
                url=endpoint.url,
                model=endpoint.model,
                field=self._prepared.field,
                body=body,
                answer=given,
                cost=self._cost(given),
                repair=repair,
            )

    def _cost(self, answer: Answer) -> Cost | None:
        """By the server's own counts, by ours where it did not tell; None where nothing is known."""
        prepared, usage = self._prepared, answer.usage
        if not prepared.price or (answer.fault and not answer.text and usage.prompt is None):
            return None
        counter = counter_for(prepared.endpoint.model, self.profile.correction)
        written = usage.completion if usage.completion is not None else counter.count(answer.text)
        read = usage.prompt if usage.prompt is not None else prepared.tokens
        return prepared.price.cost(read, written, usage.cached or 0, written=usage.written or 0)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
