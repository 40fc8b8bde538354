"""Whom a fault reaches: by the team's profile, and what is assumed where it says nothing."""

import pytest

from relman_desktop.risk.impact import impact
from relman_desktop.risk.impact.users import points_of
from tests.facts.changes import Texts

from .cases import CODE, a_case, a_fact, points

SHOP = """
[[services]]
name = "shop"
criticality = "critical"
users = "all customers"
paths = ["src/app.py"]

[[services]]
name = "reports"
criticality = "low"
paths = ["src/other.py"]
"""
BOTH: dict[str, Texts] = dict(CODE)
REPORTS: dict[str, Texts] = {"src/other.py": CODE["src/other.py"]}


def test_the_most_critical_service_counts_and_is_cited() -> None:
    cost = impact(a_case(profile=SHOP))
    found = next(one for one in cost.contributions if one.name == "criticality")
    assert (found.points, found.value) == (8, "critical")
    assert found.text == "An outage of “shop” is critical by the team's profile."
    assert found.evidence[0] == "N1" and "F1" in found.evidence
    assert points(cost) == {"criticality": 8, "services": 1, "users": 1} and not cost.notes


def test_a_service_of_little_weight_alone_counts_little() -> None:
    assert points(impact(a_case(files=REPORTS, profile=SHOP))) == {"criticality": 1}


def test_nothing_said_is_the_middle_and_never_nothing() -> None:
    cost = impact(a_case())
    found = cost.contributions[0]
    assert (found.name, found.points, found.value, found.evidence) == ("criticality", 4, "not known", ())
    (note,) = cost.notes
    assert note.startswith("The team's profile names no service of `src/app.py` and `src/other.py`, so")
    assert note.endswith("a criticality of medium was assumed.")


def test_a_service_without_a_criticality_is_named_in_a_note() -> None:
    cost = impact(a_case(profile='[[services]]\nname = "shop"\n'))
    assert points(cost)["criticality"] == 4
    assert cost.notes == ("The team's profile names no criticality for “shop”, so medium was assumed.",)


def test_a_file_of_no_service_is_not_as_harmless_as_the_service_beside_it() -> None:
    files: dict[str, Texts] = {**REPORTS, "src/shared.py": ("a = 1\n", "a = 2\n")}
    cost = impact(a_case(files=files, profile=SHOP))
    assert points(cost)["criticality"] == 4 and "`src/shared.py`" in cost.notes[0]


def test_a_change_that_writes_its_own_harmlessness_is_told() -> None:
    files: dict[str, Texts] = {**REPORTS, ".relman.toml": (None, SHOP)}
    cost = impact(a_case(files=files, profile=SHOP))
    assert any("which this change alters itself" in note for note in cost.notes)


def test_a_criticality_that_the_change_writes_itself_raises_and_never_lowers() -> None:
    written: dict[str, Texts] = {".relman.toml": (None, SHOP)}
    assert points(impact(a_case(files={**REPORTS, **written}, profile=SHOP)))["criticality"] == 4
    assert points(impact(a_case(files={**BOTH, **written}, profile=SHOP)))["criticality"] == 8


def test_services_of_deployment_files_are_counted_where_the_profile_names_none() -> None:
    facts = (a_fact(number, "delivery.service", 10, {"name": f"svc{number}"}, (f"F{number}.h1",)) for number in (1, 2))
    cost = impact(a_case(*facts))
    found = next(one for one in cost.contributions if one.name == "services")
    assert found.evidence == ("X1", "X2") and "`svc1` and `svc2`" in found.text


def test_what_people_do_and_where_it_goes_is_counted() -> None:
    profile = '[[journeys]]\nname = "Paying"\npaths = ["src/app.py"]\n'
    profile += "".join(f'[[environments]]\nname = "{name}"\nkind = "production"\n' for name in ("eu", "us"))
    cost = impact(a_case(profile=profile))
    assert points(cost)["journeys"] == 1 and points(cost)["environments"] == 1
    assert "journeys" not in points(impact(a_case(files=REPORTS, profile=profile)))


def test_documentation_that_a_team_deploys_is_no_quiet_change() -> None:
    profile = '[[services]]\nname = "handbook"\ncriticality = "high"\npaths = ["docs/**"]\n'
    docs: dict[str, Texts] = {"docs/page.md": ("a\n", "b\n")}
    assert points(impact(a_case(files=docs, profile=profile))) == {"criticality": 6}
    assert points(impact(a_case(files=docs))) == {"quiet": 1}


@pytest.mark.parametrize(
    ("users", "expected"),
    [
        ("", 0),
        ("three people of finance", 0),
        ("our team, 24/7", 0),
        ("about 900 a day", 0),
        ("about 8,000 orders a day", 1),
        ("40.000 Kunden", 1),
        ("12k users", 1),
        ("1.5 million", 2),
        ("250,000 households", 2),
        ("all customers", 1),
        ("every customer of the shop", 1),
        ("the public", 1),
        ("9" * 500, 0),
    ],
)
def test_how_many_use_it_is_read_in_the_teams_words(users: str, expected: int) -> None:
    assert points_of(users) == expected
