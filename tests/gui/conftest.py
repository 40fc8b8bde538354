"""What all window tests need: no screen, the real theme, and no window left open."""

import os
from collections.abc import Iterator

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from relman_desktop.gui import theme


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
