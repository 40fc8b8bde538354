"""What a proposal says of itself: who wrote it, how well it stands, and what taking it does."""

from collections import Counter
from collections.abc import Sequence

from ..drafting.proposal import TEMPLATE, Proposal
from ..ticket import Status
from ..wording import counted
from .difference import Mark, Part
from .proposed import Proposed


def heading(proposal: Proposal) -> str:
    """Who drafted it, or is drafting it now."""
    writer = "the template" if proposal.drafter == TEMPLATE else proposal.drafter
    return f"{writer} is writing…" if proposal.growing else f"Proposed by {writer}"


def use_all(shown: Sequence[Proposed], proposal: Proposal, field: str) -> tuple[str, str]:
    """The words of the button that takes a whole proposal, and what it does."""
    left_out = len(proposal.claims) - len(proposal.usable)
    text = "Use all supported" if left_out else "Use all" if len(shown) > 1 else "Use this"
    waits = "sentence that waits" if left_out == 1 else "sentences that wait"
    without = f", without the {left_out} {waits} for you to read and take" if left_out else ""
    return text, f"Put the proposed sentences into {field}{without}; undo gives the old text back"


def summary(shown: Sequence[Proposed], parts: Sequence[Part], *, own: bool) -> str:
    """How many sentences are weak, not supported or taken already, how the words differ, and that `own` words stay."""
    counts = Counter(one.claim.status for one in shown)
    told = (
        (counts[Status.WEAK], "weak"),
        (counts[Status.UNSUPPORTED], "not supported"),
        (counts[Status.UNCHECKED], "not checked"),
        (sum(one.taken for one in shown), "in the text"),
    )
    said = [f"{count} {what}" for count, what in told if count]
    return " · ".join([*said, *_changes(parts), *(["your own words stay"] if own else [])])


def _changes(parts: Sequence[Part]) -> tuple[str, ...]:
    words = Counter[Mark]()
    for part in parts:
        words[part.mark] += len(part.text.split())
    if not parts:
        return ()
    if not words["added"] + words["removed"]:
        return ("only other line breaks",)
    return (f"{counted(words['added'], 'word')} added, {words['removed']} removed",)
