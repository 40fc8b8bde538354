"""When the code moves on: which sentences of a ticket lost or changed their evidence, and a redraft of only those."""

from .bringing import Brought, bring
from .carrying import Carried, carry_over
from .claims import Stale, confirmed, is_stale, stale_in
from .exchanging import exchanged
from .left import Left, left_in
from .news import News
from .redrafting import Exchange, Redraft, redrafts

__all__ = [
    "Brought",
    "Carried",
    "Exchange",
    "Left",
    "News",
    "Redraft",
    "Stale",
    "bring",
    "carry_over",
    "confirmed",
    "exchanged",
    "is_stale",
    "left_in",
    "redrafts",
    "stale_in",
]
