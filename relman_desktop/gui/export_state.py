"""How it stands with one ticket on its way into one change system, as a value: what may be done, and what was heard."""

from dataclasses import dataclass, field, replace
from enum import StrEnum

from ..export.targets.prepared import Prepared
from ..submitting.outcome import Difference, Outcome


class Doing(StrEnum):
    """What is being done there now."""

    NOTHING = "nothing"
    LOOKING = "looking"
    SENDING = "sending"


class Heard(StrEnum):
    """What was heard last from there."""

    NOTHING = "nothing"  # it was not asked since the ticket was shown
    ABSENT = "absent"  # a look found no record of the ticket
    THERE = "there"  # a look found one
    SENT = "sent"
    FAILED = "failed"
    STOPPED = "stopped"  # the person stopped it, so how it ended is not known


@dataclass(frozen=True)
class Course:
    """Each act gives a new value; one that cannot be done now gives the same. Nothing in it asks anybody."""

    doing: Doing = Doing.NOTHING
    heard: Heard = Heard.NOTHING
    sends: bool = False  # whether what failed or was stopped might have written something there
    step: str = ""  # what is being done, as it is told
    part: float | None = None
    sent: Prepared | None = None  # what was sent last, or is being sent
    outcome: Outcome | None = None  # of the last look or sending that ended well
    error: Exception | None = None
    over: frozenset[str] = frozenset()  # of the held fields, those in which the edits made there are given up
    taken: frozenset[str] = frozenset()  # those that were taken into the ticket
    fields: frozenset[str] = field(default=frozenset())  # of ours, edited since the sending began

    @property
    def busy(self) -> bool:
        return self.doing is not Doing.NOTHING

    @property
    def held(self) -> tuple[Difference, ...]:
        """The fields that somebody edited there, of which the person has not said yet what should be."""
        return self.outcome.held if self.outcome else ()

    @property
    def missing_token(self) -> bool:
        """Whether it failed for want of a token, which only the person has."""
        from ..exporting import NoToken

        return isinstance(self.error, NoToken)

    @property
    def unsure(self) -> bool:
        """Whether something may be there of which nobody knows."""
        return self.sends and self.heard in (Heard.FAILED, Heard.STOPPED)

    def look(self) -> "Course":
        """Begin to look; what was heard before stands until there is an answer."""
        return self if self.busy else replace(self, doing=Doing.LOOKING, step="", part=None, error=None)

    def send(self, prepared: Prepared) -> "Course":
        """Begin to send just this."""
        if self.busy:
            return self
        return replace(
            self, doing=Doing.SENDING, step="", part=None, sent=prepared, error=None, sends=True, fields=frozenset()
        )

    def tell(self, step: str, part: float | None) -> "Course":
        """What is being done is another step."""
        return replace(self, step=step, part=part) if self.busy else self

    def edited(self, name: str) -> "Course":
        """The person changes a field; what is being sent stays as it was when that began."""
        return replace(self, fields=self.fields | {name}) if self.doing is Doing.SENDING else self

    def answered(self, outcome: Outcome | None) -> "Course":
        """It ended well; None where a look found nothing."""
        if not self.busy:
            return self
        heard = Heard.SENT if self.doing is Doing.SENDING else Heard.THERE if outcome else Heard.ABSENT
        return replace(
            self,
            doing=Doing.NOTHING,
            heard=heard,
            sends=False,
            outcome=outcome,
            error=None,
            over=frozenset(),
            taken=frozenset(),
        )

    def failed(self, error: Exception) -> "Course":
        """It ended otherwise."""
        if not self.busy:
            return self
        return replace(
            self, doing=Doing.NOTHING, heard=Heard.FAILED, error=error, sends=self.doing is Doing.SENDING or self.unsure
        )

    def stopped(self) -> "Course":
        """The person stopped it."""
        if not self.busy:
            return self
        sends = self.doing is Doing.SENDING or self.unsure
        heard = Heard.STOPPED if sends else self.heard
        return replace(self, doing=Doing.NOTHING, heard=heard, sends=sends)

    def overwrite(self, theirs: str, *, on: bool) -> "Course":
        """Give up what somebody wrote into a field there, or do not."""
        if self.busy or theirs not in {one.theirs for one in self.held} - self.taken:
            return self
        return replace(self, over=self.over | {theirs} if on else self.over - {theirs})

    def take(self, theirs: str) -> "Course":
        """A field was taken into the ticket as it stands there: there is nothing left to give up."""
        return replace(self, taken=self.taken | {theirs}, over=self.over - {theirs})
