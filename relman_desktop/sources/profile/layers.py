"""Where the team's profile is read from: the repository at the head of the range, then what the person says over it."""

from ...jobs import Cancel
from ..opening import Opened
from .profile import Profile


def team_profile(opened: Opened, cancel: Cancel) -> Profile:
    """All layers of the profile that holds for a change, without ids. May run on any thread."""
    return Profile()
