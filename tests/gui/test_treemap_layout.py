"""Squarified boxes: areas as their weights, within their bounds, beside one another, the same each time."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relman_desktop.gui.treemap_layout import Box, squarified

WEIGHTS = st.lists(st.floats(0.5, 1e6) | st.sampled_from([1.0, 2.0]), min_size=1, max_size=25)
BOUNDS = st.builds(Box, st.floats(-50, 50), st.floats(-50, 50), st.floats(1, 2000), st.floats(1, 2000))


@given(WEIGHTS, BOUNDS)
def test_areas_are_as_the_weights_are_and_fill_the_bounds(weights: list[float], within: Box) -> None:
    boxes = squarified(weights, within)
    for weight, box in zip(weights, boxes, strict=True):
        expected = weight / sum(weights) * within.area
        assert box.area == pytest.approx(expected, rel=1e-3, abs=within.area * 1e-6)
    assert sum(box.area for box in boxes) == pytest.approx(within.area, rel=1e-4)


@given(WEIGHTS, BOUNDS)
def test_no_box_leaves_the_bounds_or_lies_on_another(weights: list[float], within: Box) -> None:
    boxes = squarified(weights, within)
    loose = 1e-6 * max(within.width, within.height) + 1e-6
    for box in boxes:
        assert box.left >= within.left - loose and box.right <= within.right + loose
        assert box.top >= within.top - loose and box.bottom <= within.bottom + loose
    for one, other in combinations(boxes, 2):
        wide = min(one.right, other.right) - max(one.left, other.left)
        high = min(one.bottom, other.bottom) - max(one.top, other.top)
        assert wide <= loose or high <= loose


@given(WEIGHTS, BOUNDS)
def test_the_same_weights_give_the_same_boxes(weights: list[float], within: Box) -> None:
    assert squarified(weights, within) == squarified(list(weights), within)


def test_equal_weights_are_nearly_square() -> None:
    for box in squarified([1.0] * 12, Box(0, 0, 400, 300)):
        assert 0.5 <= box.width / box.height <= 2


def test_ever_smaller_weights_take_no_depth_of_calls() -> None:
    boxes = squarified([0.99**at for at in range(2000)], Box(0, 0, 400, 300))
    assert len(boxes) == 2000 and all(box.width >= 0 and box.height >= 0 for box in boxes)


@pytest.mark.parametrize("within", [Box(0, 0, 0, 10), Box(0, 0, 10, 0)])
def test_no_room_gives_boxes_without_area(within: Box) -> None:
    assert all(box.area == 0 for box in squarified([1, 2, 3], within))
    assert squarified([], within) == ()
