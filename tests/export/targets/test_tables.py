"""The tables of the shipped targets: whatever they say can be, and nothing of ours is lost without being told."""

from itertools import pairwise

import pytest

from relman_desktop.export.targets.choosing import back, choice_of
from relman_desktop.export.targets.faults import faults_of
from relman_desktop.export.targets.gaps import gaps_of
from relman_desktop.export.targets.table import shipped, table_of
from relman_desktop.export.targets.target import Sort, Target, TargetField
from relman_desktop.fields import BY_NAME
from relman_desktop.risk.assessment import LEVELS
from relman_desktop.sources.profile.positions import Lines

OURS = {
    "risk": LEVELS,
    "impact": ("1", "2", "3", "4", "5"),
    "likelihood": ("1", "2", "3", "4", "5"),
    "change_type": BY_NAME["change_type"].choices,
}
SCALES = [
    pytest.param(target, field, id=f"{target.name} {field.theirs}")
    for target in shipped().values()
    for field in target.fields
    if field.ours in OURS and field.sort in (Sort.CHOICE, Sort.NUMBER, Sort.LABELS)
]


@pytest.mark.parametrize("name", shipped())
def test_a_shipped_table_has_no_fault(name: str) -> None:
    whole = table_of(name)
    told = [one.told(name) for one in (*faults_of(whole, Lines()), *gaps_of(whole, Lines()))]
    assert told == []


@pytest.mark.parametrize("target", shipped().values(), ids=shipped())
def test_a_record_is_made_with_a_title_and_nothing_moves_its_state(target: Target) -> None:
    title = target.taking("title")[0]
    assert title.required and title.limit and title.sort is Sort.LINE
    assert not target.taking("state") and not target.taking("outcome")
    assert not any("status" in one.theirs.lower() and not one.once for one in target.fields)


@pytest.mark.parametrize(("target", "field"), SCALES)
def test_every_one_of_ours_has_a_value_and_comes_back(target: Target, field: TargetField) -> None:
    assert set(field.choices) == set(OURS[field.ours])
    for ours in field.choices:
        for level in LEVELS:
            choice = choice_of(field, ours, level)
            assert choice and ours in back(field, choice.value)


@pytest.mark.parametrize(("target", "field"), SCALES)
def test_a_higher_level_is_never_a_lower_one_there(target: Target, field: TargetField) -> None:
    if field.ours not in ("risk", "impact"):
        return
    values = [field.choices[ours].value for ours in OURS[field.ours]]
    known = list(dict.fromkeys(values))
    places = [known.index(value) for value in values]
    assert places == sorted(places), "what is one there stands side by side"
    if all(value.isdigit() for value in values):
        steps = [int(high) - int(low) for low, high in pairwise(values)]
        assert all(step >= 0 for step in steps) or all(step <= 0 for step in steps)


@pytest.mark.parametrize(("target", "field"), SCALES)
def test_what_cannot_be_told_apart_there_is_said_in_a_sentence(target: Target, field: TargetField) -> None:
    values = [choice.value for choice in field.choices.values()]
    if len(set(values)) < len(values) or field.from_high:
        assert field.why.endswith(".")


@pytest.mark.parametrize(
    ("target", "theirs", "expected"),
    [
        ("servicenow", "risk", ["4 Low", "3 Moderate", "2 High", "2 High"]),
        ("freshservice", "risk", ["1 Low", "2 Medium", "3 High", "4 Very High"]),
        ("jsm", "Change risk", ["Low Low", "Medium Medium", "High High", "Critical Critical"]),
    ],
)
def test_levels_are_what_the_systems_call_them(target: str, theirs: str, expected: list[str]) -> None:
    field = next(one for one in shipped()[target].fields if one.theirs == theirs)
    assert [f"{field.choices[level].value} {field.choices[level].label}" for level in LEVELS] == expected


@pytest.mark.parametrize(("level", "expected"), [("low", "1"), ("medium", "1"), ("high", "3"), ("critical", "3")])
def test_freshservice_parts_normal_changes_by_their_level(level: str, expected: str) -> None:
    field = next(one for one in shipped()["freshservice"].fields if one.ours == "change_type")
    normal, emergency = choice_of(field, "normal", level), choice_of(field, "emergency", level)
    assert normal and normal.value == expected and emergency and emergency.value == "4"
