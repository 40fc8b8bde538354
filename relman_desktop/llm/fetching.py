"""Small JSON answers of a server about itself; nothing of the person's is sent for them."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from ..errors import ServiceError
from ..jobs import Cancel
from ..net.content import some_of
from ..net.http import Refused, bearer, connected
from ..net.loop import run
from ..settings import Endpoint
from . import network
from .answer import Answer, Fault
from .ending import of_page, of_refusal
from .events import Page
from .faults import failed

if TYPE_CHECKING:
    import httpx2

Result = TypeVar("Result")
MOST_S = 10.0
MOST_BYTES = 8 << 20  # the longest list of models, a router's, has one megabyte


class Untold(ServiceError):
    """A server did not tell what it was asked; `answer` holds the fault and its sentence."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(f"{answer.said} {answer.detail}".strip())
        self.answer = answer


class Asking:
    """Asks one endpoint's server."""

    def __init__(self, endpoint: Endpoint, key: str, client: "httpx2.AsyncClient") -> None:
        self._endpoint, self._key, self._client = endpoint, key, client

    async def told(self, url: str, body: dict[str, Any] | None = None) -> Any:
        """The JSON at an address. Raises `Untold` where there is none."""
        content = json.dumps(body).encode() if body is not None else None
        headers = {"accept": "application/json", "content-type": "application/json"}
        request = self._client.build_request(
            "POST" if body is not None else "GET", url, content=content, headers=headers
        )
        try:
            async with asyncio.timeout(MOST_S):
                response = await self._client.send(request, stream=True)
                try:
                    content = await some_of(response, MOST_BYTES)
                finally:
                    await response.aclose()
        except Refused as refused:
            raise Untold(of_refusal(refused, self._endpoint, self._key)) from None
        except TimeoutError:
            raise Untold(failed(Fault.STALLED, self._endpoint, f": no list in {MOST_S:.0f} s")) from None
        except Exception as error:
            raise Untold(network.failure(error, self._endpoint, self._key, False)) from error
        page = Page(content)
        if page.data is None:
            kind = response.headers.get("content-type", "")
            raise Untold(of_page(page, None, kind, self._endpoint, self._key))
        return page.data


@asynccontextmanager
async def _asking(endpoint: Endpoint, key: str) -> AsyncIterator[Asking]:
    async with connected(endpoint.url, bearer(key)) as client:
        yield Asking(endpoint, key, client)


def fetched(
    endpoint: Endpoint, key: str, work: Callable[[Asking], Coroutine[Any, Any, Result]], cancel: Cancel
) -> Result:
    """What `work` finds out from a server. Blocks; raises `Untold` and `Cancelled`."""

    async def all_of_it() -> Result:
        async with _asking(endpoint, key) as asking:
            return await work(asking)

    return run(all_of_it, cancel)
