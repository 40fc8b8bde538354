"""Tickets, teams and other tickets for the tests of the timing."""

from collections.abc import Iterable
from datetime import UTC, datetime

from relman_desktop.risk.timing import Planned, Timing, timing
from relman_desktop.sources.profile.profile import Profile
from relman_desktop.ticket import ChangeRef, Entry, Ticket
from tests.drafting.interview.telling import entry, material, profile

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)  # a Thursday
SALE = entry("freezes", name="Christmas sale", from_="2026-12-14T18:00:00", to="2027-01-04", reason="The sale.")
EVENINGS = entry("windows", name="evenings", days=("tue", "thu"), from_="19:00", to="21:00")
NICHOLAS = entry("holidays", name="St Nicholas", from_="2026-12-08")
ROLL_OUT = entry("deployment_steps", text="Roll it out", command="make deploy", minutes=20)
GO_BACK = entry("rollback_steps", text="Go back", command="make rollback", minutes=10)
WATCH = entry("monitoring", metric="failed orders", threshold="above 2 % for 5 minutes", watch_minutes=30)
TEAM = profile(SALE, EVENINGS)
FREE = profile()  # no windows: the hours of the week are told of


def ticket(schedule: str, **fields: str) -> Ticket:
    change = ChangeRef("/repo", "a..b", "a", "b", "")
    return Ticket("t1", change, {name: Entry(text) for name, text in {"schedule": schedule, **fields}.items()})


def other(schedule: str, services: str = "", repository: str = "/elsewhere", number: int = 7) -> Planned:
    return Planned(f"o{number}", f"CHG-{number}", "Mail by queue", services, schedule, repository)


def told(
    schedule: str,
    team: Profile = FREE,
    planned: Iterable[Planned] = (),
    now: datetime = NOW,
    **fields: str,
) -> Timing:
    return timing(material(profile=team), ticket(schedule, **fields), planned, now)


def kinds(one: Timing) -> list[tuple[str, str]]:
    return [(remark.kind, remark.severity) for remark in one.remarks]


def text_of(one: Timing, kind: str) -> str:
    return next(remark.text for remark in one.remarks if remark.kind == kind)
