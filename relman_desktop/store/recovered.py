"""What a recovery found and what it did not, in sentences for the person."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ..fields import BY_NAME
from ..wording import joined, quoted
from .gathering import Gathered, Trace
from .record import Record, What

_MOST = 5  # lost acts that are told one by one
_ACTS = {
    What.TYPED: "An edit",
    What.ACCEPTED: "Drafted sentences that you took",
    What.FILLED: "A draft",
    What.ANSWERED: "An answer",
    What.EXCHANGE: "A request to a model",
    What.DRAFT: "A model's draft",
    What.CREATED: "The beginning of a ticket",
    What.VERSION: "A version",
}


@dataclass(frozen=True)
class Recovered:
    """`said`: what happened and what was recovered; `lost`: what was not, a sentence each; `damaged`: the bad file."""

    said: tuple[str, ...]
    lost: tuple[str, ...] = ()
    damaged: Path | None = None

    @property
    def sentences(self) -> tuple[str, ...]:
        return self.said + self.lost


def told(reason: str, found: Gathered, damaged: Path | None) -> Recovered:
    """The sentences of a recovery."""
    records, numbers = found.records, sorted(found.lost)
    tickets = len({one.ticket for one in records.values()})
    end = "; nothing that was kept is missing" if found.whole and not numbers else ""
    kept = (f"The damaged file is kept as {damaged}.",) if damaged else ()
    was = "was" if tickets == 1 else "were"
    said = f"{reason} {_count(tickets, 'ticket')} with {_count(len(records), 'edit')} {was} recovered{end}."
    lost = [_sentence(number, records, found.traces.get(number)) for number in numbers[:_MOST]]
    if len(numbers) > _MOST:
        lost.append(f"{_count(len(numbers) - _MOST, 'more edit')} could not be recovered.")
    if not found.whole and not lost:
        lost.append("If the last words before that are missing, they could not be recovered.")
    return Recovered((said, *_two_ways(found), *kept), tuple(lost), damaged)


def _two_ways(found: Gathered) -> tuple[str, ...]:
    """A sentence where records of another timeline came in (`timeline`)."""
    tickets = dict.fromkeys(one.ticket for one in found.records.values() if one.sha256 in found.strangers)
    if not tickets:
        return ()
    titles = joined([quoted(_title(one, found.records) or "a ticket without a title") for one in tickets], 3)
    return (
        f"Copies of your tickets had gone two ways, in {titles}: of each field you see the newest text, the others are"
        " in the history.",
    )


def _sentence(number: int, records: Mapping[int, Record], trace: Trace | None) -> str:
    """What was lost: which act on which field and ticket, and when, as far as it is known."""
    if trace is None:
        return f"An edit{_between(number, records)} could not be recovered."
    act = next((said for what, said in _ACTS.items() if what == trace.what), "An edit")
    fields = [BY_NAME[name].label for name in re.findall(r'"(\w+)":\{"(?:claims|text)"', trace.data) if name in BY_NAME]
    of = f" of “{'”, “'.join(fields[:3])}”" if fields else ""
    title = _title(trace.ticket, records)
    ticket = f" in the ticket “{title}”" if title else ""
    at = f" from {_when(trace.at)}" if _when(trace.at) else _between(number, records)
    return f"{act}{of}{ticket}{at} could not be recovered."


def _between(number: int, records: Mapping[int, Record]) -> str:
    before = next((_when(records[one].at) for one in range(number - 1, max(0, number - 50), -1) if one in records), "")
    after = next((_when(records[one].at) for one in range(number + 1, number + 50) if one in records), "")
    if before and after:
        return f" from between {before} and {after}"
    return f" from after {before}" if before else f" from before {after}" if after else ""


def _title(ticket: str, records: Mapping[int, Record]) -> str:
    """The last title of a ticket, in one line."""
    title = ""
    for number in sorted(records):
        if records[number].ticket == ticket:
            data = records[number].data
            entries = data.get("entries") or (data.get("ticket") or {}).get("entries") or {}
            title = (entries.get("title") or {}).get("text") or title
    return " ".join(title.split())[:80]


def _when(at: str) -> str:
    """A record's time for a person; "" where it is damaged."""
    match = re.fullmatch(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d)\S*Z", at, re.ASCII)
    return f"{match[1]} {match[2]} UTC" if match else ""


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
