"""Whether the previous version still runs, by the reasons that still count: a dismissed one is no longer told."""

from collections.abc import Sequence
from dataclasses import dataclass

from ...facts.fact import Fact
from ..proposal import Material

_MOST_CLAUSES = 3


@dataclass(frozen=True, slots=True)
class WayBack:
    """The verdict, the reasons for it that count, and both in a sentence."""

    verdict: Fact
    reasons: tuple[Fact, ...]  # those that the sentence tells, the worst
    all_reasons: tuple[Fact, ...]

    @property
    def opening(self) -> str:
        """The sentence without its reasons; the whole of it where it has none."""
        return self.verdict.text.partition(": ")[0] if self.reasons else self.verdict.text.rstrip(".")

    @property
    def text(self) -> str:
        if not self.reasons:
            return self.verdict.text
        more = f"; and {len(self.reasons) - _MOST_CLAUSES:,} more" if len(self.reasons) > _MOST_CLAUSES else ""
        return f"{self.opening}: {'; '.join(one.get('clause') for one in self.reasons[:_MOST_CLAUSES])}{more}."


def way_back(material: Material) -> WayBack | None:
    """None where nothing was judged, or where the person dismissed every reason for the verdict."""
    verdict = material.facts.first("rollback.verdict")
    if verdict is None:
        return None
    rest = [one for one in material.facts.of("rollback.") if one is not verdict]
    reasons = [one for one in rest if one.get("clause") and one.get("verdict") in ("", verdict.get("verdict"))]
    if verdict.data.get("reasons") and not reasons:
        return None
    return WayBack(verdict, tuple(reasons), tuple(rest))


def needs_no_old_schema(material: Material, needing: Sequence[Fact]) -> bool:
    """Whether migrations can stay: the previous version was looked at, and nothing that counts needs what they took."""
    verdict = material.facts.first("rollback.verdict")
    if verdict is None or needing:
        return False
    return way_back(material) is None or verdict.get("verdict") in ("safe", "conditional")
