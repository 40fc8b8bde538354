"""What all window tests need: no screen, the real theme, and no window left open."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from relman_desktop.gui import theme
from relman_desktop.loaded import Loaded

if TYPE_CHECKING:
    from relman_desktop.settings import Endpoint

    from .model_scenes import Scene


@pytest.fixture(autouse=True)
def _themed(qapp: QApplication) -> None:
    if qapp.property("theme") != "light":  # applying it anew costs as much as most tests
        theme.apply(qapp, "light")


@pytest.fixture(autouse=True)
def _closed(qapp: QApplication) -> Iterator[None]:
    """Fails a test that leaves a window open; pytest-qt has closed those that the test registered with `qtbot`."""
    yield
    left = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    for widget in left:
        widget.close()
    assert not left, f"left open: {left}"


@pytest.fixture
def scene(qtbot: QtBot, sample: Path, monkeypatch: pytest.MonkeyPatch) -> "Iterator[Callable[..., Scene]]":
    """Opens the window on the sample with the endpoints that it is given set; at the end no thread is left."""
    from relman_desktop.sample import RANGE

    from .model_scenes import Scene, no_proxies, no_thread_left, opened

    for name in no_proxies():
        monkeypatch.delenv(name)
    scenes: list[Scene] = []

    def one(
        *endpoints: "Endpoint",
        path: Path = sample,
        text: str | None = None,
        to_the_end: bool = True,
        **settings: object,
    ) -> Scene:
        scenes.append(opened(endpoints, settings))
        qtbot.addWidget(scenes[-1].window)
        scenes[-1].open(path, RANGE if text is None else text, to_the_end=to_the_end)
        return scenes[-1]

    with no_thread_left():
        yield one
        for made in scenes:
            made.close()


@pytest.fixture(scope="session")
def answer(loaded: Loaded) -> str:
    """What a model might answer for the sample."""
    from .sample_answer import sample_answer

    return sample_answer(loaded)
