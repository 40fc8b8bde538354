"""What a ticket says about the team, as friendly advice: the few things that weigh most."""

from collections.abc import Callable, Iterator

from ..drafting.proposal import Material
from ..ticket import Ticket
from .friction import friction
from .going_back import going_back, when
from .piece import Advice, Case
from .reaching import reaching
from .table import table
from .validating import automation, not_watched_any_more, testing, watching

_PIECES: tuple[Callable[[Case], Iterator[Advice]], ...] = (
    going_back,
    not_watched_any_more,
    friction,
    reaching,
    automation,
    watching,
    testing,
    when,
)


def advise(material: Material, ticket: Ticket) -> tuple[Advice, ...]:
    """At most five pieces of advice, the weightiest first; () for a ticket in which nothing is written.

    Nothing is said of a field that nobody has begun, but for a way back that a written deployment lacks.
    """
    case = Case(material, ticket)
    if not case.signals.is_begun:
        return ()
    weights = table().weights
    told = sorted((one for piece in _PIECES for one in piece(case)), key=lambda one: -weights[one.kind])
    return tuple(told[: weights["most"]])
