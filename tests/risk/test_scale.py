"""Points, places and levels: ours, and what a team puts in their place."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relman_desktop.fields import BY_NAME
from relman_desktop.risk.assessing import assess
from relman_desktop.risk.assessment import LEVELS, Axis
from relman_desktop.risk.impact import impact
from relman_desktop.risk.scale import PLACES, Scale, notes_on, scale, scale_of
from relman_desktop.sources.profile import matrix
from relman_desktop.sources.profile.profile import Profile, TeamEntry
from relman_desktop.sources.profile.reading import problems, read_profile

from .impact.cases import CODE, a_case

ROWS = ["high, high, critical, critical, critical", *["low, low, medium, medium, high"] * 4]


def written(rows: list[str]) -> str:
    return "[risk]\nmatrix = [" + ", ".join(f'"{row}"' for row in rows) + "]\n"


def is_rising(one: Scale) -> bool:
    rank = LEVELS.index
    rows = [one.levels[place] for place in PLACES]
    along = all(rank(low) <= rank(high) for row in rows for low, high in pairwise(row))
    return along and all(rank(a) <= rank(b) for low, high in pairwise(rows) for a, b in zip(low, high, strict=True))


def test_our_own_matrix_rises_in_both_directions() -> None:
    assert is_rising(scale())
    assert {scale().level(likelihood, impact) for likelihood in PLACES for impact in PLACES} == set(LEVELS)


@given(st.sampled_from([*Axis]), st.integers(0, 50), st.integers(0, 50))
def test_more_points_are_never_a_lower_place(axis: Axis, one: int, other: int) -> None:
    low, high = sorted((one, other))
    assert scale().place(axis, low) <= scale().place(axis, high)
    assert scale().place(axis, 0) == 1 and scale().place(axis, 50) == 5


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50), st.integers(0, 50))
def test_more_points_of_either_axis_are_never_a_lower_level(one: int, two: int, three: int, four: int) -> None:
    def rank(likelihood: int, cost: int) -> int:
        places = scale().place(Axis.LIKELIHOOD, likelihood), scale().place(Axis.IMPACT, cost)
        return LEVELS.index(scale().level(*places))

    (least, most), (little, much) = sorted((one, two)), sorted((three, four))
    assert rank(least, little) <= rank(most, much)


ANY_ROWS = st.lists(
    st.lists(st.sampled_from([*LEVELS, "Low ", "severe"]), min_size=4, max_size=6).map(", ".join),
    min_size=4,
    max_size=6,
)
RISING = st.lists(st.tuples(*[st.integers(0, 3)] * 5), min_size=5, max_size=5).map(
    lambda cells: [
        ", ".join(
            LEVELS[max(cells[row][column] for row in range(at + 1) for column in range(to + 1))] for to in range(5)
        )
        for at in reversed(range(5))
    ]
)


@settings(max_examples=200)
@given(ANY_ROWS | RISING)
def test_a_teams_matrix_is_used_exactly_or_told_as_wrong(rows: list[str]) -> None:
    told = problems(written(rows), "p.toml")
    read = scale_of(read_profile(written(rows), "p.toml"))
    if told:
        assert len(told) == 1 and told[0].line == 2 and told[0].text.startswith("`matrix` ")
        assert read == scale()
    else:
        said = [[name.strip().lower() for name in row.split(",")] for row in rows]
        assert [[*read.levels[place]] for place in (5, 4, 3, 2, 1)] == said
        assert is_rising(read)


@settings(max_examples=50)
@given(RISING)
def test_every_rising_matrix_may_take_the_place_of_ours(rows: list[str]) -> None:
    assert problems(written(rows), "p.toml") == ()


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (ROWS[:4], "has 4 rows, and must have 5, one for each impact, the highest first"),
        (
            [ROWS[0], ROWS[1] + ", high", *ROWS[2:]],
            "has 6 levels for impact 4, and must have 5, one for each likelihood",
        ),
        ([ROWS[0].replace("critical", "sever"), *ROWS[1:]], "names “sever” for impact 5, which is no level"),
        ([ROWS[0].replace("critical", "hihg"), *ROWS[1:]], "did you mean `high`?"),
        (
            [*ROWS[:4], "low, medium, low, low, low"],
            "says medium for likelihood 2 at impact 1, and low for likelihood 3",
        ),
        ([ROWS[1], ROWS[0], *ROWS[2:]], "a higher impact must not give a lower level"),
    ],
)
def test_what_is_wrong_with_a_matrix_is_said_in_one_sentence(rows: list[str], said: str) -> None:
    (told,) = problems(written(rows), "p.toml")
    assert said in told.text and told.text.endswith("(the entry is used without it)")


@pytest.mark.parametrize(
    ("line", "is_right"),
    [
        ('impact_bands = "5, 10, 20, 30"', True),
        ('impact_bands = "5, 10, 20"', False),
        ('impact_bands = "5, 10, 10, 30"', False),
        ('impact_bands = "0, 10, 20, 30"', False),
        ('impact_bands = "10, 20, 30, 51"', False),
        ('impact_bands = "10, 20, 30, ten"', False),
        ('impact_bands = "١, 20, 30, 40"', False),
        ('impact_names = ["a", "b", "c", "d", "e"]', True),
        ('impact_names = ["a", "b", "c", "d", "A"]', False),
        ('impact_names = ["a", "b", "c", "d"]', False),
    ],
)
def test_bands_and_names_are_used_or_told_as_wrong(line: str, is_right: bool) -> None:
    text = f"[risk]\n{line}\n"
    assert (problems(text, "p.toml") == ()) is is_right
    assert (scale_of(read_profile(text, "p.toml")) == scale()) is not is_right


def test_a_teams_scale_makes_the_level_of_a_change() -> None:
    text = written(["critical, critical, critical, critical, critical"] * 5) + 'impact_bands = "1, 2, 3, 4"\n'
    case = a_case(profile=text + 'impact_names = ["a", "b", "c", "d", "e"]\n')
    assessed = assess(case)
    assert (assessed.level, assessed.impact) == ("critical", 5)
    assert impact(case).scale.name(Axis.IMPACT, 5) == "e"


def test_a_wrong_scale_that_comes_another_way_is_told_and_not_used() -> None:
    wrong = Profile((TeamEntry("risk", {"matrix": ("low", "high")}, "p.toml", id="N1"),))
    case = a_case()
    object.__setattr__(case.material, "profile", wrong)
    assert scale_of(wrong) == scale()
    (note,) = notes_on(case.material)
    assert note.startswith("The team's own scale of risk is not used: `matrix` has 2 rows") and note.endswith(".")


WRITTEN = {**CODE, ".relman.toml": (None, "a")}


def test_a_scale_that_the_change_itself_writes_is_told() -> None:
    case = a_case(files=WRITTEN, profile=written(ROWS))
    assert any("which this change alters itself: until that is merged" in note for note in impact(case).notes)


@given(RISING, st.sampled_from(["1, 2, 3, 4", "5, 15, 25, 35", "20, 30, 40, 50"]))
@settings(max_examples=50)
def test_a_scale_that_the_change_itself_writes_lowers_no_level(rows: list[str], bands: str) -> None:
    profile = read_profile(written(rows) + f'impact_bands = "{bands}"\nlikelihood_bands = "{bands}"\n', "p.toml")
    profile = profile.numbered()
    used, theirs = scale_of(profile, [one.id for one in profile.entries]), scale_of(profile)
    assert is_rising(used)
    for likelihood, cost in ((0, 0), (9, 22), (22, 9), (31, 31), (45, 50), (50, 3)):
        assert rank(used, likelihood, cost) >= max(rank(scale(), likelihood, cost), rank(theirs, likelihood, cost))


def rank(one: Scale, likelihood: int, cost: int) -> int:
    return LEVELS.index(one.level(one.place(Axis.LIKELIHOOD, likelihood), one.place(Axis.IMPACT, cost)))


def test_a_stricter_scale_counts_at_once() -> None:
    strict = written(["critical, critical, critical, critical, critical"] * 5)
    assert assess(a_case(files=WRITTEN, profile=strict)).level == "critical"
    assert (
        assess(a_case(files=WRITTEN, profile=written(["low, low, low, low, low"] * 5))).level == assess(a_case()).level
    )


def test_all_tables_know_the_same_levels() -> None:
    assert matrix.LEVELS == LEVELS == BY_NAME["risk"].choices
    assert (len(PLACES), scale().most) == (matrix.PLACES, matrix.MOST)
