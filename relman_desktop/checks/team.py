"""How a team weighs the checks and what rules of its own it has: the parts of its profile that say so."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from ..fields import BY_NAME
from ..sources.profile.profile import TeamEntry
from ..wording import sentence
from .approvals import applies
from .case import Case
from .finding import Finding, Severity
from .table import OFF, rows

_LONGEST = 60_000  # characters of a field
_LONGEST_QUOTE = 200
_WEIGHT: Mapping[Severity | None, int] = {None: 0, Severity.NOTE: 1, Severity.WARN: 2, Severity.BLOCK: 3}


def severities(case: Case) -> Mapping[str, Severity | None]:
    """How much each check matters to the team, by the check's id; None for one that is off.

    What stands in review, in a file that the change itself alters, only makes a check graver: none approves itself.
    """
    found: dict[str, Severity | None] = {row.id: row.severity for row in rows()}
    for entry in case.profile.of("checks"):
        said = _said(entry)
        if entry.get("id") in found and not _is_held_back(entry, case):
            found[entry.get("id")] = said
    return found


def held_back(case: Case) -> tuple[TeamEntry, ...]:
    """The entries that count for nothing until the change is merged that writes them."""
    return tuple(one for one in case.profile.of("checks") if _is_held_back(one, case))


def _is_held_back(entry: TeamEntry, case: Case) -> bool:
    ours = {row.id: row.severity for row in rows()}
    return entry.id in case.in_review and _WEIGHT[_said(entry)] < _WEIGHT[ours.get(entry.get("id"))]


def _said(entry: TeamEntry) -> Severity | None:
    said = entry.get("severity")
    return None if said == OFF else Severity(said)


def by_rules(case: Case) -> Iterator[Finding]:
    """What the team's own rules find."""
    for entry in case.profile.of("check_rules"):
        if applies(entry, case) and (quote := _broken(entry, case.text(entry.get("field")))) is not None:
            severity = Severity(entry.get("severity") or Severity.WARN)
            label = BY_NAME[entry.get("field")].label
            text = f"{label}: {sentence(entry.get('text'))}"
            yield Finding(f"team-rule:{entry.key.split()[1]}", entry.get("field"), severity, text, (entry.id,), quote)


def _broken(entry: TeamEntry, text: str) -> str | None:
    """The words that break a rule, "" for what is missing; None where it is kept."""
    text = text[:_LONGEST].encode("utf-8", "replace").decode()
    if (must_not := entry.get("must_not")) and (found := _compiled(must_not).search(text)):
        return str(found.group(0))[:_LONGEST_QUOTE].strip()
    if (must := entry.get("must")) and not _compiled(must).search(text):
        return ""
    return None


@lru_cache(256)
def _compiled(pattern: str) -> Any:
    """Of RE2, whose time has a bound whatever stands in a profile."""
    import re2  # costs what a start need not pay

    options = re2.Options()
    options.case_sensitive, options.log_errors = False, False
    return re2.compile(pattern, options)
