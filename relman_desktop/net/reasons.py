"""What went wrong on the way to a server, told from the exceptions of three libraries."""

import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from socket import gaierror

from ..settings import is_local
from .http import CONNECT_S
from .words import told

_ONLINE = "Check its address, and whether you are online."
AGAIN_S = 0.5  # when to try a connection again


@dataclass(frozen=True, slots=True)
class Reason:
    """Why there was no answer, for a sentence of the caller's."""

    why: str  # a clause: ": nothing listens there"; "" where nothing more is known
    next: str  # a sentence: what to do
    detail: str  # the library's own words
    connected: bool  # whether there was a connection, which broke
    silent: bool  # whether nothing came for too long, on a connection that there was
    passing: bool  # whether the same may do in a moment; a server of one's own that is not there must be started
    packed_wrong: bool  # what came cannot be unpacked


def is_of_network(error: BaseException) -> bool:
    """Whether an exception is one of a connection's, rather than a fault of ours."""
    import httpx2

    return isinstance(error, httpx2.HTTPError | httpx2.StreamError | OSError)


def reason_of(error: BaseException, url: str, *keys: str) -> Reason:
    """What an exception of a connection to `url` stands for; `keys` are not shown in it."""
    import httpx2

    chain = tuple(_chain(error))
    local = is_local(url)
    settled = any(isinstance(one, gaierror | ssl.SSLError) for one in chain)
    none = any(isinstance(one, httpx2.ConnectError) for one in chain)
    why, advice = _reason(chain, local)
    return Reason(
        why,
        advice,
        told(next((str(one) for one in reversed(chain) if str(one)), ""), *keys),
        connected=not (settled or none or any(isinstance(one, _unconnected()) for one in chain)),
        silent=any(isinstance(one, httpx2.ReadTimeout | httpx2.WriteTimeout) for one in chain),
        passing=none and not settled and not local,
        packed_wrong=any(isinstance(one, httpx2.DecodingError) for one in chain),
    )


def _unconnected() -> tuple[type[Exception], ...]:
    import httpx2

    return httpx2.ConnectTimeout, httpx2.ProxyError, httpx2.UnsupportedProtocol, httpx2.LocalProtocolError


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """An exception and all that led to it."""
    for _ in range(20):
        if error is None:
            return
        yield error
        error = error.__cause__ or error.__context__


def _reason(chain: tuple[BaseException, ...], local: bool) -> tuple[str, str]:
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
            return ": nothing listens there", "Start the server." if local else _ONLINE
        if isinstance(one, httpx2.ProxyError):
            return ": the proxy does not let us through", "Check the proxy in the system's settings."
        if isinstance(one, httpx2.ConnectTimeout):
            return f": no connection in {CONNECT_S:.0f} s", _ONLINE
        if isinstance(one, httpx2.RemoteProtocolError | httpx2.ReadError | httpx2.WriteError):
            return ": it closed the connection without an answer", (
                "Check the port, and whether its address begins with https:// or http://."
            )
        if isinstance(one, httpx2.UnsupportedProtocol | httpx2.LocalProtocolError):
            return ": the address is no web address", "Correct it in its settings."
    return "", _ONLINE
