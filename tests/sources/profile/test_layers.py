"""The layers of a profile: the repository's at the head of the range, then the person's two."""

import os
from pathlib import Path

import pytest

from relman_desktop.jobs import Cancel
from relman_desktop.sources.opening import Opened, open_diff, open_range
from relman_desktop.sources.profile.layers import layered, person_files, team_profile
from relman_desktop.sources.profile.reading import read_profile

from ..repos import RepoBuilder, a_repository

_GOALS = '[[goals]]\ntext = "Fewer failed checkouts"\nmeasure = "below 2 %"\n'


def with_profile(folder: Path, text: str | bytes) -> RepoBuilder:
    repo = a_repository(folder).write(".relman.toml", text)
    repo.commit("A profile")
    repo.write("app.py", "x = 1\n").commit("A change")
    return repo


def opened(repo: RepoBuilder, span: str = "HEAD") -> Opened:
    return open_range(repo.root, span, Cancel())


def own(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def test_the_profile_is_that_of_the_head_and_not_of_the_work_tree(tmp_path: Path, home: Path) -> None:
    repo = with_profile(tmp_path, _GOALS).write(".relman.toml", "[team]\nname = 'not committed'\n")
    profile = team_profile(opened(repo), Cancel())
    assert [(one.part, one.file, one.line) for one in profile.entries] == [("goals", ".relman.toml", 1)]
    assert not profile.warnings


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_a_pipe_in_the_place_of_the_persons_profile_is_not_waited_for(tmp_path: Path, home: Path) -> None:
    home.mkdir()
    os.mkfifo(home / "profile.toml")
    profile = team_profile(opened(with_profile(tmp_path, _GOALS)), Cancel())
    assert [one.part for one in profile.entries] == ["goals"]
    assert [one.rpartition(": ")[2] for one in profile.warnings] == ["it is a pipe or a device, not a file."]


def test_a_repository_without_a_profile_has_the_persons_alone(tmp_path: Path, home: Path) -> None:
    repo = a_repository(tmp_path).write("a", "1")
    repo.commit("A change")
    assert team_profile(opened(repo), Cancel()).entries == ()
    own(home / "profile.toml", "[team]\nname = 'Orders'\n")
    assert [one.file for one in team_profile(opened(repo), Cancel()).entries] == ["your profile"]


def test_the_person_stands_over_the_repository_and_here_over_everywhere(tmp_path: Path, home: Path) -> None:
    team = "[team]\nname = 'Orders'\ntime_zone = 'Europe/Berlin'\n"
    repo = with_profile(tmp_path, _GOALS + "[[goals]]\ntext = 'Faster exports'\n" + team)
    everywhere, here = person_files(str(repo.root))
    own(everywhere, "[[goals]]\ntext = 'fewer  FAILED checkouts'\nmeasure = 'below 1 %'\n[team]\nname = 'Mine'\n")
    own(here, "[[goals]]\ntext = 'Another'\n[team]\nname = 'Here'\n")
    profile = team_profile(opened(repo), Cancel())
    assert [(one.get("text"), one.get("measure"), one.file) for one in profile.of("goals")] == [
        ("fewer  FAILED checkouts", "below 1 %", "your profile"),
        ("Faster exports", "", ".relman.toml"),
        ("Another", "", "your profile for this repository"),
    ]
    assert profile.said == {"name": "Here", "time_zone": "Europe/Berlin"}
    (entry,) = profile.of("team")
    assert entry.places == {"name": "your profile for this repository:3", "time_zone": ".relman.toml:6"}


def test_the_same_twice_in_one_layer_is_kept_and_replaced_together() -> None:
    twice = "[[monitoring]]\nmetric = 'errors'\nservice = 'a'\n[[monitoring]]\nmetric = 'errors'\nservice = 'b'\n"
    weaker = read_profile(twice, "weak")
    assert len(layered(weaker).entries) == 2
    stronger = read_profile("[[monitoring]]\nmetric = 'errors'\n", "strong")
    assert [one.file for one in layered(weaker, stronger).entries] == ["strong"]


def test_two_repositories_of_one_name_have_different_files_of_the_persons(home: Path) -> None:
    one, other = (person_files(place)[1] for place in ("/a/shop", "/b/shop"))
    assert one != other
    assert one.name.startswith("shop-") and one.parent == home / "profiles"
    assert person_files("/a/shop/")[1] == one
    assert person_files("/a/..evil/ name?")[1].parent == home / "profiles"


def test_a_change_that_alters_the_profile_says_so(tmp_path: Path, home: Path) -> None:
    repo = with_profile(tmp_path, _GOALS)
    repo.write(".relman.toml", _GOALS + "[[rollback_steps]]\ncommand = 'rm -rf /'\n").commit("Alter it")
    assert any("under review" in one for one in team_profile(opened(repo), Cancel()).warnings)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"[team]\nname = '\xff'\n", "not UTF-8"),
        (b"#" * (5 << 20), "too large"),
        (b"[team\n", "line 1, column 6"),
    ],
)
def test_a_profile_that_cannot_be_read_is_told_and_the_persons_holds(
    tmp_path: Path, home: Path, content: bytes, said: str
) -> None:
    repo = with_profile(tmp_path, content)
    own(home / "profile.toml", "[team]\nname = 'Orders'\n")
    profile = team_profile(opened(repo), Cancel())
    assert said in profile.warnings[0] and profile.warnings[0].startswith(".relman.toml")
    assert profile.said == {"name": "Orders"}


def test_a_link_is_not_followed(tmp_path: Path, home: Path) -> None:
    (tmp_path / "secret.toml").write_text("[team]\nname = 'secret'\n")
    repo = a_repository(tmp_path).link(".relman.toml", "../secret.toml")
    repo.commit("A link")
    profile = team_profile(opened(repo), Cancel())
    assert profile.entries == ()
    assert any("is not a file" in one for one in profile.warnings)


def test_calendars_of_a_repository_are_named_and_not_read(tmp_path: Path, home: Path) -> None:
    repo = with_profile(tmp_path, "[[calendars]]\nsource = 'https://example.com/\u202ea.ics'\n")
    profile = team_profile(opened(repo), Cancel())
    assert profile.entries == ()
    assert "your own profile" in profile.warnings[-1] and "\u202e" not in profile.warnings[-1]


def test_a_diff_file_alone_has_the_persons_profile(tmp_path: Path, home: Path) -> None:
    patch = tmp_path / "a.diff"
    patch.write_text("--- a/.relman.toml\n+++ b/.relman.toml\n@@ -0,0 +1,2 @@\n+[team]\n+name = 'x'\n")
    own(home / "profile.toml", "[team]\nname = 'Orders'\n")
    assert team_profile(open_diff(patch, Cancel()), Cancel()).said == {"name": "Orders"}
