"""The forms in which a value can stand in bytes that are sent: as it is, in a URL, in JSON, in base64."""

import base64
import json
from collections.abc import Iterator
from urllib.parse import quote, quote_plus


def forms(value: str) -> tuple[str, ...]:
    """Every form of a value that holds all of it, each once; the base64 of the three ways it can lie in other bytes."""
    return tuple(dict.fromkeys([value, *_escaped(value), *encoded(value)]))


def _escaped(value: str) -> Iterator[str]:
    yield json.dumps(value)[1:-1]
    yield json.dumps(value, ensure_ascii=False)[1:-1]
    for written in (quote(value, safe=""), quote(value), quote_plus(value)):
        yield written
        yield json.dumps(written)[1:-1]


def encoded(value: str) -> Iterator[str]:
    """The base64 of a value after 0, 1 and 2 other bytes, in both alphabets, without what the others' bits change."""
    raw = value.encode("utf-8", "surrogatepass")
    for before in range(3):
        whole = base64.b64encode(b"\0" * before + raw).decode("ascii")
        first, last = -(-before * 8 // 6), (before + len(raw)) * 8 // 6
        yield whole[first:last]
        yield whole[first:last].replace("+", "-").replace("/", "_")
