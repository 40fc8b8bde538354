"""Recovers the tickets from a damaged or missing file; each step may be the last one of the process.

1. All records are gathered, and a new database is built of them beside the old one, verified, and synced.
2. A note of what is done is written: from here on the next start goes on where this one ended.
3. The bad file is moved aside with its log, never deleted, and the new one takes its name.
The note is left until the person can have read it (`forget`).
"""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import apsw

from ..errors import ServiceError, cause
from ..files import write_atomically
from ..jobs import Cancel
from ..ticket import ChangeRef, Ticket
from . import schema
from .backups import Backups
from .checking import check
from .database import transaction
from .deriving import rebuild
from .erasing import without_erased
from .gathering import Gathered, gather
from .listing import insert_row
from .meta import new_library_id, write_lost
from .newer import is_of_newer
from .placing import missing
from .record import IMPORT, Record, What
from .recovered import Recovered, told
from .tail import sync, sync_folder
from .timeline import by_ticket, settling

_BESIDE = ("-wal", "-shm", "-journal")  # what belongs to a database file


def recover(database: Path, backups: Backups, reason: str) -> Recovered:
    """Put all that is intact anywhere into a new file, in place of what is there.

    `reason`: a sentence of what was wrong. Raises `ServiceError` where that cannot be done; nothing is changed then.
    """
    try:
        if is_of_newer(database, backups):
            raise ServiceError(
                f"{reason} A newer version of Relman Desktop wrote it, so this one changes nothing: start the newer"
                " one, which recovers your tickets."
            )
        found = gather(database, backups)
        damaged = _free_name(database) if _is_there(database) else None
        recovered = told(reason, found, damaged)
        _build(_ready(database), found)
        write_atomically(_note(database), _as_note(recovered))
        return _swap(database, recovered)
    except (OSError, apsw.Error) as error:
        raise ServiceError(
            f"{reason} They could not be recovered ({cause(error)}); nothing was changed: make room or make the folder"
            f" of {database} writable, then try again."
        ) from error


def unfinished(database: Path) -> Recovered | None:
    """Go on with a recovery that did not end, or say again what the person may not have read.

    Raises `ServiceError`.
    """
    _beginning_file(database).unlink(missing_ok=True)
    try:
        recovered = _read_note(_note(database))
    except FileNotFoundError:
        _ready(database).unlink(missing_ok=True)  # its note was not written, so it was never begun
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ServiceError(
            f"{_note(database)} cannot be read ({cause(error)}); move it away, then try again."
        ) from error
    return _swap(database, recovered) if _ready(database).exists() else recovered


def forget(database: Path) -> None:
    """The person was told."""
    _note(database).unlink(missing_ok=True)


def _build(target: Path, found: Gathered) -> None:
    """A whole database of the records, under its name only when it is on the disk."""
    temporary = _with_end(target, "-building")
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary.unlink(missing_ok=True)
    records = without_erased(with_newest(with_beginnings(found.records), found.strangers))
    connection = apsw.Connection(str(temporary))
    try:
        schema.create(connection, found.library or new_library_id())
        with transaction(connection):
            for number in sorted(records):
                insert_row(connection, records[number])
            write_lost(connection, missing(records))
            rebuild(connection)
        found_wrong = check(connection, Cancel())
    finally:
        connection.close()
    if wrong := [one for one in found_wrong if not one.derived]:  # the rest can be made anew at any start
        raise OSError(f"what was recovered is not whole: {wrong[0].what}")
    with temporary.open("rb+") as file:
        sync(file.fileno())
    temporary.replace(target)
    sync_folder(target.parent)


def with_beginnings(records: Mapping[int, Record]) -> dict[int, Record]:
    """The records, and a beginning for each ticket whose own was lost, so that its texts are shown all the same."""
    found = dict(records)
    begun: set[str] = set()
    ordinal = max((int(one.data.get("ordinal", 0)) for one in records.values() if one.what is What.CREATED), default=0)
    for number in sorted(records):
        one = records[number]
        if one.ticket in begun or not one.draws_on:
            continue
        begun.add(one.ticket)
        gap = _gap_before(number, found) if one.what is not What.CREATED else 0
        if gap:
            ordinal += 1
            found[gap] = _beginning_of(one, gap, ordinal, _change_of(one.ticket, records))
    return found


def _beginning_of(one: Record, number: int, ordinal: int, change: ChangeRef) -> Record:
    whole: dict[str, Any] = one.data.get("ticket") or Ticket(one.ticket, change).to_json()
    data = {"ticket": whole, "ordinal": ordinal}
    return Record(one.ticket, What.CREATED, IMPORT, f"{one.step}-recovered", one.at, data, number)


def _change_of(ticket: str, records: Mapping[int, Record]) -> ChangeRef:
    """Which change a ticket describes, as a later record has it: by that the person finds it again."""
    for _, one in sorted(records.items()):
        change = (one.data.get("ticket") or one.data).get("change") if one.ticket == ticket else None
        with suppress(TypeError):
            if change:
                return ChangeRef(**change)
    return ChangeRef("", "", "", "", "")


def with_newest(records: Mapping[int, Record], strangers: frozenset[str]) -> dict[int, Record]:
    """The records, and for each ticket to which some of another timeline came, given by their checksums, its newest."""
    found = dict(records)
    tickets = {one.ticket for one in records.values() if one.sha256 in strangers}
    in_order = by_ticket(found[number] for number in sorted(found) if found[number].ticket in tickets)
    for both in in_order.values():
        own = [one for one in both if one.sha256 not in strangers]
        for record in settling(own, [one for one in both if one.sha256 in strangers]):
            number = max(found) + 1
            found[number] = replace(record, number=number)
    return found


def _gap_before(number: int, records: Mapping[int, Record]) -> int:
    """The number before another that no record has; 0 where all are taken."""
    return next((place for place in range(number - 1, 0, -1) if place not in records), 0)


def _swap(database: Path, recovered: Recovered) -> Recovered:
    """Move the bad file aside, with what belongs to it, and give its name to the new one."""
    for ending in (*_BESIDE, ""):  # its log first: the new file must never stand beside that of the old one
        bad = _with_end(database, ending)
        if recovered.damaged and bad.exists() and not (aside := _with_end(recovered.damaged, ending)).exists():
            bad.rename(aside)
        elif bad.exists():
            bad.rename(_with_end(_free_name(database), ending))
    _ready(database).replace(database)
    sync_folder(database.parent)
    return recovered


def _is_there(database: Path) -> bool:
    return any(_with_end(database, ending).exists() for ending in ("", *_BESIDE))


def _with_end(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)


def _ready(database: Path) -> Path:
    return database.with_name(f"{database.name}.recovered")


def _beginning_file(database: Path) -> Path:
    return database.with_name(f"{database.name}.recovered-building")


def _note(database: Path) -> Path:
    return database.with_name(f"{database.name}.recovery.json")


def _free_name(database: Path) -> Path:
    """A name for a damaged file that no file has, nor what belongs to it."""
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    number = 1
    while True:
        path = database.with_name(f"{database.stem}.damaged-{moment}-{number}{database.suffix}")
        if not _is_there(path):
            return path
        number += 1


def _as_note(recovered: Recovered) -> bytes:
    damaged = recovered.damaged and recovered.damaged.name
    return json.dumps({"said": recovered.said, "lost": recovered.lost, "damaged": damaged}, indent=1).encode("ascii")


def _read_note(path: Path) -> Recovered:
    values = json.loads(path.read_bytes())
    damaged = path.with_name(Path(values["damaged"]).name) if values["damaged"] else None
    return Recovered(tuple(map(str, values["said"])), tuple(map(str, values["lost"])), damaged)
