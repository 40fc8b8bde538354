"""What a proposal says of itself: who wrote it, how well it stands, and what taking it does."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ..drafting.acceptance import is_told
from ..drafting.proposal import TEMPLATE, Proposal
from ..ticket import Status
from ..wording import counted
from .difference import Mark, Part
from .proposed import Proposed


@dataclass(frozen=True, slots=True)
class Exchanged:
    """Sentences of ours in a field: how many go when a proposal is taken, and how many stay, resting on heavy facts."""

    go: int = 0
    stay: int = 0


def heading(proposal: Proposal) -> str:
    """Who drafted it, or is drafting it now."""
    writer = "the template" if proposal.drafter == TEMPLATE else proposal.drafter
    return f"{writer} is writing…" if proposal.growing else f"Proposed by {writer}"


def use_all(
    shown: Sequence[Proposed], proposal: Proposal, field: str, exchanged: Exchanged = Exchanged()
) -> tuple[str, str]:
    """The words of the button that takes a whole proposal, and what it does."""
    left_out = len(proposal.claims) - len(proposal.usable)
    text = "Use all supported" if left_out else "Use all" if len(shown) > 1 else "Use this"
    waits = "sentence that waits" if left_out == 1 else "sentences that wait"
    without = f", without the {left_out} {waits} for you to read and take" if left_out else ""
    instead = f", in place of {counted(exchanged.go, 'computed sentence')}" if exchanged.go else ""
    return (
        text,
        f"Put the proposed sentences into {field}{instead}{without}{_stays(exchanged)}; undo gives the old text back",
    )


def _stays(exchanged: Exchanged) -> str:
    """Why sentences of ours stay."""
    if not exchanged.stay:
        return ""
    few = (
        "computed sentence stays: it rests on a fact"
        if exchanged.stay == 1
        else "computed sentences stay: they rest on facts"
    )
    return f"; {exchanged.stay} {few} of weight that the proposal does not tell"


def summary(shown: Sequence[Proposed], parts: Sequence[Part], exchanged: Exchanged = Exchanged(), *, own: bool) -> str:
    """How well the sentences stand, how the words differ, what of ours goes and stays, and that `own` words stay."""
    counts = Counter(one.claim.status for one in shown)
    told = (
        (sum(is_told(one.claim) for one in shown), "quoted"),
        (sum(one.claim.status is Status.WEAK and not is_told(one.claim) for one in shown), "weak"),
        (counts[Status.UNSUPPORTED], "not supported"),
        (counts[Status.UNCHECKED], "not checked"),
        (sum(one.taken for one in shown), "in the text"),
    )
    said = [f"{count} {what}" for count, what in told if count]
    goes = [f"replaces {exchanged.go} computed"] if exchanged.go else []
    stays = [f"keeps {exchanged.stay} on heavy facts"] if exchanged.stay else []
    return " · ".join([*said, *_changes(parts), *goes, *stays, *(["your own words stay"] if own else [])])


def _changes(parts: Sequence[Part]) -> tuple[str, ...]:
    words = Counter[Mark]()
    for part in parts:
        words[part.mark] += len(part.text.split())
    if not parts:
        return ()
    if not words["added"] + words["removed"]:
        return ("only other line breaks",)
    return (f"{counted(words['added'], 'word')} added, {words['removed']} removed",)
