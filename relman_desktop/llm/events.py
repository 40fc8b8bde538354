"""The events of a stream, read so that no server can make us wait or hold more than we would.

openai's own reader bounds no line, ends at the first that is no JSON, and takes a login page for an empty success.
"""

from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from dataclasses import dataclass
from typing import Any

from ..net.content import TooMuch, json_of

MOST_BYTES = 32 << 20  # of a whole answer, decoded: a hundred times the longest that models write
MOST_OF_A_PAGE = 256 << 10  # of what is neither events nor JSON, before it is given up
_FIELDS = (b"data:", b"event:", b"id:", b"retry:", b":")
_DONE = b"[DONE]"


@dataclass(frozen=True, slots=True)
class Event:
    """One event: its JSON, or None where it is none; `done` for the mark that ends a stream."""

    data: Any = None
    done: bool = False
    raw: bytes = b""  # what was no JSON


@dataclass(frozen=True, slots=True)
class Page:
    """A body that is no stream of events: JSON in one piece, or something else."""

    content: bytes

    @property
    def data(self) -> Any:
        return parsed(self.content).data


async def events(parts: AsyncIterator[bytes]) -> AsyncGenerator[Event | Page]:
    """What a body holds: events as they arrive, or the one page that it is. Raises `TooMuch`."""
    held, size, streams = bytearray(), 0, False
    lines = _Lines()
    async for part in parts:
        size += len(part)
        if size > MOST_BYTES:
            raise TooMuch
        if not streams:
            held += part
            if (streams := _is_stream(held)) is False:
                if len(held) > MOST_OF_A_PAGE and held.lstrip()[:1] != b"{":
                    raise TooMuch
                continue
            part = bytes(held)
        for event in lines.fed(part):
            yield event
    if streams:
        for event in lines.ended():
            yield event
    elif held.strip():
        yield Page(bytes(held))


def _is_stream(start: bytearray) -> bool:
    head = bytes(start[:64]).removeprefix(b"\xef\xbb\xbf").lstrip()
    return head.startswith(_FIELDS)


class _Lines:
    """Lines put together from parts, and events from lines."""

    def __init__(self) -> None:
        self._line = bytearray()
        self._data: list[bytes] = []

    def fed(self, part: bytes) -> Iterator[Event]:
        self._line += part
        if b"\n" not in part and b"\r" not in part:
            return
        *whole, rest = bytes(self._line).replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
        self._line = bytearray(rest)
        for line in whole:
            yield from self._read(line)

    def ended(self) -> Iterator[Event]:
        yield from self._read(bytes(self._line))
        yield from self._read(b"")

    def _read(self, line: bytes) -> Iterator[Event]:
        """An event ends with an empty line; some servers leave that out, and each of theirs begins an object."""
        name, _, value = line.removeprefix(b"\xef\xbb\xbf").partition(b":")
        value = value.removeprefix(b" ")
        begins = name == b"data" and value.startswith((b"{", _DONE))
        if self._data and (not line or begins):
            data, self._data = b"\n".join(self._data), []
            yield Event(done=True) if data.startswith(_DONE) else parsed(data)
        if name == b"data" and value.strip():
            self._data.append(value)


def parsed(data: bytes) -> Event:
    """The JSON of an event."""
    try:
        return Event(json_of(data))
    except ValueError:
        return Event(raw=data[:2_000])
