"""Who made a change."""

from dataclasses import replace

from relman_desktop.facts import people
from relman_desktop.facts.robots import is_robot
from relman_desktop.jobs import Cancel
from relman_desktop.sources.change import Change, Commit

from .changes import a_change


def a_commit(number: int, author: str, email: str) -> Commit:
    return Commit(f"C{number}", "0" * 40, ("1" * 40,), author, email, "2026-03-01T12:00:00+00:00", "Do it", "")


def by(*authors: tuple[str, str]) -> Change:
    commits = tuple(a_commit(number, name, email) for number, (name, email) in enumerate(authors, 1))
    return replace(a_change({"a.py": ("a\n", "b\n")}), commits=commits)


def told(change: Change) -> list[str]:
    return [one.text for one in people.detect(change, Cancel()) if one.kind == "people.author"]


def test_one_person_with_two_names_or_two_addresses_is_told_once() -> None:
    change = by(
        ("Ada Lovelace", "ada@example.org"),
        ("ada", "ada@example.org"),
        ("AdaLovelace", "ada@home.example"),
        ("Grace Hopper", "grace@example.org"),
    )
    assert told(change) == [
        "Ada Lovelace wrote 3 of the change's commits.",
        "Grace Hopper wrote 1 of the change's commits.",
    ]


def test_robots_are_nobody() -> None:
    change = by(
        ("Shop", "release@example.org"),
        ("dependabot[bot]", "1+dependabot[bot]@users.noreply.github.com"),
        ("Ada", "9+ada@users.noreply.github.com"),
    )
    assert told(change) == ["Ada wrote 1 of the change's commits."]


def test_a_robot_of_a_translation_site_is_nobody() -> None:
    assert is_robot("Weblate (bot)") and is_robot("Weblate") and is_robot("x", "noreply@example.org")
    assert is_robot("Hosted Weblate") and not is_robot("Ada Abbott")


def test_robots_and_assistants_are_no_authors() -> None:
    names = ("Maya", "dependabot[bot]", "Claude", "Claude Dupont", "Copilot")
    change = by(*((name, f"{number}@example.org") for number, name in enumerate(names)))
    assert [text.partition(" wrote")[0] for text in told(change)] == ["Maya", "Claude Dupont"]
