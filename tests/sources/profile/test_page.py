"""The page of documentation and the examples are what the program itself reads."""

import runpy
from pathlib import Path

import pytest

from relman_desktop.files import resource
from relman_desktop.sources.profile.reading import problems, read_profile
from relman_desktop.sources.profile.schema import parts

ROOT = Path(__file__).parents[3]
SAMPLES = sorted(resource("samples").glob("*.toml"))


def test_the_page_is_made_from_the_table() -> None:
    made = runpy.run_path(str(ROOT / "packaging/profile_page.py"))
    assert (ROOT / "docs/profile.md").read_text("utf-8") == made["page"](), "run packaging/profile_page.py"


@pytest.mark.parametrize("path", SAMPLES, ids=[path.stem for path in SAMPLES])
def test_an_example_has_no_problems_and_fills_what_a_ticket_needs(path: Path) -> None:
    text = path.read_text("utf-8")
    assert problems(text, path.name) == ()
    filled = {one.part for one in read_profile(text, path.name).entries}
    assert {part.name for part in parts()} - filled <= {"calendars"}


def test_the_examples_fill_every_part_and_every_key_between_them() -> None:
    assert len(SAMPLES) == 3
    said = {
        (one.part, key)
        for path in SAMPLES
        for one in read_profile(path.read_text("utf-8"), path.name).entries
        for key in one.values
    }
    assert {(part.name, key.name) for part in parts() for key in part.keys} - said == set()
