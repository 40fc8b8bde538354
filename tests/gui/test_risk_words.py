"""What the window says of the risk: no chance is rounded away, no level of a person's is taken for a computed one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relman_desktop.gui.risk_chip import RiskState
from relman_desktop.gui.risk_words import (
    LOOKING,
    STOPPED,
    against_level,
    chance_told,
    matrix_told,
    often,
    state_of,
    weighs_most,
)
from relman_desktop.risk.assessment import Axis
from relman_desktop.wording import percent

from .risk_scenes import assessed, because, critical, low, medium, without_chance


@pytest.mark.parametrize(
    ("chance", "told"),
    [
        (0.004, "fewer than 1 in 100"),
        (0.02, "about 1 in 50"),
        (0.21, "about 1 in 5"),
        (0.34, "about 1 in 3"),
        (0.48, "about 5 in 10"),
        (0.72, "about 7 in 10"),
        (0.97, "nearly all"),
    ],
)
def test_a_chance_is_told_as_a_person_can_picture_it(chance: float, told: str) -> None:
    assert often(chance) == told


@given(st.floats(0, 1, exclude_min=True, exclude_max=True))
def test_what_may_happen_is_never_told_as_impossible_or_certain(chance: float) -> None:
    assert percent(chance) not in ("0 %", "100 %") and often(chance)


@given(st.floats(0.01, 0.94))
def test_a_chance_in_words_is_near_the_chance(chance: float) -> None:
    part, whole = (int(word) for word in often(chance).split() if word.isdecimal())
    assert part / whole == pytest.approx(chance, rel=0.25, abs=0.01)


def test_without_a_chance_it_says_where_the_reason_stands() -> None:
    assert "What this rests on" in chance_told(without_chance())
    assert "no history was learned from" in chance_told(assessed(chance=None))
    assert chance_told(medium()) == "Chance of a fault 21 %: about 1 in 5 changes like this proved faulty."


def test_what_lowers_the_risk_is_not_what_weighs_most() -> None:
    assert weighs_most(assessed(because("a", Axis.IMPACT, "canary", -4))) == ""
    assert weighs_most(medium()) == "What weighs most: Commits that add as many lines proved faulty more often."


def test_a_constant_is_not_what_weighs_most_where_the_change_has_a_reason() -> None:
    constant = because("base", Axis.LIKELIHOOD, "", 20, "So it is everywhere.", learned=True)
    reason = because("lines", Axis.LIKELIHOOD, "9 lines", 2, "It adds 9 lines.", "C1")
    assert weighs_most(assessed(constant, reason)) == "What weighs most: It adds 9 lines."
    assert weighs_most(assessed(constant)) == ""


def test_the_chip_tells_the_level_with_its_score() -> None:
    told = "The risk is medium: 47 of 100."
    assert state_of(medium(), "Medium ", "") == RiskState(("Medium 47", "47"), told, "medium")
    assert state_of(low(), "", "").words[0] == "Low 4"  # a ticket from before, without a level


def test_the_chip_shows_a_level_of_a_persons_as_it_is_and_names_the_computed_one() -> None:
    state = state_of(medium(), "high", "")
    assert state.words == ("High · computed medium 47", "High")
    assert state.by_person and state.level == "high" and "Computed: medium, 47 of 100." in state.told
    assert state_of(medium(), "2 - Amber", "").level == "2 - amber"  # of another scale: no colour is lent to it


def test_the_chip_without_an_assessment_claims_no_level() -> None:
    assert state_of(None, "low", LOOKING) == RiskState(("…",), LOOKING)
    assert state_of(None, "low", STOPPED) == RiskState(("not known",), STOPPED)


def test_the_details_ask_why_a_level_is_another_until_somebody_said_so() -> None:
    assert against_level(medium(), "medium", has_reason=False) == ""
    assert against_level(medium(), "", has_reason=False) == ""
    assert against_level(None, "low", has_reason=False) == ""
    assert against_level(medium(), "low", has_reason=False).endswith("Say why in the Risk tab.")
    assert against_level(medium(), "low", has_reason=True) == "Computed: medium, 47 of 100."


def test_the_matrix_in_words_has_every_cell() -> None:
    told = matrix_told(critical())
    assert told.count("Impact ") == 5
    assert "Impact severe: medium, high, high, critical, critical." in told
