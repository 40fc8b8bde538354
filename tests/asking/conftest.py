"""A desk with the sample's release on it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from relman_desktop.loaded import Loaded

from .making import Desk, open_desk


@pytest.fixture
def desk(tmp_path: Path, loaded: Loaded) -> Iterator[Desk]:
    with open_desk(tmp_path, loaded) as made:
        yield made
