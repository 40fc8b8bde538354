"""How risky a change is: a score that shows its reasons, a place in the matrix, and what would lower it.

past        what the history tells of each commit (features), and how often this repository's commits proved faulty
likelihood  the chance of a fault, learned from commits that proved faulty or not: weights are data
impact      what a fault would cost: judged, by tables of ours and the team's profile
questions   what a careful approver asks; an open question counts as "no"
rehearsal   whether the way back is there: the revert computed, the schema, the artifacts
timing      freezes, windows, hours, other deployments
assessing   the points of all parts put together; `scale` makes a level of them
lowering    what the score would be if ...
telling     the same in the ticket's words

The package itself gives the values only: a window is there before anybody needs what works them out.
"""

from .assessment import Answered, Assessment, Axis, CommitRisk, Contribution, FileRisk, Level, Lowering
from .background import Background
from .case import Case

__all__ = [
    "Answered",
    "Assessment",
    "Axis",
    "Background",
    "Case",
    "CommitRisk",
    "Contribution",
    "FileRisk",
    "Level",
    "Lowering",
]
