"""Gathers what an audit tells: from the journal of a ticket, from its inputs, and from what was exported."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from .export.audit import Course, Exchanged, Inputs, Origin, audit, told_of
from .export.drafted import digest, work_digest
from .export.targets.prepared import Aside, Prepared
from .export.targets.target import Over
from .export.ticket_value import TicketFile
from .fields import FIELDS
from .files import home
from .life.entries import marks_in, said_in
from .loaded import Loaded
from .risk import Assessment
from .risk.telling import OVERRIDE
from .settings import System
from .store.history import History, changed_dismissals, changed_fields
from .store.record import IMPORT, PERSON, TEMPLATE, Record, What
from .ticket import Claim, Entry, Status, Ticket

AUDIT_FILE = "audit.json"
AUDIT_TITLE = "How this ticket came about"
_EXPORTS = "exports"
_TOLD_OF_EXPORT = ("system", "target", "address", "state", "id", "key", "url", "begun_at", "made_at", "updated_at")
_UNASKED = "unasked"
_WHOSE = {"start": "schedule", "end": "schedule", "impact": "risk", "likelihood": "risk"}


@dataclass(frozen=True, slots=True)
class Act:
    """A record that changed a ticket. A step of undo may have several, of several authors."""

    what: What
    author: str
    at: str
    before: Ticket
    after: Ticket


@dataclass(frozen=True, slots=True)
class Past:
    """What was done to a ticket until now."""

    acts: tuple[Act, ...]
    exchanges: tuple[Mapping[str, Any], ...]

    @classmethod
    def of(cls, records: Iterable[Record | None]) -> "Past":
        """Of a ticket's records in their order; None stands for one that cannot be read."""
        history, acts = History(), list[Act]()
        for record in filter(None, records):
            before = history.ticket
            history.add(record)
            if (after := history.ticket) and after is not before:
                acts.append(Act(record.what, record.author, record.at, before or replace(after, entries={}), after))
        return cls(tuple(acts), tuple(history.exchanges.values()))


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


def with_audit(prepared: Prepared, content: bytes) -> Prepared:
    """A prepared ticket with its audit as an attachment of the record; where the system takes none, that is said.

    It tells in words only what stands in the record, too: what the person keeps from there does not come by its audit.
    """
    content = told_of(content, _told_by(prepared))
    if "attach" not in prepared.target.calls or len(content) > prepared.target.most_file:
        why = f"{prepared.target.title} takes no such attachment, so the audit does not go there; save it as a file."
        return replace(prepared, said=(*prepared.said, why))
    aside = Aside(Over.ATTACHMENT, AUDIT_TITLE, content.decode("utf-8"), AUDIT_FILE, "application/json", daily=True)
    return replace(prepared, asides=(*prepared.asides, aside))


def _told_by(prepared: Prepared) -> frozenset[str]:
    """The fields of the ticket whose words stand in the record, or beside it."""
    parts = [one for one in prepared.parts if one.text]
    named = {name for one in parts for name in (one.field.ours, *one.holds)}
    titles = {one.title for one in prepared.asides}
    named |= {one.name for one in FIELDS if one.label in titles} | {_WHOSE[name] for name in named if name in _WHOSE}
    told = {one.name for one in FIELDS} if "everything" in named else named
    return frozenset(told - {one.ours for one in prepared.left})


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
    acts = past.acts
    return Course(
        known=True,
        origins={one.name: tuple(_origins(one.name, acts, file.ticket)) for one in FIELDS},
        dismissals=_dismissals(acts),
        states=tuple(_states(file.ticket, acts)),
        exchanges=tuple(_exchanges(past.exchanges)),
        exports=exports,
        life=_life(file.ticket),
    )


def _origins(name: str, acts: Iterable[Act], ticket: Ticket) -> Iterator[Origin]:
    """Where each piece of a field is from: the last act since which it has stood there."""
    told = [act for act in acts if name in changed_fields(act.before, act.after)]
    for piece in ticket.entry(name).current:
        yield _origin(name, piece, told)


def _origin(name: str, piece: Claim, acts: list[Act]) -> Origin:
    body = piece.body
    for act in reversed(acts):
        if body not in act.after.entry(name).text:
            return Origin()  # it was never written as a whole: several acts have left it there
        if body not in act.before.entry(name).text:
            return _of_act(name, piece, act)
    return Origin()


def _of_act(name: str, piece: Claim, act: Act) -> Origin:
    own = piece.status is Status.USER
    if act.what in (What.ACCEPTED, What.FILLED) and not own:
        return Origin(act.author, PERSON if act.what is What.ACCEPTED else _UNASKED, act.at)
    if act.what is What.CREATED and act.author in (TEMPLATE, IMPORT):
        return Origin(act.author, _UNASKED, act.at)
    replaced = own and _gave_way(act.before.entry(name), act.after.entry(name))
    return Origin(PERSON if own else "", act.author, act.at, "drafted" if replaced else "")


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


def _dismissals(acts: Iterable[Act]) -> dict[str, str]:
    """When each fact was dismissed last."""
    return {key: act.at for act in acts for key in changed_dismissals(act.before, act.after)}


def _states(ticket: Ticket, acts: Iterable[Act]) -> Iterator[dict[str, str]]:
    """The states that were reached: as the journal tells them; of a ticket without one, as its own life does."""
    told = False
    for act in acts:
        state = act.after.entry("state").text.strip()
        if state and state != act.before.entry("state").text.strip():
            told = True
            yield {"state": state, "at": act.at, "by": act.author}
    if not told:
        yield from ({"state": one.state, "at": one.at, "by": one.by} for one in said_in(ticket) if one.kind == "state")


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
