"""Requests to one change system, and their JSON answers; or the fault that each ended with.

What writes is sent once, whatever comes of it: only the caller knows how to find out what came of it.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ..errors import InputError
from ..export.targets.target import Auth, Call, Target
from ..net.address import is_address
from ..net.content import TooMuch, json_of
from ..net.http import OWN, Elsewhere, Refused, answer_of, connected
from ..settings import System
from ..wording import quoted
from .answer import Fault, Unsubmitted
from .faults import Faults
from .filling import values_of
from .pointers import MOST_WORDS, agrees, words_at
from .secrets import Secrets
from .sessions import session_of
from .templates import Filling, Request, filled, header_values

if TYPE_CHECKING:
    import httpx2

SILENCE_S = 45.0  # that nothing may come, before an answer and in the middle of it
MOST_S = 120.0  # for a whole answer: a drip is none
MOST_BYTES = 32 << 20
_AGAIN_S = (0.5, 2.0)  # before what only reads is asked once more
_LONGEST_S = 20.0  # that such a pause may be, if the system says how long


@dataclass(frozen=True, slots=True)
class Answer:
    """A JSON answer, in which no secret stands; None for an empty one."""

    json: Any

    def words(self, pointer: str, most: int = MOST_WORDS) -> str:
        """The name or number at a pointer; "" where there is none, or none so short."""
        return words_at(self.json, pointer, most)


class Caller:
    """Makes the target's calls at one system. Its methods raise `Unsubmitted`, and `InputError` for a wrong table."""

    def __init__(
        self,
        target: Target,
        faults: Faults,
        secrets: Secrets,
        values: Mapping[str, str],
        own: Mapping[str, str],
        client: "httpx2.AsyncClient",
    ) -> None:
        self.target, self.faults, self.values = target, faults, values
        self._secrets, self._own, self._client = secrets, dict(own), client

    def can(self, name: str) -> bool:
        """Whether the target has such a call."""
        return name in self.target.calls

    async def told(self, name: str, what: str, filling: Filling | None = None, **values: str) -> Answer:
        """The answer to a call; `what` it is to do there, as a person says it: "make the ticket".

        What only reads is asked up to three times.
        """
        call = self.call(name)
        writes = call.method != "GET" and name not in _READING
        return await self.sent(call, what, filling or Filling({}), writes, **values)

    def call(self, name: str) -> Call:
        """A call of the target. Raises `InputError` where it has none of that name."""
        try:
            return self.target.calls[name]
        except KeyError:
            raise InputError(
                f"The target {quoted(self.target.name)} has no call {quoted(name)}; correct its table."
            ) from None

    async def sent(self, call: Call, what: str, filling: Filling, writes: bool, **values: str) -> Answer:
        """The answer to a call that need not stand among the target's."""
        request = filled(call, replace(filling, values={**self.values, **filling.values, **values}))
        waits = iter(() if writes else _AGAIN_S)
        while True:
            try:
                return self._answer(await self._once(request, what, writes), call, what)
            except Unsubmitted as fault:
                wait_s = next(waits, None)
                if wait_s is None or not (fault.passing or fault.fault is Fault.BUSY):
                    raise
                wait_s = max(wait_s, fault.wait_s or 0)
                if wait_s > _LONGEST_S:
                    raise
            await asyncio.sleep(wait_s)

    def adopt(self, header: str, token: str) -> None:
        """Send a session's token from now on, in place of the secret that opened the session."""
        kept = {name: value for name, value in self._own.items() if self._secrets.masked(value) == value}
        self._secrets.add(token)
        self._own = kept | header_values({header: "{token}"}, {"token": token})

    async def _once(self, request: Request, what: str, writes: bool) -> tuple[bytes, str]:
        """The content of an answer, and its type."""
        try:
            response, content = await answer_of(self._client, self._built(request), MOST_S, MOST_BYTES)
            return content, response.headers.get("content-type", "")
        except Refused as refused:
            raise self.faults.of_refusal(refused, what, writes) from None
        except TimeoutError:
            raise self.faults.made(Fault.STALLED, what, f" in {MOST_S:.0f} s") from None
        except TooMuch:
            raise self.faults.made(Fault.TOO_LARGE, what, most=f"{MOST_BYTES >> 20} MB") from None
        except Elsewhere:
            raise self.faults.made(Fault.MOVED, what) from None
        except Exception as error:  # what it came from may hold the request, with its headers
            raise self.faults.of_error(error, what, SILENCE_S) from None

    def _built(self, request: Request) -> "httpx2.Request":
        files, one = None, request.attached
        if one:
            files = {request.part: (one.name, one.content, one.media)}
        built = self._client.build_request(
            request.method,
            self.values["url"] + request.path,
            content=request.content or None,
            data=dict(request.form) or None,
            files=files,
            headers={name: value for name, value in request.headers.items() if name in _OF_BODY},
            extensions={OWN: self._own | {k: v for k, v in request.headers.items() if k not in _OF_BODY}},
        )
        built.read()  # a multipart's parts are put together only now
        return built

    def _answer(self, told: tuple[bytes, str], call: Call, what: str) -> Answer:
        content, kind = told
        if not content.strip():
            answer = None
        else:
            try:
                answer = self._secrets.cleaned(json_of(content))
            except ValueError:
                raise self.faults.of_page(content[:4_000].decode("utf-8", "replace"), kind, what) from None
        if call.ok and not agrees(answer, call.ok):
            raise self.faults.declined(answer, what)
        return Answer(answer)


_OF_BODY = ("accept", "content-type")  # which stay with the request; the others are sent as headers of our own
_READING = ("find", "read", "self", "project", "may", "comments", "attachments")  # also where reading is a POST


@asynccontextmanager
async def calling(
    target: Target,
    system: System,
    token: str,
    our_id: str = "",
    labels: Mapping[str, str] | None = None,
    ours: Mapping[str, str] | None = None,
) -> AsyncIterator[Caller]:
    """A way to make a target's calls, over few connections; a session is opened, and closed whatever happens.

    `labels`, `ours`: what the form, and what we, call each field, by its name in requests. Raises `InputError` and
    `Unsubmitted`.
    """
    values = values_of(target, system, token, our_id)
    own = header_values(_auth(target, system).headers, values)
    secrets = Secrets(token, values["basic"])
    faults = Faults(target, system, secrets, labels, ours)
    if not is_address(values["url"]):
        advice = "Correct it under Change systems."
        raise faults.made(Fault.UNREACHABLE, why=": its address is no web address", next=advice)
    async with connected(values["url"], {}, silence_s=SILENCE_S) as client:
        caller = Caller(target, faults, secrets, values, own, client)
        async with session_of(caller):
            yield caller


def _auth(target: Target, system: System) -> Auth:
    for one in target.auth:
        if not system.auth or one.name == system.auth:
            return one
    raise InputError(
        f"{quoted(target.title)} knows no way to sign in that is called {quoted(system.auth)}; choose another one "
        "under Change systems."
    )
