"""One request to a tracker, and its JSON answer; or the fault that it ended with. Nothing is asked twice here."""

import json
import re
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlencode

from ..net.address import is_address
from ..net.content import TooMuch, json_of
from ..net.http import Elsewhere, Refused, answer_of, connected
from ..net.limits import wait_of
from ..settings import Tracker
from .answer import Fault, Told, Unread
from .faults import Faults
from .kind import Ask, Kind, Refusal, Unreadable
from .known import kind_of

if TYPE_CHECKING:
    import httpx2

SILENCE_S = 20.0  # that nothing may come, before an answer and in the middle of it
MOST_S = 45.0  # for a whole answer: a drip is none
MOST_BYTES = 8 << 20
_PATH = re.compile(r"(?:/[A-Za-z0-9._~!$&'()*+,;=:@%-]+)+")
_DOTS = re.compile(r"(?:\.|%2e){1,2}", re.IGNORECASE)  # a segment that leads out of the folder that it stands in
_SHORTEST = 12  # characters of a token; what is shorter in a header is a version or a scheme
_PUBLIC = ("accept", "content-type")

Read = TypeVar("Read")


class Asking:
    """Asks one tracker. Its methods raise `Unread` where there is no answer."""

    def __init__(self, tracker: Tracker, kind: Kind, faults: Faults, client: "httpx2.AsyncClient") -> None:
        self.tracker, self.kind, self.faults = tracker, kind, faults
        self._base, self._client = kind.base(tracker).rstrip("/"), client

    async def told(self, ask: Ask, what: str) -> Told:
        """The answer to a request; `what` it asks for, as a person calls it."""
        request = self._request(ask, what)
        try:
            response, content = await answer_of(self._client, request, MOST_S, MOST_BYTES)
        except Refused as refused:
            answer = None if isinstance(refused.body, str) else refused.body
            raise self._refused(refused, answer, what) from None
        except TimeoutError:
            raise self.faults.made(Fault.STALLED, what, f" in {MOST_S:.0f} s") from None
        except TooMuch:
            raise self.faults.made(Fault.TOO_LARGE, what, most=f"{MOST_BYTES >> 20} MB") from None
        except Elsewhere:
            raise self.faults.made(Fault.NO_KEY, what) from None
        except Exception as error:  # what it came from may hold the request, with its headers
            raise self.faults.of_error(error, what, SILENCE_S) from None
        return self._answer(response.status_code, dict(response.headers), content, what)

    def read(self, reading: Callable[[], Read], what: str) -> Read:
        """What the kind reads of an answer, whatever that is."""
        try:
            return reading()
        except Unreadable as odd:
            raise self.faults.made(Fault.UNREADABLE, what, self.faults.words(str(odd))) from None
        except RecursionError:
            raise self.faults.made(Fault.UNREADABLE, what, "it is nested too deep") from None

    def _request(self, ask: Ask, what: str) -> "httpx2.Request":
        segments = ask.path.split("/")
        if not _PATH.fullmatch(ask.path) or any(map(_DOTS.fullmatch, segments)):
            raise self.faults.made(Fault.NO_KEY, what)
        url = self._base + ask.path + (f"?{urlencode(ask.query)}" if ask.query else "")
        if ask.body is None:
            return self._client.build_request("GET", url)
        content = json.dumps(ask.body).encode()
        return self._client.build_request("POST", url, content=content, headers={"content-type": "application/json"})

    def _answer(self, status: int, headers: Mapping[str, str], content: bytes, what: str) -> Told:
        try:
            answer, is_json = json_of(content), True
        except ValueError:
            answer, is_json = None, False
        if refusal := self.kind.refusal(status, headers, answer):
            if is_json and answer is None:
                raise self.faults.made(Fault.UNREADABLE, what, "there is nothing in it")
            if not is_json and refusal.sort == "odd":
                kind = headers.get("content-type", "")
                raise self.faults.of_page(content[:4_000].decode("utf-8", "replace"), kind, what)
            raise self._refused(Refused(status, headers, content), answer, what)
        return Told(answer, headers)

    def _refused(self, refused: Refused, answer: Any, what: str) -> Unread:
        refusal = self.kind.refusal(refused.status, refused.headers, answer) or Refusal("odd")
        return self.faults.of_refusal(refusal, refused, what, wait_of(refused.headers, refusal.until))


@asynccontextmanager
async def asking(tracker: Tracker, token: str) -> AsyncIterator[Asking]:
    """A way to ask a tracker, over few connections. Raises `InputError` for one of no known kind, and `Unread`."""
    kind = kind_of(tracker)
    headers = kind.headers(tracker, token) if token else _without(kind.headers(tracker, ""))
    faults = Faults(tracker, kind.title, (token, *_secrets(headers)) if token else (), bool(token))
    base = kind.base(tracker)
    if not is_address(base):
        advice = "Correct it under Trackers."
        raise faults.made(Fault.UNREACHABLE, "it", ": its address is no web address", next=advice)
    async with connected(base, headers, silence_s=SILENCE_S) as client:
        yield Asking(tracker, kind, faults, client)


def _without(headers: Mapping[str, str]) -> dict[str, str]:
    """The headers of a request without a token: an empty one is refused where none is not."""
    return {name: value for name, value in headers.items() if value and name.lower() != "authorization"}


def _secrets(headers: Mapping[str, str]) -> tuple[str, ...]:
    """What in the headers authorises, in the form in which it is sent."""
    words = (value.split()[-1] for name, value in headers.items() if value and name.lower() not in _PUBLIC)
    return tuple(word for word in words if len(word) >= _SHORTEST)
