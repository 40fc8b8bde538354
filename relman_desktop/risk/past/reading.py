"""Reading the past of a change from its repository."""

from ...jobs import Cancel, Progress, silent
from ...sources.opening import Opened
from .past import Past


def read_past(opened: Opened, cancel: Cancel, progress: Progress = silent) -> Past | None:
    """What the history tells of the commits of a range; None for a diff file, which has none."""
    return None
