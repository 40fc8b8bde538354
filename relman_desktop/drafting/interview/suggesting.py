"""What may be offered as an answer: from the team's profile, work items and facts, and earlier answers."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import islice

from ..earlier import Earlier
from ..grounds import Ground, Grounds, Name, criteria, name_of
from ..question_table import Offer, Row
from ..redaction import Redactor
from .asked import Suggestion
from .windows import next_windows
from .wording import clean, filled, plain

_MOST = 6  # of one question, besides earlier answers
_MOST_EARLIER = 3
_MOST_LOOKED_AT = 24  # of what there is of one sort
_LONGEST = 600  # characters of one that is offered


class Suggesting:
    """Makes the suggestions for one change. `now` is when, with its time zone: what is over is not offered."""

    def __init__(self, grounds: Grounds, earlier: Sequence[Earlier], now: datetime | None) -> None:
        self._grounds, self._earlier, self._now = grounds, earlier, now
        self._redactor = Redactor()

    def of(self, question: str, row: Row | None) -> tuple[Suggestion, ...]:
        """What may be offered for a question, what belongs to this change most first; `row` is None for a model's."""
        offered = self.candidates(row) if row else ()
        before = self._before(question, offered) if row is None or row.again else ()
        aside = row is not None and row.again == "aside"
        return (*offered[:_MOST], *(replace(one, is_aside=aside) for one in before))

    def candidates(self, row: Row) -> tuple[Suggestion, ...]:
        """All that is not an earlier answer."""
        found = [one for offer in row.suggests for one in self._offered(offer)]
        found = [one for one in found if 0 < len(one.text) <= _LONGEST]
        return tuple({plain(one.text): one for one in reversed(found)}.values())[::-1]

    def _offered(self, offer: Offer) -> Iterator[Suggestion]:
        if offer.of == "windows":
            yield from next_windows(self._grounds, self._now) if self._now else ()
        else:
            for one in islice(self._grounds_of(offer.of), _MOST_LOOKED_AT):
                text = clean(filled(offer.text, one.get), self._redactor)
                yield Suggestion(text, (one.id,), filled(offer.origin, one.get), filled(offer.kind, one.get))

    def _grounds_of(self, text: str) -> Iterable[Ground]:
        name = name_of(text)
        if text == "work.criteria":
            return criteria(self._grounds.material.work)
        return self._entries(name) if name.topic == "team" else self._grounds.of(text)

    def _entries(self, name: Name) -> list[Ground]:
        """The entries of a part, those that belong to the change most first; also those that name other paths."""
        every = self._grounds.material.profile.of(name.what)
        entries = [one for one in every if name.fits(one.values) and self._is_now(one.get("until"))]
        linked = {link.entry.id: at for at, link in enumerate(self._grounds.links(name.what))}
        last = len(linked)
        ranked = sorted(entries, key=lambda one: linked.get(one.id, last + (not self._grounds.covers(one))))
        return [Ground(one.id, one.get) for one in ranked]

    def _is_now(self, until: str) -> bool:
        return not (until and self._now) or until >= self._now.date().isoformat()

    def _before(self, question: str, offered: Sequence[Suggestion]) -> tuple[Suggestion, ...]:
        known = {plain(one.text) for one in offered}
        told = [one for one in self._earlier if one.question == question and len(one.answer) <= _LONGEST]
        fresh = {plain(one.answer): one for one in reversed(told) if plain(one.answer) not in known}
        last = [*fresh.values()][::-1][:_MOST_EARLIER]
        return tuple(Suggestion(one.answer, (), origin_of(one), one.change_id or "earlier") for one in last)


def origin_of(earlier: Earlier) -> str:
    """Where an earlier answer is from: "your answer in CHG-2026-0012, 2026-11-24"."""
    ticket = earlier.change_id or "an earlier ticket"
    return f"your answer in {ticket}, {earlier.at[:10]}"
