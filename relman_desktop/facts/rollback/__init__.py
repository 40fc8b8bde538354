"""Rollback safety, computed: does the previous version still run after this change was deployed?

schema    what the migrations take away or ask for, and who of the previous version's code needs it (readers, names)
settings  settings, runtimes and data stores
resources infrastructure that is taken away or made anew, and what is deployed as one
formats   versions of formats, and jobs left in queues
together  parts of the product that must go back together
authors   what the notes of this range say
reason    one reason, which is a fact; the worst of them is the verdict
"""

from collections.abc import Iterator, Sequence

from ...jobs import Cancel
from ...sources.change import Change, Kind
from ...wording import joined, listed
from ..fact import Finding, Value
from ..production import is_production
from . import authors, formats, resources, schema, settings, together
from .reason import Reason, Verdict

_MOST_CLAUSES = 3
_MOST_CITED = 8
_RUNS = (Kind.CODE, Kind.MIGRATION, Kind.CONFIG, Kind.INFRASTRUCTURE)
_OPENINGS = {
    Verdict.UNSAFE: "The previous version does not run unchanged after this deployment: {}.",
    Verdict.UNKNOWN: "It cannot be told whether the previous version still runs after this deployment: {}.",
    Verdict.CONDITIONAL: "The previous version still runs after this deployment on conditions: {}.",
}
_SAFE = "Nothing was found that keeps the previous version from running after this deployment: {}."
_WEIGHTS = {Verdict.SAFE: 20, Verdict.CONDITIONAL: 50, Verdict.UNKNOWN: 55, Verdict.UNSAFE: 95}


def detect(change: Change, findings: Sequence[Finding], cancel: Cancel) -> Iterator[Finding]:
    """`rollback.verdict`, then a `rollback.<reason>` for each reason, the worst first; nothing where nothing runs.

    data of the verdict: verdict ("safe", "conditional", "unknown", "unsafe"), reasons (clauses), actions.
    """
    running = [
        file for file in change.files if file.kind is Kind.DEPENDENCY or (is_production(file) and file.kind in _RUNS)
    ]
    if not running:
        return
    found = sorted(_reasons(change, findings, cancel), key=lambda reason: -reason.verdict)
    yield _verdict(found, findings, tuple(file.id for file in running[:3]))
    yield from (reason.finding() for reason in found)


def _reasons(change: Change, findings: Sequence[Finding], cancel: Cancel) -> Iterator[Reason]:
    yield from schema.reasons(change, findings, cancel)
    yield from settings.reasons(findings)
    yield from resources.reasons(findings)
    yield from formats.reasons(change, findings, cancel)
    yield from together.reasons(change, findings, cancel)
    yield from authors.reasons(findings)


def _verdict(found: Sequence[Reason], findings: Sequence[Finding], files: tuple[str, ...]) -> Finding:
    worst = found[0].verdict if found else Verdict.SAFE
    clauses = _clauses([reason for reason in found if reason.verdict is worst])
    evidence = tuple(dict.fromkeys(one for reason in found for one in reason.evidence[:2]))[:_MOST_CITED]
    data: dict[str, Value] = {
        "verdict": worst.name.lower(),
        "reasons": [reason.clause for reason in found],
        "actions": [reason.action for reason in found if reason.action],
    }
    text = _OPENINGS[worst].format(_in_one(clauses)) if found else _SAFE.format(_looked_at(findings))
    return Finding("rollback.verdict", text, evidence or files, data, _WEIGHTS[worst])


def _clauses(reasons: Sequence[Reason]) -> list[str]:
    """The reasons in short, those that say the same of several things in one clause."""
    together: dict[str, list[Reason]] = {}
    for reason in reasons:
        together.setdefault(reason.pattern or reason.clause, []).append(reason)
    return [
        same[0].clause if len(same) == 1 or not same[0].pattern else pattern.format(what=listed(_names(same)))
        for pattern, same in together.items()
    ]


def _names(reasons: Sequence[Reason]) -> list[str]:
    every = (names for reason in reasons if isinstance(names := reason.data.get("names"), list))
    return list(dict.fromkeys(name for names in every for name in names))


def _in_one(clauses: Sequence[str]) -> str:
    """The clauses in one; those that hold lists of their own are kept apart by more than a comma."""
    if not any(" and " in clause or ", " in clause for clause in clauses):
        return joined(clauses, _MOST_CLAUSES)
    more = len(clauses) - _MOST_CLAUSES
    return "; ".join([*clauses[:_MOST_CLAUSES], *([f"{more:,} more"] if more > 0 else [])])


def _looked_at(findings: Sequence[Finding]) -> str:
    """What a safe verdict rests on."""
    if any(finding.kind == "migration.file" for finding in findings):
        return "the migrations take nothing away that it reads, and every setting that it reads is still there"
    if any(finding.kind == "migration.in_code" for finding in findings):
        return "what the new code changes in the database takes nothing away that it reads, and its settings stay"
    return "no migration runs, and every setting that it reads is still there"
