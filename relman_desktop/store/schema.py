"""What is in the database: the journal, and what is derived from it."""

import apsw

from .database import transaction

VERSION = 1  # `user_version`; 0 is a file of before the journal, or an empty one

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
DERIVED = """
CREATE TABLE library (
    ticket TEXT PRIMARY KEY,
    ordinal INTEGER NOT NULL,    -- the ticket's number among all, from 1, never used twice
    change TEXT NOT NULL         -- ChangeRef.key
);
CREATE INDEX library_change ON library (change, ordinal);
"""


def create(connection: apsw.Connection) -> None:
    """Make the tables of an empty file."""
    with transaction(connection):
        connection.execute(JOURNAL + DERIVED)
        connection.pragma("user_version", VERSION)
