"""What a recovery did not find, in a sentence for each ticket: which fields and when, as far as it is known."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import apsw

from ..fields import BY_NAME
from ..wording import counted, joined, shorten
from .gathering import Trace
from .meta import lost_numbers
from .record import Record, What

_MOST = 3  # tickets, or fields of one, that are told by their names
_NEAR = 50  # numbers away from one that is lost
_LONGEST = 60  # characters of a ticket's name
_MOST_LOOKED_AT = 2000  # numbers
_AROUND = (
    "SELECT ticket, at FROM journal WHERE number < ? ORDER BY number DESC LIMIT 1",
    "SELECT ticket, at FROM journal WHERE number > ? ORDER BY number LIMIT 1",
)
_BEGUN = (
    "SELECT at FROM journal WHERE ticket = ? AND what = 'created' AND author = 'import' AND step LIKE '%-recovered'"
)
_ACTS = {
    What.TYPED: "An edit",
    What.ACCEPTED: "Drafted sentences that you took",
    What.FILLED: "A draft",
    What.MENDED: "What was put right by the checks",
    What.ANSWERED: "An answer",
    What.EXCHANGE: "A request to a model",
    What.DRAFT: "A model's draft",
    What.CREATED: "The beginning of a ticket",
    What.VERSION: "A version",
}


def lost_sentences(lost: Iterable[int], records: Mapping[int, Record], traces: Mapping[int, Trace]) -> tuple[str, ...]:
    """What is missing, given by the numbers of the records; `traces` are what is left of them."""
    groups: dict[tuple[str, bool], list[_Lost]] = {}
    for number in sorted(lost):
        one = _lost(number, records, traces.get(number))
        groups.setdefault((one.ticket, one.sure), []).append(one)
    told = [_sentence(group, name_of(ticket, records), sure=sure) for (ticket, sure), group in groups.items()]
    others = sum(len(group) for group in list(groups.values())[_MOST:])
    more = (f"{counted(others, 'more edit')} of other tickets could not be recovered.",) if others else ()
    return (*told[:_MOST], *more)


@dataclass(frozen=True, slots=True)
class Near:
    """How many records that could not be recovered stood beside those of a ticket, and the times of those around."""

    count: int
    times: tuple[str, ...]  # as people read them


def lost_near(connection: apsw.Connection, ticket: str) -> Near | None:
    """What is probably missing in a ticket; None for nothing. Raises `apsw.Error`."""
    count, times = 0, []
    for number in sorted(lost_numbers(connection))[:_MOST_LOOKED_AT]:
        around = [row for sql in _AROUND if (row := connection.execute(sql, (number,)).fetchone())]
        if any(row[0] == ticket for row in around):
            count += 1
            times += [when(str(row[1])) for row in around]
    if begun := connection.execute(_BEGUN, (ticket,)).fetchone():  # for want of its beginning
        count += 1
        times.append(when(str(begun[0])))
    return Near(count, tuple(times)) if count else None


def when(at: str) -> str:
    """A record's time as the person's clock had it; "" where it is damaged."""
    try:
        return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M")
    except (ValueError, OverflowError, OSError):
        return ""


def span(times: Iterable[str]) -> str:
    """From when something is, given the times as people read them."""
    known = sorted(filter(None, times))
    if not known:
        return ""
    return f" from {known[0]}" if known[0] == known[-1] else f" from between {known[0]} and {known[-1]}"


@dataclass(frozen=True)
class _Lost:
    """`sure`: whether its ticket is known, or only that of the acts before and after it."""

    ticket: str
    sure: bool
    act: str = "An edit"
    fields: tuple[str, ...] = ()
    times: tuple[str, ...] = ()


def _lost(number: int, records: Mapping[int, Record], trace: Trace | None) -> _Lost:
    before = next((records[one] for one in range(number - 1, max(0, number - _NEAR), -1) if one in records), None)
    after = next((records[one] for one in range(number + 1, number + _NEAR) if one in records), None)
    around = tuple(when(one.at) for one in (before, after) if one)
    known = {one.ticket for one in records.values()}
    if trace and trace.ticket in known:
        act = next((said for what, said in _ACTS.items() if what == trace.what), "An edit")
        written = re.findall(r'"(\w+)":\{"(?:claims|text)"', trace.data)
        fields = tuple(BY_NAME[name].label for name in written if name in BY_NAME)
        at = when(trace.at)
        return _Lost(trace.ticket, True, act, fields, (at,) if at else around)
    near = {one.ticket for one in (before, after) if one}
    return _Lost(near.pop() if len(near) == 1 else "", False, times=around)


def _sentence(group: Sequence[_Lost], name: str, *, sure: bool) -> str:
    what = group[0].act if len(group) == 1 else counted(len(group), "edit")
    fields = tuple(dict.fromkeys(f"“{field}”" for one in group for field in one.fields))
    of = f" of {joined(fields, _MOST)}" if fields else ""
    ticket = f"{' in' if sure else ', probably in'} the ticket “{name}”" if name else ""
    return f"{what}{of}{ticket}{span(time for one in group for time in one.times)} could not be recovered."


def name_of(ticket: str, records: Mapping[int, Record]) -> str:
    """The last title of a ticket in one line, or else its change ID."""
    names = {"title": "", "change_id": ""}
    for _, record in sorted(records.items()):
        if record.ticket == ticket:
            entries = record.data.get("entries") or (record.data.get("ticket") or {}).get("entries") or {}
            names = {name: (entries.get(name) or {}).get("text") or old for name, old in names.items()}
    return shorten(" ".join((names["title"] or names["change_id"]).split()), _LONGEST)
