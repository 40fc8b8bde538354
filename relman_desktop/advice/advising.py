"""Advice on one ticket: what it shows of the way to production, with evidence, and what would help."""

from collections.abc import Callable, Iterator

from ..drafting.proposal import Material
from ..facts.production import is_production
from ..ticket import Ticket
from . import alerting, checking, goals, going_back, manual
from .given import Advice, Given
from .signals import signals
from .steps import steps_of

__all__ = ["Advice", "advise"]

_MOST = 5
_RULES: tuple[Callable[[Given], Iterator[Advice]], ...] = (
    going_back.advise,
    checking.advise,
    alerting.advise,
    goals.advise,
    manual.advise,
)


def advise(material: Material, ticket: Ticket) -> tuple[Advice, ...]:
    """The advice on a ticket, the weightiest first, at most five; () where there is nothing to say.

    A change of documentation, tests or tools alone says nothing of how a team deploys.
    """
    if not any(is_production(file) for file in material.change.files):
        return ()
    parts = {name: steps_of(ticket.entry(name)) for name in ("deployment", "rollback", "validation")}
    given = Given(material, ticket, signals(ticket), **parts)
    return tuple(advice for rule in _RULES for advice in rule(given))[:_MOST]
