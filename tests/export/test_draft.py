"""The draft as JSON: what its sentences cite of the team's profile is there to be read."""

from relman_desktop.drafting.template import draft_ticket
from relman_desktop.export.draft import draft_object
from tests.drafting.team.making import a_material

PROFILE = '[[monitoring]]\nmetric = "errors"\n[[people]]\nname = "Blog"\nroles = ["approver"]\n'


def told(profile: str) -> dict[str, object]:
    material = a_material(profile)
    names = ["validation", "assignee"]
    return draft_object(material.change, draft_ticket(material), (), names, team=material.team)


def test_what_is_cited_of_the_profile_is_told_and_nothing_else_of_it() -> None:
    assert told(PROFILE)["team"] == [
        {"id": "N1", "ref": ".relman.toml:1", "text": "metric: errors", "trust": "team"},
    ]


def test_without_a_profile_nothing_is_told_of_it() -> None:
    assert "team" not in told("")
