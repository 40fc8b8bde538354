"""docs/targets.md tells of every key that a table may have."""

import re
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from relman_desktop.export.targets.extending import extended
from relman_desktop.export.targets.faults import faults_of
from relman_desktop.export.targets.gaps import gaps_of
from relman_desktop.export.targets.table import table_of
from relman_desktop.export.targets.target import OURS, Auth, Call, Fold, Opening, Setting, Target, TargetField
from relman_desktop.fields import FIELDS
from relman_desktop.sources.profile.positions import Lines

PAGE = (Path(__file__).parents[3] / "docs/targets.md").read_text("utf-8")
MADE = ("name", "fields", "settings", "calls", "auth", "sorts", "fold", "session")  # of a target: written otherwise


@pytest.mark.parametrize("kind", [Target, TargetField, Call, Fold, Auth, Setting, Opening])
def test_every_key_is_told(kind: type) -> None:
    told = set(re.findall(r"`([a-z_]+)`", PAGE))
    keys = {one.name for one in fields(kind)} - (set(MADE) if kind is Target else set())
    assert keys - told == set()


def test_everything_of_ours_is_told() -> None:
    told = set(re.findall(r"`([a-z_]+)`", PAGE))
    assert {*OURS, *(one.name for one in FIELDS)} - {"state", "outcome"} <= told


def test_the_example_is_a_table_without_faults() -> None:
    example = re.search(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    own = tomllib.loads(example[1]) if example else {}
    whole = extended(table_of(own["extends"]), own)
    assert [*faults_of(own, Lines()), *gaps_of(whole, Lines())] == []
