"""Who made the change."""

from relman_desktop.facts import people
from relman_desktop.jobs import Cancel

from .changes import a_change, a_commit


def test_robots_and_assistants_are_no_authors() -> None:
    names = ("Maya", "dependabot[bot]", "Claude", "Claude Dupont", "Copilot")
    change = a_change({}, commits=[a_commit(number, "Work", author=name) for number, name in enumerate(names, 1)])
    told = [found.data["name"] for found in people.detect(change, Cancel())]
    assert told == ["Maya", "Claude Dupont"]
