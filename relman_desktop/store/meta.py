"""What the database says of itself, each with its checksum: a flipped bit must not start a wrong migration."""

import json
import secrets
from hashlib import sha256

import apsw

SCHEMA = "schema"  # the same number as `user_version`
LIBRARY = "library"  # an id that backups and tails have too, so that those of another library are left alone
LOST = "lost"  # the numbers of records that a recovery did not find, as a JSON list of first and last


def read_meta(connection: apsw.Connection, name: str) -> str | None:
    """What is kept under a name; None where nothing is, or something else than was written."""
    if not connection.table_exists("main", "meta"):
        return None
    row = connection.execute("SELECT value, sha256 FROM meta WHERE name = ?", (name,)).fetchone()
    return str(row[0]) if row and row[1] == checksum(name, row[0]) else None


def write_meta(connection: apsw.Connection, name: str, value: str) -> None:
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?, ?)", (name, value, checksum(name, value)))


def remove_meta(connection: apsw.Connection, name: str) -> None:
    connection.execute("DELETE FROM meta WHERE name = ?", (name,))


def lost_numbers(connection: apsw.Connection) -> frozenset[int]:
    """The numbers that are known to be missing."""
    ranges = json.loads(read_meta(connection, LOST) or "[]")
    return frozenset(number for first, last in ranges for number in range(first, last + 1))


def write_lost(connection: apsw.Connection, numbers: frozenset[int]) -> None:
    ranges: list[list[int]] = []
    for number in sorted(numbers):
        if ranges and ranges[-1][1] == number - 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    write_meta(connection, LOST, json.dumps(ranges))


def new_library_id() -> str:
    return secrets.token_hex(8)


def checksum(name: str, value: object) -> str:
    """Of a value under its name."""
    return sha256(f"{name}\0{value}".encode("utf-8", "surrogatepass")).hexdigest()
