"""How long a server is waited for: until the first token, and from each token to the next."""

import asyncio
from dataclasses import dataclass, field
from time import monotonic

MOST_S = 3_600.0  # for a whole answer, besides so many waits for a first token: nobody waits for a drip for ever
WAITS = 10
STRETCH = 5  # signs of life that are no token stretch a wait at most to so many times its length


@dataclass
class Patience:
    """The limits of one answer, set anew by each token. Seconds.

    Comments and empty chunks, which a router sends while a model is loaded or queued, show that somebody is there: they
    begin the wait again, but not for ever.
    """

    first_s: float
    between_s: float
    limit: asyncio.Timeout
    started: float = field(default_factory=monotonic)
    first_token_s: float | None = None
    at_end: bool = False  # whether the wait that goes on is the last that there is for this answer
    _end: float = 0.0

    @property
    def most_s(self) -> float:
        """The longest that a whole answer may take."""
        return WAITS * self.first_s + MOST_S

    def begin(self) -> None:
        self._wait(self.first_s)

    def heard(self) -> None:
        """Something came that is no token."""
        step = self.first_s if self.first_token_s is None else self.between_s
        self._until(min(monotonic() + step, self._end))

    def token(self) -> None:
        """A token came, of the answer or of a thought."""
        if self.first_token_s is None:
            self.first_token_s = monotonic() - self.started
        self._wait(self.between_s)

    def _wait(self, step: float) -> None:
        self._end = monotonic() + step * STRETCH
        self._until(monotonic() + step)

    def _until(self, moment: float) -> None:
        last = self.started + self.most_s
        self.at_end, moment = moment >= last, min(moment, last)
        self.limit.reschedule(asyncio.get_running_loop().time() + moment - monotonic())
