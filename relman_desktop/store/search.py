"""Finds tickets of the library: by words, and by what their rows in the list say."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

import apsw

from .entries import SHELVES, texts
from .excerpt import excerpts
from .words import expression, stored, terms

_WEIGHTS = "10.0, 1.0, 0.5"  # of title, text and the parts of names


@dataclass(frozen=True, slots=True)
class Row:
    """One ticket in the list. What is not known is ""."""

    ticket: str  # its id
    ordinal: int  # its number among all tickets, from 1
    change_id: str
    title: str
    repository: str  # its name: the last part of `location`
    location: str
    range: str
    state: str
    risk: str
    outcome: str
    assignee: str
    validator: str
    services: str
    created: str  # UTC, ISO 8601
    touched: str  # when it was last changed
    shelf: str  # "", "archived", "bin"
    excerpt: str = ""  # where the searched words stand, plain text on one line; "" without a search


@dataclass(frozen=True, slots=True)
class Query:
    """Which tickets are wanted; what is "" does not matter."""

    text: str = ""  # words that must all stand in the ticket, each at least by its beginning
    repository: str = ""
    state: str = ""
    risk: str = ""
    person: str = ""  # the assignee or the validator
    since: str = ""  # days, 2026-11-24: when the ticket was last changed, both included
    until: str = ""
    shelf: str = ""  # "" those that are on none, "archived", "bin", or "all" for all but the bin


@dataclass(frozen=True, slots=True)
class Found:
    """A page of what was found, the best first (without words: what was changed last first), and how many there are."""

    rows: tuple[Row, ...]
    total: int


COLUMNS = tuple(field.name for field in fields(Row) if field.name != "excerpt")
_LIST = ", ".join(f"library.{name}" for name in COLUMNS).replace(
    "library.change_id", "library.change_id || iif(library.copied, ' (imported)', '')"
)
_VALUES = {
    "repository": ("repository",),
    "state": ("state",),
    "risk": ("risk",),
    "person": ("assignee", "validator"),
}


def search(connection: apsw.Connection, query: Query, limit: int, offset: int) -> Found:
    """A page of the tickets that a query is for."""
    searched = terms(query.text)
    if (query.text.strip() and not searched) or query.shelf not in (*SHELVES, "all"):
        return Found((), 0)  # nothing but punctuation
    where, values = _conditions(query)
    if searched:
        source = "search JOIN library ON library.ordinal = search.rowid"
        where, values = ["search MATCH ?", *where], [expression(query.text), *values]
        order = f"bm25(search, {_WEIGHTS}), touched DESC"
    else:
        source, order = "library", "touched DESC, ordinal DESC"
    chosen = f"FROM {source} WHERE {' AND '.join(where)}"
    total = int(connection.execute(f"SELECT count(*) {chosen}", values).get)
    page = f"SELECT {_LIST} {chosen} ORDER BY {order} LIMIT ? OFFSET ?"
    rows = [Row(*row) for row in connection.execute(page, (*values, limit, offset))]
    return Found(tuple(_with_excerpts(connection, rows, searched) if searched else rows), total)


def values(connection: apsw.Connection) -> Mapping[str, tuple[tuple[str, int], ...]]:
    """What tickets that are not in the bin have in the columns that a query filters by, with how many, most first."""
    return {name: _counted(connection, columns) for name, columns in _VALUES.items()}


def rows_of(connection: apsw.Connection, where: str, *given: Any) -> list[Row]:
    """The rows that a condition in SQL is for, in the order of their numbers."""
    sql = f"SELECT {_LIST} FROM library WHERE shelf <> 'erased' AND ({where}) ORDER BY ordinal"  # noqa: S608 - our own words
    return [Row(*row) for row in connection.execute(sql, given)]


def _conditions(query: Query) -> tuple[list[str], list[Any]]:
    """The conditions in SQL, and their values."""
    where, given = (["shelf IN ('', 'archived')"], []) if query.shelf == "all" else (["shelf = ?"], [query.shelf])
    wanted = {"repository": query.repository, "state": query.state, "risk": query.risk}
    for name, value in wanted.items():
        if value:
            where.append(f"{name} = ?")
            given.append(stored(value))
    if query.person:
        where.append("? IN (assignee, validator)")
        given.append(stored(query.person))
    for sign, day in ((">=", query.since), ("<=", query.until)):
        if day:
            where.append(f"substr(touched, 1, 10) {sign} ?")
            given.append(stored(day[:10]))
    return where, given


def _with_excerpts(connection: apsw.Connection, rows: list[Row], searched: tuple[tuple[str, ...], ...]) -> list[Row]:
    found = texts(connection, [row.ordinal for row in rows])
    cut = excerpts(searched)
    return [replace(row, excerpt=_beside_title(cut, row.title, found.get(row.ordinal, ""))) for row in rows]


def _beside_title(cut: Callable[[str], str], title: str, text: str) -> str:
    """Where the words stand, rather not in the title, which every list shows."""
    return cut(text.replace(title, "", 1)) or cut(text)


def _counted(connection: apsw.Connection, columns: tuple[str, ...]) -> tuple[tuple[str, int], ...]:
    each = " UNION ALL ".join(
        f"SELECT {one} AS value FROM library WHERE shelf IN ('', 'archived') AND {one} <> ''"  # noqa: S608
        + "".join(f" AND {one} <> {other}" for other in columns[:place])  # who is both counts once
        for place, one in enumerate(columns)
    )
    sql = f"SELECT value, count(*) FROM ({each}) GROUP BY value ORDER BY 2 DESC, value"  # noqa: S608
    return tuple((str(value), int(count)) for value, count in connection.execute(sql))
