"""Libraries for tests: a database with its records, as the journal writes it."""

from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from relman_desktop.store import schema
from relman_desktop.store.database import connect, transaction
from relman_desktop.store.deriving import derived, rebuild
from relman_desktop.store.listing import COLUMNS, insert_row, last_number, record_of
from relman_desktop.store.record import PERSON, TEMPLATE, Record, What
from relman_desktop.ticket import ChangeRef, Ticket

CHANGE = ChangeRef("/somewhere/orders", "v1..v2", "a" * 40, "b" * 40, "c" * 64)


def ticket(number: int) -> Ticket:
    return Ticket(f"t{number:08}", replace(CHANGE, head=f"{number:040x}")).with_text("title", f"Change {number} 🚀")


def records(tickets: int, edits: int, first: int = 1) -> Iterator[Record]:
    """Tickets one after the other, each with some edits; one of them is longer than a page of the database."""
    for one in range(first, first + tickets):
        at = f"2026-11-{one // 1000 % 28 + 1:02}T{one // 60 % 24:02}:{one % 60:02}"
        data = {"ticket": ticket(one).to_json(), "ordinal": one}
        yield Record(ticket(one).id, What.CREATED, TEMPLATE, f"s{one}", f"{at}:00.000Z", data)
        for edit in range(edits):
            words = (f"{one}-{edit}-{word}" for word in range(edit * 37 % 60 + (1500 if edit == 5 else 0)))
            text = f"Edit {edit} of {one} “now”\r\n" + " ".join(words)
            data = {"entries": {("notes", "description", "title")[edit % 3]: {"text": text}}}
            yield Record(ticket(one).id, What.TYPED, PERSON, f"s{one}-{edit}", f"{at}:01.{edit:03}Z", data)


def write(path: Path, new: Iterable[Record], *, keep_log: bool = False) -> tuple[Record, ...]:
    """Put records into a database, in transactions of a few; `keep_log`: as after a kill. Gives what is in it then."""
    connection = connect(path)
    with closing(connection):
        if schema.state(connection) is schema.State.EMPTY:
            schema.create(connection)
        waiting = list(new)
        while waiting:
            with transaction(connection):
                for one in waiting[:7]:
                    insert_row(connection, replace(one, number=last_number(connection) + 1))
                waiting = waiting[7:]
        with transaction(connection):
            rebuild(connection)
        if keep_log:
            kept = {end: path.with_name(path.name + end).read_bytes() for end in ("", "-wal", "-shm")}
    if keep_log:
        for end, data in kept.items():
            path.with_name(path.name + end).write_bytes(data)
    return read(path) if not keep_log else ()


def read(path: Path) -> tuple[Record, ...]:
    """The records of a database, which must all be intact."""
    with closing(connect(path)) as connection:
        rows = connection.execute(f"SELECT {COLUMNS} FROM journal ORDER BY number").fetchall()
        found = [record_of(row) for row in rows]
        assert None not in found
        assert derived(connection).keys() >= {one.ticket for one in found if one}
        return tuple(one for one in found if one)
