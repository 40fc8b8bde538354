"""What a ticket says about the team that wrote it: many steps by hand, no check that runs by itself, no goal reached.

The change ticket distils all that came before it, so that it can be read backwards, as a diagnosis. This is advice for
the team, never a complaint about a person, and it says nothing where there is nothing to say.
"""

from .advising import Advice, advise
from .signals import Signals, signals
from .trending import Measured, Point, measured, trend, trend_sentences

__all__ = ["Advice", "Measured", "Point", "Signals", "advise", "measured", "signals", "trend", "trend_sentences"]
