"""One rescue file as it is written: lines like those of a tail (`tail`), each a JSON object with a checksum.

The first says what it belongs to: {"tail": 1, "library": "", "after": number of the last record that is on the disk};
the second, with the number 0, is the whole ticket as it was then; each other is a record. A record that comes twice is
as its last line has it, for what is typed grows while it waits.
"""

import errno
import os
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from io import FileIO
from pathlib import Path

from ..ticket import Ticket
from .record import PERSON, Record, What, now
from .tail import line, line_of, sync, sync_folder

RESCUED = ".jsonl"  # the ending of a rescue file
_SPARE = 1 << 20  # bytes of lines that other lines supersede, before the file is written anew
_LONGEST = 60  # characters of its name that the one of its successor begins with

_Lines = Mapping[int, tuple[str, bytes]]  # by their numbers, the checksums of records, and their lines


class RescueFile:
    """Holds what is to be rescued. To be used by one thread at a time."""

    def __init__(self, path: Path, after: int, whole: Ticket | None, records: Iterable[Record] = ()) -> None:
        """Have a file with records, in the place of what is there. Raises `OSError`; then that is as it was."""
        self.path = path
        self._head = line({"tail": 1, "library": "", "after": after}) + (line_of(_whole(whole)) if whole else b"")
        self._file: FileIO | None = None
        self._kept: _Lines = {}
        self._size = 0
        self._torn = False  # the last line perhaps never was written to its end
        self._write_anew(_lines(records))

    def keep(self, records: Iterable[Record]) -> None:
        """Have on the disk what is not in the file yet, or is another now. Raises `OSError`."""
        file = self._own
        known = self._kept
        new = _lines(one for one in records if one.number not in known or known[one.number][0] != one.sha256)
        if not new:
            return
        data = _joined(new)
        all_of_it = {**known, **new}
        if self._size + len(data) > 2 * sum(len(text) for _, text in all_of_it.values()) + _SPARE:
            with suppress(OSError):  # there is no room for a second one: this one grows
                self._write_anew(all_of_it)
                return
        torn, self._torn = self._torn, True
        _write(file, b"\n" * torn + data)
        self._kept, self._size, self._torn = all_of_it, self._size + len(data), False

    def close(self) -> None:
        if self._file:
            self._file.close()

    def remove(self) -> None:
        """Nobody needs it any more: all is on the disk."""
        self.close()
        with suppress(OSError):  # the next start finds that all of it is known
            self.path.unlink(missing_ok=True)

    @property
    def _own(self) -> FileIO:
        if not self._file or self._file.closed or not os.path.samestat(os.fstat(self._file.fileno()), self.path.stat()):
            raise FileNotFoundError(errno.ENOENT, "another file is in its place", str(self.path))
        return self._file

    def _write_anew(self, lines: _Lines) -> None:
        """Write lines into a file beside, which is found like this one, and have it take this one's place."""
        data = self._head + _joined(lines)
        handle, name = tempfile.mkstemp(suffix=RESCUED, prefix=f"{self.path.stem[:_LONGEST]}-", dir=self.path.parent)
        beside = Path(name)
        try:
            with os.fdopen(handle, "wb", buffering=0) as file:
                _write(file, data)
            self.close()  # Windows replaces no file that is open
            beside.replace(self.path)
        except OSError:
            beside.unlink(missing_ok=True)
            raise
        with suppress(OSError):  # not every disk can
            sync_folder(self.path.parent)
        flags = os.O_WRONLY | os.O_APPEND | getattr(os, "O_BINARY", 0)
        self._file = FileIO(os.open(self.path, flags), "ab")
        self._kept, self._size, self._torn = lines, len(data), False


def _lines(records: Iterable[Record]) -> dict[int, tuple[str, bytes]]:
    return {one.number: (one.sha256, line_of(one)) for one in records}


def _joined(lines: _Lines) -> bytes:
    return b"".join(text for _, text in lines.values())


def _write(file: FileIO, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[file.write(left) :]
    sync(file.fileno())


def _whole(ticket: Ticket) -> Record:
    whole = ticket.to_json()
    return Record(ticket.id, What.VERSION, PERSON, "whole", now(), {"ticket": whole})
