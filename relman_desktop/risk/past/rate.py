"""How often this repository's own commits proved faulty."""

from ...jobs import Cancel, Progress, silent
from ...sources.repository import Repository
from .past import Rate


def read_rate(repository: Repository, rev: str, cancel: Cancel, progress: Progress = silent) -> Rate | None:
    """None where the history is too short to tell."""
    return None
