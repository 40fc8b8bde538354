"""How an answer ended: well, or with which fault."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from ..net.http import Refused
from ..net.waits import in_words, seconds_of
from ..net.words import masked, title_of, told, words_of
from ..settings import Endpoint
from ..wording import quoted
from .answer import Answer, Fault
from .events import Page
from .faults import failed, fault_of, said
from .reading import Reading, ServerError

_SOON_S = 1.0  # when to ask again a server that is overloaded and does not say when
_OVERLOADED = (503, 529)
_CUT = ("length", "max_tokens", "MAX_TOKENS", "max_output_tokens")
_FILTERED = ("content_filter", "SAFETY", "safety", "refusal")


def ended(reading: Reading, endpoint: Endpoint, key: str) -> Answer:
    """The answer after its last event. Without a reason to end, and text, it is none."""
    if reading.refusal or reading.finish in _FILTERED:
        return failed(Fault.DECLINED, endpoint, detail=told(reading.refusal, key))
    if not reading.chunks:
        return failed(Fault.NOT_A_MODEL, endpoint, ": there is nothing in its answer")
    if not reading.finish:
        return failed(Fault.CUT_OFF, endpoint)
    if reading.finish in _CUT:
        return failed(Fault.TRUNCATED, endpoint)
    if reading.finish == "error":
        return failed(Fault.SERVER, endpoint)
    if not reading.text.strip():
        why = ": all that it wrote were thoughts" if reading.thought else ""
        return failed(Fault.EMPTY, endpoint, why)
    return Answer()


def of_refusal(error: Refused | ServerError, endpoint: Endpoint, key: str) -> Answer:
    """The fault that a status, or an error in place of an answer, stands for."""
    if isinstance(error, Refused) and 300 <= error.status < 400:
        why = f": it sends us on to {_target(error.location, key)}, where we do not follow"
        return failed(Fault.NOT_A_MODEL, endpoint, why)
    words = error.words if isinstance(error, Refused) else words_of(error.body)
    status = error.status if isinstance(error, Refused) else _code(error.body)
    fault, window = fault_of(words, status)
    after = seconds_of(error.retry_after) if isinstance(error, Refused) else None
    if after is None and status in _OVERLOADED:
        after = _SOON_S
    answer = failed(fault, endpoint, _why(fault, status, window), told(words, key), **_advice(fault, status, after))
    return replace(answer, retry_after_s=after, window=window, refusal=masked(words, key))


def _target(location: str, key: str) -> str:
    """The host of a redirect. The header is a stranger's: it may be no address, or hold what we sent."""
    try:
        host = urlsplit(location).netloc.rpartition("@")[2]
    except ValueError:
        host = ""
    return quoted(masked(host, key)) if host else "another address of its own"


def _why(fault: Fault, status: int, window: int) -> str:
    if fault is Fault.TOO_LONG and window:
        return f" ({window:,} tokens)"
    if fault is Fault.UNREACHABLE:
        return ": the proxy before it asks for a name and a password"
    return f" (status {status})" if status and fault in (Fault.SERVER, Fault.BUSY, Fault.STALLED) else ""


def _advice(fault: Fault, status: int, after: float | None) -> dict[str, str]:
    if fault is Fault.UNREACHABLE:
        return {"next": "Set the proxy's address with both in the system's settings."}
    if fault is Fault.BUSY and after and after >= 1:
        return {"when": in_words(after)}
    return {}


def _code(body: object) -> int:
    """The status that an error in a stream tells, as OpenRouter does; 0 where it tells none."""
    inner = body.get("error", body) if isinstance(body, Mapping) else body
    for name in ("code", "status", "status_code"):
        code = inner.get(name) if isinstance(inner, Mapping) else None
        digits = str(code) if isinstance(code, int | str) else ""
        if len(digits) == 3 and digits.isdigit() and 400 <= int(digits) < 600:
            return int(digits)
    return 0


def of_page(page: Page, data: Any, kind: str, endpoint: Endpoint, key: str) -> Answer:
    """The fault of a body with status 200 that holds no answer: an error, a login page, anything."""
    if isinstance(data, Mapping) and (data.get("error") or data.get("detail") or data.get("object") == "error"):
        return of_refusal(ServerError(data), endpoint, key)
    text = page.content[:4_000].decode("utf-8", "replace")
    if text.lstrip()[:1] == "<":
        title = masked(title_of(text), key)
        why = f": it sends a web page{f' titled {quoted(title, 60)}' if title else ''}, perhaps of a proxy or a login"
        return failed(Fault.NOT_A_MODEL, endpoint, why, told(title or text, key))
    what = (
        "JSON that is no chat"
        if data is not None
        else f"{quoted(masked(kind.partition(';')[0], key) or 'no type', 40)}"
    )
    return failed(Fault.NOT_A_MODEL, endpoint, f": it sends {what}", told(text, key))


def malformed(endpoint: Endpoint, raw: bytes, key: str) -> Answer:
    """The fault of an event that is no JSON: what it held is lost, so what comes after it cannot be trusted."""
    text = raw.decode("utf-8", "replace")
    return Answer(
        fault=Fault.SERVER,
        said=said(Fault.SERVER, endpoint, ": a part of its answer is no JSON"),
        detail=told(text, key),
    )
