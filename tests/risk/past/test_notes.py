"""What the past cannot tell is told."""

from pathlib import Path

import pytest

from relman_desktop.errors import ServiceError
from relman_desktop.jobs import Cancel
from relman_desktop.risk.past import reading
from relman_desktop.risk.past.past import Past
from relman_desktop.risk.past.reading import read_past
from relman_desktop.sources.opening import open_range
from relman_desktop.sources.past.walking import Walk, walk
from relman_desktop.sources.repository import open_repository

from ...sources.past.imported import Made, imported
from ...sources.repos import RepoBuilder, a_repository


def told(root: Path, span: str) -> Past:
    past = read_past(open_range(root, span, Cancel()), Cancel())
    assert past
    return past


@pytest.fixture
def five(tmp_path: Path) -> RepoBuilder:
    return imported(tmp_path, [Made(f"Fix {number}", {"a.py": f"{number}\n"}) for number in range(5)])[0]


def test_a_whole_history_needs_no_note(five: RepoBuilder) -> None:
    past = told(five.root, "HEAD~1..HEAD")
    assert past.notes == () and past.commits[0].features()["nfix365"] == 4


def test_a_shallow_history_is_told(five: RepoBuilder, tmp_path: Path) -> None:
    five.git("clone", "--quiet", "--depth=3", f"file://{five.root}", str(tmp_path / "clone"))
    past = told(tmp_path / "clone", "HEAD~1..HEAD")
    assert past.commits[0].features()["nfix365"] == 2
    assert any("shallow" in note for note in past.notes)


def test_a_history_that_is_cut_is_told_only_where_it_matters(
    five: RepoBuilder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def short(*given: object, **more: object) -> Walk:
        return walk(*given, most=3)  # type: ignore[arg-type]

    monkeypatch.setattr(reading, "walk", short)
    past = told(five.root, "HEAD~1..HEAD")
    assert past.commits[0].features()["nfix365"] == 2
    assert past.notes == ("The history is long: the past of the files is read from its newest 3 commits.",)
    past = told(five.root, "HEAD~4..HEAD")
    assert len(past.commits) == 3
    assert past.notes[-1] == "The past of 1 commit of this change is not known: it is not in the history that is read."


def test_a_long_history_that_is_long_past_needs_no_note(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repo, _ = imported(tmp_path, [Made(f"Fix {day}", {"a.py": f"{day}\n"}, day=day) for day in (0, 1, 2, 900, 901)])
    monkeypatch.setattr(reading, "walk", lambda *given: walk(*given, most=3))
    past = told(repo.root, "HEAD~1..HEAD")
    assert past.notes == () and past.commits[0].features()["nfix365"] == 1


def test_lost_texts_are_told(tmp_path: Path) -> None:
    repo = a_repository(tmp_path)
    repo.write("a.py", "a\n").write("b.py", "b\n").commit("First")
    repo.write("a.py", "a\nb\n").write("b.py", "b\nc\n").commit("Second")
    oid = repo.git("rev-parse", "HEAD:b.py")
    (repo.root / ".git" / "objects" / oid[:2] / oid[2:]).unlink()
    past = told(repo.root, "HEAD~1..HEAD")
    assert past.commits[0].features()["la"] == 1 and past.commits[0].features()["nf"] == 2
    assert "The lines of 1 file are not in this repository and count as none." in past.notes


def test_a_partial_clone_tells_what_it_can(five: RepoBuilder, tmp_path: Path) -> None:
    five.git("config", "uploadpack.allowFilter", "true")
    five.git("clone", "--quiet", "--no-checkout", "--filter=blob:none", f"file://{five.root}", str(tmp_path / "clone"))
    past = told(tmp_path / "clone", "HEAD~1..HEAD")
    assert past.commits[0].features()["nfix365"] == 4 and past.commits[0].features()["la"] == 0
    assert any("partial clone" in note for note in past.notes) and any("The lines of" in note for note in past.notes)


def test_a_rate_that_cannot_be_read_is_told_and_the_rest_stands(
    five: RepoBuilder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*given: object) -> None:
        raise ServiceError("git blame failed: it was tired.")

    monkeypatch.setattr(reading, "read_rate", fail)
    past = told(five.root, "HEAD~1..HEAD")
    assert past.rate is None and len(past.commits) == 1
    assert past.notes == (
        "How often commits of this repository proved faulty is not known: git blame failed: it was tired.",
    )


def test_the_walk_is_oldest_first_without_merges(tmp_path: Path) -> None:
    history = [Made(), Made(parents=[0], day=9), Made(parents=[0], day=5), Made(parents=[1, 2]), Made(day=1)]
    repo, oids = imported(tmp_path, history)
    walked = walk(open_repository(repo.root, Cancel()), oids[-1], Cancel())
    places = [oids.index(step.oid) for step in walked.steps]
    assert places[0] == 0 and places[-1] == 4 and sorted(places) == [0, 1, 2, 4] and not walked.cut
