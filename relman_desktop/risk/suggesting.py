"""The type of a change: standard, normal or emergency, with the reason."""

from ..drafting.template.details import change_type
from .assessment import Level, SuggestedType
from .case import Case


def suggested(case: Case, level: Level) -> SuggestedType:
    claim = change_type(case.material)[0]
    kind = "standard" if claim.text == "standard" else "normal"
    return SuggestedType(kind, claim.reasons[0], claim.evidence)  # type: ignore[arg-type]
