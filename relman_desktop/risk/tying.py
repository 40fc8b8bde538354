"""What ties files of a change to the rest of it, by the facts."""

from collections.abc import Collection

from ..facts.fact import Fact
from .case import Case
from .impact.remaining import Remaining

_TYING = ("rollback.", "delivery.together")  # kinds of facts that tie files together
_VERDICT = "rollback.verdict"
_TAKING = ("migration.drop_table", "migration.drop_column", "migration.drop_type")  # what running code may need


def ties(case: Case, own: Collection[str]) -> tuple[str, ...]:
    """The facts that tell that these files and the rest need each other."""
    facts, remaining = case.material.facts, Remaining(case)
    rest = {file.id for file in case.material.change.files} - frozenset(own)
    found = [fact for kind in _TYING for fact in facts.of(kind) if fact.kind != _VERDICT]
    return tuple(
        fact.id for fact in found if _cited(fact) & frozenset(own) and (_cited(fact) | remaining.behind(fact)) & rest
    )


def takes_away(case: Case, own: Collection[str]) -> bool:
    """Whether they take away what running code may still need."""
    return any(_cited(fact) & frozenset(own) for fact in case.material.facts.of(*_TAKING))


def _cited(fact: Fact) -> frozenset[str]:
    """The ids of the changed files that a fact cites."""
    return frozenset(one.partition(".")[0] for one in fact.evidence if one[:1] == "F" and one[1:2].isdigit())
