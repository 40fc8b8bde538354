"""`relman tickets` and `relman show`: the library of tickets. Reading works beside an open window; writing does not."""

from argparse import Namespace
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict
from pathlib import Path

from .errors import InputError
from .export.contract import to_bytes
from .export.text import FORMATS
from .files import home
from .instance import Instance
from .jobs import Cancel, Progress
from .store.history import History
from .store.library import Library
from .store.portable import export_library, import_library
from .store.putting_back import put_back_file
from .store.reading import Reader
from .store.record import Record
from .store.rescue_file import RESCUED
from .store.search import Found, Query, Row
from .ticket import Ticket
from .wording import counted, joined, printable, quoted, shorten

_ALL = -1  # rows
_TITLE = 72  # characters of a title in a list
_FILTERS = ("repository", "state", "risk", "person", "since", "until")


def tickets(parsed: Namespace, progress: Progress) -> tuple[bytes, tuple[str, ...]]:
    """The bytes of the result, and sentences beside it."""
    if parsed.import_file:
        return _import(parsed.import_file, progress)
    with _reading() as reader:
        if parsed.export_file:
            number = export_library(reader, parsed.export_file, Cancel(), progress)
            return _text(f"{counted(number, 'ticket')} written to {parsed.export_file}.\n"), _left_out(reader)
        found = reader.search(_query(parsed), _ALL)
    content = to_bytes(_found_object(found)) if parsed.format == "json" else _text(_found_text(found))
    return content, _left_out(reader)


def history_of(name: str) -> tuple[Row, History]:
    """A ticket of the library by its id, its number or its change ID. Raises `InputError` where there is none."""
    with _reading() as reader:
        row = _one(reader, name)
        return row, reader.history(row.ticket)


def records_of(name: str) -> tuple[Record | None, ...]:
    """All that was done to a ticket of the library, by its id, its number or its change ID. Raises `InputError`."""
    with _reading() as reader:
        return tuple(reader.records(_one(reader, name).ticket))


def show(parsed: Namespace) -> bytes:
    """One ticket, by its id, its number or its change ID."""
    row, history = history_of(parsed.id)
    ticket = history.ticket
    if ticket is None:
        raise InputError(f"The ticket {quoted(parsed.id)} cannot be read; its records are damaged.")
    if parsed.format == "json":
        return to_bytes({"ticket": _row_object(row) | _ticket_object(ticket)})
    return _text(FORMATS[parsed.format].file(ticket))


def _left_out(reader: Reader) -> tuple[str, ...]:
    rows = reader.left_out
    told = (
        f"{counted(rows, 'row')} of an earlier version could not be read and {'is' if rows == 1 else 'are'} left out."
    )
    return (told,) if rows else ()


@contextmanager
def _reading() -> Iterator[Reader]:
    reader = Reader.of_file(_database())
    try:
        yield reader
    finally:
        reader.stop_reading()


def _import(path: Path, progress: Progress) -> tuple[bytes, tuple[str, ...]]:
    instance = Instance.claim(home())
    if instance is None:
        raise InputError("Relman Desktop is open and writes its tickets; import in its window, or close it first.")
    try:
        with closing(Library(_database())) as library:
            if library.next_ordinal > 1 and not library.opened.read_only:
                library.back_up()
            if path.suffix.casefold() == RESCUED:
                return _put_back(library, path)
            done = import_library(library, path, Cancel(), progress)
            return _text(f"{done}\n"), (*library.opened.said, *done.said)
    finally:
        instance.release()


def _put_back(library: Library, path: Path) -> tuple[bytes, tuple[str, ...]]:
    """Take in what was saved elsewhere while the tickets could not be written."""
    said = put_back_file(library, path)
    library.journal.wait(library.journal.flush())
    return _text(f"{said or f'All of {path} is known already.'}\n"), library.opened.said


def _database() -> Path:
    return home() / "tickets.sqlite"


def _query(parsed: Namespace) -> Query:
    given = {name: getattr(parsed, name) or "" for name in _FILTERS}
    return Query(parsed.search or "", **given, shelf="" if parsed.shelf == "open" else parsed.shelf)


def _one(reader: Reader, name: str) -> Row:
    rows = reader.named(name)
    if not rows:
        raise InputError(f"There is no ticket {quoted(name)}; `relman tickets` lists them.")
    if len(rows) > 1:
        told = joined([f"{row.ordinal} ({quoted(row.title or row.change_id, 40)})" for row in rows])
        raise InputError(f"{quoted(name)} stands for {len(rows)} tickets; give the number of one: {told}.")
    return rows[0]


def _found_object(found: Found) -> dict[str, object]:
    return {"tickets": [_row_object(row) for row in found.rows], "total": found.total}


def _row_object(row: Row) -> dict[str, object]:
    values = asdict(row)
    return {"id": values.pop("ticket")} | values


def _ticket_object(ticket: Ticket) -> dict[str, object]:
    """All of the ticket: what is shown is enough to export it from. What its `life` comes to is told as `progress`."""
    from .life import life_object  # with all that reads steps, which a list needs nothing of

    whole = ticket.to_json()
    return {"fields": whole.pop("entries")} | whole | {"progress": life_object(ticket)}


def _found_text(found: Found) -> str:
    """A line a ticket: number, change ID, when it was last changed, state, risk, outcome, repository, title."""
    if not found.rows:
        return "No ticket was found.\n"
    cells = [_cells(row) for row in found.rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells]
    return "\n".join([*lines, "", counted(found.total, "ticket")]) + "\n"


def _cells(row: Row) -> tuple[str, ...]:
    told = (row.change_id, row.touched[:10], row.state, row.risk, row.outcome, row.repository)
    return (str(row.ordinal), *(printable(shorten(one, 40)) for one in told), printable(shorten(row.title, _TITLE)))


def _text(text: str) -> bytes:
    return text.encode("utf-8", "backslashreplace")
