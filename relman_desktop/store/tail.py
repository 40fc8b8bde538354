"""The tail: the records since the last backup as lines of a text file beside it, so that each is in two places.

A line is a JSON object: the columns of a record and "check", a checksum of all of them with the number. The first
line says what comes before: {"tail": 1, "library": id, "after": number of the last record in the backup, "before":
the checksum of that record}.
"""

import json
import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from ..errors import ServiceError, cause
from .listing import record_of
from .record import Record

_COLUMNS = ("number", "ticket", "what", "author", "step", "at", "data", "sha256")


@dataclass(frozen=True)
class Tail:
    """What a tail file holds that can be trusted."""

    library: str  # its id; "" where the first line is damaged
    after: int  # the number of the last record of before; its records have greater ones
    records: tuple[Record, ...]  # as they were written
    before: str = ""  # the checksum of record `after`; "" where that is not known
    unread: int = 0  # lines that are damaged

    @property
    def whole(self) -> bool:
        """Whether no record is missing between the first and the last."""
        return bool(self.library) and {one.number for one in self.records} >= set(range(self.after + 1, self.last + 1))

    @property
    def last(self) -> int:
        return max((one.number for one in self.records), default=self.after)


class TailWriter:
    """Appends records to a tail file. To be used by one thread; after an error a new one goes on with the file."""

    def __init__(self, path: Path, library: str, after: int, before: str = "") -> None:
        """Go on with a file that is there, or begin one. Raises `ServiceError`."""
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            known = read_tail(path)
            known = known or Tail(library, after, (), before)
            self.after, self._before, self.last = known.after, known.before, known.last
            self.sums = {one.number: one.sha256 for one in known.records}  # checksums by number
            self._file = path.open("ab", buffering=0)
        except OSError as error:
            raise _failed(path, error) from error
        try:
            self._begin(library)
        except OSError as error:
            self.close()
            raise _failed(path, error) from error

    def append(self, records: Iterable[Record]) -> None:
        """Have records on the disk that are not in the file yet. Raises `ServiceError`."""
        new = [one for one in records if one.number > self.last]
        if not new:
            return
        try:
            self._write(b"".join(map(line_of, new)))
        except OSError as error:
            self.close()
            raise _failed(self.path, error) from error
        self.last = new[-1].number
        self.sums |= {one.number: one.sha256 for one in new}

    def sum_at(self, number: int) -> str:
        """The checksum of a record, or of the last one before; "" where it is not known."""
        return self._before if number == self.after else self.sums.get(number, "")

    def close(self) -> None:
        self._file.close()

    def _begin(self, library: str) -> None:
        if not self._file.tell():
            self._write(line({"tail": 1, "library": library, "after": self.after, "before": self._before}))
            sync_folder(self.path.parent)
        elif not _ends_line(self.path):
            self._write(b"\n")  # the last line never was written to its end

    def _write(self, data: bytes) -> None:
        left = memoryview(data)
        while left:
            left = left[self._file.write(left) :]
        sync(self._file.fileno())


def line_of(record: Record) -> bytes:
    """The record as a line of a tail."""
    values = (record.number, record.ticket, record.what, record.author, record.step, record.at, record.text)
    return line(dict(zip(_COLUMNS, (*values, record.sha256), strict=True)))


def read_tail(path: Path) -> Tail | None:
    """What a tail file holds; None where it is not there, or nothing of it can be read. Raises `ServiceError`."""
    first: dict[str, Any] | None = None
    records: list[Record] = []
    unread = 0
    try:
        with path.open("rb") as file:
            for values in map(_values, filter(bytes.strip, file)):
                if values and "tail" in values and isinstance(values.get("after"), int):
                    first = first or values
                elif record := _record(values or {}):
                    records.append(record)
                else:
                    unread += 1
    except FileNotFoundError:
        return None
    except OSError as error:
        raise ServiceError(
            f"The second copy of what you write in {path} cannot be read ({cause(error)}); what it may have that your"
            " tickets have not is looked for at the next start."
        ) from error
    if first:
        return Tail(str(first.get("library")), first["after"], tuple(records), str(first.get("before", "")), unread)
    return Tail("", records[0].number - 1, tuple(records), unread=unread) if records else None


def sync(handle: int) -> None:
    """Have what was written to an open file on the disk. Raises `OSError`."""
    if sys.platform == "darwin":  # where fsync leaves it in the disk's own memory
        import fcntl

        fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
    else:
        os.fsync(handle)


def sync_folder(folder: Path) -> None:
    """Have the names of a folder on the disk; Windows has no such call, and needs none. Raises `OSError`."""
    if os.name != "nt":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def line(values: dict[str, Any]) -> bytes:
    """Values with their checksum, as a line."""
    text = json.dumps(values | {"check": _check(values)}, ensure_ascii=True, separators=(",", ":"))
    return text.encode("ascii") + b"\n"


def _check(values: dict[str, Any]) -> str:
    told = json.dumps(values, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return sha256(told.encode("ascii")).hexdigest()


def _values(line: bytes) -> dict[str, Any] | None:
    """The values of a line whose checksum is right."""
    try:
        values = json.loads(line)
        right = isinstance(values, dict) and values.pop("check", None) == _check(values)
    except (ValueError, RecursionError):  # also of a text that is not UTF-8
        return None
    return values if right else None


def _record(values: dict[str, Any]) -> Record | None:
    if not isinstance(values.get("number"), int) or not all(isinstance(values.get(one), str) for one in _COLUMNS[1:]):
        return None
    try:
        return record_of(tuple(values[one] for one in _COLUMNS))
    except RecursionError:
        return None


def _ends_line(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read() == b"\n"


def _failed(path: Path, error: Exception) -> ServiceError:
    return ServiceError(
        f"The second copy of what you write cannot be kept in {path} ({cause(error)}); your tickets are still written,"
        " and it is tried again."
    )
