"""A reason for which the previous version does not run, or runs only if something is done, after the deployment."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from ..fact import Finding, Place, Value


class Verdict(IntEnum):
    """Whether the previous version still runs; the worst of all reasons counts."""

    SAFE = 0
    CONDITIONAL = 1  # if something is done or left as it is
    UNKNOWN = 2  # it could not be looked at
    UNSAFE = 3


_WEIGHTS = {Verdict.SAFE: 15, Verdict.CONDITIONAL: 45, Verdict.UNKNOWN: 50, Verdict.UNSAFE: 85}


@dataclass(frozen=True, slots=True)
class Reason:
    """`text` is the whole sentence, `clause` its short form: "it still reads `orders.legacy_id`, which is dropped".

    pattern: the clause with `{what}` for the things that `data["names"]` holds; reasons of one are told together.
    """

    kind: str  # after "rollback."
    verdict: Verdict
    text: str
    clause: str
    evidence: tuple[str | Place, ...]
    action: str = ""  # what makes the way back work, as an instruction with its full stop
    data: Mapping[str, Value] = field(default_factory=dict)
    pattern: str = ""

    def finding(self) -> Finding:
        """The reason as a fact: data has `verdict`, `clause` and `action`."""
        data = {**self.data, "verdict": self.verdict.name.lower(), "clause": self.clause, "action": self.action}
        return Finding(f"rollback.{self.kind}", self.text, self.evidence, data, _WEIGHTS[self.verdict])
