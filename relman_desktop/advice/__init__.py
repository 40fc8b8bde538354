"""What a ticket says about the team that wrote it: friendly advice with its evidence, and how it went over time.

Many manual steps mean friction to simplify or automate; a justification that reaches no business goal means a
distraction, or goals that nobody wrote down or told. `signals` reads any ticket by its texts alone; `advise` holds
them beside what is known of the change and the team; `trend` and `lines` look at the last tickets.
"""

from .advising import advise
from .piece import Advice
from .signals import Signals, WayBack, signals
from .trend import Line, Point, lines, trend

__all__ = ["Advice", "Line", "Point", "Signals", "WayBack", "advise", "lines", "signals", "trend"]
