"""Infrastructure that the deployment takes away or makes anew, and parts that are deployed as one."""

from collections.abc import Iterator, Sequence

from ...wording import joined
from ..fact import Finding
from .reason import Reason, Verdict

_MOST = 8
_KINDS = ("delivery.terraform", "delivery.cloudformation", "delivery.kubernetes")
_TAKEN_AWAY = ("destroyed", "replaced", "recreated", "renamed")


def reasons(findings: Sequence[Finding]) -> Iterator[Reason]:
    """Resources that are gone after the deployment, with their data or without, queues, and what goes as one."""
    for finding in findings:
        lost = bool(finding.data.get("loses_data"))
        if finding.kind in _KINDS and (lost or _takes_away(finding)):
            yield _resource(finding, lost=lost)
        elif finding.kind == "delivery.queue" and finding.data.get("action") in ("renamed", "added"):
            yield _queue(finding)
        elif finding.kind == "delivery.together":
            yield _as_one(finding)


def _takes_away(finding: Finding) -> bool:
    """Not where a computed value may as well turn out to be the same."""
    return finding.data.get("action") in _TAKEN_AWAY and finding.data.get("certain") is not False


def _resource(finding: Finding, *, lost: bool) -> Reason:
    clause = _clause(finding)
    if lost:
        text = f"Going back makes it anew and empty: {clause}."
        action = "Before the deployment, take a backup of what is destroyed; going back makes it anew and empty."
    else:
        text = f"Going back has to make it as it was: {clause}."
        action = "Apply the previous version's definition too, which makes anew what this one takes away."
    verdict = Verdict.UNSAFE if lost else Verdict.CONDITIONAL
    return Reason(
        "resource", verdict, text, clause, finding.evidence[:3], action, {"what": str(finding.data.get("what"))}
    )


def _queue(finding: Finding) -> Reason:
    return Reason(
        "queue",
        Verdict.CONDITIONAL,
        f"The previous version's workers do not look into the new queue: {finding.text}",
        f"its workers do not look into the new queue ({_clause(finding)})",
        finding.evidence[:3],
        "Before going back, let the new queue run empty: the previous version's workers do not look into it.",
    )


def _clause(finding: Finding) -> str:
    """What happens, without what follows from it."""
    first = finding.text.partition(". ")[0].rstrip(".")
    return first[0].lower() + first[1:]


def _as_one(finding: Finding) -> Reason:
    artifacts = finding.data.get("artifacts")
    names = joined(artifacts if isinstance(artifacts, list) else [], _MOST) or "the parts that change in step"
    return Reason(
        "as_one",
        Verdict.CONDITIONAL,
        f"What is deployed as one goes back as one: {finding.text}",
        f"{names} go back as one",
        finding.evidence[:3],
        f"Take {names} back together.",
    )
