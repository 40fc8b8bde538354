"""`relman check`: what an approver would send a ticket back for."""

from argparse import Namespace
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from .checked import limits_in
from .checks import Case, Finding, Limit, Severity, check
from .drafting.interview import interview
from .drafting.moving import left_in
from .drafting.template import draft_ticket
from .errors import Blocked, InputError
from .export.contract import to_bytes
from .export.targets.table import targets
from .fields import BY_NAME, FIELDS
from .jobs import Cancel, Progress
from .known import Known
from .named_ticket import ticket_named
from .profile_commands import own_layer
from .reopening import Reopened, nothing_known, reopen
from .risk import Case as RiskCase
from .risk.assessing import assess
from .risk.reading import read_background
from .risk.telling import proposals
from .risk.timing import Planned, timing
from .risk_commands import planned_of
from .settings import load_settings
from .sources.profile.layers import Layer
from .sources.profile.profile import Profile
from .ticket import Ticket
from .wording import counted, joined, listed, printable, quoted

MARKS = {Severity.BLOCK: "✗", Severity.WARN: "!", Severity.NOTE: "·"}


@dataclass(frozen=True)
class Checked:
    """What was found, and sentences on what could not be looked at."""

    findings: tuple[Finding, ...]
    profile: Profile
    notes: tuple[str, ...] = ()
    unchecked: str = ""  # why hardly anything was looked for, a sentence


def check_command(parsed: Namespace, progress: Progress, now: datetime | None = None) -> tuple[bytes, tuple[str, ...]]:
    """The bytes of the result, and sentences beside it. Raises `Blocked`, with the bytes, where something blocks."""
    done = checked(parsed, now or datetime.now(UTC), progress)
    content = _json(done) if parsed.format == "json" else _text(done)
    blocking = sum(one.severity is Severity.BLOCK for one in done.findings)
    if blocking:
        told = f"{counted(blocking, 'finding')} {'blocks' if blocking == 1 else 'block'} this ticket."
        raise Blocked(told, content, done.notes)
    return content, done.notes


def checked(parsed: Namespace, now: datetime, progress: Progress) -> Checked:
    """Check the ticket that the words name, with all of its change that is here."""
    limits = limits_for(parsed.target)
    ticket = ticket_named(parsed.ticket).file.ticket
    layers = [own_layer(parsed.profile)] if parsed.profile else []
    return checks_of(ticket, parsed.repo, layers, limits, now, progress)


def checks_of(
    ticket: Ticket, repo: Path, layers: Sequence[Layer], limits: Sequence[Limit], now: datetime, progress: Progress
) -> Checked:
    """Check a ticket with all of its change that is at its own place or in `repo`. `layers`: of a profile."""
    limits = tuple(limits)
    found = reopen(ticket, repo, layers, Cancel(), progress)
    if not found.loaded:
        material = nothing_known(ticket, found.profile)
        when = timing(material, ticket, planned_of(ticket), now)
        case = Case(ticket, now, material, is_known=False, timing=when, limits=limits)
    else:
        case = _case(found, now, limits, planned_of(ticket), progress)
    return Checked(check(case), found.profile, found.notes, case.unchecked)


def _case(
    found: Reopened, now: datetime, limits: Sequence[Limit], planned: tuple[Planned, ...], progress: Progress
) -> Case:
    """As the window has it: assessed, timed, with its open questions and what is left since the code moved on."""
    loaded, ticket = found.loaded, found.ticket
    assert loaded
    known = Known.of(loaded, ticket)
    material = known.material(ticket)
    background = read_background(loaded.opened, material.facts, Cancel(), progress, planned=planned)
    assessed = RiskCase(material, ticket, background)
    now_known = assess(assessed)
    template = draft_ticket(material)
    template = replace(template, proposals={**template.proposals, **proposals(assessed, now_known)})
    values = {field.name: ticket.entry(field.name).text for field in FIELDS if not field.written}
    return Case(
        ticket,
        now,
        material,
        template=template,
        timing=timing(material, ticket, planned, now),
        assessment=now_known,
        left=left_in(ticket, template, {}),
        moved=found.moved,
        dismissed=known.dismissed,
        asked=interview(material, (), template, now, values),
        limits=tuple(limits),
    )


def limits_for(name: str | None) -> tuple[Limit, ...]:
    """What a target, or the target of a configured system, takes. Raises `InputError` for one that is not known."""
    if not name:
        return ()
    known = targets()
    systems = {one.name: one.target for one in load_settings().systems}
    target = known.get(systems.get(name, name))
    if target is None:
        names = listed([*systems, *known], 20)
        raise InputError(f"There is no change system {quoted(name)}; known are {names}.")
    return limits_in(target)


def _json(done: Checked) -> bytes:
    findings = [finding_object(one) for one in done.findings]
    return to_bytes({"findings": findings, "notes": list(done.notes), "unchecked": done.unchecked})


def finding_object(one: Finding) -> Mapping[str, Any]:
    """A finding; of its mend no more than the words, for a text of a ticket may hold what nobody should print."""
    return {
        "id": one.id,
        "field": one.field,
        "severity": one.severity,
        "text": one.text,
        "evidence": list(one.evidence),
        "quote": one.quote,
        "mend": one.mend.label if one.mend else None,
    }


def _text(done: Checked) -> bytes:
    lines = [finding_line(one) for one in done.findings]
    counts = [(severity, sum(one.severity is severity for one in done.findings)) for severity in Severity]
    told = joined([_counted(severity, number) for severity, number in counts if number])
    clear = "" if done.unchecked else "Nothing was found for which an approver would send this ticket back."
    lines += filter(None, (f"{told}." if told else clear, done.unchecked))
    return ("\n".join(lines) + "\n").encode("utf-8", "backslashreplace")


def _counted(severity: Severity, number: int) -> str:
    if severity is Severity.NOTE:
        return counted(number, "note")
    return f"{counted(number, 'finding')} that {'block' if severity is Severity.BLOCK else 'warn'}{'s' * (number == 1)}"


def finding_line(one: Finding) -> str:
    """`✗ Rollback steps: Nothing says when to go back. [X3] (no-rollback-trigger)`."""
    label = BY_NAME[one.field].label if one.field else ""
    lead = f"{label}: " if label and not one.text.startswith(label) else ""
    cited = f" [{', '.join(one.evidence)}]" if one.evidence else ""
    return printable(f"{MARKS[one.severity]} {lead}{one.text}{cited} ({one.id.partition(':')[0]})")
