"""One ticket's part of what was rescued, on its way back among the tickets."""

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import replace
from itertools import chain
from pathlib import Path

from ..ticket import Ticket
from ..typing_step import new_step
from .delta import delta
from .history import History
from .library import Library
from .record import PERSON, Record, What, changes, now
from .rejoining import Line, in_order, rejoined
from .rescued import Rescued

_Missing = Mapping[Path, Sequence[Record]]  # by where it was rescued to


class Returning:
    """Appends what is missing of a ticket, and has what was written last stand."""

    def __init__(self, library: Library, rescued: Sequence[Rescued], ticket: str) -> None:
        """Raises `ServiceError` where the ticket cannot be read."""
        self.saved: Future[None] | None = None
        self.went_on = False  # what the journal had is newer than some of it
        kept = [one for one in library.records(ticket) if one]
        is_erased = any(one.what is What.ERASED for one in kept)  # the person removed the ticket for good
        self._missing = {} if is_erased else _missing(kept, rescued, ticket)
        records = in_order(self._missing.values())
        if not kept:
            records = _with_beginning(records, rescued, ticket)
        history = History([*kept, *records])
        self.name = _name(history.ticket)
        self._lost = bool(records) and history.ticket is None
        if records and history.ticket:
            last = _rejoined(kept or records[:1], rescued, self._missing) or history.ticket
            if changed := delta(history.ticket, last):
                self.went_on = True
                records = [*records, Record(ticket, What.RESTORED, PERSON, new_step(), now(), changed)]
            self.saved = library.take_in(records, last)

    def changes(self, rescued: Rescued) -> int:
        """How many that were in one place were missing."""
        return changes(self._missing.get(rescued.path, ()))

    def is_left(self, rescued: Rescued) -> bool:
        """Whether something of one place cannot be put back, for nobody knows the ticket any more."""
        return self._lost and bool(self._missing.get(rescued.path))


def _missing(kept: Sequence[Record], rescued: Iterable[Rescued], ticket: str) -> _Missing:
    """What the journal has not, each once, whatever its numbers."""
    known = {one.sha256 for one in kept}
    typed = {one.step: one.at for one in kept if one.what is What.TYPED}
    is_begun = bool(kept)  # a ticket's beginning has another number among all tickets where it was put in
    found: dict[Path, list[Record]] = {}
    for place in rescued:
        new = found.setdefault(place.path, [])
        for one in place.of(ticket):
            grew = one.what is What.TYPED and typed.get(one.step, "") >= one.at
            if one.sha256 in known or grew or (is_begun and one.what is What.CREATED):
                continue
            known.add(one.sha256)
            is_begun = is_begun or one.what is What.CREATED
            new.append(one)
    return found


def _with_beginning(records: Sequence[Record], rescued: Iterable[Rescued], ticket: str) -> list[Record]:
    """The records of a ticket that the journal does not know, with its beginning first, as far as there is one."""
    begins = next((one for one in records if one.what is What.CREATED), None)
    if not begins:
        whole = next(filter(None, (one.beginning(ticket) for one in rescued)), None)
        begins = replace(whole, what=What.CREATED) if whole else None
    return [*([begins] if begins else ()), *(one for one in records if one is not begins)]


def _rejoined(kept: Sequence[Record], rescued: Iterable[Rescued], missing: _Missing) -> Ticket | None:
    """What the ticket holds in the end; None where its beginning is damaged."""
    places = [one for one in rescued if missing.get(one.path)]
    seen = {one.path: max(one.seen(kept), kept[0].number) for one in places}
    number = min(seen.values(), default=0)
    trunk = Line([one for one in kept if one.number <= number], [one for one in kept if one.number > number])
    ours = ({one.sha256 for one in place.records} for place in places)
    branches = [
        Line([one for one in kept if one.number <= seen[place.path] or one.sha256 in its], missing[place.path])
        for place, its in zip(places, ours, strict=True)
    ]
    ticket = History(trunk.before).ticket
    return rejoined(ticket, chain([trunk], branches)) if ticket else None


def _name(ticket: Ticket | None) -> str:
    names = (ticket.entry(field).text.strip() for field in ("change_id", "title")) if ticket else ()
    return next(filter(None, names), "a ticket")
