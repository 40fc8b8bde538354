"""What the tests of exports share."""

from collections.abc import Iterator

import pytest

from relman_desktop.submitting import client, following, holding, making

from . import children
from .office import Office

_WAITS = (
    (making, "LEAST_S"),
    (making, "SLOW_S"),
    (making, "_PAUSES_S"),
    (client, "SILENCE_S"),
    (client, "_AGAIN_S"),
    (following, "_PAUSE_S"),
    (holding, "WAIT_S"),
    (holding, "_GLANCE_S"),
)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waits as short as a local server's."""
    for module, name in _WAITS:
        monkeypatch.setattr(module, name, getattr(module, name))  # for it to be as it was afterwards
    children.shorten()


@pytest.fixture
def office() -> Iterator[Office]:
    with Office() as one:
        yield one
