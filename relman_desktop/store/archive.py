"""Reads the journal out of a zip file that anybody may have made: its lines as records, ticket by ticket."""

import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from ..errors import InputError, cause
from ..jobs import Cancel, Progress
from .record import Record, What, moment

JOURNAL, FORMAT = "journal.jsonl", 1
_LONGEST = 64 << 20  # bytes of a line, and of all lines of a ticket that are held at a time
_DENSEST = 100  # bytes of text to one of the file; journals that we wrote have 5 to 20
_MOST_RECORDS = 100_000  # of a ticket
_MOST_BAD = 1_000  # lines that are passed over
_DEEPEST = 50  # values within values of a record; ours have eight, and some hundred are more than can be read back
_COLUMNS = ("ticket", "what", "author", "step", "at", "sha256")
_ID = re.compile(r"[\w.-]{1,64}", re.ASCII)


@dataclass
class Told:
    """What had to be left out."""

    damaged: int = 0  # lines that are no record, or whose checksum is wrong
    cut: str = ""  # why the file was not read to its end


@dataclass
class Archive:
    """A library's zip file, open for reading; `told` is complete when all tickets were read."""

    path: Path
    cancel: Cancel
    progress: Progress
    told: Told = field(default_factory=Told)

    def tickets(self) -> Iterator[tuple[str, list[Record]]]:
        """Each ticket's id with its records. Raises `InputError` where the file is no library at all, or too new."""
        seen: set[str] = set()
        for ticket_id, group in groupby(self._records(), key=lambda one: one[0].ticket):
            records: list[Record] = []
            size = 0
            for record, length in group:
                size += length
                if size > _LONGEST or len(records) >= _MOST_RECORDS:
                    raise InputError(f"{self.path} holds more of the ticket {ticket_id} than any ticket has.")
                records.append(record)
            if ticket_id in seen:
                self.told.damaged += len(records)  # whoever wrote it has put a ticket in two places
            else:
                seen.add(ticket_id)
                yield ticket_id, records

    def _records(self) -> Iterator[tuple[Record, int]]:
        try:
            with ZipFile(self.path) as archive:
                info = archive.getinfo(JOURNAL)
                if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED) or info.flag_bits & 1:
                    raise InputError(f"{self.path} is packed or locked in a way that Relman Desktop does not write.")
                with archive.open(info) as lines:
                    yield from self._of_lines(lines, max(info.file_size, 1), self.path.stat().st_size * _DENSEST)
        except KeyError as error:
            raise InputError(f"{self.path} is no library of tickets: there is no {JOURNAL} in it.") from error
        except (BadZipFile, OSError, NotImplementedError, ValueError) as error:
            said = cause(error) or type(error).__name__
            raise InputError(f"{self.path} is no zip file that can be read ({said}).") from error

    def _of_lines(self, lines: IO[bytes], size: int, most: int) -> Iterator[tuple[Record, int]]:
        self._check_format(self._next(lines))
        read = 0
        while line := self._next(lines):
            self.cancel.check()
            read += len(line)
            if read > max(most, _LONGEST):
                self.told.cut = "it unpacks to far more than a library does"
                return
            self.progress("Reading the tickets", min(1.0, read / size))
            record = _record(line)
            if record:
                yield record, len(line)
                continue
            self.told.damaged += 1
            if self.told.damaged >= _MOST_BAD:
                self.told.cut = "too much of it is damaged"
                return

    def _next(self, lines: IO[bytes]) -> bytes:
        """The next line; b"" at the end, and where the file is damaged."""
        try:
            line = lines.readline(_LONGEST)
        except (BadZipFile, zlib.error, EOFError, OSError) as error:
            self.told.cut = "it is damaged"
            if isinstance(error, OSError) and error.strerror:
                self.told.cut = error.strerror
            return b""
        if len(line) >= _LONGEST:
            self.told.cut = "a line is longer than any record"
            return b""
        return line

    def _check_format(self, line: bytes) -> None:
        first = _object(line)
        version = first.get("version")
        if first.get("format") != "relman-library" or not isinstance(version, int) or version < 1:
            raise InputError(f"{self.path} is no library of tickets: {JOURNAL} does not begin like one.")
        if version > FORMAT:
            raise InputError(f"{self.path} was written by a newer version of Relman Desktop; import it with that one.")


def _record(line: bytes) -> Record | None:
    """The record of a line; None where it is none, or not the one that was written."""
    values = _object(line)
    told = [values.get(name) for name in _COLUMNS]
    data = values.get("data")
    if not all(isinstance(one, str) for one in told) or not isinstance(data, dict) or not _is_shallow(data, _DEEPEST):
        return None
    ticket, what, author, step, at, checksum = map(str, told)
    if moment(at) is None:
        return None
    try:
        record = Record(ticket, What(what), author, step, at, data)
        same = record.sha256 == checksum and _ID.fullmatch(ticket) is not None
    except ValueError:
        return None
    return record if same and record.what is not What.ERASED else None


def _is_shallow(value: Any, levels: int) -> bool:
    """Whether no value lies more levels down."""
    if not isinstance(value, dict | list):
        return True
    inner = value.values() if isinstance(value, dict) else value
    return levels > 0 and all(_is_shallow(one, levels - 1) for one in inner)


def _object(line: bytes) -> dict[str, Any]:
    try:
        values = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return values if isinstance(values, dict) else {}
