"""An assessment in the ticket's words: proposals for its fields."""

from collections.abc import Mapping

from ..drafting.proposal import Proposal
from ..ticket import Claim
from .assessment import Assessment
from .case import Case

OVERRIDE = "Why is the risk level another than the computed one?"  # the question of the person's reason


def proposals(case: Case, assessment: Assessment) -> Mapping[str, Proposal]:
    """What the assessment says for the fields "risk", "risk_analysis" and "change_type"."""
    level = Claim(
        assessment.level, tuple(dict.fromkeys(i for one in assessment.contributions for i in one.evidence))[:8]
    )
    return {"risk": Proposal("risk", (level,))}
