"""What stands behind the ids of the person's answers, and behind those of what is gone."""

from collections.abc import Mapping

from ..sources.evidence import Evidence, Trust
from ..sources.meant import numbered

GONE = {
    "N": ("team", "What the team's profile said here when the sentence was written is not in it any more."),
    "W": ("work item", "This work item is not among those of the ticket any more."),
    "A": ("answer", "This answer was taken back."),
}


def answers_as_evidence(answers: Mapping[str, str], meant: Mapping[str, str] | None = None) -> tuple[Evidence, ...]:
    """The person's answers as evidence: `A1`, `A2`, ... in the order in which they were given.

    `meant`: what ids mean for a ticket already; an answer that was taken back leaves its id to no other.
    """
    ids = numbered("A", answers, meant or {})
    return tuple(
        Evidence(ids[question], "answer", question, answer, Trust.USER) for question, answer in answers.items()
    )


def gone_evidence(evidence_id: str, key: str) -> Evidence:
    """What is shown for an entry of the profile, a work item or an answer that is gone: that it is."""
    kind, text = GONE[evidence_id[:1]]
    ref = "" if kind == "team" else key  # an entry's key is for programs
    return Evidence(evidence_id, kind, ref, text, Trust.CLAIM)
