"""Which tickets touch what: the derived tables by which similar ones are found."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import apsw

from .footprint import marks, table
from .words import stored


def enter(connection: apsw.Connection, ordinal: int, footprint: Mapping[str, Any], repository: str) -> None:
    """Put what a ticket touches in place of what is known of it."""
    leave(connection, ordinal)
    connection.execute("INSERT INTO footprints VALUES (?, ?)", (ordinal, json.dumps(footprint, sort_keys=True)))
    add = (
        "INSERT INTO marks (part, mark, tickets) VALUES (?, ?, 1)"
        " ON CONFLICT DO UPDATE SET tickets = tickets + 1 RETURNING id"
    )
    for part, mark in named(marks(footprint, repository), repository):
        number = connection.execute(add, (part, mark)).get
        connection.execute("INSERT INTO touches VALUES (?, ?)", (number, ordinal))


def move(connection: apsw.Connection, ordinal: int, repository: str) -> None:
    """What a ticket touches is of another repository than was known."""
    text = connection.execute("SELECT footprint FROM footprints WHERE ordinal = ?", (ordinal,)).get
    if text:
        enter(connection, ordinal, json.loads(text), repository)


def leave(connection: apsw.Connection, ordinal: int) -> None:
    """Forget what a ticket touches."""
    touched = "id IN (SELECT mark FROM touches WHERE ordinal = ?)"
    connection.execute(f"UPDATE marks SET tickets = tickets - 1 WHERE {touched}", (ordinal,))  # noqa: S608
    connection.execute(f"DELETE FROM marks WHERE tickets < 1 AND {touched}", (ordinal,))  # noqa: S608
    connection.execute("DELETE FROM touches WHERE ordinal = ?", (ordinal,))
    connection.execute("DELETE FROM footprints WHERE ordinal = ?", (ordinal,))


def named(groups: Mapping[str, Iterable[str]], repository: str) -> Iterator[tuple[str, str]]:
    """Each group with its marks as the tables have them: after the repository where they are only its own."""
    for shared in table()[0]:
        for name in dict.fromkeys(groups.get(shared.group, ())):
            yield shared.group, stored("\n".join((shared.group, repository if shared.own else "", name)))


def name_of(mark: str) -> str:
    """The name that a mark was made of."""
    return mark.split("\n", 2)[2]
