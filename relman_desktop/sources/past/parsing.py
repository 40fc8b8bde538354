"""git's answer about many commits, read as a stream: hostile bytes end in no wrong record, only in a missing one.

A commit is "\\x01<id>", three fields, its message, then a raw line for each file and, where they were asked for, the
counts of each file. All end with a NUL, which neither a path nor a field can hold, and how many words follow each other
is always known, so no name or message can pass for anything else.
"""

import re
from collections.abc import Callable, Generator
from datetime import UTC, datetime, timedelta, timezone

from .messages import reader
from .record import Counts, Record, Touched

FORMAT = "--format=%x01%H%x00%ct%x00%an <%ae>%x00%ad%x00%B"  # with --date=raw

_HEAD = re.compile(rb"\x01([0-9a-f]{40,64})")
_RAW = re.compile(rb"\n?:[0-7]{6} [0-7]{6} [0-9a-f]+ [0-9a-f]+ ([A-Z])[0-9]*")
_COUNT = re.compile(rb"\n?([0-9]{1,15}|-)\t([0-9]{1,15}|-)\t(.*)", re.DOTALL)
_WHEN = re.compile(rb"(-?[0-9]{1,18}) ([+-])([0-9]{2})([0-9]{2})")
_NEXT = b"\x01" + b"0" * 40
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Parser:
    """Takes git's answer in chunks, and gives each record to `found` when it is whole."""

    def __init__(self, found: Callable[[Record], object], lines: bool) -> None:
        self._rest = bytearray()
        self._words = _records(found, lines)
        next(self._words)

    def feed(self, chunk: bytes) -> None:
        self._rest += chunk
        *words, last = bytes(self._rest).split(b"\0")
        self._rest[:] = last
        for word in words:
            self._words.send(word)

    def close(self) -> None:
        """The answer is complete: so is its last record."""
        self._words.send(_NEXT)


def _records(found: Callable[[Record], object], lines: bool) -> Generator[None, bytes, None]:
    """Takes one word after the other."""
    word = yield
    while True:
        while not (head := _HEAD.fullmatch(word)):
            word = yield
        fields = [(yield), (yield), (yield), (yield)]
        files: list[Touched] = []
        counts: dict[str, Counts] | None = {} if lines else None
        while not _HEAD.fullmatch(word := (yield)):
            if raw := _RAW.fullmatch(word):
                path = yield
                old = [path, path := (yield)][:1] if raw[1] in b"RC" else []
                files.append(Touched(raw[1].decode(), _text(path), *map(_text, old)))
            elif counts is not None and (count := _COUNT.fullmatch(word)):
                path = count[3] or [(yield), (yield)][1]  # of a rename, whose two paths follow
                counts[_text(path)] = None if count[1] == b"-" else (int(count[1]), int(count[2]))
        found(_record(head[1], fields, files, counts))


def _record(oid: bytes, fields: list[bytes], files: list[Touched], counts: dict[str, Counts] | None) -> Record:
    when, author, date, message = fields
    local = _local(date)
    return Record(
        oid=oid.decode(),
        when=int(when) if when.isdigit() and len(when) < 18 else 0,
        author=author.decode("utf-8", "replace"),
        hour=local.hour,
        weekday=local.isoweekday(),
        said=reader()(message.decode("utf-8", "replace")),
        files=tuple(files),
        counts=counts,
    )


def _local(date: bytes) -> datetime:
    """The author's clock and calendar, out of "1700000000 +0200"; a date that none can be is the first of all."""
    if not (found := _WHEN.fullmatch(date)):
        return _EPOCH
    offset = timedelta(hours=int(found[3]), minutes=int(found[4]))
    try:
        return (_EPOCH + timedelta(seconds=int(found[1]))).astimezone(timezone(-offset if found[2] == b"-" else offset))
    except (ValueError, OverflowError):  # an offset of days, a year without a calendar
        return _EPOCH


def _text(path: bytes) -> str:
    return path.decode("utf-8", "surrogateescape")
