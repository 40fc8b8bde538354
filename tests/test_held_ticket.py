"""What goes there beside the ticket: the assignee's group, the work tickets, the places of its risk."""

from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from relman_desktop.export.surroundings import links_of
from relman_desktop.export.targets.around import Link
from relman_desktop.held_ticket import held_ticket
from relman_desktop.loaded import Loaded
from relman_desktop.risk.assessment import Assessment
from relman_desktop.sources.profile.profile import Profile
from relman_desktop.sources.profile.reading import read_profile
from relman_desktop.sources.work.item import Found, WorkItem
from tests.export.targets.making import ticket

TEAM = """\
[team]
time_zone = "Europe/Berlin"
target = "servicenow"

[[people]]
name = "Ada Lovelace"
group = "Payments"

[[people]]
name = "Grace Hopper"
"""


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    return read_profile(TEAM, "team.toml")


def test_the_assignees_group_is_that_of_the_profile(loaded: Loaded, profile: Profile) -> None:
    made = replace(loaded, profile=profile)
    known = [held_ticket(one, made).around for one in (ticket(), ticket(assignee=" ada  LOVELACE"))]
    assert [one.group for one in known] == ["Payments", "Payments"] and known[0].zone == ZoneInfo("Europe/Berlin")
    for other in ("Grace Hopper", "Somebody", ""):
        assert held_ticket(ticket(assignee=other), made).around.group == ""


def test_the_places_of_the_risk_are_known_once_it_is_worked_out(loaded: Loaded) -> None:
    assessed = held_ticket(ticket(), loaded, Assessment("high", 2, 5, 0.1, ())).around
    assert held_ticket(ticket(), loaded).around.impact == 0 and (assessed.impact, assessed.likelihood) == (5, 2)


def test_links_are_of_what_the_change_is_for_by_the_key_that_it_has_now() -> None:
    named = WorkItem("W1", "PAY-1", "jira", (Found("trailer", "C1"),), "Title", "https://x/1", now="PAY-9")
    mention = WorkItem("W2", "#7", "github", (Found("mention", "C1"),))
    assert links_of((named, mention)) == (Link("PAY-9", "Title", "https://x/1"),)
