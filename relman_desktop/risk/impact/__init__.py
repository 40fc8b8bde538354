"""What a fault would cost: judged by a table, from the facts and the team's profile."""

from .cost import Cost, impact

__all__ = ["Cost", "impact"]
