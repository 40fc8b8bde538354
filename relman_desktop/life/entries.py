"""What `Ticket.life` holds: what was said, one after the other, and what is known of each step. All of it is JSON.

Keys stand for themselves, so that what two machines wrote comes together without one taking the other's place:
`said 0003 2026-11-24T20:03:11.123Z` and `step 1 deployment 0f3c…`, of the first attempt to deploy.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal, get_args

from ..ticket import Ticket

Kind = Literal["state", "back", "forth", "note", "problem"]
Done = Literal["", "done", "skipped"]
Part = Literal["deployment", "validation", "rollback"]
PARTS: tuple[Part, ...] = get_args(Part)
MOST = 4_000  # characters of a note or of a step's words
_MOST_SAID = 2_000
_MOST_STEPS = 10_000
_SAID = re.compile(r"said (\d{4,9}) (\S{1,40})")
_STEP = re.compile(rf"step (\d{{1,4}}) ({'|'.join(PARTS)}) ([0-9a-f]{{16}}(?:\.\d{{1,4}})?)")


@dataclass(frozen=True, slots=True)
class Said:
    """Something that happened to the ticket: a state was reached, it began to go back, somebody noted something."""

    kind: Kind
    at: str  # UTC, ISO 8601; "" where nobody knows
    by: str = ""
    note: str = ""
    state: str = ""  # that was reached


@dataclass(frozen=True, slots=True)
class Mark:
    """What is known of a step: whether it is ticked or skipped, when, by whom, and what was noted of it."""

    done: Done = ""
    at: str = ""  # when it was ticked or skipped, UTC, ISO 8601
    by: str = ""
    note: str = ""  # of one that is skipped the reason
    text: str = ""  # the step's words then
    number: int = 0  # its place among the steps then, from 1
    beside: str = ""  # checksums of the steps that were much like it then, with blanks: it never becomes one of theirs


NO_MARK = Mark()


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """Which step a mark is of: by its words, so that it stays with them wherever they stand."""

    attempt: int
    part: Part
    words: str  # a checksum; ".2" behind that of the second step with the same words

    def __str__(self) -> str:
        return f"step {self.attempt} {self.part} {self.words}"


def said_in(ticket: Ticket) -> tuple[Said, ...]:
    """What was said, in its order. What cannot be read, whoever wrote it, is left out."""
    found = sorted((int(key[1]), key[2], text) for name, text in ticket.life.items() if (key := _SAID.fullmatch(name)))
    return tuple(one for _, _, text in found[:_MOST_SAID] if (one := _said(text)))


def marks_in(ticket: Ticket) -> dict[Key, Mark]:
    """What is known of steps, by their keys."""
    found = ((key, _mark(text)) for name, text in ticket.life.items() if (key := key_of(name)))
    return {key: mark for key, mark in found if mark}


def key_of(name: str) -> Key | None:
    """The step that a key of `Ticket.life` is of; None for another one."""
    found = _STEP.fullmatch(name)
    part = next((one for one in PARTS if found and one == found[2]), None)
    return Key(int(found[1]), part, found[3]) if found and part else None


def with_said(ticket: Ticket, said: Said) -> Ticket:
    """The ticket with something said, after all that was said before."""
    numbers = [int(key[1]) for name in ticket.life if (key := _SAID.fullmatch(name))]
    name = f"said {max(numbers, default=0) + 1:04} {said.at or '-'}"
    return ticket.with_life({name: _text({**asdict(said), "note": said.note[:MOST]})})


def with_marks(ticket: Ticket, marks: Mapping[Key, Mark | None]) -> Ticket:
    """The ticket with other marks on steps; None, or an empty one, takes a mark away."""
    return ticket.with_life({str(key): _text(_bounded(mark)) if mark else None for key, mark in marks.items()})


def told_by(name: str, text: str) -> Said | Mark | None:
    """What an entry of `Ticket.life` says; None where it cannot be read."""
    if _SAID.fullmatch(name):
        return _said(text)
    return _mark(text) if key_of(name) else None


def words_in(ticket: Ticket) -> tuple[str, ...]:
    """What people noted, for being searched."""
    return tuple(
        filter(None, (*(one.note for one in said_in(ticket)), *(one.note for one in marks_in(ticket).values())))
    )


def _bounded(mark: Mark) -> dict[str, Any]:
    return {**asdict(mark), "note": mark.note[:MOST], "text": mark.text[:MOST], "beside": mark.beside[:MOST]}


def _text(values: Mapping[str, Any]) -> str:
    return json.dumps({name: value for name, value in values.items() if value}, ensure_ascii=True, sort_keys=True)


def _read(text: str) -> dict[str, Any]:
    """The values of an entry; none where it is no object of JSON."""
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def _said(text: str) -> Said | None:
    told = _read(text)
    kind = next((one for one in get_args(Kind) if one == told.get("kind")), None)
    return Said(kind, *(_word(told, name) for name in ("at", "by", "note", "state"))) if kind else None


def _mark(text: str) -> Mark | None:
    told = _read(text)
    done = next((one for one in get_args(Done) if one == told.get("done", "")), None)
    if not told or done is None:
        return None
    number = told.get("number")
    place = number if type(number) is int and 0 < number < _MOST_STEPS else 0
    at, by, note, text, beside = (_word(told, name) for name in ("at", "by", "note", "text", "beside"))
    return Mark(done, at, by, note, text, place, beside)


def _word(told: Mapping[str, Any], name: str) -> str:
    value = told.get(name, "")
    return value[:MOST] if isinstance(value, str) else ""
