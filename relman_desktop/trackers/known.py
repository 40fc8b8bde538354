"""The kind of a tracker, by the name that is set."""

from ..errors import InputError
from ..settings import Tracker
from ..wording import quoted
from .kind import Kind
from .kinds import KINDS


def kind_of(tracker: Tracker) -> Kind:
    """Its kind. Raises `InputError` for a name that there is none of."""
    if kind := KINDS.get(tracker.kind):
        return kind
    known = ", ".join(KINDS)
    raise InputError(f"The tracker {quoted(tracker.name)} is of no kind that is known; its kind is one of {known}.")
