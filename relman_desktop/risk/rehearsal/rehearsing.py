"""Rehearsing the rollback of a change."""

from ...facts.book import Facts
from ...jobs import Cancel, Progress, silent
from ...sources.opening import Opened
from .rehearsal import Rehearsal


def rehearse(opened: Opened, facts: Facts, cancel: Cancel, progress: Progress = silent) -> Rehearsal | None:
    """Try the way back of a range in memory; None for a diff file, of which nothing can be tried."""
    return None
