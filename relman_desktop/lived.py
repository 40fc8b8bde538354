"""The life of the ticket that is worked on: every act of it is a record of the journal at once, with its time."""

import getpass
from collections.abc import Callable
from concurrent.futures import Future
from datetime import UTC, datetime, tzinfo

from .errors import InputError
from .life import Life, LifeStep, Ticked, closing_note
from .life.acts import annotated, moved, noted, taken_back, ticked_off, turned
from .life.clock import text_of
from .store.record import PERSON, What
from .ticket import Ticket
from .writing import Writing

_LONGEST = 200  # characters of a name


class Living:
    """Acts on one ticket, as it is at that moment: a step is known again by its words."""

    def __init__(self, writing: Writing, signed_as: str, zone: tzinfo, clock: Callable[[], datetime]) -> None:
        """`zone`: the team's."""
        self._writing, self._signed_as, self.zone, self._clock = writing, signed_as, zone, clock

    @property
    def life(self) -> Life:
        return Life.of(self._writing.ticket, self.zone)

    @property
    def now(self) -> datetime:
        """By the clock of this machine, whatever that says."""
        return self._clock().astimezone(UTC)

    @property
    def by(self) -> str:
        """Who acts."""
        return self._signed_as.strip()[:_LONGEST] or account_name()

    def move(self, state: str, note: str = "") -> "Future[None]":
        """Reach a state. Ours only: nothing is told to any change system."""
        return self._act(What.REACHED, moved(self._ticket, state, self._at, self.by, note))

    def choose_state(self, state: str) -> "Future[None]":
        """Take the state that the person chose in the ticket, whatever it is; nothing where it is that already."""
        if self._ticket.entry("state").text == state:
            return self._writing.rest()
        if not state:
            return self._act(What.REACHED, self._ticket.with_text("state", ""))
        return self.move(state)

    def tick(self, step: LifeStep) -> "Future[None]":
        """Tick a step; again where its words are others since. Raises `InputError` where it stands there no more."""
        return self._act(What.TICKED, ticked_off(self.life, self._now(step), self._at, self.by))

    def take_back(self, step: LifeStep) -> "Future[None]":
        """Let a step be open again."""
        return self._act(What.TICKED, taken_back(self.life, self._now(step)))

    def skip(self, step: LifeStep, reason: str) -> "Future[None]":
        """Let a step be skipped, for a reason."""
        after = ticked_off(self.life, self._now(step), self._at, self.by, done="skipped", reason=reason)
        return self._act(What.TICKED, after)

    def annotate(self, step: LifeStep, note: str) -> "Future[None]":
        """Note something on a step; "" takes it away. It may be typed on: the last of what is typed is kept."""
        one = self._now(step)
        after = annotated(self.life, one, note)
        return self._writing.write_down(f"{step.part} {step.words}", one.mark.note, note, after)

    def note(self, text: str, *, problem: bool = False) -> "Future[None]":
        """Note what happens, with its time."""
        return self._act(What.NOTED, noted(self._ticket, text, self._at, self.by, problem=problem))

    def turn(self, note: str = "", *, back: bool = True) -> "Future[None]":
        """Begin to roll back, or do not roll back after all."""
        return self._act(What.NOTED, turned(self._ticket, self._at, self.by, note, back=back))

    def closing_note(self, zone: tzinfo | None = None) -> str:
        """What happened, as Markdown; in the team's time zone, where no other one is given."""
        return closing_note(self._ticket, self.now, zone or self.zone)

    @property
    def _ticket(self) -> Ticket:
        return self._writing.ticket

    @property
    def _at(self) -> str:
        return text_of(self.now)

    def _now(self, step: LifeStep) -> Ticked:
        """A step as it is known now: the one with the same words, wherever it stands."""
        found = next((one for one in self.life.parts[step.part] if one.step.words == step.words), None)
        if found is None:
            raise InputError("This step has other words now, or is gone; look at it again before you tick it.")
        return found

    def _act(self, what: What, after: Ticket) -> "Future[None]":
        return self._writing.act(what, PERSON, after)


def account_name() -> str:
    """Who uses this machine; "" where it does not say."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
