"""When the code moves on: which sentences of a ticket lost or changed their evidence, and a redraft of only those."""

from .carrying import Carried, carry_over
from .claims import Stale, confirmed, is_stale, stale_in
from .exchanging import exchanged
from .news import News
from .redrafting import Exchange, Redraft, redrafts

__all__ = [
    "Carried",
    "Exchange",
    "News",
    "Redraft",
    "Stale",
    "carry_over",
    "confirmed",
    "exchanged",
    "is_stale",
    "redrafts",
    "stale_in",
]
