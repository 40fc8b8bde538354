"""How many tokens a text is for a model: exact where its vocabulary is shipped, a calibrated estimate elsewhere.

Nothing is ever downloaded. `counter_for` takes a fifth of a second when a vocabulary is first needed, so it is called
where work is done, not where a window is drawn.
"""

from .counter import Counter, counter_for
from .reported import correction_from, looks_cut

__all__ = ["Counter", "correction_from", "counter_for", "looks_cut"]
