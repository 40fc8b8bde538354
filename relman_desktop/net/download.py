"""One public file at an address that the person gave: fetched whole, or a sentence about why not."""

import asyncio
from urllib.parse import urlsplit

from ..errors import ServiceError
from ..jobs import Cancel
from .content import TooMuch, whole_of
from .http import Elsewhere, Refused, connected
from .loop import run
from .reasons import is_of_network, reason_of

MOST_BYTES = 4 << 20
MOST_S = 45.0  # for the whole file
_SILENCE_S = 20.0


def download(url: str, cancel: Cancel) -> bytes:
    """The content at an address. No other server is asked, whatever this one answers.

    Raises `ServiceError`, which names the host only, for what stands behind it is often a secret; and `Cancelled`.
    """
    return run(lambda: _downloaded(url), cancel)


async def _downloaded(url: str) -> bytes:
    host = urlsplit(url).netloc.rpartition("@")[2]
    try:
        async with asyncio.timeout(MOST_S), connected(url, {}, silence_s=_SILENCE_S) as client:
            response = await client.send(client.build_request("GET", url), stream=True)
            try:
                return await whole_of(response, MOST_BYTES)
            finally:
                await response.aclose()
    except Refused as refused:
        raise ServiceError(_refusal(host, refused)) from None
    except TooMuch:
        raise ServiceError(f"{host} sends more than {MOST_BYTES >> 20} MB, which was not taken.") from None
    except Elsewhere:
        raise ServiceError(f"{host} sends us to another server, and that is not asked.") from None
    except TimeoutError:
        raise ServiceError(f"{host} did not answer in {MOST_S:.0f} s; try again later.") from None
    except Exception as error:
        if not is_of_network(error):
            raise
        reason = reason_of(error, url, url)
        raise ServiceError(f"{host} cannot be reached{reason.why}. {reason.next}") from None


def _refusal(host: str, refused: Refused) -> str:
    if refused.status < 400:
        return f"{host} sends us elsewhere (status {refused.status}); give the address that it leads to in a browser."
    advice = {401: "it asks for a login", 403: "it does not allow it", 404: "there is nothing at this address"}
    return f"{host} refuses (status {refused.status}: {advice.get(refused.status, 'try again later')})."
