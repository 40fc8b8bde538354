"""The profiles that a team may copy: what a release with a lossy migration is told by each of them."""

from pathlib import Path

import pytest

from relman_desktop.beginning import new_ticket
from relman_desktop.drafting.template import draft_ticket
from relman_desktop.files import resource
from relman_desktop.jobs import Cancel
from relman_desktop.loaded import study
from relman_desktop.sources.opening import open_range
from relman_desktop.sources.profile.layers import Layer
from relman_desktop.sources.profile.reading import read_profile

from ...sources.repos import a_repository

FOLDERS = {
    "web-service": "services/checkout/migrations",
    "mobile-backend": "db/migrations",
    "infrastructure": "clusters/migrations",
}


def deployment(folder: Path, sample: str) -> list[str]:
    """The steps of a release that drops a column, by a sample."""
    repo = a_repository(folder).write("app.py", "x = 1\n")
    repo.write(f"{FOLDERS[sample]}/0001_first.up.sql", "CREATE TABLE orders (id int, note text);\n").commit("Begin")
    repo.write(f"{FOLDERS[sample]}/0002_drop.up.sql", "ALTER TABLE orders DROP COLUMN note;\n")
    repo.write("app.py", "x = 2\n").commit("Drop the notes")
    text = resource(f"samples/{sample}.toml").read_text("utf-8")
    opened = open_range(repo.root, "HEAD~1..HEAD", Cancel())
    loaded = study(opened, Cancel(), profiles=[Layer(sample, read_profile(text, sample))])
    material = loaded.material(new_ticket("t", loaded.reference))
    return [claim.text for claim in draft_ticket(material).proposals["deployment"].claims]


@pytest.mark.parametrize("sample", FOLDERS)
def test_the_backup_is_made_before_the_first_step_that_migrates_or_deploys(tmp_path: Path, sample: str) -> None:
    told = deployment(tmp_path, sample)
    backup = next(at for at, text in enumerate(told) if text.startswith("Back up the "))
    changes = ("Apply ", "Deploy ", "Set the new image", "Merge ")
    first = next(at for at, text in enumerate(told) if text.startswith(changes))
    assert backup < first
    assert any("migrat" in text for text in told[first:])


@pytest.mark.parametrize("sample", FOLDERS)
def test_a_sample_says_in_five_lines_what_it_is(sample: str) -> None:
    lines = resource(f"samples/{sample}.toml").read_text("utf-8").splitlines()
    assert all(line.startswith("# ") for line in lines[:5]) and lines[5] == ""
    assert "<version>" in lines[4]
