"""The scales of change systems: nothing of ours is lost without being told."""

from itertools import pairwise

import pytest

from relman_desktop.errors import InputError
from relman_desktop.risk.assessment import LEVELS, Assessment, Level
from relman_desktop.risk.targets import fields_of, level_for, level_from, targets, told_by

OURS = {
    "level": LEVELS,
    "impact": ("1", "2", "3", "4", "5"),
    "likelihood": ("1", "2", "3", "4", "5"),
    "type": ("standard", "normal", "emergency"),
}


@pytest.mark.parametrize("target", targets())
def test_every_one_of_ours_has_a_value_and_comes_back(target: str) -> None:
    for field in fields_of(target):
        assert set(field.choices) == set(OURS[field.of])
        assert field.source and field.why.endswith(".")
        for ours in field.choices:
            for level in LEVELS:
                assert ours in field.back(field.choice(ours, level).value)


@pytest.mark.parametrize("target", targets())
def test_a_higher_level_is_never_a_lower_one_there(target: str) -> None:
    for field in (one for one in fields_of(target) if one.of in ("level", "impact")):
        values = [one.value for one in field.choices.values()]
        known = list(dict.fromkeys(values))
        places = [known.index(value) for value in values]
        assert places == sorted(places), "what is one there stands side by side"
        if all(value.isdigit() for value in values):
            steps = [int(high) - int(low) for low, high in pairwise(values)]
            assert all(step >= 0 for step in steps) or all(step <= 0 for step in steps)


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("servicenow", ["4 Low", "3 Moderate", "2 High", "2 High"]),
        ("freshservice", ["1 Low", "2 Medium", "3 High", "4 Very High"]),
        ("jira", ["Low Low", "Medium Medium", "High High", "Critical Critical"]),
    ],
)
def test_levels_are_what_the_systems_call_them(target: str, expected: list[str]) -> None:
    found = [level_for(target, level) for level in LEVELS]
    assert [f"{one.value} {one.label}" for one in found] == expected


def test_what_cannot_be_told_apart_there_is_known() -> None:
    assert level_from("servicenow", "2") == ("high", "critical")
    assert level_from("freshservice", "3") == ("high",)
    assert level_from("servicenow", "9") == ()
    merged = {field.name: field.merged for field in fields_of("servicenow")}
    assert merged["risk"] == (("high", "critical"),) and merged["impact"] == (("1", "2"), ("4", "5"))
    assert all(field.merged == () for field in fields_of("jira") if field.of != "impact")


@pytest.mark.parametrize(("level", "expected"), [("low", "1"), ("medium", "1"), ("high", "3"), ("critical", "3")])
def test_freshservice_parts_normal_changes_by_their_level(level: Level, expected: str) -> None:
    field = next(one for one in fields_of("freshservice") if one.of == "type")
    assert field.choice("normal", level).value == expected and field.choice("emergency", level).value == "4"


def test_an_assessment_is_told_in_all_fields_of_a_target() -> None:
    assessment = Assessment("high", likelihood=2, impact=5, chance=0.1, contributions=())
    told = {one.field.name: one.choice.label for one in told_by("jira", assessment)}
    assert told == {"Change risk": "High", "Impact": "Extensive / Widespread", "Change type": "Normal"}
    assert [one.choice.value for one in told_by("servicenow", assessment)] == ["2", "1", "high", "normal"]


def test_a_target_that_is_not_known_is_an_error_that_names_the_known() -> None:
    with pytest.raises(InputError, match="`remedy` is not known; known are `servicenow`, `freshservice` and `jira`"):
        level_for("remedy", "low")
