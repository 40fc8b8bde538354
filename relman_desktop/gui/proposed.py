"""What a proposal shows of each of its sentences, computed before anything is drawn."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from ..drafting.acceptance import is_told
from ..drafting.proposal import Proposal
from ..drafting.taking import standing
from ..ticket import Claim, Layout, Status, spans
from .chips import DOUBT, doubts
from .difference import Part


@dataclass(frozen=True, slots=True)
class Proposed:
    """A sentence of a proposal, as one row shows it."""

    number: int  # of its claim in the proposal
    claim: Claim
    marker: str = ""  # "2." or "•" where it begins a step or an item
    begins: bool = False  # a paragraph, an item or a step
    listed: bool = False  # some sentence of the proposal has a marker
    taken: bool = False  # it stands in the field's text
    growing: bool = False  # it is not complete yet
    arriving: bool = False  # more sentences may follow, and this one may be checked later
    said_above: bool = False  # the sentence above has the same doubts
    dismissed: tuple[str, ...] = ()  # the facts among its evidence that the person dismissed
    parts: tuple[Part, ...] = ()  # how it differs from the field's text; () to show its words alone
    before: bool = False  # the field was given it before, and it was taken out

    @property
    def usable(self) -> bool:
        """Whether the person can take it now."""
        return not self.taken and not self.growing and self.claim.status is not Status.UNCHECKED

    @property
    def doubtful(self) -> bool:
        """Whether it waits for the person because something is against it."""
        against = self.claim.status in (Status.WEAK, Status.UNSUPPORTED) and not is_told(self.claim)
        return self.usable and (against or bool(self.dismissed))

    @property
    def verb(self) -> str:
        """What taking it is called; "" where it cannot be taken."""
        if not self.usable:
            return ""
        return "Use anyway" if self.claim.status is Status.UNSUPPORTED else "Use"

    @property
    def other(self) -> str:
        """What else the person can say of it; "" for nothing."""
        return ""

    @property
    def doubt(self) -> str:
        """Why it is not simply true, in words; "" where nothing is against it."""
        weak = "Quoted" if is_told(self.claim) else "Weak"
        name = {Status.WEAK: weak, Status.UNSUPPORTED: "Not supported"}.get(self.claim.status)
        known = "as above" if self.said_above else doubts(self.claim)
        rests = f"{DOUBT}: {', '.join(self.dismissed)}." if self.dismissed else ""
        unchecked = self.claim.status is Status.UNCHECKED and not self.arriving
        stood = "It stood here before, and was taken out." if self.before and not self.taken else ""
        said = f"{name}: {known}" if name else ""
        return " ".join(filter(None, (said, "Not checked yet." if unchecked else "", rests, stood)))

    @property
    def calm(self) -> bool:
        """Whether the doubt only tells, and warns of nothing."""
        return self.before and not self.doubtful

    @property
    def state(self) -> str:
        """What a screen reader says of it after its words."""
        if self.growing:
            return "Still being written."
        cited = ", ".join(self.claim.evidence)
        held = "In the text already." if self.taken else f"Space: {self.verb.lower()}." if self.usable else ""
        status = self.claim.status.value.capitalize()
        return " ".join(filter(None, (f"{status}.", self.doubt, f"Evidence: {cited or 'none'}.", held)))


def proposed(
    proposal: Proposal,
    current: str,
    dismissed: Collection[str] = (),
    parts: Sequence[Part] = (),
    given: Sequence[Claim] = (),
) -> tuple[Proposed, ...]:
    """The sentences of a proposal beside the field's current text, with the parts of a difference where given.

    `given`: what the field was given before, whether it stands there or not.
    """
    before = set(given)
    found = standing(current, proposal.claims) if current else (None,) * len(proposal.claims)
    marked = _by_claim(proposal, parts) if parts else ((),) * len(proposal.claims)
    last = len(proposal.claims) - 1
    growing = proposal.growing and bool(proposal.claims) and proposal.claims[last].status is Status.UNCHECKED
    listed = any(claim.layout in (Layout.ITEM, Layout.STEP) for claim in proposal.claims)
    return tuple(
        Proposed(
            number,
            claim,
            marker,
            number == 0 or claim.layout is not Layout.SENTENCE,
            listed,
            taken=bool(found[number]) and not (growing and number == last),
            growing=growing and number == last,
            arriving=proposal.growing,
            said_above=number > 0 and _same_doubts(proposal.claims[number - 1], claim),
            dismissed=tuple(one for one in claim.evidence if one in dismissed),
            parts=marked[number],
            before=claim in before,
        )
        for number, (claim, marker) in enumerate(zip(proposal.claims, _markers(proposal.claims), strict=True))
    )


def _markers(claims: Sequence[Claim]) -> Iterator[str]:
    step = 0
    for claim in claims:
        step += claim.layout is Layout.STEP
        yield {Layout.ITEM: "•", Layout.STEP: f"{step}."}.get(claim.layout, "")


def _same_doubts(above: Claim, claim: Claim) -> bool:
    return bool(claim.reasons) and above.status is claim.status and above.reasons == claim.reasons


def _by_claim(proposal: Proposal, parts: Sequence[Part]) -> tuple[tuple[Part, ...], ...]:
    """The parts of a difference, cut up by the claims; what is removed belongs to the claim in or before it.

    A sentence that is new as a whole has none: it reads better without marks.
    """
    found = spans(proposal.text, proposal.claims)
    ends = [span.start for span in found[1:]] + [len(proposal.text)]
    cut: list[list[Part]] = [[] for _ in found]
    at = number = 0
    for part in parts:
        if part.mark == "removed":
            cut[number].append(Part(part.mark, f" {part.text.strip()} "))
            continue
        for piece_end in [*(end for end in ends[number:-1] if end < at + len(part.text)), at + len(part.text)]:
            start, end = max(at, found[number].start), min(piece_end, found[number].end)
            if start < end:
                cut[number].append(Part(part.mark, proposal.text[start:end]))
            at = piece_end
            number = min(number + (at >= ends[number]), len(found) - 1)
    return tuple(() if all(part.mark == "added" for part in parts) else tuple(parts) for parts in cut)
