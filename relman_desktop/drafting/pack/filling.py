"""What goes into the pack: hunks, facts and what people say, shared out of the tokens that the manifest leaves."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from ...jobs import Cancel
from ..proposal import Material
from .candidates import Read
from .hunk_room import HunkRoom, Picked
from .offers import Section
from .outline import condensed_section
from .outside import Counting, Named, Outside
from .ranking import Ranking
from .rules import rules
from .said import answers_section, commits_section, mentioned_section, work_section
from .sharing import shared
from .team import team_section
from .told import facts_section, notes_section, places_section

_OF_ANSWERS = 4  # the person's answers take at most this part of the room
_OF_A_HUNK = 8  # and one hunk at first this part of the room for hunks
_SMALLEST_MOST = 150  # tokens that one hunk may always take at first
_OF_MUST = (3, 4)  # of the room for hunks, what those that must be there take first where not all of them fit
_A_PLACE = 30  # tokens, about
_AN_OUTLINE = 24  # tokens, about
_LINES = 40  # tokens of a section's heading and of the line that says what it leaves out
_Made = Callable[[Material, Outside, Counting, int], Section]
_SAID: tuple[tuple[str, _Made], ...] = (
    ("facts", facts_section),
    ("notes", notes_section),
    ("team", team_section),
    ("work", work_section),
    ("mentioned", mentioned_section),
    ("commits", commits_section),
)


@dataclass
class Filled:
    """What is in the pack beside its manifest."""

    sections: dict[str, Section] = field(default_factory=dict)
    picked: Picked = field(default_factory=Picked)


class Filling:
    """Everything that may be packed, cleaned and counted as it is needed; filled into rooms of one size or another."""

    def __init__(
        self,
        material: Material,
        ranking: Ranking,
        read: Read,
        files: Sequence[Named],
        outside: Outside,
        counter: Counting,
        room: int,
        cancel: Cancel,
    ) -> None:
        self._material = material
        self._ranking = ranking
        self._read = read
        self._named = {named.id: named for named in files}
        self._outside = outside
        self._counter = counter
        self._cancel = cancel
        self._hunks = HunkRoom(self._named, outside, counter, cancel)
        self._answers = answers_section(material, outside, counter, room)
        self._by_priority = sorted(read.candidates, key=lambda one: -one.priority)
        self._said = {name: made(material, outside, counter, room) for name, made in _SAID}

    def fill(self, room: int) -> Filled:
        """What goes into so many tokens."""
        self._cancel.check()
        filled = Filled({name: replace(section, taken={}) for name, section in self._said.items()})
        left = room - sum(_LINES for section in filled.sections.values() if section.total)
        left -= self._take_answers(filled, left)
        must = [candidate for candidate in self._read.candidates if candidate.must]
        without_must = self._hunks.take_all(filled.picked, must, left) if must else None
        left = left if without_must is None else without_must
        given = shared(left, self._demands(filled, left), rules().shares)
        for name in self._said:
            left -= given[name] - filled.sections[name].take(given[name])
        later = given["places"] + given["condensed"]
        left = self._take_hunks(filled.picked, left - later) + later
        left = self._take_places(filled, left, given["places"])
        left = self._take_condensed(filled, left)
        for name in self._said:
            left = filled.sections[name].take(left)
        self._hunks.widen(filled.picked, self._read.candidates, left)
        return filled

    def _take_answers(self, filled: Filled, room: int) -> int:
        """What the person's answers take: they come before all else, up to a part of the room."""
        answers = filled.sections["answers"] = replace(self._answers, taken={})
        most = max(0, room // _OF_ANSWERS)
        return most - answers.take(most) + _LINES * bool(answers.total)

    def _demands(self, filled: Filled, room: int) -> dict[str, int]:
        picked = filled.picked
        hunks = [one for one in self._read.candidates if one.hunk.id not in picked.views]
        files = {one.file.id for one in hunks}
        demands = {name: filled.sections[name].demand for name in self._said}
        demands["hunks"] = sum(one.estimate for one in hunks) + sum(
            map(self._hunks.head, sorted(files - picked.files.keys()))
        )
        demands["condensed"] = _AN_OUTLINE * len(files) if demands["hunks"] > room // 2 else 0
        demands["places"] = _A_PLACE * len(self._material.facts.places)
        return demands

    def _take_hunks(self, picked: Picked, room: int) -> int:
        """Pick hunks: where not all of those fit that must be there, they come first all the same."""
        most = max(_SMALLEST_MOST, room // _OF_A_HUNK)
        must = [one for one in self._read.candidates if one.must and one.hunk.id not in picked.views]
        if must:
            part = room * _OF_MUST[0] // _OF_MUST[1]
            room = room - part + self._hunks.take(picked, must, part, most)
        return self._hunks.take(picked, self._by_priority, room, most)

    def _take_places(self, filled: Filled, room: int, share: int) -> int:
        """The places that the facts cite which are told, as far as they fit into their share."""
        facts = {*filled.sections["facts"].taken, *filled.sections["notes"].taken}
        places = places_section(self._material, facts, self._outside, self._counter, share)
        filled.sections["places"] = places
        return room - share + places.take(share)

    def _take_condensed(self, filled: Filled, room: int) -> int:
        files = [self._named[one.file.id] for one in self._ranking.files]
        files += [self._named[file_id] for file_id in self._read.locks]
        hunks = {**self._read.hunks, **self._read.locks}
        room -= _LINES
        condensed = condensed_section(
            files, hunks, filled.picked.views, self._outside, self._counter, room, self._cancel
        )
        filled.sections["condensed"] = condensed
        return condensed.take(max(0, room)) + (0 if condensed.taken else _LINES)
