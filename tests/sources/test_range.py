"""A range as a person writes it, and the change that it means."""

import hashlib
import re
from pathlib import Path

import pytest

from relman_desktop.errors import Cancelled, InputError
from relman_desktop.jobs import Cancel
from relman_desktop.sources.change import Change, Status
from relman_desktop.sources.range import load_range
from relman_desktop.sources.repository import open_repository

from .repos import RepoBuilder, a_repository


@pytest.fixture(scope="module")
def three_commits(tmp_path_factory: pytest.TempPathFactory) -> RepoBuilder:
    repo = a_repository(tmp_path_factory.mktemp("range"))
    repo.write("app.py", "one\n")
    repo.commit("First")
    repo.tag("v1").write("app.py", "two\n")
    repo.commit("Second")
    repo.write("app.py", "three\n")
    repo.commit("Third")
    return repo.tag("v2", "Version two")


@pytest.fixture
def repo(three_commits: RepoBuilder, tmp_path: Path) -> RepoBuilder:
    """first (v1) - second - third (v2), on main."""
    return three_commits.copy(tmp_path)


def load(repo: RepoBuilder, text: str) -> Change:
    return load_range(open_repository(repo.root, Cancel()), text, Cancel())


def refused(repo: RepoBuilder, text: str) -> str:
    with pytest.raises(InputError) as error:
        load(repo, text)
    sentence = str(error.value)
    assert sentence.isprintable() and len(sentence) < 400
    return sentence


def subjects(change: Change) -> list[str]:
    return [commit.subject for commit in change.commits]


def test_two_dots_pin_both_sides(repo: RepoBuilder) -> None:
    change = load(repo, "v1..v2")
    v1, v2 = repo.git("rev-parse", "v1"), repo.head
    assert (change.origin, change.repo, change.base, change.head, change.merge_base) == ("git", "shop", v1, v2, v1)
    assert (change.base_name, change.head_name, change.branch) == ("v1", "v2", None)
    assert subjects(change) == ["Third", "Second"]
    assert [(file.id, file.path, file.added, file.removed) for file in change.files] == [("F1", "app.py", 1, 1)]
    assert (change.leaving, change.warnings) == ((), ())


def test_the_same_range_is_the_same_change(repo: RepoBuilder) -> None:
    assert load(repo, "v1..v2") == load(repo, "v1..v2")


def test_three_dots_start_where_the_two_sides_parted(repo: RepoBuilder) -> None:
    repo.checkout("v1").branch("topic").write("topic.py", "x\n")
    repo.commit("Topic")
    change = load(repo, "main...topic")
    assert change.base == change.merge_base == repo.git("rev-parse", "v1")
    assert ([file.path for file in change.files], subjects(change), change.leaving) == (["topic.py"], ["Topic"], ())
    assert (change.base_name, change.head_name, change.branch) == ("main", "topic", "topic")


@pytest.mark.parametrize(
    "text", ["v1..", "v1..HEAD", " v1..v2 ", "v1..main", "v1..@", "refs/tags/v1..v2^{}", "main~2..main"]
)
def test_other_ways_to_write_it(repo: RepoBuilder, text: str) -> None:
    change = load(repo, text)
    assert (change.base, change.head) == (repo.git("rev-parse", "v1"), repo.head)


def test_an_empty_left_side_is_the_head(repo: RepoBuilder) -> None:
    repo.checkout("v1")
    change = load(repo, "..v2")
    assert (change.base, change.base_name) == (repo.git("rev-parse", "v1"), "HEAD")


def test_one_commit_is_compared_with_its_parent(repo: RepoBuilder) -> None:
    change = load(repo, "v2~1")
    assert (subjects(change), change.base, change.base_name) == (["Second"], repo.git("rev-parse", "v1"), "v2~1^")


@pytest.mark.parametrize("sha256", [False, True], ids=["sha1", "sha256"])
def test_a_first_commit_is_compared_with_nothing(tmp_path: Path, sha256: bool) -> None:
    repo = a_repository(tmp_path, sha256=sha256)
    repo.write("app.py", "one\n")
    repo.commit("First")
    change = load(repo, "HEAD")
    assert (subjects(change), change.base_name, change.merge_base) == (["First"], "nothing", None)
    assert [(file.path, file.status) for file in change.files] == [("app.py", Status.ADDED)]
    assert change.base == repo.git("hash-object", "-t", "tree", "--stdin")
    assert change.warnings == ()


def test_a_merge_is_compared_with_the_branch_that_it_went_into(repo: RepoBuilder) -> None:
    repo.checkout("v1").branch("topic").write("topic.py", "x\n")
    repo.commit("Topic")
    repo.checkout("main").merge("topic")
    change = load(repo, "main")
    assert change.base == repo.git("rev-parse", "v2^{}")
    assert ([file.path for file in change.files], subjects(change)) == (["topic.py"], ["Merge topic", "Topic"])


def test_the_branch_is_known_by_its_own_name(repo: RepoBuilder) -> None:
    repo.branch("feature/PAY-12").write("x", "x\n")
    repo.commit("Topic")
    repo.git("update-ref", "refs/remotes/origin/feature/PAY-13", "HEAD")
    for text in ("main..feature/PAY-12", "main..HEAD", "main..", "feature/PAY-12"):
        assert load(repo, text).branch == "feature/PAY-12"
    assert load(repo, "main..origin/feature/PAY-13").branch == "feature/PAY-13"
    repo.checkout("HEAD^0")
    assert load(repo, "main..HEAD").branch is None
    assert load(repo, f"main..{repo.head}").branch is None


@pytest.fixture(scope="module")
def named(three_commits: RepoBuilder, tmp_path_factory: pytest.TempPathFactory) -> RepoBuilder:
    """A repository with names that are easily mistaken."""
    repo = three_commits.copy(tmp_path_factory.mktemp("named"))
    repo.git("tag", "both", "v1")
    repo.git("config", "core.warnAmbiguousRefs", "false")
    for name in ("both", "release"):
        repo.git("branch", name)
    for name in ("next", "releases"):
        repo.git("update-ref", f"refs/remotes/origin/{name}", "v1")
    return repo


def _unknown(name: str, meant: str = "") -> str:
    hint = f"did you mean {meant}?" if meant else "`git tag` and `git branch --all` list the names there are."
    return f"shop knows no commit, branch or tag “{name}”: {hint}"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "The range is empty: write BASE..HEAD, such as v1.2.0..v1.3.0, or one commit."),
        ("  ", "The range is empty: write BASE..HEAD, such as v1.2.0..v1.3.0, or one commit."),
        ("v1..nowhere", _unknown("nowhere")),
        ("v1..maim", _unknown("maim", "main")),
        ("main..releases", _unknown("releases", "origin/releases")),
        ("v1..next", _unknown("next", "origin/next")),
        ("--output=x", _unknown("--output=x")),
        ("v1..v2..v2", _unknown("v2..v2")),
        ("v1..^v2", _unknown("^v2", "v2")),
        ("v1..v2\nx", "“v2 x” is not the name of a commit, a branch or a tag."),
        ("v1\0..v2", "“v1” is not the name of a commit, a branch or a tag."),
        ("v1..\x1b[31mv2", "“[31mv2” is not the name of a commit, a branch or a tag."),
        ("v1.." + "x" * 501, "“" + "x" * 59 + "…” is not the name of a commit, a branch or a tag."),
        ("v1..HEAD:app.py", _unknown("HEAD:app.py")),
        ("v1..v1", "Nothing changes in v1..v1: both sides hold the same files."),
        ("..", "Nothing changes in ..: both sides hold the same files."),
        ("main...v1", "Nothing changes in main...v1: both sides hold the same files."),
        (
            "main..both",
            "“both” means more than one thing here: write refs/tags/both or refs/heads/both, or a longer id.",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused_with_a_sentence(named: RepoBuilder, text: str, sentence: str) -> None:
    assert refused(named, text) == sentence


def test_a_short_id_of_two_commits_is_ambiguous(repo: RepoBuilder) -> None:
    """Four digits suffice git; among some hundred commits two begin alike."""
    by_start: dict[str, str] = {}
    tree = repo.git("rev-parse", "HEAD^{tree}")
    who = "A <a> 1 +0000"
    for number in range(2_000):
        commit = f"tree {tree}\nauthor {who}\ncommitter {who}\n\n{number}\n".encode()
        oid = _oid(commit)
        if other := by_start.get(oid[:4]):
            break
        by_start[oid[:4]] = commit.decode()
    for data in (commit, other.encode()):
        repo.git("hash-object", "-w", "-t", "commit", "--stdin", stdin=data)
    assert refused(repo, f"v1..{oid[:4]}").startswith(f"“{oid[:4]}” means more than one thing here")


def _oid(commit: bytes) -> str:
    return hashlib.sha1(b"commit %d\0" % len(commit) + commit).hexdigest()


def test_a_repository_without_commits(tmp_path: Path) -> None:
    repo = a_repository(tmp_path)
    assert refused(repo, "HEAD") == "shop has no commits yet, so there is nothing to deploy."
    assert refused(repo, "v1..").startswith("shop ")


def test_commits_that_change_nothing_in_the_end(repo: RepoBuilder) -> None:
    repo.write("app.py", "four\n")
    repo.commit("Fourth")
    repo.write("app.py", "three\n")
    repo.commit('Revert "Fourth"')
    assert refused(repo, "v2..") == "Nothing changes in v2..: both sides hold the same files."


def test_what_leaves_with_a_tagged_release_branch_is_said(repo: RepoBuilder) -> None:
    repo.checkout("v1").branch("release-1").write("hotfix.py", "x\n")
    repo.commit("Hotfix")
    repo.write("version", "1.0.1\n")
    repo.commit("Version 1.0.1")
    repo.tag("v1.0.1").checkout("main").write("hotfix.py", "x\n")
    repo.commit("Hotfix")
    change = load(repo, "v1.0.1..main")
    assert [(commit.id, commit.subject) for commit in change.leaving] == [("L1", "Version 1.0.1"), ("L2", "Hotfix")]
    assert subjects(change) == ["Hotfix", "Third", "Second"]
    assert {file.path: file.status for file in change.files} == {"app.py": Status.MODIFIED, "version": Status.DELETED}
    assert change.merge_base == repo.git("rev-parse", "v1")
    assert change.warnings == (
        "v1.0.1 is not part of main: 2 commits of v1.0.1 leave production (1 of them under another id in main).",
    )


def test_going_back_is_said(repo: RepoBuilder) -> None:
    change = load(repo, "v2..v1")
    assert (change.commits, [commit.subject for commit in change.leaving]) == ((), ["Third", "Second"])
    assert change.warnings == ("v1 is older than v2: this goes back, and 2 commits of v2 leave production.",)


def test_unrelated_histories(repo: RepoBuilder) -> None:
    repo.git("checkout", "--quiet", "--orphan", "other")
    repo.write("other.py", "x\n")
    repo.commit("Other")
    change = load(repo, "v2..other")
    assert (change.merge_base, subjects(change), len(change.leaving)) == (None, ["Other"], 3)
    assert change.warnings[0] == "v2 and other share no history: their files are compared as they are."
    assert refused(repo, "v2...other").startswith("v2...other: the two sides share no history, so write two dots")


class TestShallow:
    @pytest.fixture
    def clone(self, repo: RepoBuilder, tmp_path: Path) -> RepoBuilder:
        repo.git("clone", "--quiet", "--depth=2", f"file://{repo.root}", str(tmp_path / "clone"))
        return RepoBuilder(tmp_path / "clone")

    def test_it_is_said(self, clone: RepoBuilder) -> None:
        change = load(clone, "HEAD~1..HEAD")
        assert subjects(change) == ["Third"]
        assert change.warnings == (
            "The history is shallow, so commits of this range may be missing: `git fetch --unshallow` brings them.",
        )

    def test_its_last_commit_is_not_taken_for_a_first_one(self, clone: RepoBuilder) -> None:
        """Its parent is not here, so git itself would show every file as new."""
        assert refused(clone, "HEAD~1") == (
            "The history here is shallow and ends at HEAD~1, so what it changed is not known: "
            "`git fetch --deepen=1` brings its parent."
        )


class TestPartial:
    @pytest.fixture
    def origin(self, repo: RepoBuilder) -> RepoBuilder:
        lines = "".join(f"{number}\n" for number in range(30))
        repo.checkout("v1").branch("wide")
        repo.write("moved.py", lines).write("edited.py", "moved" + lines).write("same.py", "a\n").write(
            "gone.py", "b\n"
        )
        repo.commit("Wide")
        repo.tag("w1").move("moved.py", "lib/moved.py").move("edited.py", "lib/edited.py").delete("gone.py")
        repo.write("lib/edited.py", "moved" + lines + "more\n").write("new.py", "x\ny\n").write("app.py", "w\n")
        repo.commit("Wider")
        repo.tag("w2").git("config", "uploadpack.allowFilter", "true")
        return repo

    def clone(self, origin: RepoBuilder, without: str = "blob:none") -> RepoBuilder:
        """Only what the checkout of the newest commit needs is there."""
        to = origin.root.parent / "clone"
        origin.git("clone", "--quiet", f"--filter={without}", f"file://{origin.root}", str(to))
        return RepoBuilder(to)

    def test_files_that_are_not_here_are_named(self, origin: RepoBuilder) -> None:
        repo = self.clone(origin)
        objects = repo.git("count-objects", "-v")
        change = load(repo, "w1..w2")
        facts = {file.path: (file.status, file.added, file.removed) for file in change.files}
        assert facts == {
            "app.py": (Status.MODIFIED, 0, 0),
            "edited.py": (Status.DELETED, 0, 0),
            "gone.py": (Status.DELETED, 0, 0),
            "lib/edited.py": (Status.ADDED, 31, 0),
            "lib/moved.py": (Status.RENAMED, 0, 0),
            "new.py": (Status.ADDED, 2, 0),
        }
        (warning,) = change.warnings
        assert warning.startswith(
            "3 files are not in this partial clone (app.py, edited.py, gone.py), so their lines are not"
        )
        app, new = (next(file for file in change.files if file.path == path) for path in ("app.py", "new.py"))
        cancel = Cancel()
        change.content.prefetch(change.files, cancel)
        assert (change.hunks(app, cancel), change.content.text(app, "old", cancel)) == ((), None)
        assert change.content.text(app, "new", cancel) == "w\n"
        assert [line.text for line in change.hunks(new, cancel)[0].lines] == ["x", "y"]
        assert repo.git("count-objects", "-v") == objects, "nothing was fetched"

    def test_its_advice_helps(self, origin: RepoBuilder) -> None:
        repo = self.clone(origin)
        (warning,) = load(repo, "w1..w2").warnings
        command = re.search(r"`git (.*?)`", warning)
        assert command
        repo.git(*command[1].split())
        change = load(repo, "w1..w2")
        assert change.warnings == ()
        assert change == load(origin, "w1..w2")

    def test_a_range_whose_texts_are_all_here_is_read_as_any(self, origin: RepoBuilder) -> None:
        repo = self.clone(origin)
        repo.write("new.py", "x\ny\nz\n")
        repo.commit("Local")
        change = load(repo, "w2..HEAD")
        assert ([(file.path, file.added) for file in change.files], change.warnings) == ([("new.py", 1)], ())

    def test_a_clone_without_trees(self, origin: RepoBuilder) -> None:
        repo = self.clone(origin, "tree:0")
        assert refused(repo, "w1..w2").startswith("Folders of this range are not in this partial clone: run `git diff")


class TestDamaged:
    """A repository that lost an object and has nowhere to fetch it from."""

    @pytest.fixture
    def damaged(self, repo: RepoBuilder) -> RepoBuilder:
        lines = "".join(f"{number}\n" for number in range(30))
        repo.write("moved.py", lines).write("lost.py", "lost\n").write("other.py", "1\n")
        repo.commit("Before")
        repo.tag("w1").move("moved.py", "lib/moved.py").write("lib/moved.py", lines + "more\n")
        repo.write("lost.py", "found\n").write("other.py", "2\n").write("added.py", "x\n")
        repo.commit("After")
        repo.tag("w2")
        self.lose(repo, repo.git("rev-parse", "w1:lost.py"))
        return repo

    def lose(self, repo: RepoBuilder, oid: str) -> None:
        (repo.root / ".git" / "objects" / oid[:2] / oid[2:]).unlink()

    def test_all_but_the_lost_file_is_read(self, damaged: RepoBuilder) -> None:
        change = load(damaged, "w1..w2")
        assert [(file.path, file.status, file.added, file.removed) for file in change.files] == [
            ("added.py", Status.ADDED, 1, 0),
            ("lib/moved.py", Status.RENAMED, 1, 0),
            ("lost.py", Status.MODIFIED, 0, 0),
            ("other.py", Status.MODIFIED, 1, 1),
        ]
        assert change.warnings == (
            "1 file is not in this repository (lost.py), so its lines are not counted, its text cannot be shown, "
            "and a file that moved and changed may stand as one deleted and one added: "
            "it is damaged or was copied in part; `git fsck` lists what it lacks, and a new clone has it.",
        )

    @pytest.mark.parametrize("many", [False, True], ids=["one by one", "all at once"])
    def test_its_hunks_are_those_of_the_rest(
        self, damaged: RepoBuilder, many: bool, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("relman_desktop.sources.blobs._FEW", 1)
        monkeypatch.setattr("relman_desktop.sources.partial._LONGEST", 30)  # in several calls
        change, cancel = load(damaged, "w1..w2"), Cancel()
        if many:
            change.content.prefetch(change.files, cancel)
        counts = [sum(len(hunk.added) for hunk in change.hunks(file, cancel)) for file in change.files]
        assert counts == [1, 1, 0, 1]

    def test_lost_folders_are_said(self, damaged: RepoBuilder) -> None:
        self.lose(damaged, damaged.git("rev-parse", "w2:lib"))
        assert refused(damaged, "w1..w2").startswith("Folders of this range are not in this repository: it is damaged")


def test_a_stopped_job_raises_and_leaves_nothing_behind(repo: RepoBuilder) -> None:
    cancel = Cancel()
    repository = open_repository(repo.root, cancel)
    cancel.cancel()
    with pytest.raises(Cancelled):
        load_range(repository, "v1..v2", cancel)


def test_progress_says_what_is_done(repo: RepoBuilder) -> None:
    said: list[str] = []
    load_range(open_repository(repo.root, Cancel()), "v1..v2", Cancel(), lambda what, part=None: said.append(what))
    assert said == ["Finding the commits", "Reading files and commits"]
