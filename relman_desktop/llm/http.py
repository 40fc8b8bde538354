"""The one HTTP client: what it may send, whom it follows (nobody), how much it reads of a refusal.

openai adds headers from the environment (a key, an organisation, a project, anything in OPENAI_CUSTOM_HEADERS) and
says which system we run on; none of that leaves, for what leaves is chosen here, at the last moment.
"""

import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from .. import __version__
from ..settings import is_local
from .events import parsed
from .faults import title_of, words_of

if TYPE_CHECKING:
    import httpx2

CONNECT_S = 15.0  # for a connection, TLS included; a name that nobody answers for takes longer
MOST_OF_A_REFUSAL = 64 << 10
_SENT = ("host", "connection", "accept", "accept-encoding", "content-length", "content-type", "transfer-encoding")

Check = Callable[[bytes], None]


class Refused(Exception):
    """An answer that is none: a status of 300 or more, and what it says."""

    def __init__(self, status: int, retry_after: str, location: str, content: bytes) -> None:
        super().__init__(f"status {status}")
        self.status = status
        self.retry_after = retry_after
        self.location = location
        event = parsed(content)
        self.body: Any = event.data if event.data is not None else content.decode("utf-8", "replace")
        self.is_page = isinstance(self.body, str) and self.body.lstrip()[:1] == "<"

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
async def connected(url: str, key: str, check: Check = unchecked) -> "AsyncIterator[httpx2.AsyncClient]":
    """A client for one address, over the system's proxy unless it is on this machine.

    `check` is given the bytes of each request just before they are sent, and raises to keep them here.
    """
    import httpx2

    opened: list[Any] = []

    async def noticed(what: str, info: dict[str, Any]) -> None:
        if what == "connection.connect_tcp.complete":
            opened.append(info["return_value"])

    async def fenced(request: httpx2.Request) -> None:
        request.extensions["trace"] = noticed
        kept = {name: request.headers[name] for name in _SENT if name in request.headers}
        authorised = {"authorization": f"Bearer {key}"} if key else {}
        request.headers = httpx2.Headers(kept | {"user-agent": f"relman-desktop/{__version__}"} | authorised)
        check(request.content)

    async def answered(response: httpx2.Response) -> None:
        if response.status_code >= 300:
            raise await _refused(response)

    direct = {f"all://{_host(url)}": None} if is_local(url) else {}
    async with httpx2.AsyncClient(
        verify=_trust(),
        timeout=httpx2.Timeout(None, connect=CONNECT_S),  # how long an answer may take is the caller's to say
        follow_redirects=False,
        mounts=direct,
        event_hooks={"request": [fenced], "response": [answered]},
    ) as client:
        try:
            yield client
        finally:
            for stream in opened:  # httpcore2 leaves one open that is stopped while it shakes hands for TLS
                await stream.aclose()


def _host(url: str) -> str:
    host = urlsplit(url).hostname or ""
    return f"[{host}]" if ":" in host else host


async def _refused(response: "httpx2.Response") -> Refused:
    content = await some_of(response, MOST_OF_A_REFUSAL)
    headers = response.headers
    return Refused(response.status_code, headers.get("retry-after", ""), headers.get("location", ""), content)


async def some_of(response: "httpx2.Response", most: int) -> bytes:
    """The beginning of a response's content, decoded."""
    content = bytearray()
    async for part in response.aiter_bytes():
        content += part
        if len(content) > most:
            break
    return bytes(content[:most])
