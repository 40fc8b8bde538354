"""The steps of a field, in whatever form they are written."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relman_desktop.advice.steps import steps_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. Stop\n2. Start", ["Stop", "Start"]),
        ("Before:\n\n1. Stop\n\nAfter:\n\n2. Start", ["Stop", "Start"]),
        ("- Stop\n- Start", ["Stop", "Start"]),
        ("* Stop\n  - the web\n  - the worker\n* Start", ["Stop - the web - the worker", "Start"]),
        ("Go back if:\n\n- errors are above 5 %\n\n1. Stop\n2. Start", ["Stop", "Start"]),
        ("Stop\nStart", ["Stop", "Start"]),
        ("## Steps\n\nStop it\n\nStart it", ["Stop it", "Start it"]),
        ("# Stop\n# Start", ["# Stop", "# Start"]),
        ("Step 1: Stop\nStep 2: Start", ["Stop", "Start"]),
        ("1) Stop\n2) Start", ["Stop", "Start"]),
        ("a) Stop\nb) Start", ["Stop", "Start"]),
        (" 1. Stop\n    at once\n 2. Start", ["Stop at once", "Start"]),
        ("1. Stop\n\nThat takes a while.\n\n2. Start", ["Stop", "Start"]),
        ("| Step | Who |\n|---|---|\n| Stop | Ann |\n| Start | Ben |", ["| Stop | Ann |", "| Start | Ben |"]),
        ("1. Run\n   ```\n   1. make\n   ```\n2. Look", ["Run", "Look"]),
        ("We deploy by the pipeline. Then we look.", ["We deploy by the pipeline. Then we look."]),
        ("n/a", []),
        ("TBD.", []),
        ("None", []),
        ("", []),
        ("---", []),
    ],
)
def test_steps_are_found_in_the_form_that_a_field_has(text: str, expected: list[str]) -> None:
    assert [step.text for step in steps_of(text)] == expected


def test_a_step_keeps_its_blocks_and_its_place() -> None:
    text = "Before:\n\n1. Run it:\n   ```sh\n   make a\n   ```\n2. Look"
    first, second = steps_of(text)
    assert first.blocks == ("sh\n   make a\n   ```",)
    assert text[first.start : first.end].startswith("1. Run it:")
    assert text[second.start : second.end] == "2. Look"


def test_a_block_that_nobody_closes_hides_nothing_before_it() -> None:
    assert [step.text for step in steps_of("1. Stop\n2. Run\n```\n3. x")] == ["Stop", "Run"]


@given(st.text(alphabet=st.sampled_from("1. -*#`~|:\n\tab)é😀\u202e"), max_size=200))
def test_any_text_has_steps_that_stand_in_it_one_after_the_other(text: str) -> None:
    steps = steps_of(text)
    assert all(0 <= one.start <= one.end <= len(text) for one in steps)
    assert all(one.start < other.start for one, other in pairwise(steps))
