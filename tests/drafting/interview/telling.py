"""Changes, facts and profiles for the tests of the interview."""

from collections.abc import Mapping

from relman_desktop.drafting.interview import Asked, interview
from relman_desktop.drafting.proposal import Material
from relman_desktop.facts.book import Facts
from relman_desktop.sources.profile.profile import Profile, TeamEntry, Value
from relman_desktop.sources.work.item import Found, WorkItem
from tests.drafting.test_template import a_release, facts

GOAL = "How does this change get us closer to a business goal?"
WHY = "Why is the change needed?"
USERS = "What user experience does this impact?"
END_USER = "How would an end user know if the deployment was successful?"
MONITORING = "How would our monitoring and alerting indicate if this deployment was successful?"
BACK = "What are all of the steps or actions that need to be taken to roll back successfully?"
SCHEDULE = "When does the deployment start, and when does it end?"
VALIDATOR = "Who confirms that the deployment was successful?"


def entry(part: str, **values: Value) -> TeamEntry:
    """An entry of a profile; `from_` stands for `from`."""
    return TeamEntry(part, {name.rstrip("_"): value for name, value in values.items()}, ".relman.toml", 3)


def profile(*entries: TeamEntry, zone: str = "Europe/Berlin") -> Profile:
    return Profile(entries, (), {"time_zone": zone}).numbered()


def item(key: str = "PAY-12", **told: object) -> WorkItem:
    return WorkItem("W1", key, "jira", (Found("trailer", "C1"),), **told)  # type: ignore[arg-type]


def material(known: Facts | None = None, answers: Mapping[str, str] | None = None, **more: object) -> Material:
    return Material(a_release(), known or facts(), answers=answers or {}, **more)  # type: ignore[arg-type]


def asked(given: Material, question: str, **more: object) -> Asked:
    """How it stands with one question."""
    return next(one for one in interview(given, **more) if one.question == question)  # type: ignore[arg-type]


FULL = profile(
    entry("goals", text="Halve failed checkouts by March", words=("checkout",)),
    entry("priorities", text="A checkout that never hangs"),
    entry("sprint_goals", text="Refunds without the payments team"),
    entry("journeys", name="Pay for an order", check="The confirmation is there within five seconds."),
    entry("services", name="orders", runbook="docs/runbook.md", paths=("src/",)),
    entry("deployment", strategy="canary", stages=("5 %", "50 %"), switch_back="kubectl rollout undo deploy/orders"),
    entry("deployment_steps", text="Roll it out", command="make deploy"),
    entry("rollback_steps", text="Go back", command="make rollback"),
    entry("backups", what="orders database", command="make backup", restore="make restore", plan="docs/recovery.md"),
    entry("monitoring", metric="failed orders", where="Grafana", threshold="above 2 % for 5 minutes"),
    entry("testing", kind="end-to-end", command="make smoke", when="after"),
    entry("people", name="Priya", roles=("validator", "deployer")),
    entry("windows", name="evenings", days=("tue", "thu"), from_="20:00", to="22:00"),
)
