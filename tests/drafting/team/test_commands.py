"""What stands in a command for a version."""

import pytest

from relman_desktop.drafting.template.team.commands import filled

from .making import a_material


@pytest.mark.parametrize(
    ("written", "ahead", "back"),
    [
        ("a:<version>", "a:v1.1.0", "a:v1.0.0"),
        ("a:<new version>", "a:v1.1.0", "a:v1.1.0"),
        ("a:<NEW-VERSION>", "a:v1.1.0", "a:v1.1.0"),
        ("a:<previous version>", "a:v1.0.0", "a:v1.0.0"),
        ("a:<old_version>", "a:v1.0.0", "a:v1.0.0"),
        ("a:<conversion> <version", "a:<conversion> <version", "a:<conversion> <version"),
    ],
)
def test_a_version_is_the_one_that_its_name_says(written: str, ahead: str, back: str) -> None:
    change = a_material().change
    assert filled(written, change, old=False) == ahead
    assert filled(written, change, old=True) == back
