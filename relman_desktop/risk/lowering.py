"""What would lower the risk most, found by assessing the case as if it were so."""

from .assessment import Assessment, Lowering
from .case import Case


def lowerings(case: Case, now: Assessment) -> tuple[Lowering, ...]:
    """Actions that lower the score, the most helpful first. Takes some assessments' time."""
    return ()
