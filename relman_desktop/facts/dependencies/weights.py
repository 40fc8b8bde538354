"""How much the move of a dependency weighs, and whether it is a major step or a step back."""

from collections.abc import Sequence

from .advisories import Said
from .moves import Move
from .requirement import Scope
from .scopes import in_calendar, is_framework, is_stable_below_one
from .versions import is_downgrade, is_major, is_major_below_one

DEVELOPMENT, REPLACED = 5, 30
_OPTIONAL = 10
_WEIGHTS = {"added": 20, "removed": 18, "changed": 15}
_DOWNGRADE, _FRAMEWORK_MAJOR, _MAJOR, _MAJOR_BELOW_ONE = 40, 45, 35, 25
_SECURITY, _SECURITY_BEHIND, _YANKED = 40, 35, 25


def is_major_step(move: Move) -> bool:
    """Whether a move may break what uses the package: another first number, or below 1.0 another second one."""
    old, new = move.old or "", move.new or ""
    below = is_major_below_one(old, new) and not is_stable_below_one(move.name)
    return (is_major(old, new) or below) and not in_calendar(move.key)


def is_step_back(move: Move) -> bool:
    """Whether a move goes to an older version."""
    return is_downgrade(move.old or "", move.new or "")


def weight(moves: Sequence[Move], what: str, said: Said) -> int:
    """The operational weight of moves that are told together; `what` is added, removed or changed."""
    scope = max(move.scope for move in moves)
    if scope is Scope.DEVELOPMENT:
        return DEVELOPMENT
    claimed = (_SECURITY if moves[0].direct else _SECURITY_BEHIND) if said.numbers else _YANKED if said.yanked else 0
    if scope is Scope.OPTIONAL or moves[0].locked or moves[0].elsewhere:
        return max(_OPTIONAL, claimed)
    return max(_WEIGHTS[what], claimed, *map(_seriousness, moves))


def _seriousness(move: Move) -> int:
    """The weight of a downgrade or of another major version; 0 where it is neither."""
    if is_step_back(move):
        return _DOWNGRADE
    if not is_major_step(move):
        return 0
    if not is_major(move.old or "", move.new or ""):
        return _MAJOR_BELOW_ONE
    return _FRAMEWORK_MAJOR if is_framework(move.name) else _MAJOR
