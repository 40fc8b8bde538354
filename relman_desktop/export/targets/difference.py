"""What is not in a record as it was sent."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that does not hold there what was sent."""

    theirs: str
    label: str
    sort: str  # "ignored" (it is empty there), "altered" (it holds something else), "edited" (since, by somebody there)
    ours: str  # as text, comparable
    now: str
