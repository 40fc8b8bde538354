"""The answers of the last tickets of a repository, read without replaying all that was done to them.

A ticket's last whole record (its beginning, or a version) says what was answered then; of the records after it only
those are read that speak of answers.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import apsw

from ..drafting.earlier import Earlier
from ..ticket import text_from_json
from .listing import COLUMNS, record_of
from .record import Record, What
from .search import Row, rows_of
from .words import stored

_WHOLE = (What.CREATED, What.VERSION)
_SINCE = f"""
SELECT {COLUMNS} FROM journal
WHERE ticket = :ticket AND (
    number = :whole OR (number > :whole AND what NOT IN ('typed', 'half', 'exchange', 'draft', 'footprint')
    AND instr(data, '"answers":') > 0)
) ORDER BY number
"""  # noqa: S608 - our own names
_LAST_WHOLE = "SELECT max(number) FROM journal WHERE ticket = ? AND what IN ('created', 'version')"


def last_tickets(connection: apsw.Connection, location: str, most: int) -> list[Row]:
    """The tickets of a repository that were changed last, the newest first; not those in the bin."""
    wanted = (
        "ordinal IN (SELECT ordinal FROM library WHERE location = ? AND shelf IN ('', 'archived')"
        " ORDER BY touched DESC, ordinal DESC LIMIT ?)"
    )
    rows = rows_of(connection, wanted, stored(location), most)
    return sorted(rows, key=lambda row: (row.touched, row.ordinal), reverse=True)


def answer_records(connection: apsw.Connection, ticket: str) -> list[Record]:
    """The records of a ticket that say what is answered in it."""
    whole = connection.execute(_LAST_WHOLE, (ticket,)).get or 0
    rows = connection.execute(_SINCE, {"ticket": ticket, "whole": whole})
    return list(filter(None, map(record_of, rows)))


def answers_in(records: Iterable[Record]) -> dict[str, str]:
    """What is answered after these records; what is none, whoever wrote it, is left out."""
    answers: dict[str, str] = {}
    for record in records:
        told = record.data.get("ticket", {}) if record.what in _WHOLE else record.data
        if record.what in _WHOLE:
            answers.clear()
        for question, answer in _told(told).items():
            answers.pop(question, None)
            if answer is not None:
                answers[question] = answer
    return answers


def each_once(tickets: Sequence[tuple[Row, Mapping[str, str]]]) -> Iterator[Earlier]:
    """The answers of tickets, an answer that several have as that of the first."""
    known = set[tuple[str, str]]()
    for row, answers in tickets:
        for question, answer in answers.items():
            told = question, " ".join(answer.split()).casefold()
            if told not in known:
                known.add(told)
                yield Earlier(question, answer, row.ticket, row.change_id, row.touched)


def _told(data: Any) -> dict[str, str | None]:
    answers = data.get("answers", {}) if isinstance(data, Mapping) else {}
    if not isinstance(answers, Mapping):
        return {}
    found = ((question, answer) for question, answer in answers.items() if answer is None or isinstance(answer, str))
    return {text_from_json(question): answer for question, answer in found}
