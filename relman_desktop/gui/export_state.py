"""How it stands with one ticket on its way into one change system, as a value: what may be done, and what was heard."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from ..export.targets.prepared import Prepared
from ..submitting.answer import Fault, Unsubmitted
from ..submitting.outcome import Difference, Outcome

_NOT_TOLD: frozenset[Fault] = frozenset(
    {
        *(Fault.FORBIDDEN, Fault.MISSING, Fault.GONE, Fault.INVALID, Fault.FORMAT, Fault.BAD_REQUEST),
        *(Fault.DECLINED, Fault.UNREADABLE, Fault.TOO_LARGE, Fault.NOT_JSON, Fault.SERVER),
    }
)
"""How a site answers that takes tickets and does not tell its fields."""


class Doing(StrEnum):
    """What is being done there now."""

    NOTHING = "nothing"
    READING = "reading"  # the site's fields, before something is sent
    LOOKING = "looking"
    SENDING = "sending"


class Heard(StrEnum):
    """What was heard last from there."""

    NOTHING = "nothing"  # it was not asked since the ticket was shown
    ABSENT = "absent"  # a look found no record of the ticket
    THERE = "there"  # a look found one
    SENT = "sent"
    FAILED = "failed"
    STOPPED = "stopped"  # the person stopped it before anything was written


@dataclass(frozen=True)
class Course:
    """Each act gives a new value; one that cannot be done now gives the same. Nothing in it asks anybody."""

    doing: Doing = Doing.NOTHING
    heard: Heard = Heard.NOTHING
    step: str = ""  # what is being done, as it is told
    part: float | None = None
    sent: Prepared | None = None  # what was sent last, or is being sent
    outcome: Outcome | None = None  # of the last look or sending that ended well
    error: Exception | None = None
    over: frozenset[str] = frozenset()  # of the held fields, those in which the edits made there are given up
    taken: frozenset[str] = frozenset()  # those that were taken into the ticket
    unread: bool = False  # whether the site would not tell its fields, so that it goes without those of its own
    sealed: str = ""  # the seal of the secrets in the text that the person wants to go along

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
        from ..reaching import NoToken

        return isinstance(self.error, NoToken)

    @property
    def gone(self) -> bool:
        """Whether the record that was made is not there any more, so that the person may want another."""
        return isinstance(self.error, Unsubmitted) and self.error.fault in (Fault.DELETED, Fault.UNSEEN)

    @property
    def unsure(self) -> bool:
        """Whether what was heard last is that nobody knows whether it was made."""
        failed = self.heard is Heard.FAILED and isinstance(self.error, Unsubmitted)
        return failed and getattr(self.error, "fault", None) is Fault.UNSURE

    @property
    def refused(self) -> Mapping[str, str]:
        """Why the system did not take fields, by their names there."""
        return self.error.fields if isinstance(self.error, Unsubmitted) else {}

    def look(self) -> "Course":
        """Begin to look; what was heard before stands until there is an answer."""
        return self if self.busy else self._asking(Doing.LOOKING)

    def read(self) -> "Course":
        """Begin to read the site's fields; what was heard of the ticket stands."""
        return self if self.busy else self._asking(Doing.READING)

    def _asking(self, doing: Doing) -> "Course":
        """What failed is over once something else is asked, whatever comes of that."""
        heard = Heard.NOTHING if self.heard is Heard.FAILED else self.heard
        return replace(self, doing=doing, heard=heard, step="", part=None, error=None)

    def send(self, prepared: Prepared) -> "Course":
        """Begin to send just this."""
        if self.busy:
            return self
        return replace(self, doing=Doing.SENDING, step="", part=None, sent=prepared, error=None)

    def tell(self, step: str, part: float | None) -> "Course":
        """What is being done is another step."""
        return replace(self, step=step, part=part) if self.busy else self

    def answered(self, outcome: Outcome | None) -> "Course":
        """It ended well; None where a look found nothing."""
        if not self.busy:
            return self
        if self.doing is Doing.READING:
            return replace(self, doing=Doing.NOTHING, unread=False)
        heard = Heard.SENT if self.doing is Doing.SENDING else Heard.THERE if outcome else Heard.ABSENT
        return replace(
            self,
            doing=Doing.NOTHING,
            heard=heard,
            outcome=outcome,
            error=None,
            over=frozenset(),
            taken=frozenset(),
        )

    def failed(self, error: Exception) -> "Course":
        """It ended otherwise."""
        if not self.busy:
            return self
        unread = self.unread or (self.doing is Doing.READING and getattr(error, "fault", None) in _NOT_TOLD)
        return replace(self, doing=Doing.NOTHING, heard=Heard.FAILED, error=error, unread=unread)

    def stopped(self) -> "Course":
        """The person stopped it, and nothing was written; of a look, all is as it was."""
        if not self.busy:
            return self
        return replace(self, doing=Doing.NOTHING, heard=self.heard if self.doing is Doing.LOOKING else Heard.STOPPED)

    def overwrite(self, theirs: str, *, on: bool) -> "Course":
        """Give up what somebody wrote into a field there, or do not."""
        if self.busy or theirs not in {one.theirs for one in self.held} - self.taken:
            return self
        return replace(self, over=self.over | {theirs} if on else self.over - {theirs})

    def seal(self, seal: str) -> "Course":
        """Let just these secrets of the text go along; "" lets none."""
        return self if self.busy else replace(self, sealed=seal)

    def take(self, theirs: str) -> "Course":
        """A field was taken into the ticket as it stands there: there is nothing left to give up."""
        return replace(self, taken=self.taken | {theirs}, over=self.over - {theirs})
