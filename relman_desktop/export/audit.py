"""How a ticket came about, as plain values (docs/audit-format.md): who drafted, accepted and wrote which sentence.

It is made of values that other parts have gathered. It holds no secret, no address beyond a host, and of the code and
the work tickets nothing but hashes: only what the ticket says itself is told in words.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from .. import __version__
from ..fields import FIELDS, TEXTS
from ..ticket import Claim, Entry, Status, Ticket
from .contract import to_bytes
from .drafted import digest
from .targets.prepared import our_id_of

KIND = "relman-audit"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a sentence of a field is from; "" for what is not known."""

    drafted_by: str = ""  # "template", a model's name, "person"
    taken_by: str = ""  # who put it into the field: "person", or "unasked" where a field that was empty was filled
    at: str = ""  # when, UTC, ISO 8601
    edits: str = ""  # of the person's own words: who had drafted what stood there before


@dataclass(frozen=True, slots=True)
class Exchanged:
    """A request to a model, without what was said in it."""

    at: str
    model: str
    host: str
    repair: bool
    sha256: str  # of the request's body
    answered: bool
    prompts: Mapping[str, str] = field(default_factory=dict)  # the versions of the prompts, by name
    field: str = ""  # that it was for; "" for all


@dataclass(frozen=True)
class Course:
    """What was done to a ticket, gathered from its journal; empty for one that no library keeps."""

    known: bool = False  # whether there is a journal
    origins: Mapping[str, tuple[Origin, ...]] = field(default_factory=dict)  # of `Entry.current`, by field
    dismissals: Mapping[str, str] = field(default_factory=dict)  # when a fact was dismissed, by its key
    states: tuple[Mapping[str, str], ...] = ()  # {"state", "at", "by"}, the first reached first
    exchanges: tuple[Exchanged, ...] = ()
    exports: tuple[Mapping[str, Any], ...] = ()
    life: Mapping[str, Any] = field(default_factory=dict)  # what was ticked and noted in its deployment


@dataclass(frozen=True)
class Inputs:
    """The hashes of what the ticket was drafted from, and what drafted it."""

    work: Mapping[str, str] = field(default_factory=dict)  # by the work ticket's key
    profile: Mapping[str, str] = field(default_factory=dict)  # by the entry's place in the team's profile
    prompts: Mapping[str, str] = field(default_factory=dict)  # versions, by name
    risk: Mapping[str, Any] = field(default_factory=dict)  # level, score, axes and points; {} where it is not known


def audit(ticket: Ticket, repo: str, inputs: Inputs, course: Course, override: str) -> bytes:
    """The audit as JSON. `override`: why the risk level is another than the computed one, in the person's words."""
    change = ticket.change
    pinned = {"base": change.base, "head": change.head, "range": change.range, "diff_sha256": change.diff_sha256}
    return to_bytes(
        {
            "kind": KIND,
            "product": {"name": "relman-desktop", "version": __version__},
            "ticket": {"id": ticket.id, "our_id": our_id_of(ticket.id), "change_id": _text(ticket, "change_id")},
            "change": {"repo": repo, **pinned},
            "inputs": {
                "diff_sha256": change.diff_sha256,
                "work": dict(inputs.work),
                "profile": dict(inputs.profile),
                "prompts": dict(inputs.prompts),
                "answers": [
                    {"question": asked, "sha256": digest(said)} for asked, said in sorted(ticket.answers.items())
                ],
            },
            "journal": course.known,
            "model": [asdict(one) for one in course.exchanges],
            "fields": {one.name: _field(ticket.entry(one.name), course.origins.get(one.name, ())) for one in FIELDS},
            "characters": share(ticket.entry(one.name) for one in TEXTS),
            "dismissed": [
                {"fact": key, "reason": reason, "at": course.dismissals.get(key, "")}
                for key, reason in sorted(ticket.dismissed.items())
            ],
            "risk": {**inputs.risk, "on_ticket": _text(ticket, "risk"), "override": override},
            "states": [dict(one) for one in course.states],
            "life": dict(course.life),
            "exports": [dict(one) for one in course.exports],
        }
    )


def told_of(content: bytes, fields: Collection[str]) -> bytes:
    """An audit with the words of these fields alone; of all others it holds the hashes and who wrote them."""
    told = json.loads(content)
    for name, field_told in told["fields"].items():
        if name not in fields:
            field_told["sentences"] = [{**one, "text": "", "reasons": []} for one in field_told["sentences"]]
    if "risk_analysis" not in fields:
        told["risk"]["override"] = ""
    told["dismissed"] = [{**one, "reason": ""} for one in told["dismissed"]]
    for part in ("said", "steps"):
        noted = told["life"].get(part, ())
        told["life"] |= {part: [{**one, **{name: "" for name in ("note", "text") if name in one}} for one in noted]}
    return to_bytes(told)


def share(entries: Iterable[Entry]) -> dict[str, Any]:
    """How many characters of fields are the person's own words; list markers and blanks in between are nobody's."""
    pieces = [claim for entry in entries for claim in entry.current]
    own = sum(len(claim.text) for claim in pieces if claim.status is Status.USER)
    total = sum(len(claim.text) for claim in pieces)
    return {"all": total, "person": own, "share": round(own / total, 4) if total else 0.0}


def _field(entry: Entry, origins: tuple[Origin, ...]) -> dict[str, Any]:
    pieces = entry.current
    known = (*origins, *[Origin()] * len(pieces))[: len(pieces)]
    return {
        "sha256": digest(entry.text),
        "characters": share([entry]),
        "sentences": [_sentence(claim, origin) for claim, origin in zip(pieces, known, strict=True)],
    }


def _sentence(claim: Claim, origin: Origin) -> dict[str, Any]:
    told = {
        "text": claim.text,
        "status": claim.status,
        "reasons": list(claim.reasons),
        "evidence": list(claim.evidence),
    }
    return told | asdict(origin)


def _text(ticket: Ticket, name: str) -> str:
    return ticket.entry(name).text.strip()
