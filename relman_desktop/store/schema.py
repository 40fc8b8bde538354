"""What is in the database: the journal, what it says of itself, and what is derived from the journal."""

import re
from enum import Enum

import apsw

from .database import transaction
from .meta import LIBRARY, SCHEMA, new_library_id, read_meta, write_meta
from .words import TOKENIZER

DERIVED_VERSION = 2  # what is derived is made anew from the journal where it is of another
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
DERIVED = f"""
CREATE TABLE derived (version INTEGER NOT NULL DEFAULT {DERIVED_VERSION});  -- 0 where something in it is wrong
INSERT INTO derived DEFAULT VALUES;
CREATE TABLE library (
    sha256 TEXT NOT NULL DEFAULT '',       -- of the rest of the row, the text and the footprint
    ordinal INTEGER PRIMARY KEY,           -- the ticket's number among all, from 1, never used twice
    ticket TEXT NOT NULL UNIQUE,
    change TEXT NOT NULL DEFAULT '',       -- ChangeRef.key
    change_id TEXT NOT NULL DEFAULT '',
    title TEXT NOT NULL DEFAULT '',
    repository TEXT NOT NULL DEFAULT '',
    location TEXT NOT NULL DEFAULT '',
    range TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL DEFAULT '',
    risk TEXT NOT NULL DEFAULT '',
    outcome TEXT NOT NULL DEFAULT '',
    assignee TEXT NOT NULL DEFAULT '',
    validator TEXT NOT NULL DEFAULT '',
    services TEXT NOT NULL DEFAULT '',
    schedule TEXT NOT NULL DEFAULT '',
    created TEXT NOT NULL,                 -- UTC, ISO 8601
    touched TEXT NOT NULL,
    copied INTEGER NOT NULL DEFAULT 0,     -- whether an import made it beside a ticket that went another way
    shelf TEXT NOT NULL DEFAULT ''         -- '', 'archived', 'bin', or 'erased'
);
CREATE INDEX library_change ON library (change, ordinal);
CREATE INDEX library_touched ON library (shelf, touched, ordinal);
CREATE INDEX library_planned ON library (ordinal)
    WHERE schedule <> '' AND state <> 'closed' AND outcome = '' AND shelf IN ('', 'archived');
CREATE TABLE texts (ordinal INTEGER PRIMARY KEY, text BLOB NOT NULL);  -- all words of the ticket, zlib
CREATE TABLE footprints (ordinal INTEGER PRIMARY KEY, footprint TEXT NOT NULL);  -- JSON
CREATE TABLE marks (
    id INTEGER PRIMARY KEY,
    part TEXT NOT NULL,                    -- a group of a footprint
    mark TEXT NOT NULL UNIQUE,             -- something that a ticket touches
    tickets INTEGER NOT NULL               -- how many touch it
);
CREATE TABLE touches (mark INTEGER NOT NULL, ordinal INTEGER NOT NULL, PRIMARY KEY (mark, ordinal)) WITHOUT ROWID;
CREATE INDEX touches_ordinal ON touches (ordinal);
CREATE VIRTUAL TABLE search USING fts5 (
    title, text, parts, content='', contentless_delete=1, tokenize='{TOKENIZER}', prefix='1'
);
"""


DERIVED_TABLES = ("search", "texts", "touches", "marks", "footprints", "library", "derived")
_ASIDE = re.sub(r"CREATE (TABLE|INDEX|VIRTUAL TABLE) ", r"CREATE \1 temp.", DERIVED).replace("INTO ", "INTO temp.")


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


def make_derived(connection: apsw.Connection, *, aside: bool = False) -> None:
    """Make the tables of what is derived, in place of those that are there; inside a transaction.

    `aside`: in the connection's own temporary database, whose tables are found before those of the file.
    """
    if aside:
        connection.execute(_ASIDE)
        return
    for name in DERIVED_TABLES:
        connection.execute(f"DROP TABLE IF EXISTS {name}")
    connection.execute(DERIVED)


def derived_is_current(connection: apsw.Connection) -> bool:
    """Whether what is derived is there, of this version, and nothing was found wrong in it."""
    try:
        current = connection.execute("SELECT version FROM derived").get == DERIVED_VERSION
        return current and all(connection.table_exists("main", name) for name in DERIVED_TABLES)
    except apsw.SQLError:
        return False


def is_derived(table: str) -> bool:
    """Whether a table is derived, or one of those that SQLite makes for it."""
    return table in DERIVED_TABLES or table.startswith("search_")


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
