"""A claim as a model made it: nothing in it is believed yet."""

from dataclasses import dataclass

from ...ticket import Claim


@dataclass(frozen=True, slots=True)
class RawClaim:
    """One sentence of a model's answer. `layout` is what it called it; ids and quote are what it says it rests on."""

    evidence: tuple[str, ...]
    quote: str
    text: str
    layout: str = ""

    @classmethod
    def of(cls, claim: Claim) -> "RawClaim":
        """A claim to be checked anew."""
        return cls(claim.evidence, claim.quote, claim.text, claim.layout.value)
