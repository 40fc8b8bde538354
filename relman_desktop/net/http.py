"""The one HTTP client: what it may send and where to, whom it follows (nobody), how much it reads of a refusal.

openai adds headers from the environment (a key, an organisation, a project, anything in OPENAI_CUSTOM_HEADERS) and
says which system we run on; none of that leaves, for what leaves is chosen here, at the last moment.
"""

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from .. import __version__
from ..settings import is_local
from .content import json_of, some_of, whole_of
from .words import title_of, words_of

if TYPE_CHECKING:
    import httpx2

CONNECT_S = 15.0  # for a connection, TLS included; a name that nobody answers for takes longer
MOST_OF_A_REFUSAL = 64 << 10
_SENT = ("host", "connection", "accept", "accept-encoding", "content-length", "content-type", "transfer-encoding")
_FIXED = ("host", "connection", "content-length", "transfer-encoding")  # those that nobody chooses

OWN = "relman.own"  # the extension of a request that holds headers of its own, beside those of the connection

Check = Callable[[bytes], None]


class Elsewhere(Exception):
    """A request that was to go to another server than the configured one, and did not."""


class Refused(Exception):
    """An answer that is none: a status of 300 or more, and what it says. The names of `headers` are in lower case."""

    def __init__(self, status: int, headers: Mapping[str, str], content: bytes) -> None:
        super().__init__(f"status {status}")
        self.status = status
        self.headers = headers
        try:
            self.body: Any = json_of(content)
        except ValueError:
            self.body = content.decode("utf-8", "replace")
        self.is_page = isinstance(self.body, str) and self.body.lstrip()[:1] == "<"

    @property
    def retry_after(self) -> str:
        return self.headers.get("retry-after", "")

    @property
    def location(self) -> str:
        return self.headers.get("location", "")

    @property
    def words(self) -> str:
        """What the server said, in words; of a page its title."""
        return title_of(self.body) if self.is_page else words_of(self.body)


def unchecked(body: bytes) -> None:
    """The check of what holds nothing of the person's."""


@cache
def _trust() -> ssl.SSLContext:
    """The system's trust store, read once: it takes twenty milliseconds."""
    import httpx2

    return httpx2.create_ssl_context()


@asynccontextmanager
async def connected(
    url: str, own: Mapping[str, str], check: Check = unchecked, *, silence_s: float | None = None
) -> "AsyncIterator[httpx2.AsyncClient]":
    """A client for one address, over the system's proxy unless it is on this machine.

    `own`: the headers to send beside the usual ones, such as what authorises. `check` is given the bytes of each
    request just before they are sent, and raises to keep them here. A request to another server raises `Elsewhere`.
    `silence_s`: how long nothing may come; without it, how long an answer may take is the caller's to say.
    """
    import httpx2

    opened: list[Any] = []
    chosen = {"user-agent": f"relman-desktop/{__version__}"} | {name.lower(): value for name, value in own.items()}
    server = _server(httpx2.URL(url))

    async def noticed(what: str, info: dict[str, Any]) -> None:
        if what == "connection.connect_tcp.complete":
            opened.append(info["return_value"])

    async def fenced(request: httpx2.Request) -> None:
        if _server(request.url) != server:
            raise Elsewhere
        request.extensions["trace"] = noticed
        kept = {name: request.headers[name] for name in _SENT if name in request.headers}
        asked = {name.lower(): value for name, value in dict(request.extensions.get(OWN, {})).items()}
        asked = {name: value for name, value in asked.items() if name not in _FIXED}  # or another host gets the token
        request.headers = httpx2.Headers(kept | chosen | asked)
        check(request.content)

    async def answered(response: httpx2.Response) -> None:
        if response.status_code >= 300:
            raise await _refused(response)

    direct = {f"all://{_host(url)}": None} if is_local(url) else {}
    async with httpx2.AsyncClient(
        verify=_trust(),
        timeout=httpx2.Timeout(silence_s, connect=CONNECT_S, pool=None),
        follow_redirects=False,
        mounts=direct,
        event_hooks={"request": [fenced], "response": [answered]},
    ) as client:
        try:
            yield client
        finally:
            for stream in opened:  # httpcore2 leaves one open that is stopped while it shakes hands for TLS
                await stream.aclose()


async def answer_of(
    client: "httpx2.AsyncClient", request: "httpx2.Request", most_s: float, most_bytes: int
) -> tuple["httpx2.Response", bytes]:
    """The answer to a request, closed, and its content; within so many seconds, whatever it drips.

    Raises `TimeoutError`, `TooMuch`, `Refused`, `Elsewhere`, and what httpx2 raises of the network.
    """
    async with asyncio.timeout(most_s):
        response = await client.send(request, stream=True)
        try:
            return response, await whole_of(response, most_bytes)
        finally:
            await response.aclose()


def bearer(key: str) -> dict[str, str]:
    """The header that authorises with a key; none without one."""
    return {"authorization": f"Bearer {key}"} if key else {}


def _server(url: "httpx2.URL") -> tuple[str, bytes, int | None]:
    return url.scheme, url.raw_host, url.port


def _host(url: str) -> str:
    host = urlsplit(url).hostname or ""
    return f"[{host}]" if ":" in host else host


async def _refused(response: "httpx2.Response") -> Refused:
    content = await some_of(response, MOST_OF_A_REFUSAL)
    return Refused(response.status_code, dict(response.headers), content)
