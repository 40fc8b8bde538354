"""Which keys make up one step of undo: what was typed on in one place of one field, without a rest."""

import secrets
import time
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass

REST = 2.0  # seconds without a key, after which a new step begins
LONGEST = 80  # characters of a step; then the next word begins another


def new_step() -> str:
    """The id of a step that nothing else belongs to."""
    return secrets.token_hex(8)


@dataclass(frozen=True, slots=True)
class Splice:
    """How two texts differ, as one replacement: `removed` characters at `start` gave way to `inserted`."""

    start: int
    removed: int
    inserted: str

    @classmethod
    def between(cls, before: str, after: str) -> "Splice":
        """The shortest one; where several places fit (a letter doubled) the last."""
        least = min(len(before), len(after))
        start = _longest(least, lambda size: before[:size] == after[:size])
        tail = _longest(least - start, lambda size: before[len(before) - size :] == after[len(after) - size :])
        return cls(start, len(before) - start - tail, after[start : len(after) - tail])

    @property
    def end(self) -> int:
        return self.start + len(self.inserted)

    def at(self, place: int, before: str, after: str) -> "Splice":
        """The same change told at an earlier place, if it may as well have been made there.

        A blank that is typed before a blank, or one of two like letters that is taken away, shows no place of its own.
        """
        more, less = len(self.inserted), self.removed
        if not 0 <= place < self.start or (more and less):
            return self
        if before[place + less : self.start + less] != after[place + more : self.start + more]:
            return self
        return Splice(place, less, after[place : place + more])


class TypingSteps:
    """Tells the step that an edit belongs to."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._field = self._step = ""
        self._last: Splice | None = None
        self._texts = "", ""  # around the last edit
        self._moment = 0.0
        self._length = 0

    def step_of(self, field: str, before: str, after: str) -> str:
        """The step of an edit of a field: the one of the edit before, where this one goes on with it."""
        splice, moment = Splice.between(before, after), self._clock()
        if self._last and field == self._field:
            self._last, splice = self._beside(self._last, splice, (before, after))
        if field != self._field or moment - self._moment > REST or not self._goes_on(splice, after):
            self._step, self._length = new_step(), 0
        self._field, self._last, self._moment, self._texts = field, splice, moment, (before, after)
        self._length += len(splice.inserted) or splice.removed
        return self._step

    def end(self) -> None:
        """Whatever comes next is another step."""
        self._field = ""

    def _goes_on(self, splice: Splice, after: str) -> bool:
        last = self._last
        if last is None or len(splice.inserted) > 1 or len(last.inserted) > 1:
            return False  # pasted, dropped, or a word of an input method
        if splice.removed and not splice.inserted:  # Backspace or Delete, again
            return last.removed > 0 and not last.inserted and splice.start in (last.start - splice.removed, last.start)
        begins_word = after[splice.start - 1 : splice.start].isspace() and not splice.inserted.isspace()
        full = self._length >= LONGEST and begins_word
        return bool(last.inserted) and not splice.removed and splice.start == last.end and not full

    def _beside(self, last: Splice, splice: Splice, texts: tuple[str, str]) -> tuple[Splice, Splice]:
        """The last edit and this one where one goes on with the other, if they can have been made there."""
        if not splice.inserted:
            back = splice.at(last.start - splice.removed, *texts)
            return last, back if back.start != splice.start else splice.at(last.start, *texts)
        here = splice.at(last.end, *texts)
        return (
            (last, here) if here.start == last.end else (last.at(here.start - len(last.inserted), *self._texts), here)
        )


def _longest(most: int, same: Callable[[int], bool]) -> int:
    """The largest size up to `most` for which two texts are the same; by halves, for a key has no time for a loop."""
    return bisect_left(range(1, most + 1), True, key=lambda size: not same(size))
