"""What is in the database: the journal, what it says of itself, and what is derived from the journal."""

from enum import Enum

import apsw

from .database import transaction
from .meta import LIBRARY, SCHEMA, new_library_id, read_meta, write_meta

VERSION = 1  # `user_version`; 0 is a file of before the journal, or an empty one

OLD = ("tickets", "exchanges", "drafts")  # the tables of before the journal

JOURNAL = """
CREATE TABLE journal (
    number INTEGER PRIMARY KEY,  -- the order of the acts
    ticket TEXT NOT NULL,
    what TEXT NOT NULL,          -- What
    author TEXT NOT NULL,
    step TEXT NOT NULL,
    at TEXT NOT NULL,            -- UTC, ISO 8601
    data TEXT NOT NULL,          -- JSON
    sha256 TEXT NOT NULL         -- of all but the number
);
CREATE INDEX journal_ticket ON journal (ticket, number);
"""
META = """
CREATE TABLE meta (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL,
    sha256 TEXT NOT NULL
);
"""
DERIVED = """
CREATE TABLE library (
    ticket TEXT PRIMARY KEY,
    ordinal INTEGER NOT NULL,    -- the ticket's number among all, from 1, never used twice
    change TEXT NOT NULL         -- ChangeRef.key
);
CREATE INDEX library_change ON library (change, ordinal);
"""


class State(Enum):
    """Which version wrote a file."""

    EMPTY = "empty"
    BEFORE = "before"  # one before the journal
    PRESENT = "present"  # or a file that is damaged; the check tells
    NEWER = "newer"


def create(connection: apsw.Connection, library: str = "") -> None:
    """Make the tables of an empty file. `library`: its id, where it is not a new one."""
    with transaction(connection):
        make_tables(connection, library or new_library_id())


def make_tables(connection: apsw.Connection, library: str) -> None:
    """Make the tables; inside a transaction."""
    connection.execute(JOURNAL + META + DERIVED)
    write_meta(connection, SCHEMA, str(VERSION))
    write_meta(connection, LIBRARY, library)
    connection.pragma("user_version", VERSION)


def version(connection: apsw.Connection) -> int:
    """The version that a file says it has, in the place that has a checksum; 0 where it says none."""
    told = read_meta(connection, SCHEMA)
    return int(told) if told and told.isdecimal() else 0


def state(connection: apsw.Connection) -> State:
    """Which version wrote a file; one that only its header says is newer is a damage."""
    if version(connection) > VERSION:
        return State.NEWER
    if connection.table_exists("main", "journal"):
        return State.PRESENT
    if connection.table_exists("main", "tickets"):
        return State.BEFORE
    empty = not connection.execute("SELECT count(*) FROM sqlite_master").get and not connection.pragma("user_version")
    return State.EMPTY if empty else State.PRESENT
