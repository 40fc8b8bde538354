"""Checking a case: every check of the table, as the team weighs it, and the team's own rules."""

from collections.abc import Iterator, Mapping, Sequence

from ..fields import FIELDS
from ..sources.profile.layers import FILE
from ..wording import counted
from . import (
    approvals,
    doing,
    going_back,
    matters,
    people,
    risks,
    schedules,
    secret,
    sentences,
    titles,
    written,
)
from .case import Case
from .finding import Finding, Severity
from .found import Finder, Found
from .table import Row, rows, words
from .team import by_rules, held_back, severities

_ORDER = {severity: place for place, severity in enumerate(Severity)}
_PLACES = {field.name: place for place, field in enumerate(FIELDS)}


def check(case: Case) -> tuple[Finding, ...]:
    """What an approver would send the ticket back for, the gravest first, then in the ticket's order."""
    weighed = severities(case)
    found = [one for row in rows() for one in _of(row, case, weighed[row.id])]
    found += () if case.is_over else by_rules(case)
    found.sort(key=lambda one: (_ORDER[one.severity], _PLACES.get(one.field, -1)))
    return secret.without_secrets(found, case)


def _of(row: Row, case: Case, severity: Severity | None) -> Iterator[Finding]:
    if severity is None or (case.is_over and not row.always) or not all(map(case.has, row.needs)):
        return
    by_field: dict[str, list[Found]] = {}
    for one in FINDERS[row.finder](row, case):
        by_field.setdefault(one.field or row.fields[0], []).append(one)
    for field, ones in by_field.items():
        yield from _told(row, field, ones, severity)


def _told(row: Row, field: str, ones: Sequence[Found], severity: Severity) -> Iterator[Finding]:
    """The first few; the last of them says how many more there are."""
    most = words().limits["each"]
    rest = len(ones) - most
    for number, one in enumerate(ones[:most], 1):
        text = row.text.format_map(one.words)
        if rest > 0 and number == most:
            text = f"{text} And {counted(rest, 'further place')} of the same."
        found = f"{row.id}:{one.place}" if one.place else row.id
        grave = max(severity, one.most, key=_ORDER.__getitem__) if one.most else severity
        quote = one.quote[: words().limits["longest_quote"]]
        yield Finding(found, field, grave, text, one.evidence, quote, one.mend)


def _profile_in_review(row: Row, case: Case) -> Iterator[Found]:
    """That the change would silence its own checks."""
    if entries := held_back(case):
        yield Found({"where": entries[0].file or "The profile"}, evidence=tuple(one.id for one in entries))


def _policy_in_review(row: Row, case: Case) -> Iterator[Found]:
    """That the change may alter by what it is approved: what it takes out of the profile nobody sees there any more."""
    if number := case.material.change.ids_by_path.get(FILE):
        yield Found({"file": FILE}, evidence=(number,))


FINDERS: Mapping[str, Finder] = {
    "empty": written.empty,
    "placeholder": written.placeholder,
    "template-only": written.template_only,
    "title-sentences": titles.title_sentences,
    "title-says-nothing": titles.title_says_nothing,
    "title-long": titles.title_long,
    "over-limit": titles.over_limit,
    "no-assignee": people.no_person,
    "no-validator": people.no_person,
    "validator-is-assignee": people.validator_is_assignee,
    "validator-is-robot": people.validator_is_robot,
    "only-suggested": people.only_suggested,
    "no-rollback-trigger": going_back.no_rollback_trigger,
    "vague-rollback-trigger": going_back.vague_rollback_trigger,
    "empty-rollback": going_back.empty_rollback,
    "no-rollback-duration": going_back.no_rollback_duration,
    "no-duration": going_back.no_duration,
    "step-without-check": doing.step_without_check,
    "no-check-afterwards": doing.no_check_afterwards,
    "no-user-check": doing.no_user_check,
    "no-monitoring-check": doing.no_monitoring_check,
    "unknown-command": doing.unknown_command,
    "timing": schedules.timing,
    "unsupported": sentences.unsupported,
    "unchecked": sentences.unchecked,
    "weak": sentences.weak,
    "dismissed-evidence": sentences.dismissed_evidence,
    "stale": sentences.stale,
    "stale-draft": sentences.stale_draft,
    "secret": secret.secret,
    "open-question": matters.open_question,
    "unmentioned-fact": matters.unmentioned_fact,
    "work-not-done": matters.work_not_done,
    "unanswered-review": risks.unanswered_review,
    "no-risk-level": risks.no_risk_level,
    "risk-lower": risks.risk_lower,
    "no-risk-analysis": risks.no_risk_analysis,
    "no-type": risks.no_type,
    "no-services": risks.no_services,
    "emergency-without-reason": risks.emergency_without_reason,
    "no-approver": approvals.no_approver,
    "missing-approval": approvals.missing_approval,
    "profile-in-review": _profile_in_review,
    "policy-in-review": _policy_in_review,
}
