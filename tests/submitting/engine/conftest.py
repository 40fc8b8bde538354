"""What the tests of exports share."""

from collections.abc import Iterator

import pytest

from relman_desktop.submitting import client, holding, making

from .office import Office


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waits as short as a local server's."""
    monkeypatch.setattr(making, "LEAST_S", 0.05)
    monkeypatch.setattr(making, "_PAUSES_S", (0.02,))
    monkeypatch.setattr(client, "SILENCE_S", 0.3)
    monkeypatch.setattr(client, "_AGAIN_S", (0.01, 0.02))
    monkeypatch.setattr(holding, "WAIT_S", 0.5)


@pytest.fixture
def office() -> Iterator[Office]:
    with Office() as one:
        yield one
