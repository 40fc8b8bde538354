"""Reads records out of the raw bytes of a damaged database and its log, whatever else of the file is wrong.

SQLite reads a row by way of a header, a schema and a tree of pages; one wrong byte there hides all rows below it. A
record proves itself by its checksum, so it is enough to find where one begins: its row is NULL (the number, which
stands before the row), then seven texts, the last of 64 characters. See sqlite.org/fileformat2.html, "B-tree Pages"
and "Record Format".
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .listing import record_of
from .record import Record

PAGE = 4096  # bytes; SQLite's own size since 2016
WAL_HEADER, FRAME_HEADER = 32, 24  # bytes
_SHA256 = b"\x81\x0d"  # the type of a text of 64 characters, with which the row's header ends
_TEXTS = 7
_SMALLEST, _LARGEST = 10, 32  # bytes of the row's header
_LONGEST_ROW = 1 << 30


@dataclass(frozen=True, slots=True)
class Carved:
    """A record whose checksum is right. `number` is 0 where the bytes before the row are damaged."""

    number: int
    record: Record


def carve(database: Path, log: Path) -> Iterator[Carved]:
    """All intact records in the bytes of a database and of its log, in no order, some of them more than once."""
    pages = _Pages(_bytes(database), _bytes(log))
    for image in pages.images:
        for match in re.finditer(_SHA256, image):
            for size in range(_SMALLEST, min(_LARGEST, match.end()) + 1):
                found = _row(pages, image, match.end() - size, size)
                if found:
                    yield found


class _Pages:
    """The images of all pages in both files; the log may hold several of one page."""

    def __init__(self, database: bytes, log: bytes) -> None:
        self.images: list[bytes] = []
        self._of: defaultdict[int, list[bytes]] = defaultdict(list)
        for start in range(0, len(database), PAGE):
            self._add(start // PAGE + 1, database[start : start + PAGE])
        for start in range(WAL_HEADER, len(log), FRAME_HEADER + PAGE):
            image = log[start + FRAME_HEADER : start + FRAME_HEADER + PAGE]
            self._add(int.from_bytes(log[start : start + 4], "big"), image)

    def _add(self, number: int, image: bytes) -> None:
        self.images.append(image)
        self._of[number].append(image)

    def chain(self, number: int, size: int, *, newest: bool) -> bytes:
        """What overflowed a page, `size` bytes from page `number` on; shorter where the chain breaks."""
        parts: list[bytes] = []
        while size > 0 and (images := self._of.get(number)):
            image = images[-1 if newest else 0]
            parts.append(image[4 : 4 + size])
            size -= len(parts[-1]) or size
            number = int.from_bytes(image[:4], "big")
        return b"".join(parts)


def _row(pages: _Pages, image: bytes, start: int, size: int) -> Carved | None:
    """The record whose row begins at `start` with a header of `size` bytes, if one does."""
    if image[start] != size or image[start + 1]:
        return None
    lengths = _lengths(image[start + 2 : start + size])
    if len(lengths) != _TEXTS or (total := size + sum(lengths)) > _LONGEST_ROW:
        return None
    for newest in (True, False):
        record = _decoded(_payload(pages, image, start, total, newest)[size:], lengths)
        if record:
            return Carved(_number(image, start, total), record)
    return None


def _payload(pages: _Pages, image: bytes, start: int, total: int, newest: bool) -> bytes:
    here = _local(total)
    first = int.from_bytes(image[start + here : start + here + 4], "big") if here < total else 0
    return image[start : start + here] + (pages.chain(first, total - here, newest=newest) if first else b"")


def _local(total: int) -> int:
    """How many bytes of a row stand in the page itself (fileformat2, "Cell Payload Overflow Pages")."""
    most, least = PAGE - 35, (PAGE - 12) * 32 // 255 - 23
    if total <= most:
        return total
    wanted = least + (total - least) % (PAGE - 4)
    return wanted if wanted <= most else least


def _lengths(types: bytes) -> list[int]:
    """The lengths of texts by their types; none where one is no text."""
    found: list[int] = []
    while types:
        value, size = _varint(types)
        if not size or value < 13 or not value % 2:
            return []
        found.append((value - 13) // 2)
        types = types[size:]
    return found


def _decoded(texts: bytes, lengths: list[int]) -> Record | None:
    if len(texts) != sum(lengths):
        return None
    values: list[str] = []
    for length in lengths:
        try:
            values.append(texts[:length].decode())
        except UnicodeDecodeError:
            return None
        texts = texts[length:]
    return record_of((0, *values))


def _number(image: bytes, start: int, total: int) -> int:
    """The number that stands between the length of a row and the row; 0 where neither is as it must be."""
    length = _as_varint(total)
    for size in range(1, 10):
        before = start - size
        value, read = _varint(image[max(before, 0) : start])
        if read == size and before >= len(length) and image[before - len(length) : before] == length:
            return value
    return 0


def _varint(data: bytes) -> tuple[int, int]:
    """The number at the beginning of the bytes and its length; 0 of length 0 where it is cut."""
    value = 0
    for position, byte in enumerate(data[:9]):
        if position == 8:
            return value << 8 | byte, 9
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, position + 1
    return 0, 0


def _as_varint(value: int) -> bytes:
    parts = [value & 0x7F]
    while value := value >> 7:
        parts.append(value & 0x7F | 0x80)
    return bytes(reversed(parts))


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
