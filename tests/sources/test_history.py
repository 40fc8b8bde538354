"""The commits that arrive with a range's head, and those that leave with its base."""

from pathlib import Path

import pytest

from relman_desktop.jobs import Cancel
from relman_desktop.sources import history
from relman_desktop.sources.history import History, read_history, touched_paths, twins
from relman_desktop.sources.repository import open_repository

from .repos import RepoBuilder, a_repository


@pytest.fixture
def repo(tmp_path: Path) -> RepoBuilder:
    repo = a_repository(tmp_path)
    repo.commit("First")
    repo.tag("first")
    return repo


def history_of(repo: RepoBuilder, base: str | None, head: str = "HEAD") -> History:
    repository = open_repository(repo.root, Cancel())
    oid = {name: repo.git("rev-parse", f"{name}^{{commit}}") for name in (base, head) if name}
    return read_history(repository, oid[base] if base else None, oid[head], Cancel())


def test_arriving_commits_stand_newest_first_with_all_they_say(repo: RepoBuilder) -> None:
    second = repo.commit(
        "Second: wörds", "A body\n\nwith paragraphs.\n\nRefs: PAY-12", author="Zoë Ünal <zoe@example.com>"
    )
    third = repo.commit("Third")
    arriving = history_of(repo, "first").arriving
    assert [(commit.id, commit.oid, commit.subject) for commit in arriving] == [
        ("C1", third, "Third"),
        ("C2", second, "Second: wörds"),
    ]
    commit = arriving[1]
    assert commit.body == "A body\n\nwith paragraphs.\n\nRefs: PAY-12"
    assert (commit.author, commit.email, commit.when) == ("Zoë Ünal", "zoe@example.com", "2023-11-14T22:15:20+00:00")
    assert commit.parents == (repo.git("rev-parse", "first"),)
    assert arriving[0].parents == (second,)


def test_merges_bring_both_sides(repo: RepoBuilder) -> None:
    repo.branch("feature").write("a", "a\n")
    feature = repo.commit("Feature")
    repo.checkout("main").write("b", "b\n")
    trunk = repo.commit("Trunk")
    merge = repo.merge("feature")
    arriving = history_of(repo, "first").arriving
    assert [commit.oid for commit in arriving] == [merge, trunk, feature]
    assert arriving[0].is_merge and arriving[0].parents == (trunk, feature)
    assert history_of(repo, "first").leaving == ()


def test_commits_of_a_tagged_release_branch_leave(repo: RepoBuilder) -> None:
    repo.branch("release-1")
    kept = repo.commit("Fix only here")
    bump = repo.commit("Release 1.0.1")
    repo.tag("v1.0.1").checkout("main")
    trunk = repo.commit("On the trunk")
    read = history_of(repo, "v1.0.1")
    assert [(commit.id, commit.oid) for commit in read.arriving] == [("C1", trunk)]
    assert [(commit.id, commit.oid) for commit in read.leaving] == [("L1", bump), ("L2", kept)]


def test_unrelated_histories_arrive_and_leave_whole(repo: RepoBuilder) -> None:
    repo.git("checkout", "--quiet", "--orphan", "other")
    other = repo.commit("Other root")
    read = history_of(repo, "main", "other")
    assert [commit.oid for commit in read.arriving] == [other]
    assert [commit.subject for commit in read.leaving] == ["First"]


def test_without_a_base_all_of_the_heads_commits_arrive(repo: RepoBuilder) -> None:
    assert [commit.subject for commit in history_of(repo, None).arriving] == ["First"]


def test_a_cherry_pick_is_a_twin(repo: RepoBuilder) -> None:
    repo.branch("release-1").write("fix", "fix\n")
    named = repo.commit("Fix the till")
    repo.commit("Same look")
    repo.commit("Only here")
    repo.commit("Same subject", author="Bob <bob@example.com>")
    repo.tag("v1").checkout("main").write("fix", "fix\n")
    repo.commit("[fix] the till, again", f"(cherry picked from commit {named})")
    repo.commit("Same look")
    repo.commit("Same subject")
    read = history_of(repo, "v1")
    by_subject = {commit.id: commit.subject for commit in (*read.arriving, *read.leaving)}
    found = twins(read.leaving, read.arriving)
    assert {by_subject[leaving]: by_subject[arriving] for leaving, arriving in found.items()} == {
        "Fix the till": "[fix] the till, again",
        "Same look": "Same look",
    }
    back = twins(read.arriving, read.leaving)  # the other way round it is the leaving one that names its source
    assert {by_subject[arriving] for arriving in back} == {"[fix] the till, again", "Same look"}


def test_hostile_commits_are_read(repo: RepoBuilder) -> None:
    """Bytes that are not UTF-8, an encoding that lies, a NUL, control characters, no message at all."""
    tree = repo.git("rev-parse", "HEAD^{tree}")
    parent = repo.head
    messages = [
        b"caf\xe9 \xff\n\nbody \xfe\n",
        b"sub\0ject\n\nbo\0dy\n",
        b"\x1b[31mred\x0b\x0c\x1c\xe2\x80\xa8x\n\nbody\x1e\n",
        b"",
        b"\n\n\nlate subject\n",
    ]
    for message in messages:
        who = b"A\x01 <> 99999999999 +9999"
        header = b"tree %s\nparent %s\nauthor %s\ncommitter B <b> 1 +0000\nencoding nonsense\n\n"
        data = header % (tree.encode(), parent.encode(), who) + message
        parent = repo.git("hash-object", "-w", "-t", "commit", "--literally", "--stdin", stdin=data)
    arriving = history_of(repo, "first", parent).arriving
    assert len(arriving) == len(messages)
    assert [commit.subject for commit in arriving] == [
        "late subject", "", "\x1b[31mred\x0b\x0c\x1c\u2028x", "sub", "caf\ufffd \ufffd"
    ]  # fmt: skip
    assert all(len(commit.oid) == 40 for commit in arriving)


@pytest.mark.parametrize(
    "setting",
    ["log.showSignature=true", "log.date=relative", "log.mailmap=true", "i18n.logOutputEncoding=latin1",
     "format.pretty=oneline", "color.ui=always", "log.decorate=full", "notes.displayRef=refs/notes/*",
     "log.diffMerges=separate", "log.follow=true"],
)  # fmt: skip
def test_settings_of_the_repository_change_nothing(repo: RepoBuilder, setting: str) -> None:
    repo.write(".mailmap", "Nobody <n@example.com> <ada@example.com>\n")
    repo.commit("Sécond", "Body")
    repo.git(
        "notes",
        "add",
        "-m",
        "a note",
        GIT_COMMITTER_NAME="A",
        GIT_COMMITTER_EMAIL="a",
        GIT_AUTHOR_NAME="A",
        GIT_AUTHOR_EMAIL="a",
    )
    before = history_of(repo, "first")
    repo.git("config", *setting.split("="))
    assert history_of(repo, "first") == before
    assert before.arriving[0].author == "Ada Lovelace"


def test_above_the_limit_the_newest_are_read_and_the_rest_is_counted(
    repo: RepoBuilder, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        repo.commit(f"Number {number}")
    monkeypatch.setattr(history, "MOST", 3)
    read = history_of(repo, "first")
    assert [commit.subject for commit in read.arriving] == ["Number 4", "Number 3", "Number 2"]
    assert read.warnings == ("The range holds 5 commits; the newest 3 of them are read.",)
    monkeypatch.setattr(history, "MOST", 5)
    assert history_of(repo, "first").warnings == ()


def test_the_paths_that_each_commit_touches_itself_are_known(repo: RepoBuilder) -> None:
    repo.write("a.py", "1\n").write("with blank ü.py", "1\n")
    second = repo.commit("Second")
    repo.move("a.py", "b.py")
    third = repo.commit("Third")
    touched = touched_paths(
        open_repository(repo.root, Cancel()), repo.git("rev-parse", "first^{commit}"), third, Cancel()
    )
    assert {oid: sorted(paths) for oid, paths in touched.items()} == {
        second: ["a.py", "with blank ü.py"],
        third: ["a.py", "b.py"],
    }
    nothing = "0" * 40
    assert touched_paths(open_repository(repo.root, Cancel()), nothing, third, Cancel()) == {}
