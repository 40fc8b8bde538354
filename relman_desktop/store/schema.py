"""What is in the database: the journal, and what is derived from it."""

import apsw

from .database import transaction
from .words import TOKENIZER

DERIVED_VERSION = 1  # what is derived is made anew from the journal where it is of another
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
DERIVED = f"""
CREATE TABLE derived (version INTEGER NOT NULL DEFAULT {DERIVED_VERSION});  -- 0 where something in it is wrong
INSERT INTO derived DEFAULT VALUES;
CREATE TABLE library (
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
    created TEXT NOT NULL,                 -- UTC, ISO 8601
    touched TEXT NOT NULL,
    shelf TEXT NOT NULL DEFAULT ''         -- '', 'archived', 'bin', or 'erased'
);
CREATE INDEX library_change ON library (change, ordinal);
CREATE INDEX library_touched ON library (shelf, touched, ordinal);
CREATE TABLE texts (ordinal INTEGER PRIMARY KEY, text TEXT NOT NULL);  -- all words of the ticket
CREATE VIRTUAL TABLE search USING fts5 (
    title, text, parts, content='', contentless_delete=1, tokenize='{TOKENIZER}', prefix='1'
);
"""


def create(connection: apsw.Connection) -> None:
    """Make the tables of an empty file."""
    with transaction(connection):
        connection.execute(JOURNAL + DERIVED)
        connection.pragma("user_version", VERSION)
