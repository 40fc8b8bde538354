"""The whole library as one zip file in a plain format (`docs/library-format.md`), for moving and for keeping.

`tickets/` is for people; `journal.jsonl` has all records, ticket by ticket, and is what an import reads. The same
library gives the same bytes.
"""

import json
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import apsw

from ..errors import InputError, cause
from ..export.text import FORMATS, TYPED
from ..jobs import Cancel, Progress, silent
from ..ticket import Ticket
from .archive import FORMAT, JOURNAL
from .history import History
from .importing import Imported, import_library
from .listing import COLUMNS, record_of
from .reading import Reader
from .record import Record, What
from .words import stored

__all__ = ["FORMAT", "JOURNAL", "Imported", "export_library", "import_library"]

_NO_TIME = (1980, 1, 1, 0, 0, 0)
_LONGEST_NAME = 80
_README = """This is a library of change tickets, written by Relman Desktop.

tickets/       each ticket as a Markdown file, as it stands now
journal.jsonl  all that was done to the tickets, a line a record: Relman Desktop imports this file

The first line of journal.jsonl says the version of the format. Each other line is a JSON object:
ticket (its id), what (was done), author, step (records of one act have the same), at (UTC), data, and sha256: the
SHA-256 of ticket, what, author, step, at and data, joined by a zero byte, data being JSON with its keys sorted,
without blanks, and in ASCII.
"""


def export_library(library: Reader, path: Path, cancel: Cancel, progress: Progress = silent) -> int:
    """Write all tickets with all that was done to them, those in the bin too; gives how many there are.

    Raises `InputError` where the file cannot be written, `ServiceError` where the library cannot be read.
    """
    with (
        library.snapshot(cancel) as connection,
        _written_whole(path) as file,
        ZipFile(file, "w", ZIP_DEFLATED) as archive,
    ):
        archive.writestr(_entry("README.txt"), _README)
        tickets = [row[0] for row in connection.execute("SELECT ticket FROM library ORDER BY ordinal")]
        names: dict[str, int] = {}
        with archive.open(_entry(JOURNAL), "w", force_zip64=True) as lines:
            lines.write(_line({"format": "relman-library", "version": FORMAT}))
            for number, ticket_id in enumerate(tickets):
                cancel.check()
                progress("Writing what was done to the tickets", number / len(tickets) * 0.8)
                for record in _records(connection, str(ticket_id)):
                    lines.write(record_line(record))
        for number, ticket_id in enumerate(tickets):
            cancel.check()
            progress("Writing the tickets", 0.8 + number / len(tickets) * 0.2)
            if ticket := History(_records(connection, str(ticket_id))).ticket:
                name = _file_name(ticket, number + 1, names)
                archive.writestr(_entry(f"tickets/{name}.md"), stored(FORMATS[TYPED].ticket(ticket)))
    progress("Written", 1.0)
    return sum(names.values())


def record_line(record: Record) -> bytes:
    """A record as a line of the journal's file."""
    return _line(
        {
            "ticket": record.ticket,
            "what": record.what,
            "author": record.author,
            "step": record.step,
            "at": record.at,
            "data": record.data,
            "sha256": record.sha256,
        }
    )


def _records(connection: apsw.Connection, ticket_id: str) -> Iterator[Record]:
    """The records of a ticket but for damaged ones; none of one that was erased."""
    rows = connection.execute(f"SELECT {COLUMNS} FROM journal WHERE ticket = ? ORDER BY number", (ticket_id,))  # noqa: S608
    return (one for row in rows if (one := record_of(row)) and one.what is not What.ERASED)


def _line(values: dict[str, object]) -> bytes:
    return json.dumps(values, ensure_ascii=True, separators=(",", ":")).encode("ascii") + b"\n"


def _entry(name: str) -> ZipInfo:
    """A file of the zip, the same at any time and on any system."""
    info = ZipInfo(name, _NO_TIME)
    info.compress_type, info.create_system, info.external_attr = ZIP_DEFLATED, 3, 0o644 << 16
    return info


def _file_name(ticket: Ticket, number: int, names: dict[str, int]) -> str:
    """The change ID as a name that any system takes, and that no other ticket has."""
    name = re.sub(r"[^A-Za-z0-9._-]+", "-", ticket.entry("change_id").text.strip())[:_LONGEST_NAME].strip(".-")
    name = name if name and not re.fullmatch(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?", name) else f"ticket-{number}"
    key = name.lower()
    names[key] = names.get(key, 0) + 1
    return name if names[key] == 1 else f"{name}.{names[key]}"


@contextmanager
def _written_whole(path: Path) -> Iterator[IO[bytes]]:
    """A file that takes the place of `path` once all of it is on the disk."""
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise _unwritten(path, error) from error
    try:
        with os.fdopen(handle, "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except OSError as error:
        raise _unwritten(path, error) from error
    finally:
        Path(temporary).unlink(missing_ok=True)


def _unwritten(path: Path, error: OSError) -> InputError:
    return InputError(f"{path} cannot be written ({cause(error)}); choose another place.")
