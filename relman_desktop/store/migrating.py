"""Takes the tables of earlier versions into the journal: forward only, in one transaction, after a backup.

Those versions made their tables wherever they were missing and looked at no version, so a person who went back to one
for a while has its tables beside the journal; they are taken in the same way.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from hashlib import sha256
from typing import Any

import apsw

from ..errors import InputError
from ..ticket import Ticket
from . import schema
from .database import transaction
from .deriving import derived, rebuild
from .listing import insert_row, last_number
from .meta import new_library_id
from .record import IMPORT, Record, What

_MOST_OLD = 10_000  # rows that a table of an earlier version is taken to have had, if it is damaged
_LONG_AGO = "2026-01-01T00:00:00.000Z"  # when what has no time was written
_MODEL = "model"  # who wrote what an earlier version kept no name for


def has_old(connection: apsw.Connection) -> bool:
    """Whether there are tables of a version before the journal."""
    return connection.table_exists("main", "tickets")


def is_earlier(connection: apsw.Connection) -> bool:
    """Whether there is something that `migrate` would take in."""
    return has_old(connection) and schema.state(connection) is not schema.State.NEWER


def migrate(connection: apsw.Connection) -> tuple[str, ...]:
    """Make records of what earlier versions kept, or leave the file as it was.

    Gives a sentence for each row that could not be read; it is in the backup. Raises `apsw.Error`.
    """
    told: list[str] = []
    with transaction(connection):
        if not connection.table_exists("main", "journal"):
            schema.make_tables(connection, old_library_id(connection) or new_library_id())
        rows = derived(connection)
        for number, record in enumerate(records_of(connection, rows, told), last_number(connection) + 1):
            insert_row(connection, replace(record, number=number))
        rebuild(connection)
        for name in schema.OLD:
            connection.execute(f"DROP TABLE IF EXISTS {name}")
    return tuple(told)


def old_library_id(connection: apsw.Connection) -> str:
    """The id of what earlier versions kept, which had none; "" where there is nothing.

    It is always the same, so that the file as it was before an upgrade is known to be of the same library as after.
    """
    first = next((str(row[0]) for row in _rows(connection, "tickets", "id")), "")
    return sha256(f"migrated\0{first}".encode("utf-8", "surrogatepass")).hexdigest()[:16] if first else ""


def migrated_copy(connection: apsw.Connection) -> tuple[apsw.Connection, int]:
    """The tables of earlier versions as a journal in memory, and how many rows could not be read; no file is written.

    Raises `apsw.Error`.
    """
    copy = apsw.Connection(":memory:")
    try:
        with copy.backup("main", connection, "main") as backup:
            backup.step()
        return copy, len(migrate(copy))
    except BaseException:
        copy.close()
        raise


def records_of(connection: apsw.Connection, known: Mapping[str, Any], told: list[str]) -> Iterator[Record]:
    """The rows of earlier versions as records; each ticket's requests and draft after it.

    The same rows are always the same records: an upgrade that was killed is made again.
    """
    ordinal = max((row[0] for row in known.values()), default=0)
    for number, saved, text in _rows(connection, "tickets", "number, saved, ticket"):
        try:
            ticket = Ticket.from_json(json.loads(text))
        except (TypeError, ValueError, RecursionError, InputError):
            told.append(f"The ticket {number} of an earlier version could not be read; it is in the backup.")
            continue
        data: dict[str, Any] = {"ticket": ticket.to_json()}
        if ticket.id in known:
            yield Record(ticket.id, What.VERSION, IMPORT, f"migrated-{number}", str(saved), data)
        else:
            ordinal = max(ordinal + 1, int(number))
            yield Record(ticket.id, What.CREATED, IMPORT, "migrated", str(saved), data | {"ordinal": ordinal})
    times = {row[0]: str(row[1]) for row in _rows(connection, "tickets", "id, saved")}
    times[""] = max(times.values(), default=_LONG_AGO)
    yield from _exchanges(connection, times, told)
    yield from _drafts(connection, times, told)


def _exchanges(connection: apsw.Connection, times: Mapping[str, str], told: list[str]) -> Iterator[Record]:
    for number, ticket_id, text in _rows(connection, "exchanges", "number, ticket, exchange"):
        if data := _object(text):
            data.setdefault("id", f"migrated-{number}")  # the first of them had none
            author, at = str(data.get("model") or _MODEL), str(data.get("when") or _time(times, ticket_id))
            yield Record(ticket_id, What.EXCHANGE, author, f"migrated-exchange-{number}", at, data)
        else:
            told.append(f"A request of an earlier version ({number}) could not be read; it is in the backup.")


def _drafts(connection: apsw.Connection, times: Mapping[str, str], told: list[str]) -> Iterator[Record]:
    for ticket_id, text in _rows(connection, "drafts", "ticket, draft"):
        if data := _object(text):
            at = _time(times, ticket_id)
            yield Record(ticket_id, What.DRAFT, _drafter(data), "migrated-draft", at, {"draft": data})
        else:
            told.append("A model's draft of an earlier version could not be read; it is in the backup.")


def _time(times: Mapping[str, str], ticket_id: str) -> str:
    """When a ticket was saved; of one that is not there, the last of them."""
    return times.get(ticket_id) or times[""]


def _rows(connection: apsw.Connection, table: str, columns: str) -> list[tuple[Any, ...]]:
    if not connection.table_exists("main", table):
        return []
    try:
        return connection.execute(f"SELECT {columns} FROM {table} ORDER BY rowid").fetchall()  # noqa: S608 - our names
    except apsw.CorruptError:
        return list(_rows_one_by_one(connection, table, columns))


def _rows_one_by_one(connection: apsw.Connection, table: str, columns: str) -> Iterator[tuple[Any, ...]]:
    """The rows of a damaged table that can still be reached."""
    for number in range(1, _MOST_OLD + 1):
        try:
            yield from connection.execute(f"SELECT {columns} FROM {table} WHERE rowid = ?", (number,))  # noqa: S608
        except apsw.CorruptError:
            continue


def _object(text: Any) -> dict[str, Any]:
    """The JSON object of a row; nothing where it is none."""
    try:
        data = json.loads(text)
    except (TypeError, ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def _drafter(draft: Mapping[str, Any]) -> str:
    try:
        return str(draft["proposals"][0]["drafter"])
    except (KeyError, IndexError, TypeError):
        return _MODEL
