"""How fast a tracker is asked: slower as soon as it says that it is too much, for all who ask it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic

from .answer import Unread

LONGEST_S = 60.0  # that one pause is waited for; a longer one is told
_ALL_PAUSES_S = 300.0  # that are waited for in all
_IN_A_ROW = 5  # pauses after each of which the tracker still took nothing
_LEAST_S = 0.05  # for a first pause, whatever a tracker says
_WIDER = 1.25  # slower than what was just too fast
_NARROWER = 0.995  # a little faster with each answer
_WIDEST_S = 5.0  # between two requests
_GLANCE_S = 0.5  # how long a wait takes no notice of the end

Say = Callable[[float], None]


@dataclass
class Pace:
    """When the next request may go to one tracker, whoever makes it. Used on one event loop."""

    say: Say = lambda seconds: None  # told of a pause
    end: Unread | None = None  # why nothing more is asked
    _free_at: float = 0.0  # when a pause is over, by `monotonic`
    _next_at: float = 0.0
    _gap_s: float = 0.0  # between two requests
    _since: float = field(default_factory=monotonic)  # when the gap was last set,
    _answers: int = 0  # and how many answers came since
    _refusals: int = 0  # in a row
    _paused_s: float = 0.0

    async def turn(self) -> float:
        """Wait for one's turn. Gives when it begins, for `slower`."""
        while self.end is None and (wait := max(self._free_at, self._next_at) - monotonic()) > 0:
            await asyncio.sleep(min(wait, _GLANCE_S))
        began = monotonic()
        self._next_at = began + self._gap_s
        return began

    def answered(self, left_alone_s: float | None) -> None:
        """An answer came; where it was the last that the tracker gives for now, it wants to be left alone."""
        self._answers += 1
        self._refusals = 0
        self._gap_s *= _NARROWER
        if left_alone_s and left_alone_s <= LONGEST_S and self._paused_s < _ALL_PAUSES_S:
            self.pause(left_alone_s)

    def slower(self, began: float, wait_s: float | None) -> bool:
        """A request that began then was too much. Whether to wait and go on, for all of this tracker.

        Of several that were refused together, the first one slows it.
        """
        if began < self._since:
            return True
        self._refusals += 1
        longer = 2.0 ** (self._refusals - 1)
        wait_s = longer if wait_s is None else max(wait_s, _LEAST_S * longer)
        if wait_s > LONGEST_S or self._refusals > _IN_A_ROW or self._paused_s + wait_s > _ALL_PAUSES_S:
            return False
        self._widen(wait_s)
        self.pause(wait_s)
        return True

    def _widen(self, wait_s: float) -> None:
        """Ask as often as it took answers, its pause counted in, and a little less."""
        now = monotonic()
        each = (now - self._since + wait_s) / max(1, self._answers)
        self._gap_s = min(max(self._gap_s, each) * _WIDER, _WIDEST_S)
        self._since, self._answers = now, 0

    def pause(self, wait_s: float) -> None:
        """Ask nothing for so long."""
        free_at = monotonic() + wait_s
        if free_at > self._free_at:
            self._paused_s += free_at - max(self._free_at, monotonic())
            self._free_at = free_at
            self.say(wait_s)
