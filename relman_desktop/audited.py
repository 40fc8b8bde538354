"""Gathers what an audit tells: from the journal of a ticket, from its inputs, and from what was exported."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlsplit

from .export.audit import Course, Exchanged, Inputs, Origin, audit
from .export.drafted import digest, work_digest
from .export.targets.prepared import Aside
from .export.targets.target import Over
from .export.ticket_value import TicketFile
from .fields import FIELDS
from .files import home
from .life.entries import marks_in, said_in
from .loaded import Loaded
from .risk import Assessment
from .risk.telling import OVERRIDE
from .settings import System
from .store.history import History, Step, changed_dismissals
from .store.record import PERSON, What
from .ticket import Claim, Entry, Status, Ticket

AUDIT_FILE = "audit.json"
AUDIT_TITLE = "How this ticket came about"
_EXPORTS = "exports"
_TOLD_OF_EXPORT = ("system", "target", "address", "state", "id", "key", "url", "begun_at", "made_at", "updated_at")
_UNASKED = "unasked"


@dataclass(frozen=True, slots=True)
class Past:
    """What was done to a ticket until now: values of their own, for the history goes on on another thread."""

    steps: tuple[Step, ...]
    exchanges: tuple[Mapping[str, Any], ...]

    @classmethod
    def of(cls, history: History) -> "Past":
        return cls(tuple(history.steps), tuple(history.exchanges.values()))


def audit_of(
    file: TicketFile,
    past: Past | None,
    loaded: Loaded | None,
    assessment: Assessment | None,
    but: System | None = None,
) -> bytes:
    """The audit of a ticket, as JSON; each of the three may be missing, and what it would tell is then empty.

    `but`: a system whose own export is not told: an audit that lies in its record would be another with each export.
    """
    ticket = file.ticket
    return audit(
        ticket, file.repo, _inputs(file, loaded, assessment), _course(file, past, but), ticket.answers.get(OVERRIDE, "")
    )


def audit_aside(content: bytes) -> Aside:
    """An audit as an attachment of the record that a ticket becomes."""
    return Aside(Over.ATTACHMENT, AUDIT_TITLE, content.decode("utf-8"), AUDIT_FILE, "application/json")


def _inputs(file: TicketFile, loaded: Loaded | None, assessment: Assessment | None) -> Inputs:
    """Of a ticket of the library what is known of its change here; of a draft what it says itself."""
    told = {name: one for name, one in file.drafted.items() if isinstance(one, Mapping)}
    risk = _risk(assessment) if assessment else told.get("risk", {})
    if loaded is None:
        return Inputs(_versions(told.get("work")), _versions(told.get("profile")), _prompts(file), risk)
    work = {one.key: work_digest(one.title, one.body, one.criteria) for one in loaded.work_of(file.ticket)}
    return Inputs(work, {one.place: digest(one.text) for one in loaded.profile.entries}, _prompts(file), risk)


def _prompts(file: TicketFile) -> dict[str, str]:
    return _versions(_provenance(file).get("prompts"))


def _provenance(file: TicketFile) -> Mapping[str, Any]:
    told = file.drafted.get("provenance")
    return told if isinstance(told, Mapping) else {}


def _risk(found: Assessment) -> dict[str, Any]:
    points = [{"name": one.name, "axis": one.axis, "points": one.points} for one in found.contributions]
    places = {"level": found.level, "score": found.score, "impact": found.impact, "likelihood": found.likelihood}
    return {**places, "points": points}


def _course(file: TicketFile, past: Past | None, but: System | None) -> Course:
    exports = tuple(_exports(file.ticket.id, but))
    if past is None:
        return Course(
            origins=_origins_of_draft(file),
            states=tuple(_states(file.ticket, ())),
            exchanges=tuple(_drafted_by_model(file)),
            exports=exports,
            life=_life(file.ticket),
        )
    steps = past.steps
    return Course(
        known=True,
        origins={one.name: tuple(_origins(one.name, steps, file.ticket)) for one in FIELDS},
        dismissals=_dismissals(steps),
        states=tuple(_states(file.ticket, steps)),
        exchanges=tuple(_exchanges(past.exchanges)),
        exports=exports,
        life=_life(file.ticket),
    )


def _origins(name: str, steps: Iterable[Step], ticket: Ticket) -> Iterator[Origin]:
    """Where each piece of a field is from: the last act since which it has stood there."""
    acts = [step for step in steps if name in step.fields]
    for piece in ticket.entry(name).current:
        yield _origin(name, piece, acts)


def _origin(name: str, piece: Claim, acts: list[Step]) -> Origin:
    body = piece.body
    for step in reversed(acts):
        if body not in step.after.entry(name).text:
            return Origin()  # it was never typed as a whole: several acts have left it there
        if body not in step.before.entry(name).text:
            return _of_act(name, piece, step)
    return Origin()


def _of_act(name: str, piece: Claim, step: Step) -> Origin:
    if step.what in (What.ACCEPTED, What.FILLED) and piece.status is not Status.USER:
        return Origin(step.author, PERSON if step.what is What.ACCEPTED else _UNASKED, step.at)
    by = step.author if step.what is not What.FILLED else _UNASKED
    drafted = PERSON if piece.status is Status.USER else ""
    return Origin(
        drafted,
        by,
        step.at,
        "drafted" if drafted and _gave_way(step.before.entry(name), step.after.entry(name)) else "",
    )


def _gave_way(before: Entry, after: Entry) -> bool:
    """Whether a drafted sentence stands no more."""
    left = {span.claim for span in after.spans}
    return any(span.claim not in left and span.claim.status is not Status.USER for span in before.spans)


def _origins_of_draft(file: TicketFile) -> dict[str, tuple[Origin, ...]]:
    """Of a draft that nobody has looked at: who drafted it is all that is known."""
    return {
        name: tuple(Origin("" if one.status is Status.USER else by) for one in file.ticket.entry(name).current)
        for name, by in _versions(file.drafted.get("by")).items()
    }


def _dismissals(steps: Iterable[Step]) -> dict[str, str]:
    """When each fact was dismissed last."""
    return {key: step.at for step in steps for key in changed_dismissals(step.before, step.after)}


def _states(ticket: Ticket, steps: Iterable[Step]) -> Iterator[dict[str, str]]:
    """The states that were reached: as the ticket's life tells them; of a ticket without one, as the journal does."""
    told = [one for one in said_in(ticket) if one.kind == "state"]
    yield from ({"state": one.state, "at": one.at, "by": one.by} for one in told)
    if told:
        return
    for step in steps:
        state = step.after.entry("state").text.strip()
        if state and (step.what is What.CREATED or state != step.before.entry("state").text.strip()):
            yield {"state": state, "at": step.at, "by": step.author}


def _life(ticket: Ticket) -> dict[str, Any]:
    """What was said of the deployment, and what is known of each step of it."""
    steps = [{"attempt": key.attempt, "part": key.part} | asdict(mark) for key, mark in marks_in(ticket).items()]
    return {"said": [asdict(one) for one in said_in(ticket)], "steps": steps}


def _exchanges(every: Iterable[Mapping[str, Any]]) -> Iterator[Exchanged]:
    for kept in every:
        answer = kept.get("answer")
        yield Exchanged(
            at=str(kept.get("when", "")),
            model=str(kept.get("model", "")),
            host=_host(str(kept.get("url", ""))),
            field=str(kept.get("field", "")),
            repair=bool(kept.get("repair", False)),
            sha256=digest(str(kept.get("body", ""))),
            answered=bool(isinstance(answer, Mapping) and answer.get("text")),
            prompts=_versions(kept.get("prompts")),
        )


def _drafted_by_model(file: TicketFile) -> Iterator[Exchanged]:
    """What a draft of the command line tells of the model that drafted it."""
    told = _provenance(file)
    if isinstance(model := told.get("model"), str) and model:
        yield Exchanged(
            "", model, _host(str(told.get("endpoint", ""))), False, "", True, _versions(told.get("prompts"))
        )


def _versions(told: object) -> dict[str, str]:
    return {str(name): str(one) for name, one in told.items()} if isinstance(told, Mapping) else {}


def _host(url: str) -> str:
    """Host and port of an address, whoever wrote it: nothing else of it, which may hold a key."""
    try:
        return urlsplit(url).netloc.rpartition("@")[2]
    except ValueError:
        return ""


def _exports(ticket_id: str, but: System | None) -> Iterator[dict[str, Any]]:
    from .submitting.ledger import Ledger

    for one in Ledger(home() / _EXPORTS).exports(ticket_id):
        if but and one.address == but.address:
            continue
        told = asdict(one)
        asides = {name: str(done) for name, done in one.asides.items()}
        yield {name: told[name] for name in _TOLD_OF_EXPORT} | {"asides": asides}
