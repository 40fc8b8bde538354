"""Which entries of the profile are about a change."""

from dataclasses import replace

import pytest

from relman_desktop.drafting.team.applying import applying, services
from relman_desktop.sources.evidence import Trust

from .making import a_material

SERVICES = """
[[services]]
name = "Checkout"
paths = ["orders/**"]

[[services]]
name = "Blog"
paths = ["blog/"]
"""


def named(profile: str, part: str, **more: object) -> list[str]:
    material = a_material(profile, **more)  # type: ignore[arg-type]
    return [one.entry.get("text") or one.entry.get("metric") for one in applying(material, part)]


def test_a_step_without_conditions_applies_always_and_one_of_other_files_never() -> None:
    steps = """
[[deployment_steps]]
text = "always"
[[deployment_steps]]
text = "orders"
paths = ["orders/"]
[[deployment_steps]]
text = "blog"
paths = ["blog/"]
"""
    assert named(steps, "deployment_steps") == ["always", "orders"]


@pytest.mark.parametrize(
    ("wanted", "path", "expected"),
    [
        ("migrations", "orders/migrations/0008_drop.py", True),
        ("migrations", "orders/checkout.py", False),
        ("dependencies", "requirements.txt", True),
        ("infrastructure", "Dockerfile", True),
        ("infrastructure", ".github/workflows/ci.yml", False),  # shipped to nobody
        ("configuration", "config/settings.yml", True),
        ("configuration", "README.md", False),
    ],
)
def test_only_with_is_judged_by_the_kinds_of_files(wanted: str, path: str, *, expected: bool) -> None:
    profile = f'[[deployment_steps]]\ntext = "it"\nonly_with = ["{wanted}"]\n'
    assert bool(named(profile, "deployment_steps", files={path: ("a\n", "b\n")})) is expected


def test_only_with_is_judged_by_facts_too_and_says_by_which() -> None:
    profile = '[[deployment_steps]]\ntext = "it"\nonly_with = ["configuration"]\n'
    setting = ("config.env_added", "Reads a new variable.", {"name": "TIMEOUT", "weight": 40})
    material = a_material(profile, files={"orders/checkout.py": ("a\n", "b\n")}, facts=(setting,))
    (one,) = applying(material, "deployment_steps")
    assert one.because == ("X1",)


def test_both_conditions_must_hold() -> None:
    profile = '[[deployment_steps]]\ntext = "it"\nonly_with = ["migrations"]\npaths = ["blog/"]\n'
    assert not named(profile, "deployment_steps")


def test_a_metric_of_a_service_applies_where_the_change_touches_the_service() -> None:
    metrics = """
[[monitoring]]
metric = "checkout_errors"
service = "Checkout"
[[monitoring]]
metric = "blog_errors"
service = "Blog"
[[monitoring]]
metric = "of_whatever"
service = "Nobody described it"
"""
    assert named(SERVICES + metrics, "monitoring") == ["checkout_errors", "of_whatever"]


def test_a_file_that_moved_away_still_touches_its_service() -> None:
    material = a_material(SERVICES, files={"docs/old.md": ("a\n", "a\n")})
    moved = replace(material.change.files[0], path="docs/old.md", old_path="blog/old.md")
    material = replace(material, change=replace(material.change, files=(moved,)))
    assert [one.entry.get("name") for one in services(material)] == ["Blog"]


def test_a_single_service_without_paths_is_the_repositorys() -> None:
    assert [one.entry.get("name") for one in services(a_material('[[services]]\nname = "All of it"\n'))] == [
        "All of it"
    ]


def test_what_the_change_writes_into_the_profile_is_a_claim() -> None:
    profile = '[[deployment_steps]]\ntext = "it"\n'
    files = {".relman.toml": ("", profile), "a.py": ("a\n", "b\n")}
    material = a_material(profile, files=files)
    assert [one.trust for one in material.team] == [Trust.CLAIM]
    assert [one.trust for one in a_material(profile).team] == [Trust.TEAM]


def test_a_profile_of_anybodys_making_stays_quick_and_its_ticket_readable() -> None:
    from relman_desktop.drafting.template import draft_ticket

    steps = "".join(f'[[deployment_steps]]\ntext = "Step {number}"\npaths = ["orders/"]\n' for number in range(200))
    goals = "".join(f'[[goals]]\ntext = "Goal number {number}"\nwords = ["x{number}"]\n' for number in range(200))
    claims = draft_ticket(a_material(steps + goals)).proposals["deployment"].claims
    assert len(claims) == 41
    assert claims[-1].text == "Take the further steps of the team's profile, from .relman.toml:121 on."
