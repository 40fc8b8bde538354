"""Which tracker is asked for a repository's own numbers."""

from relman_desktop.settings import Tracker
from relman_desktop.trackers.choosing import choices

HOSTED = Tracker("Copy", "github", "https://git.example.org")
ORIGIN = ("github.com", "outline/outline")


def test_a_repository_that_the_person_named_is_asked_for_wherever_its_origin_is() -> None:
    assert choices(("#12",), (HOSTED,), ORIGIN) == {}
    named = Tracker("Copy", "github", "https://git.example.org", projects=("Outline/outline",))
    assert choices(("#12",), (named,), ORIGIN)["#12"].native.casefold() == "outline/outline#12"
    other = Tracker("Copy", "github", "https://git.example.org", projects=("outline/docs",))
    assert choices(("#12",), (other,), ORIGIN) == {}
