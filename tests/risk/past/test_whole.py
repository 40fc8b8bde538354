"""All columns of the data, on a history whose columns were computed by hand; and the part agrees with the whole."""

import os
from pathlib import Path

import pytest
from hypothesis import given, settings

from relman_desktop.jobs import Cancel
from relman_desktop.risk.past.reading import read_past
from relman_desktop.risk.past.whole import all_columns
from relman_desktop.sources.opening import open_range
from relman_desktop.sources.repository import open_repository

from ...sources.past.imported import FIRST, Made, imported
from .test_same_again import histories

TEN = "".join(f"line {number}\n" for number in range(10))


def test_the_columns_of_a_small_history(tmp_path: Path) -> None:
    repo, oids = imported(
        tmp_path,
        [
            Made("Add", write={"lib/a.py": TEN, "lib/b.py": "b\n"}, day=0),
            Made("Fix a", write={"lib/a.py": TEN + "x\n"}, day=10, author="Bob@x.org"),
            Made("Move", move={"lib/a.py": "app/a.py"}, day=20, author="bob@x.org"),
            Made("More", write={"app/a.py": TEN + "y\nz\n", "lib/b.py": "c\n", "new.py": "1\n"}, day=30),
        ],
    )
    found = dict(all_columns(open_repository(repo.root, Cancel()), "HEAD", Cancel()))
    assert list(found) == oids
    last = found[oids[3]]
    assert (last["lt"], last["ndev"], last["age"], last["nuc"], last["nfix"]) == ((11 + 1) / 2, 2, (10 + 30) / 2, 3, 1)
    assert (last["aexp"], last["asexp"], last["own"], last["afile"]) == (1, 1, (1 / 3 + 1) / 2, 2)
    month = (FIRST + 30 * 86_400 - FIRST // (30 * 86_400) * (30 * 86_400)) / 86_400
    assert last["arexp"] == pytest.approx(1 / (1 + month / 365.25))
    assert (last["nuc90"], last["nfix365"], last["team90"], last["velo90"], last["fixrate365"]) == (3, 1, 2, 3, 1 / 3)
    assert found[oids[2]]["nren"] == 1 and found[oids[0]]["nuc"] == 0 and found[oids[0]]["lt"] == 0


def test_people_who_changed_their_address_are_one(tmp_path: Path) -> None:
    mailmap = "Ada <ada@new.org> <ada@old.org>\n<bob@new.org> Bob <>\n"
    repo, oids = imported(
        tmp_path,
        [
            Made("Add", write={"a.py": "1\n", ".mailmap": mailmap}, author="ADA@old.org"),
            Made("Change", write={"a.py": "2\n"}, author="ada@new.org"),
            Made("Change", write={"a.py": "3\n"}, author="eve@new.org"),
        ],
    )
    last = dict(all_columns(open_repository(repo.root, Cancel()), "HEAD", Cancel()))[oids[2]]
    assert last["ndev"] == 1 and last["team90"] == 1


@settings(max_examples=15, deadline=None)
@given(histories())
def test_a_part_of_a_history_tells_what_the_whole_tells(history: list[Made]) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv("RELMAN_HOME", os.path.join(folder, "home"))
        repo, oids = imported(Path(folder), history)
        if repo.git("rev-parse", f"{oids[-1]}^{{tree}}") == repo.git("rev-parse", f"{oids[-2]}^{{tree}}"):
            return
        whole = dict(all_columns(open_repository(repo.root, Cancel()), oids[-1], Cancel()))
        past = read_past(open_range(repo.root, f"{oids[-2]}..{oids[-1]}", Cancel()), Cancel())
        assert past
        apart = {"fixrate365", "velo90", "team90"} if len(past.commits) > 1 else set()
        for one in past.commits:
            told = {name: value for name, value in one.features().items() if name not in apart}
            assert told.items() <= whole[one.oid].items()
