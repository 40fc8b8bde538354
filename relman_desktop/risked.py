"""The risk of the current change, worked out when it is asked for and something it rests on is another."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from .drafting.proposal import Proposal
from .known import Known
from .risk import Assessment, Background, Case, Lowering
from .ticket import Ticket

NOTHING: Mapping[str, str] = MappingProxyType({})
FIELDS = ("risk", "risk_analysis")


class Risked:
    """Keeps the last result. Until the background of a change was read there is none."""

    def __init__(self, ours: Mapping[str, str] = NOTHING) -> None:
        self.background: Background | None = None  # of the change that is current
        self.ours = ours  # texts by fields: a field that holds just this is ours, and follows what is computed
        self._rests_on: tuple[object, ...] = ()
        self._case: Case | None = None
        self._assessed: Assessment | None = None

    def assessed(self, known: Known, ticket: Ticket) -> Assessment | None:
        """How risky the change is by what is known now; None while its background is not read."""
        if self.background is None:
            return None
        from .risk.assessing import assess  # read by then, beside the window's thread

        rests_on = known, ticket.answers, ticket.work, ticket.meant, self.background
        if not self._same(rests_on):
            self._rests_on = rests_on
            self._case = Case(known.material(ticket), ticket, self.background)
            self._assessed = assess(self._case)
        return self._assessed

    def reader_of_lowered(self, known: Known, ticket: Ticket) -> Callable[..., tuple[Lowering, ...]]:
        """Works out what would lower the risk most by what is known now, on any thread."""
        now, case = self.assessed(known, ticket), self._case

        def read(*_: object) -> tuple[Lowering, ...]:
            from .risk.lowering import lowerings

            return lowerings(case, now) if now and case else ()

        return read

    def proposals(self, known: Known, ticket: Ticket) -> Mapping[str, Proposal]:
        """What it says for the ticket's fields."""
        now = self.assessed(known, ticket)
        if not (now and self._case):
            return {}
        from .risk.telling import proposals

        return proposals(self._case, now)

    def followed(self, ticket: Ticket, before: Mapping[str, str], drafted: Mapping[str, Proposal]) -> Ticket:
        """The ticket with what is computed now in the fields that hold what was computed before, word for word."""
        for name, text in before.items():
            told = drafted.get(name) if self.background else None
            if told and told.claims and ticket.entry(name).text == text != told.text:
                ticket = ticket.with_claims(name, told.usable)
        return ticket

    def _same(self, rests_on: tuple[object, ...]) -> bool:
        """Whether all is as it was; what is as large as a change is compared by being the same thing."""
        before = self._rests_on
        if not before or before[0] is not rests_on[0] or before[-1] is not rests_on[-1]:
            return False
        return before[1:-1] == rests_on[1:-1]
