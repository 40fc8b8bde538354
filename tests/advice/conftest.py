"""The sample's release with the profile that its team has written."""

from dataclasses import replace

import pytest

from relman_desktop.jobs import Cancel
from relman_desktop.loaded import Loaded
from relman_desktop.sources.profile.layers import team_profile


@pytest.fixture(scope="session")
def with_team(loaded: Loaded) -> Loaded:
    return replace(loaded, profile=team_profile(loaded.opened, Cancel()))
