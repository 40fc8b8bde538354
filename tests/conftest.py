"""What all tests share: a home of their own, and the bundled sample as a real repository."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from relman_desktop.jobs import Cancel
from relman_desktop.loaded import Loaded, study
from relman_desktop.sample import RANGE, sample_repository
from relman_desktop.sources.opening import open_range
from relman_desktop.sources.profile.profile import Profile


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the app keeps things during a test: never the person's own folder."""
    folder = tmp_path / "home"
    monkeypatch.setenv("RELMAN_HOME", str(folder))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")  # nor the person's own keyring
    return folder


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The sample's repository."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RELMAN_HOME", str(tmp_path_factory.mktemp("sample")))
        yield sample_repository(Cancel())[0]


@pytest.fixture(scope="session")
def loaded(sample: Path) -> Loaded:
    """The sample's release, read and studied, as if its team had written no profile: tests bring the one they mean."""
    return replace(study(open_range(sample, RANGE, Cancel()), Cancel()), profile=Profile())
