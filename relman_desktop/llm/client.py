"""One call: a request's bytes go out, the answer's text comes back as it is written, and every end has its sentence."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import aclosing
from dataclasses import replace
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING

from ..jobs import Cancel
from ..net.content import TooMuch
from ..net.http import Check, Refused, bearer, connected, unchecked
from ..net.loop import run
from ..settings import Endpoint
from . import network
from .answer import Answer, Fault
from .ending import ended, malformed, of_page, of_refusal
from .events import Event, Page, events
from .faults import failed
from .patience import STRETCH, Patience
from .reading import Reading, ServerError
from .retrying import again

if TYPE_CHECKING:
    import httpx2

Told = Callable[[str], None]


def untold(text: str) -> None:
    """For one who does not want to be told."""


_IMPORTING = Lock()  # two threads that import it at once can each meet the other's half-made modules


def warm() -> None:
    """Import now what the first call would import: a third of a second."""
    with _IMPORTING:
        import openai  # noqa: F401


def ask(
    endpoint: Endpoint,
    key: str,
    body: bytes,
    on_text: Told,
    cancel: Cancel,
    check: Check = unchecked,
    on_note: Told = untold,
) -> Answer:
    """Send `body` and read the answer. Blocks; raises `Cancelled`, and whatever `check` and `on_text` raise.

    `on_text` is given each piece of the answer as it comes, on the loop's own thread: it must be quick. `check` is
    given the bytes just before they go out, each time they do. A server that is busy, or that cannot be reached, is
    asked again, twice at most and only before any text came; `on_note` is told so at once, the answer's notes later.
    """
    if not (key.isascii() and key.isprintable()):
        return replace(failed(Fault.REFUSED_KEY, endpoint), detail="The key holds characters that no key has.")
    return run(lambda: _asked(_Call(endpoint, key, body, on_text, check), on_note), cancel)


class _Call:
    """What one call needs, and what it has heard."""

    def __init__(self, endpoint: Endpoint, key: str, body: bytes, on_text: Told, check: Check) -> None:
        self.endpoint, self.key, self.body, self.check = endpoint, key, body, check
        self._on_text = on_text
        self.reading = Reading(on_text, key)

    def anew(self) -> None:
        """Forget what was heard, for another attempt."""
        self.reading = Reading(self._on_text, self.key)

    @property
    def streams(self) -> bool:
        """Whether the answer was asked for as it is written; within a string of JSON these quotes would be escaped."""
        return b'"stream":true' in self.body


async def _asked(call: _Call, on_note: Told) -> Answer:
    warm()  # a third of a second, once, which is not the server's

    started, notes = monotonic(), list[str]()
    while True:
        answer = await _once(call)
        wait = None if call.reading.begun else again(answer, len(notes))
        if wait is None:
            text, usage = call.reading.text, call.reading.usage
            return replace(answer, text=text, usage=usage, notes=tuple(notes), total_s=monotonic() - started)
        trouble = "busy" if answer.fault is Fault.BUSY else "not reached"
        notes.append(f"{call.endpoint.host} was {trouble}; asked again after {wait:.1f} s.")
        on_note(notes[-1])
        await asyncio.sleep(wait)
        call.anew()


async def _once(call: _Call) -> Answer:
    """One attempt; everything that can go wrong on a network is an answer with a fault."""
    endpoint, patience = call.endpoint, None
    try:
        async with asyncio.timeout(None) as limit:
            slow = 1 if call.streams else STRETCH  # an answer in one piece comes when its last token is written
            patience = Patience(endpoint.first_token_s * slow, endpoint.between_tokens_s, limit)
            patience.begin()
            answer = await _answered(call, patience)
    except Refused as refused:
        answer = of_refusal(refused, endpoint, call.key)
    except ServerError as error:
        answer = of_refusal(error, endpoint, call.key)
    except TooMuch:
        answer = failed(Fault.NOT_A_MODEL, endpoint, ": it sends without end")
    except TimeoutError:
        answer = _silent(endpoint, patience)
    except Exception as error:
        answer = network.failure(error, endpoint, call.key, call.reading.begun)
    call.reading.close()
    return replace(answer, first_token_s=patience.first_token_s if patience else None)


def _silent(endpoint: Endpoint, patience: Patience | None) -> Answer:
    if patience is None or patience.first_token_s is None:
        return failed(
            Fault.STALLED, endpoint, f": no token in {monotonic() - patience.started if patience else 0:.0f} s"
        )
    if patience.at_end:
        return failed(Fault.STALLED, endpoint, f" but for a drip: no end of its answer in {patience.most_s:,.0f} s")
    return failed(Fault.STALLED, endpoint, f" in the middle: no further token in {endpoint.between_tokens_s:.0f} s")


async def _answered(call: _Call, patience: Patience) -> Answer:
    async with connected(call.endpoint.url, bearer(call.key), call.check) as client:
        response = await _posted(call, client)
        try:
            async with aclosing(events(_heard(response, patience))) as heard:
                async for event in heard:
                    fault = _page(call, event, response) if isinstance(event, Page) else _read(call, event, patience)
                    if fault is not None:
                        return fault
                    if isinstance(event, Event) and event.done:
                        break
        finally:
            await response.aclose()
    return ended(call.reading, call.endpoint, call.key)


async def _heard(response: "httpx2.Response", patience: Patience) -> AsyncIterator[bytes]:
    async for part in response.aiter_bytes():
        patience.heard()
        yield part


async def _posted(call: _Call, client: "httpx2.AsyncClient") -> "httpx2.Response":
    """The response to the request, of which nothing is read yet."""
    from openai import AsyncOpenAI, AsyncStream

    # Every one of these has a default from the environment, which belongs to another server.
    openai = AsyncOpenAI(
        api_key=call.key or "none",
        admin_api_key="",
        organization="",
        project="",
        base_url=call.endpoint.url,
        http_client=client,
        max_retries=0,
        timeout=client.timeout,
    )
    stream = await openai.post(
        "/chat/completions",
        cast_to=object,
        content=call.body,
        stream=True,
        stream_cls=AsyncStream[object],
    )
    return stream.response


def _read(call: _Call, event: Event, patience: Patience) -> Answer | None:
    """Take in an event; the fault of one that cannot be read."""
    if event.data is None:
        return malformed(call.endpoint, event.raw, call.key) if event.raw else None
    if call.reading.take(event.data):
        patience.token()
    return None


def _page(call: _Call, page: Page, response: "httpx2.Response") -> Answer | None:
    """The fault of a body that is no stream; None where it is an answer in one piece, which is taken."""
    data = page.data
    if isinstance(data, dict) and not data.get("error"):
        call.reading.take(data)
        if call.reading.chunks:
            return None
    return of_page(page, data, response.headers.get("content-type", ""), call.endpoint, call.key)
