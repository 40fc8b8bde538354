"""Tickets to check: a good one, of which nothing is found, and what each test does to it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

from relman_desktop.checks import Case, Finding, check
from relman_desktop.drafting.interview import interview
from relman_desktop.drafting.proposal import Draft, Material
from relman_desktop.drafting.template import draft_ticket
from relman_desktop.facts.book import Facts
from relman_desktop.risk import Assessment, Background
from relman_desktop.risk import Case as RiskCase
from relman_desktop.risk.assessing import assess
from relman_desktop.risk.questions import ids
from relman_desktop.risk.timing import timing
from relman_desktop.sources.change import Change
from relman_desktop.sources.profile.profile import TeamEntry
from relman_desktop.ticket import ChangeRef, Claim, Entry, Ticket
from tests.drafting.interview.telling import profile
from tests.facts.changes import a_change

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)  # a Thursday
CODE = {"src/shop/cart.py": ("a\n", "b\n")}
GOOD: Mapping[str, str] = {
    "title": "Ask for the postcode before the payment in the shop's checkout",
    "description": "The checkout asks for the postcode first. Customers see one field more on its first page.",
    "justification": "One payment in fifty fails for want of a postcode; without this, it goes on failing.",
    "deployment": (
        "1. Tell #shop that it begins.\n2. Run `make deploy ENV=production` (takes 10 minutes).\n"
        "3. Switch the flag `postcode` on by hand, and check that the page asks for it (2 min)."
    ),
    "rollback": (
        "Go back if more than 2 % of the payments fail for 5 minutes (dashboard Checkout).\n\n"
        "1. Run `make rollback ENV=production` (takes 5 minutes)."
    ),
    "validation": (
        "1. Pay a cart as a customer: the receipt arrives within a minute.\n"
        "2. Watch the error rate on the dashboard Checkout for 15 minutes."
    ),
    "risk_analysis": "A fault would keep customers from paying; it shows within minutes.",
    "risk": "medium",
    "change_id": "CHG-2026-0007",
    "change_type": "normal",
    "assignee": "Ada Lovelace",
    "validator": "Grace Hopper",
    "schedule": "2026-12-01 09:00 to 11:00 UTC",
    "services": "checkout",
    "state": "draft",
    "notes": "",
}
ANSWERS = {"strategy": "canary", "rollback_tried": "yes, on staging", "backups": "yes", "recovery_plan": "yes"}
YES = {name: "yes, see the build" for name in ids() if name not in ANSWERS} | ANSWERS


def a_ticket(answers: Mapping[str, str] = YES, **fields: str) -> Ticket:
    """The good ticket, but for these fields."""
    entries = {name: Entry(text) for name, text in {**GOOD, **fields}.items()}
    told = {ids().get(name, name): answer for name, answer in answers.items()}
    return Ticket("t1", ChangeRef("/shop", "v1..v2", "a" * 40, "b" * 40, ""), entries, told)


def a_case(
    ticket: Ticket | None = None,
    *entries: TeamEntry,
    change: Change | None = None,
    facts: Facts | None = None,
    now: datetime = NOW,
    **more: object,
) -> Case:
    """A case with all that the window knows of it."""
    ticket = ticket or a_ticket()
    material = Material(
        change or a_change(CODE), facts or Facts(), answers=ticket.answers, profile=profile(*entries, zone="UTC")
    )
    assessed = _assessed(material, ticket)
    known: dict[str, object] = {
        "template": draft_of(material),
        "timing": timing(material, ticket, (), now),
        "assessment": assessed,
        "asked": interview(material, (), None, now, {}),
    }
    return Case(ticket, now, material, **{**known, **more})  # type: ignore[arg-type]


def draft_of(material: Material) -> Draft:
    return draft_ticket(material)


def _assessed(material: Material, ticket: Ticket) -> Assessment:
    """As computed, but never above what the good ticket says: its level is not what is tested."""
    return replace(assess(RiskCase(material, ticket, Background())), level="medium")


def with_claims(ticket: Ticket, field: str, *claims: Claim) -> Ticket:
    return ticket.with_claims(field, claims)


def found(case: Case, check_id: str = "") -> tuple[Finding, ...]:
    """What is found; of one check where that is named."""
    return tuple(one for one in check(case) if not check_id or one.id.partition(":")[0] == check_id)


def ids_of(case: Case) -> list[str]:
    return [one.id for one in check(case)]


def about(check_id: str, *entries: TeamEntry, **fields: str) -> tuple[Finding, ...]:
    """What a check finds in the good ticket with these fields otherwise."""
    return found(a_case(a_ticket(**fields), *entries), check_id)
