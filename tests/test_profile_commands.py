"""`relman profile`, and a profile that is given to a draft: what a person sees of it on a terminal."""

import json
from pathlib import Path
from typing import Any

import pytest

from relman_desktop.cli import main
from relman_desktop.net import download as downloading
from relman_desktop.sample import RANGE
from relman_desktop.sources.profile.layers import person_files

from .sources.repos import RepoBuilder, a_repository

Capture = pytest.CaptureFixture[str]
WRONG = "[[goals]]\ntext = 'a'\nmesure = 'b'\n[[windows]]\nname = 'a'\n"


def run(capsys: Capture, *words: str | Path) -> tuple[int, str, str]:
    status = main([str(word) for word in words])
    said = capsys.readouterr()
    return status, said.out, said.err


def test_every_entry_is_listed_with_its_id_and_its_place(capsys: Capture, sample: Path) -> None:
    status, out, err = run(capsys, "profile", "--repo", sample)
    assert (status, err) == (0, "")
    assert out.startswith(".relman.toml: ")
    assert all(f": none ({path})\n" in out for path in person_files(str(sample)))
    assert "Business goals\n  N2   text: Customers get their money back within a day; " in out
    assert "docker compose pull web worker ⏎ docker compose up" in out
    assert "Warnings" not in out


def test_the_list_as_json(capsys: Capture, sample: Path) -> None:
    told: dict[str, Any] = json.loads(run(capsys, "profile", "--repo", sample, "--format", "json")[1])
    assert told["schema"] == 1 and told["warnings"] == []
    assert told["layers"] == [{"file": ".relman.toml", "entries": len(told["team"])}]
    goal = next(one for one in told["team"] if one["part"] == "goals")
    assert goal["id"] == "N2" and goal["file"] == ".relman.toml" and goal["values"]["words"] == ["refund", "support"]


def test_the_persons_layers_and_what_is_wrong_in_them_are_told(capsys: Capture, sample: Path) -> None:
    everywhere, _ = person_files(str(sample))
    everywhere.parent.mkdir(parents=True, exist_ok=True)
    everywhere.write_text(WRONG)
    _, out, _ = run(capsys, "profile", "--repo", sample)
    assert f"your profile: 1 entry ({everywhere})" in out
    assert "  your profile, line 3: [[goals]] knows no `mesure`; did you mean `measure`?" in out


def test_where_no_profile_is_the_way_to_one_is_told(capsys: Capture, tmp_path: Path) -> None:
    repo = a_repository(tmp_path).write("a", "1")
    repo.commit("Begin")
    _, out, _ = run(capsys, "profile", "--repo", repo.root)
    assert "relman profile --init -o .relman.toml" in out and str(person_files(str(repo.root))[1]) in out


def test_a_proposal_is_written_once_and_has_no_problems(capsys: Capture, sample: Path, tmp_path: Path) -> None:
    path = tmp_path / "new.toml"
    status, out, err = run(capsys, "profile", "--init", "--repo", sample, "-o", path)
    assert (status, out) == (0, "") and "holds a proposal" in err
    assert run(capsys, "profile", "--check", path)[0] == 0
    path.write_text("mine")
    status, _, err = run(capsys, "profile", "--init", "--repo", sample, "-o", path)
    assert status == 2 and "--force" in err and path.read_text() == "mine"
    assert run(capsys, "profile", "--init", "--repo", sample, "-o", path, "--force")[0] == 0
    assert path.read_text().startswith("# What the team of orders-service knows")


def test_a_check_lists_all_that_is_wrong(capsys: Capture, tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text(WRONG)
    status, out, err = run(capsys, "profile", "--check", path)
    assert status == 2
    assert [line.partition(":")[0] for line in out.splitlines()] == [
        "a.toml, line 3",
        "a.toml, line 4",
        "a.toml, line 4",
    ]
    assert err.count("\n") == 1 and "has 3 problems" in err
    assert run(capsys, "profile", "--check", tmp_path / "none.toml")[0] == 2


def test_a_profile_given_to_a_draft_is_the_strongest(capsys: Capture, sample: Path, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text("[[people]]\nname = 'maya lindqvist'\nroles = ['reviewer']\n[[backups]]\nwhat = 'a'\nevry = 'b'\n")
    words = ("draft", "--repo", sample, "--range", RANGE, "--format", "json", "--profile", path)
    status, out, err = run(capsys, *words)
    assert status == 0 and err.startswith("relman: mine.toml, line 6: [[backups]] knows no `evry`")
    assert "Maya Lindqvist" not in json.loads(out)["fields"]["assignee"]["text"]


def test_what_is_no_profile_is_refused(capsys: Capture, sample: Path, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    for content in (b"[team\n", b"\xff"):
        path.write_bytes(content)
        status, out, err = run(capsys, "draft", "--repo", sample, "--range", RANGE, "--profile", path)
        assert (status, out) == (2, "") and str(path) in err and err.count("\n") == 1


def test_calendars_are_fetched_when_asked_only(capsys: Capture, sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def answer(url: str, cancel: object) -> bytes:
        asked.append(url)
        return b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"

    monkeypatch.setattr(downloading, "download", answer)
    assert "nothing was fetched" in run(capsys, "profile", "--repo", sample, "--fetch")[2]
    _, here = person_files(str(sample))
    here.parent.mkdir(parents=True)
    here.write_text("[[calendars]]\nsource = 'https://calendar.example.com/secret.ics'\n")
    _, out, _ = run(capsys, "profile", "--repo", sample)
    assert "was not fetched yet" in out and asked == []
    _, out, err = run(capsys, "profile", "--repo", sample, "--fetch")
    assert asked == ["https://calendar.example.com/secret.ics"]
    assert "was fetched" in err and "not fetched yet" not in out and "secret" not in out + err


def a_repository_with_a_profile_that_lies_there(folder: Path) -> RepoBuilder:
    repo = a_repository(folder).write("a", "1")
    repo.commit("Begin")
    repo.write("a", "2").commit("Change a")
    return repo.write(".relman.toml", "[[goals]]\ntext = 'Be quick'\nwords = ['quick']\n")


def test_a_profile_that_is_not_committed_is_told_with_what_to_do(capsys: Capture, tmp_path: Path) -> None:
    repo = a_repository_with_a_profile_that_lies_there(tmp_path)
    for words in (("profile",), ("draft", "--range", "HEAD~1..HEAD")):
        _, _, err = run(capsys, words[0], "--repo", repo.root, *words[1:])
        assert ".relman.toml lies in your folder, but HEAD has none" in err
        assert "commit it" in err and "--profile" in err and "relman profile --use" in err
        assert "No team profile" not in err
    repo.commit("Add a profile")
    assert run(capsys, "profile", "--repo", repo.root)[2] == ""
    repo.write(".relman.toml", "[[goals]]\ntext = 'Be slow'\n")
    assert "is not what HEAD has" in run(capsys, "profile", "--repo", repo.root)[2]
    repo.write(".relman.toml", "[[goals]]\r\ntext = 'Be quick'\r\nwords = ['quick']\r\n")
    assert run(capsys, "profile", "--repo", repo.root)[2] == ""


def test_a_profile_is_kept_as_ones_own_and_holds_for_every_version(capsys: Capture, tmp_path: Path) -> None:
    repo = a_repository_with_a_profile_that_lies_there(tmp_path)
    lying = repo.root / ".relman.toml"
    _, here = person_files(str(repo.root))
    status, out, err = run(capsys, "profile", "--repo", repo.root, "--use", lying)
    assert status == 0 and "Be quick" in out and str(here) in err and here.read_text() == lying.read_text()
    assert "lies in your folder" not in err
    assert "relman: No team profile" not in run(capsys, "draft", "--repo", repo.root, "--range", "HEAD~1..HEAD")[2]
    repo.write(".relman.toml", "[[goals]]\ntext = 'Be slow'\n[[calendars]]\nsource = 'a.ics'\n")
    status, _, err = run(capsys, "profile", "--repo", repo.root, "--use", lying)
    assert status == 2 and "--force" in err and "Be quick" in here.read_text()
    status, _, err = run(capsys, "profile", "--repo", repo.root, "--use", lying, "--force")
    assert status == 0 and "Be slow" in here.read_text() and "a.ics" not in here.read_text()
    assert "calendars are left out" in err and "“a.ics”" in err and "lies in your folder" not in err


def test_what_is_no_profile_is_not_kept(capsys: Capture, tmp_path: Path) -> None:
    repo = a_repository_with_a_profile_that_lies_there(tmp_path).write("b.toml", "[team\n")
    status, _, err = run(capsys, "profile", "--repo", repo.root, "--use", repo.root / "b.toml")
    assert status == 2 and "b.toml" in err and not person_files(str(repo.root))[1].exists()


def test_a_draft_without_a_profile_says_so_once(capsys: Capture, tmp_path: Path) -> None:
    repo = a_repository_with_a_profile_that_lies_there(tmp_path)
    (repo.root / ".relman.toml").unlink()
    words = ("draft", "--repo", repo.root, "--range", "HEAD~1..HEAD")
    status, _, err = run(capsys, *words)
    assert status == 0 and err.count("relman: No team profile: ") == 1 and "relman profile --init" in err
    mine = tmp_path / "mine.toml"
    mine.write_text("[[goals]]\ntext = 'a'\n")
    assert "No team profile" not in run(capsys, *words, "--profile", mine)[2]
    diff = tmp_path / "a.diff"
    diff.write_text(repo.git("diff", "HEAD~1..HEAD") + "\n")
    assert "--profile FILE gives one" in run(capsys, "draft", "--diff", diff)[2]


def test_an_older_version_is_told_to_have_none_and_an_older_profile_is_its_own(capsys: Capture, tmp_path: Path) -> None:
    repo = a_repository_with_a_profile_that_lies_there(tmp_path)
    repo.commit("Add a profile")
    _, _, err = run(capsys, "draft", "--repo", repo.root, "--range", "HEAD~2..HEAD~1")
    assert "relman: HEAD~1 has no .relman.toml, though HEAD has one: give it" in err and "commit it" not in err
    repo.write(".relman.toml", "[[goals]]\ntext = 'Be slow'\n").commit("Have another goal")
    assert run(capsys, "profile", "--repo", repo.root, "--rev", "HEAD~1")[2] == ""
