"""A rehearsal for the command line: as lines, and as the object `rollback` of `relman risk --format json`."""

from collections.abc import Iterator, Mapping

from ...wording import printable
from .rehearsal import Finding, Rehearsal

_MARKS = {"yes": "yes", "partly": "partly", "no": "NO", "unknown": "not known"}
_NAMES = {
    "revert": "Revert applies cleanly",
    "schema": "Runs with the new schema",
    "configuration": "Runs with the new configuration",
    "artifacts": "Version to go back to is named",
    "for_good": "All can be undone",
}


def as_lines(rehearsal: Rehearsal | None) -> tuple[str, ...]:
    """What a person reads, a line each, each one printable; () where there was no rehearsal."""
    return tuple(map(printable, _lines(rehearsal))) if rehearsal else ()


def as_object(rehearsal: Rehearsal | None) -> Mapping[str, object]:
    """The JSON object; without findings where there was no rehearsal."""
    if rehearsal is None:
        return {"target": "", "tip": "", "outcome": "unknown", "findings": []}
    return {
        "target": rehearsal.target,
        "tip": rehearsal.tip,
        "outcome": rehearsal.outcome,
        "findings": [
            {
                "name": one.name,
                "outcome": one.outcome,
                "text": one.text,
                "evidence": list(one.evidence),
                "details": list(one.details),
            }
            for one in rehearsal.findings
        ],
    }


def title(finding: Finding) -> str:
    """What a finding answers: "Revert applies cleanly"."""
    return _NAMES[finding.name]


def _lines(rehearsal: Rehearsal) -> Iterator[str]:
    for one in rehearsal.findings:
        evidence = f" [{', '.join(one.evidence)}]" if one.evidence else ""
        yield f"{title(one)}: {_MARKS[one.outcome]}. {one.text}{evidence}"
        yield from (f"  - {detail}" for detail in one.details)
