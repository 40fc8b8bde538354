"""Tickets, systems and sites for the tests of what a ticket becomes in a target."""

from typing import Any
from zoneinfo import ZoneInfo

from relman_desktop.export.targets.around import Around, Link
from relman_desktop.export.targets.prepared import Part, Prepared
from relman_desktop.export.targets.preparing import prepare
from relman_desktop.export.targets.schema import Schema, SiteField
from relman_desktop.export.targets.table import shipped
from relman_desktop.export.targets.target import Target
from relman_desktop.settings import System
from relman_desktop.ticket import ChangeRef, Ticket

ID = "0123456789abcdef"
OUR_ID = f"relman-{ID}"
TEXTS = {
    "title": "Drop the column `legacy_id` of orders",
    "description": "The column is read by nobody.\n\n- orders\n- reports",
    "justification": "It costs 3 GB, and `<T>` says nothing.",
    "deployment": "1. Stop the workers\n2. Run `migrate 0042`\n3. Start the workers",
    "rollback": "1. Restore the backup\n2. Deploy 1.2.0",
    "validation": "1. Open /health",
    "risk_analysis": "A report may still read it.",
    "change_id": "CHG-2026-0042",
    "change_type": "normal",
    "risk": "medium",
    "assignee": "Ada Lovelace",
    "validator": "Grace Hopper",
    "schedule": "2026-12-01 20:00 to 21:30",
    "services": "orders, reports",
    "state": "draft",
    "notes": "Tell the night shift.",
}
VALUES = {  # of every target's settings
    "project": "PAY", "tracker": "Change", "issue_type": "Change", "requester": "12", "owner": "acme", "type": "Task",
    "repository": "shop", "organization": "Demo", "class": "NormalChange",
}  # fmt: skip
AROUND = Around(
    zone=ZoneInfo("Europe/Berlin"),
    impact=4,
    likelihood=2,
    group="Payments",
    links=(Link("PAY-12", "Drop legacy ids", "https://jira.example.com/browse/PAY-12"),),
)


def ticket(**texts: str) -> Ticket:
    """A ticket with all fields, those that are given in place of the usual ones."""
    made = Ticket(ID, ChangeRef("/repository", "v1..v2", "a" * 40, "b" * 40, "c" * 64))
    for name, text in {**TEXTS, **texts}.items():
        made = made.with_text(name, text)
    return made


def system(target: str, **said: Any) -> System:
    return System("ours", target, "https://change.example.com", **{"values": VALUES, **said})


def prepared(
    target: str | Target,
    schema: Schema | None = None,
    around: Around | None = AROUND,
    said: dict[str, Any] | None = None,
    **texts: str,
) -> Prepared:
    """The usual ticket in a target, where some texts, or what the system says, are others."""
    made = shipped()[target] if isinstance(target, str) else target
    return prepare(ticket(**texts), made, system(made.name, **said or {}), schema, around)


def part(made: Prepared, theirs: str) -> Part:
    return next(one for one in made.parts if one.theirs == theirs)


def theirs_of(made: Prepared) -> set[str]:
    return {one.theirs for one in made.parts}


def site(*fields: SiteField, complete: bool = False) -> Schema:
    return Schema({one.theirs: one for one in fields}, "2026-11-26T12:00:00Z", complete)
