"""The questions about the current change, worked out when they are asked for and something they rest on is another."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

from .drafted import Drafted
from .drafting.earlier import Earlier
from .drafting.interview import Asked, interview
from .drafting.question_table import question_rows
from .fields import BY_NAME
from .known import Known
from .ticket import Ticket

Interview = tuple[Asked, ...]


@cache
def _short() -> tuple[str, ...]:
    """The fields of short values that questions are asked for."""
    return tuple(dict.fromkeys(row.field for row in question_rows() if not BY_NAME[row.field].written))


class Interviewed:
    """Keeps the last result: windows ask for it with every word of a model's."""

    def __init__(self) -> None:
        self.earlier: Sequence[Earlier] = ()  # of the ticket that is current
        self._rests_on: tuple[object, ...] = ()
        self._of: tuple[object, ...] = ()
        self._asked: Interview = ()

    def asked(self, known: Known, ticket: Ticket, drafted: Drafted) -> Interview:
        """Every question with its state; those of the draft that is shown too."""
        draft = replace(drafted.template, questions=drafted.draft.questions if drafted.draft else ())
        now = datetime.now(UTC)
        answers: Mapping[str, str] = ticket.answers
        values = {field: ticket.entry(field).text for field in _short()}
        rests_on = (
            id(known),
            answers,
            values,
            id(drafted.template.proposals),
            draft.questions,
            self.earlier,
            _hour(now),
        )
        if rests_on != self._rests_on:
            self._asked = interview(known.material(ticket), self.earlier, draft, now, values)
            self._rests_on = rests_on
            self._of = known, drafted.template  # kept, or another could have its id
        return self._asked


def _hour(now: datetime) -> str:
    return now.isoformat(timespec="hours")
