"""One real ticket in every target, as it was looked at by eye."""

import json
from time import perf_counter

import pytest

from relman_desktop.export.targets.table import shipped

from .golden import FOLDER, as_golden, real


@pytest.mark.parametrize("name", shipped())
def test_a_real_ticket_is_what_was_looked_at(name: str) -> None:
    assert json.loads(json.dumps(as_golden(real(name)))) == json.loads((FOLDER / f"{name}.json").read_text("utf-8"))


@pytest.mark.parametrize("name", shipped())
def test_a_real_ticket_is_prepared_while_somebody_types(name: str) -> None:
    real(name)
    began = perf_counter()
    real(name)
    assert perf_counter() - began < 0.5
