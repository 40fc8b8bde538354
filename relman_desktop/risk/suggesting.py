"""The type of a change: standard, normal or emergency, with the reason."""

from ..drafting.change_type import type_of
from .assessment import Level, SuggestedType
from .case import Case


def suggested(case: Case, level: Level) -> SuggestedType:
    """What is suggested for a change of this level, by `resources/risk/types.toml`.

    Without the files of a counterfactual it is the same: the type is of the change as it is.
    """
    found = type_of(case.material, level)
    return SuggestedType(found.type, found.reason, found.evidence)
