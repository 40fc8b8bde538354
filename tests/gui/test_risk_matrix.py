"""The matrix: the dot lies in the cell of its level, and what is drawn is told in words."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, Qt
from pytestqt.qtbot import QtBot

from relman_desktop.gui.risk_looks import LOOKS, UNKNOWN, look_of
from relman_desktop.gui.risk_matrix import RiskMatrix
from relman_desktop.gui.theme import DARK, LIGHT, TEXT_ON
from relman_desktop.risk.assessment import LEVELS, Axis
from relman_desktop.risk.scale import scale

from .risk_scenes import LOWERINGS, assessed, because, medium

POINTS = st.integers(0, 50)
SAME_WIDGETS = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


def matrix(qtbot: QtBot, width: int = 360) -> RiskMatrix:
    made = RiskMatrix()
    qtbot.addWidget(made)
    made.resize(width, made.sizeHint().height())
    return made


@SAME_WIDGETS
@given(POINTS, POINTS, st.integers(220, 900))
def test_the_dot_lies_in_the_cell_of_its_points(qtbot: QtBot, likelihood: int, impact: int, width: int) -> None:
    made = matrix(qtbot, width)
    now = assessed(because("a", Axis.LIKELIHOOD, "a", likelihood), because("b", Axis.IMPACT, "b", impact))
    made.show_assessment(now)
    cell = made.cell(now.likelihood, now.impact)
    assert cell.contains(made.dot) and made.rect().contains(made.dot.toPoint())
    others = [(x, y) for x in range(1, 6) for y in range(1, 6) if (x, y) != (now.likelihood, now.impact)]
    assert not any(made.cell(*one).contains(made.dot) for one in others)


@SAME_WIDGETS
@given(st.lists(POINTS, min_size=2, max_size=2, unique=True).map(sorted))
def test_more_points_lie_farther_on(qtbot: QtBot, points: list[int]) -> None:
    def dot(likelihood: int, impact: int) -> QPointF:
        made.show_assessment(
            assessed(because("a", Axis.LIKELIHOOD, "a", likelihood), because("b", Axis.IMPACT, "b", impact))
        )
        return made.dot

    made = matrix(qtbot)
    fewer, more = points
    assert dot(fewer, 10).x() < dot(more, 10).x()
    assert dot(10, fewer).y() > dot(10, more).y()  # impact grows upwards


def test_a_lowering_is_shown_as_a_ring_where_the_change_would_be(qtbot: QtBot) -> None:
    made = matrix(qtbot)
    made.show_assessment(medium())
    assert made.ring is None
    split = LOWERINGS[0]
    made.show_then(split)
    assert made.ring and made.cell(3, 1).contains(made.ring)
    made.show_then(replace(split, likelihood=-1, impact=-1))  # nobody worked out where
    assert made.ring is None
    made.show_then(None)
    assert made.ring is None


def test_a_teams_own_matrix_is_what_is_drawn_and_told(qtbot: QtBot) -> None:
    made, team = matrix(qtbot), replace(scale(), levels=dict.fromkeys(range(1, 6), ("critical",) * 5))
    made.show_assessment(replace(medium(), scale=team))
    assert made.accessibleDescription().count("critical, critical, critical, critical, critical") == 5


def test_it_is_named_described_and_reached_with_the_keyboard(qtbot: QtBot) -> None:
    made = matrix(qtbot)
    made.show_assessment(medium())
    assert "Likelihood: possible, 31 of 50. Impact: minor, 16 of 50." in made.accessibleName()
    assert made.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_every_name_has_room_below_or_is_a_number(qtbot: QtBot) -> None:
    for width, expected in ((220, ["1", "2", "3", "4", "5"]), (900, list(scale().names[Axis.LIKELIHOOD]))):
        made = matrix(qtbot, width)
        made.show_assessment(medium())
        assert made._names_below == expected


def test_levels_are_told_apart_without_colours_and_can_be_read() -> None:
    assert {*LOOKS} == {*LEVELS} and len({one.letter for one in LOOKS.values()}) == len(LEVELS)
    for look in (*LOOKS.values(), UNKNOWN):
        assert look.ground in TEXT_ON[look.ink]
    assert len({LIGHT[one.ground].name() for one in LOOKS.values()}) == len(LEVELS)
    assert len({DARK[one.ground].name() for one in LOOKS.values()}) == len(LEVELS)
    assert look_of(" Critical") is LOOKS["critical"] and look_of("5 - Very high") is UNKNOWN
