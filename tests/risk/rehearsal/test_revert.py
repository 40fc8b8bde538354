"""Whether the revert of a change applies where its branch stands now."""

import shutil
from pathlib import Path

import pytest

from relman_desktop.errors import Cancelled
from relman_desktop.facts.book import Facts
from relman_desktop.jobs import Cancel
from relman_desktop.risk.rehearsal.rehearsing import rehearse
from relman_desktop.sources import git
from relman_desktop.sources.opening import open_range
from tests.sources.repos import RepoBuilder, a_repository

from .histories import finding, numbered, rehearsed


@pytest.fixture
def repo(tmp_path: Path) -> RepoBuilder:
    """main, with the tag v1."""
    repo = a_repository(tmp_path)
    repo.write("app.py", numbered()).write("lib/one.py", numbered(30)).write("lib/two.py", "two\n" * 9)
    repo.write("logo.png", b"\0\1\2")
    repo.commit("First")
    return repo.tag("v1")


def release(repo: RepoBuilder) -> RepoBuilder:
    """The change v1..v2: a line of app.py."""
    repo.write("app.py", numbered(l3="three"))
    repo.commit("Say three")
    return repo.tag("v2")


def test_on_a_branch_that_ends_with_the_change_it_applies(repo: RepoBuilder) -> None:
    release(repo)
    found = rehearsed(repo.root, "v1..v2")
    assert (found.target, found.tip) == ("main", repo.head)
    assert finding(repo.root, "v1..v2").outcome == "yes"
    assert f"`main` ({repo.head[:10]}), which ends with the change" in finding(repo.root, "v1..v2").text
    assert finding(repo.root, "v1..v2").is_certain


def test_it_applies_where_later_commits_touch_other_files(repo: RepoBuilder) -> None:
    release(repo).write("lib/one.py", "else\n")
    repo.commit("Else")
    found = finding(repo.root, "v1..v2")
    assert found.outcome == "yes"
    assert "1 later commit, none of which touches a file of the change" in found.text


def test_it_applies_where_later_commits_touch_other_lines(repo: RepoBuilder) -> None:
    release(repo).write("app.py", numbered(l3="three", l11="eleven"))
    repo.commit("Say eleven")
    found = finding(repo.root, "v1..v2")
    assert found.outcome == "yes"
    assert "1 of which touches 1 file of the change" in found.text


def test_a_conflict_names_the_file_and_the_commit_that_causes_it(repo: RepoBuilder) -> None:
    release(repo).write("app.py", numbered(l3="THREE"))
    later = repo.commit("Say it louder `now`")
    found = finding(repo.root, "v1..v2")
    assert (found.outcome, found.evidence) == ("no", ("F1",))
    assert "conflicts in 1 file" in found.text
    assert found.details == (f"`app.py`: later commits change the same lines ({later[:10]} “Say it louder `now`”)",)


def test_what_later_commits_delete_cannot_be_changed_back(repo: RepoBuilder) -> None:
    release(repo).delete("app.py")
    repo.commit("Gone")
    assert "`app.py`: later commits delete it, and the revert changes it" in finding(repo.root, "v1..v2").details[0]


def test_what_the_change_brought_and_later_commits_change_cannot_be_deleted(repo: RepoBuilder) -> None:
    repo.write("new.py", numbered())
    repo.commit("New")
    repo.tag("v2").write("new.py", numbered(l1="other"))
    repo.commit("Newer")
    assert "`new.py`: the revert deletes it, and later commits change it" in finding(repo.root, "v1..v2").details[0]


def test_a_binary_file_that_changes_again_conflicts(repo: RepoBuilder) -> None:
    repo.write("logo.png", b"\0\1\3")
    repo.commit("Logo")
    repo.tag("v2").write("logo.png", b"\0\1\4")
    repo.commit("Logo again")
    found = finding(repo.root, "v1..v2")
    assert found.outcome == "no"
    assert found.details[0].startswith("`logo.png`: it is binary, and later commits change it too (")


def test_a_file_that_later_commits_rename_is_followed(repo: RepoBuilder) -> None:
    repo.write("lib/one.py", numbered(30, l3="three"))
    repo.commit("Three")
    repo.tag("v2").move("lib/one.py", "core/first.py")
    repo.commit("Move")
    assert finding(repo.root, "v1..v2").outcome == "yes"
    repo.write("core/first.py", numbered(30, l3="THREE"))
    repo.commit("Change the moved one")
    found = finding(repo.root, "v1..v2")
    assert found.outcome == "no"
    assert found.details[0].startswith("`core/first.py`: later commits change the same lines")


def test_a_file_that_the_change_renames_takes_later_changes_back_with_it(repo: RepoBuilder) -> None:
    repo.move("lib/one.py", "core/first.py")
    repo.commit("Move")
    repo.tag("v2").write("core/first.py", numbered(30, l20="twenty"))
    repo.commit("Twenty")
    assert finding(repo.root, "v1..v2").outcome == "yes"


def test_a_submodule_that_moves_again_conflicts(repo: RepoBuilder) -> None:
    for number, tag in ((1, "m1"), (2, "m2"), (3, "")):
        repo.submodule("vendor/lib", str(number) * 40)
        repo.git("commit", "--quiet", "-m", f"Lib {number}", **repo._who("A <a@example.com>"))
        if tag:
            repo.tag(tag)
    found = finding(repo.root, "m1..m2")
    assert found.outcome == "no"
    assert found.details[0].startswith("`vendor/lib`: both sides move the submodule")


def test_a_mode_that_only_the_change_sets_goes_back(repo: RepoBuilder) -> None:
    repo.executable("app.py")
    repo.commit("Run it")
    repo.tag("v2").write("app.py", numbered(l9="nine"))
    repo.commit("Nine")
    assert finding(repo.root, "v1..v2").outcome == "yes"


def test_a_folder_in_the_place_of_a_file_conflicts(repo: RepoBuilder) -> None:
    repo.delete("app.py")
    repo.commit("No app")
    repo.tag("v2").write("app.py/main.py", "main\n")
    repo.commit("A folder")
    assert finding(repo.root, "v1..v2").outcome == "no"


def test_what_was_taken_back_already_is_told(repo: RepoBuilder) -> None:
    release(repo).write("app.py", numbered())
    repo.commit("Take it back")
    found = finding(repo.root, "v1..v2")
    assert found.outcome == "yes"
    assert "was taken back on `main`" in found.text


def test_a_change_that_is_not_on_its_branch_yet_is_told_so(repo: RepoBuilder) -> None:
    repo.branch("feature").write("app.py", numbered(l3="three"))
    repo.commit("Say three")
    repo.checkout("main").write("app.py", numbered(l3="other"))
    repo.commit("Say other")
    found = rehearsed(repo.root, "main...feature")
    assert found.target == "main"
    revert = found.of("revert")
    assert revert and revert.outcome == "yes" and "is not on `main`" in revert.text


def test_a_first_commit_can_be_undone(repo: RepoBuilder) -> None:
    first = repo.head
    assert finding(repo.root, first).outcome == "yes"
    repo.write("app.py", numbered(l3="three"))
    repo.commit("Say three")
    assert finding(repo.root, first).outcome == "no"


def test_going_back_needs_no_revert(repo: RepoBuilder) -> None:
    release(repo)
    found = finding(repo.root, "v2..v1")
    assert found.outcome == "yes"
    assert "nothing to revert: the way back is to deploy `v2`" in found.text


def test_a_range_whose_base_went_another_way_undoes_what_it_brings_only(repo: RepoBuilder) -> None:
    repo.branch("old").write("lib/two.py", "hotfix\n")
    repo.commit("Hotfix")
    repo.checkout("main")
    release(repo).write("lib/two.py", "else\n")
    repo.commit("Else")
    found = finding(repo.root, "old..v2")
    assert found.outcome == "yes"
    assert found.details[0].startswith("1 commit of `old` (")


def test_the_merge_attributes_that_git_knows_count(repo: RepoBuilder) -> None:
    """`merge=union` takes both sides, so there is no conflict, neither for git nor here."""
    repo.write(".gitattributes", "CHANGES merge=union\n").write("CHANGES", "one\n")
    repo.commit("Changes")
    repo.tag("u1").write("CHANGES", "one\ntwo\n")
    repo.commit("Two")
    repo.tag("u2").write("CHANGES", "one\ntwo!\n")
    repo.commit("Two again")
    assert finding(repo.root, "u1..u2").outcome == "yes"
    repo.delete(".gitattributes")
    repo.commit("No attributes")
    assert "conflicts in 1 file" in finding(repo.root, "u1..u2").text


def test_many_conflicts_are_counted(repo: RepoBuilder) -> None:
    for text in ("one\n", "two\n", "three\n"):
        for number in range(30):
            repo.write(f"many/{number:02}.txt", text)
        repo.commit(text.strip())
        repo.tag(f"m-{text.strip()}")
    found = finding(repo.root, "m-one..m-two")
    assert "conflicts in 30 files" in found.text
    assert (len(found.details), found.details[-1], len(found.evidence)) == (21, "10 more", 8)


def test_conflicts_in_files_that_do_not_run_close_the_way_in_part(repo: RepoBuilder) -> None:
    for text, tag in (("one\n", "d1"), ("two\n", "d2"), ("three\n", "")):
        repo.write("CHANGELOG.md", text)
        repo.commit(text.strip())
        if tag:
            repo.tag(tag)
    found = finding(repo.root, "d1..d2")
    assert found.outcome == "partly"
    assert "conflicts in 1 file" in found.text and "not part of what runs" in found.text


def test_names_that_hide_something_stay_harmless(repo: RepoBuilder) -> None:
    odd = "a`b\u202e\n\tc.txt"
    for text, tag in (("one\n", "o1"), ("two\n", "o2"), ("three\n", "")):
        repo.write(odd, text)
        repo.commit(f"{text.strip()} \u202e \x1b[31m")
        if tag:
            repo.tag(tag)
    details = finding(repo.root, "o1..o2").details
    assert details[0].startswith("`a'b") and details[0].isprintable()


def test_ids_of_sha256_are_no_hindrance(tmp_path: Path) -> None:
    repo = a_repository(tmp_path, sha256=True)
    for text, tag in ((numbered(), "v1"), (numbered(l3="three"), "v2"), (numbered(l3="3"), "")):
        repo.write("app.py", text)
        repo.commit("Go on")
        if tag:
            repo.tag(tag)
    assert finding(repo.root, "v1..v2").outcome == "no"


def test_an_older_git_says_what_it_can_and_what_it_would_take(
    repo: RepoBuilder, monkeypatch: pytest.MonkeyPatch
) -> None:
    release(repo).write("lib/one.py", "else\n")
    repo.commit("Else")
    opened = open_range(repo.root, "v1..v2", Cancel())
    monkeypatch.setattr(git, "version", lambda: (2, 34, 1))
    apart = rehearse(opened, Facts(), Cancel())
    revert = apart.of("revert") if apart else None
    assert revert and revert.outcome == "yes"
    monkeypatch.undo()
    repo.write("app.py", numbered(l3="three", l11="eleven"))
    repo.commit("Eleven")
    monkeypatch.setattr(git, "version", lambda: (2, 34, 1))
    found = rehearse(opened, Facts(), Cancel())
    revert = found.of("revert") if found else None
    assert revert and revert.outcome == "unknown" and "git 2.38 or newer" in revert.text
    assert revert.details == ("`app.py`",)


def test_texts_that_are_not_here_make_it_unknown(repo: RepoBuilder) -> None:
    release(repo).write("app.py", numbered(l3="three", l11="eleven"))
    repo.commit("Eleven")
    blob = repo.git("rev-parse", "v1:app.py")
    (repo.root / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    repo.git("config", "remote.origin.promisor", "true")
    found = finding(repo.root, "v1..v2")
    assert found.outcome == "unknown"
    assert "cannot read all that it takes" in found.text


def test_texts_that_are_not_here_do_not_matter_where_the_paths_tell(repo: RepoBuilder) -> None:
    release(repo).write("lib/one.py", "else\n")
    repo.commit("Else")
    blob = repo.git("rev-parse", "v1:app.py")
    (repo.root / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    repo.git("config", "remote.origin.promisor", "true")
    assert finding(repo.root, "v1..v2").outcome == "yes"


def test_a_shallow_history_is_enough(repo: RepoBuilder, tmp_path: Path) -> None:
    release(repo).write("app.py", numbered(l3="THREE"))
    repo.commit("Louder")
    repo.git("clone", "--quiet", "--depth=3", f"file://{repo.root}", str(tmp_path / "shallow"))
    assert finding(tmp_path / "shallow", "HEAD~2..HEAD~1").outcome == "no"
    shutil.rmtree(tmp_path / "shallow")


def test_a_stopped_job_ends_it(repo: RepoBuilder) -> None:
    release(repo)
    opened, cancel = open_range(repo.root, "v1..v2", Cancel()), Cancel()
    cancel.cancel()
    with pytest.raises(Cancelled):
        rehearse(opened, Facts(), cancel)
