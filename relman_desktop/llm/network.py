"""What went wrong on the way to a server, told from the exceptions of four libraries."""

import ssl
from collections.abc import Iterator
from dataclasses import replace
from socket import gaierror

from ..settings import Endpoint, is_local
from .answer import Answer, Fault
from .faults import failed, told
from .http import CONNECT_S

_ONLINE = "Check its address, and whether you are online."
_AGAIN_S = 0.5  # when to try a connection again


def failure(error: Exception, endpoint: Endpoint, key: str, begun: bool) -> Answer:
    """The fault that an exception stands for; raises it again where it is none of the network's."""
    import httpx2
    import openai

    if not isinstance(error, openai.APIConnectionError | httpx2.HTTPError | httpx2.StreamError | OSError):
        raise error
    chain = tuple(_chain(error))
    detail = told(next((str(one) for one in reversed(chain) if str(one)), ""), key)
    if any(isinstance(one, httpx2.DecodingError) for one in chain):
        return failed(Fault.NOT_A_MODEL, endpoint, ": what it sends cannot be unpacked", detail)
    if begun:
        return failed(Fault.CUT_OFF, endpoint, detail=detail)
    why, advice = _reason(chain, endpoint)
    answer = failed(Fault.UNREACHABLE, endpoint, why, detail, next=advice)
    return replace(answer, retry_after_s=_AGAIN_S) if _passing(chain, endpoint) else answer


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """An exception and all that led to it."""
    for _ in range(20):
        if error is None:
            return
        yield error
        error = error.__cause__ or error.__context__


def _reason(chain: tuple[BaseException, ...], endpoint: Endpoint) -> tuple[str, str]:
    """A clause that says why, and a sentence that says what to do."""
    import httpx2

    for one in reversed(chain):
        if isinstance(one, gaierror):
            return ": there is no such host", _ONLINE
        if isinstance(one, ssl.SSLCertVerificationError):
            return f": its certificate is not trusted ({told(one.verify_message)})", (
                "If it is your company's, have its authority added to the system's trust store."
            )
        if isinstance(one, ssl.SSLError):
            return ": it does not speak TLS there", "Check the port, and whether its address begins with http://."
        if isinstance(one, ConnectionRefusedError):
            return ": nothing listens there", "Start the server." if is_local(endpoint.url) else _ONLINE
        if isinstance(one, httpx2.ProxyError):
            return ": the proxy does not let us through", "Check the proxy in the system's settings."
        if isinstance(one, httpx2.ConnectTimeout):
            return f": no connection in {CONNECT_S:.0f} s", _ONLINE
        if isinstance(one, httpx2.RemoteProtocolError | httpx2.ReadError | httpx2.WriteError):
            return ": it closed the connection without an answer", (
                "Check the port, and whether its address begins with https:// or http://."
            )
        if isinstance(one, httpx2.UnsupportedProtocol | httpx2.LocalProtocolError):
            return ": the address is no web address", "Correct it in the endpoint's settings."
    return "", _ONLINE


def _passing(chain: tuple[BaseException, ...], endpoint: Endpoint) -> bool:
    """Whether the same connection may do in a moment. A server of one's own that is not there must be started."""
    import httpx2

    settled = any(isinstance(one, gaierror | ssl.SSLError) for one in chain)
    return any(isinstance(one, httpx2.ConnectError) for one in chain) and not settled and not is_local(endpoint.url)
