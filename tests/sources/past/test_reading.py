"""Records of real commits, from hostile repositories, and from such as have lost something."""

import os
from pathlib import Path

import pytest

from relman_desktop.errors import Cancelled
from relman_desktop.jobs import Cancel
from relman_desktop.sources.git import GitFailed
from relman_desktop.sources.past.known import known_records
from relman_desktop.sources.past.reading import read_records
from relman_desktop.sources.past.record import Record, Said, Touched
from relman_desktop.sources.repository import Repository, open_repository

from ..repos import RepoBuilder, a_repository
from .imported import DAY, FIRST, Made, imported

TEN = "".join(f"line {number}\n" for number in range(10))


def records_of(repo: RepoBuilder, oids: list[str], *, lines: bool = True) -> list[Record]:
    return list(read_records(open_repository(repo.root, Cancel()), oids, Cancel(), lines=lines))


def lose(repo: RepoBuilder, path: str, rev: str = "HEAD") -> str:
    """Take the text of a file out of the repository, as if it had been damaged; where it lay."""
    oid = repo.git("rev-parse", f"{rev}:{path}")
    file = repo.root / ".git" / "objects" / oid[:2] / oid[2:]
    file.chmod(0o644)
    file.rename(repo.root.parent / oid)
    return oid


def come_back(repo: RepoBuilder, oid: str) -> None:
    (repo.root.parent / oid).rename(repo.root / ".git" / "objects" / oid[:2] / oid[2:])


@pytest.fixture
def moved(tmp_path: Path) -> RepoBuilder:
    """Three commits of loose objects, of which the last moves a file and changes another."""
    repo = a_repository(tmp_path)
    repo.write("a.py", TEN).write("b.py", TEN + "b\n").commit("Add")
    repo.write("b.py", TEN + "c\n").commit("Fix b")
    repo.move("a.py", "d.py").write("d.py", TEN + "more\n").write("b.py", TEN + "d\n").commit("Move")
    return repo


def test_a_record_says_all(tmp_path: Path) -> None:
    repo, oids = imported(
        tmp_path,
        [
            Made("Add", write={"a.py": TEN, "gone": "x\n"}),
            Made("Revert it\n\nIt fails.", {"b.bin": b"\0"}, {"a.py": "é/b.py"}, ["gone"], 3, "Ada@X.org", "-0330"),
        ],
    )
    first, second = records_of(repo, oids)
    assert first.files == (Touched("A", "a.py"), Touched("A", "gone")) and first.counts == {
        "a.py": (10, 0),
        "gone": (1, 0),
    }
    assert second == Record(
        oid=oids[1],
        when=FIRST + 3 * DAY,
        author="Ada@X.org <Ada@X.org>",
        hour=18,
        weekday=5,
        said=Said(fix=True, revert=True, words=4),
        files=(Touched("A", "b.bin"), Touched("D", "gone"), Touched("R", "é/b.py", "a.py")),
        counts={"b.bin": None, "gone": (0, 1), "é/b.py": (0, 0)},
    )


def test_hostile_names_and_messages(tmp_path: Path) -> None:
    nasty = [b"new\nline", b"\x01" + b"a" * 40, b":100644 100644 1 2 M", b"\xff\xfe", b"1\t1\tx", b" "]
    repo, oids = imported(
        tmp_path,
        [
            Made(b"\x01" + b"b" * 40 + b"\n:100644\n\xff fix", write=dict.fromkeys(nasty, "text\n")),
            Made("Next", {"a": "b\n"}),
        ],
    )
    first, second = records_of(repo, oids)
    names = {name.decode("utf-8", "surrogateescape") for name in nasty}
    assert {file.path for file in first.files} == names and first.counts == dict.fromkeys(names, (1, 0))
    assert first.said.fix and second.files == (Touched("A", "a"),)


def test_a_message_with_a_nul(tmp_path: Path) -> None:
    repo, _ = imported(tmp_path, [Made("First", write={"a": "a\n"})])
    tree, person = repo.git("rev-parse", "HEAD^{tree}"), f"A <a@b> {FIRST} +0000"
    raw = f"tree {tree}\nauthor {person}\ncommitter {person}\n\nhello\0\x01{'a' * 40}\0 fix\n".encode()
    oid = repo.git("hash-object", "-t", "commit", "-w", "--stdin", "--literally", stdin=raw)
    (record,) = records_of(repo, [oid])
    assert record.oid == oid and record.files == (Touched("A", "a"),)


def test_what_is_checked_out_or_configured_changes_nothing(moved: RepoBuilder) -> None:
    oids = moved.git("rev-list", "HEAD").split()
    before = records_of(moved, oids)
    moved.write(".gitattributes", "*.py binary\n")
    for name, value in {
        **{"log.showRoot": "false", "diff.renames": "false", "diff.algorithm": "histogram", "log.date": "iso"},
        **{
            "diff.orderFile": str(moved.root / "b.py"),
            "core.quotePath": "true",
            "log.follow": "true",
            "diff.noprefix": "true",
        },
        **{"mailmap.file": str(moved.root / "b.py"), "format.pretty": "oneline", "core.bigFileThreshold": "1"},
    }.items():
        moved.git("config", name, value)
    assert records_of(moved, oids) == before


def test_nothing_that_a_repository_configures_is_started(moved: RepoBuilder, tmp_path: Path) -> None:
    planted = tmp_path / "planted"
    command = f"touch {planted}; cat"
    (moved.root / ".git" / "info").mkdir(exist_ok=True)
    (moved.root / ".git" / "info" / "attributes").write_text("* diff=x filter=x\n")
    for name in (
        "diff.x.command",
        "diff.x.textconv",
        "diff.external",
        "filter.x.clean",
        "filter.x.smudge",
        "gpg.program",
    ):
        moved.git("config", name, command)
    moved.git("config", "core.fsmonitor", command)
    moved.git("config", "log.showSignature", "true")
    assert len(records_of(moved, moved.git("rev-list", "HEAD").split())) == 3
    assert not planted.exists()


def test_a_missing_text_leaves_out_its_file_alone(moved: RepoBuilder) -> None:
    newest, middle, first = moved.git("rev-list", "HEAD").split()
    blob = lose(moved, "b.py")
    records = {one.oid: one for one in records_of(moved, [first, middle, newest])}
    poor = records[newest]
    assert poor.lost == {"b.py"} and poor.missing == (blob,)
    assert poor.files == (Touched("M", "b.py"), Touched("R", "d.py", "a.py")) and poor.counts == {"d.py": (1, 0)}
    assert not records[first].lost and records[middle].counts == {"b.py": (1, 1)}
    (plain,) = records_of(moved, [newest], lines=False)
    assert plain.files == (Touched("M", "b.py"), Touched("R", "d.py", "a.py")) and not plain.lost


def test_what_was_missing_is_read_when_it_comes_back(moved: RepoBuilder) -> None:
    repository = open_repository(moved.root, Cancel())
    oids = moved.git("rev-list", "--reverse", "HEAD").split()
    blob = lose(moved, "b.py")
    for _ in range(2):
        assert known_records(repository, oids, Cancel(), lines=oids).records[-1].lost
    come_back(moved, blob)
    again = known_records(repository, oids, Cancel(), lines=oids).records
    assert not again[-1].lost and list(again) == records_of(moved, oids)


def test_a_partial_clone_fetches_nothing_and_tells(moved: RepoBuilder, tmp_path: Path) -> None:
    moved.git("config", "uploadpack.allowFilter", "true")
    moved.git(
        "clone", "--quiet", "--no-checkout", "--filter=blob:none", f"file://{moved.root}", str(tmp_path / "clone")
    )
    clone = RepoBuilder(tmp_path / "clone")
    before = sorted(os.walk(clone.root / ".git" / "objects"))
    records = records_of(clone, clone.git("rev-list", "--reverse", "HEAD").split())
    assert [one.lost for one in records] == [{"a.py", "b.py"}, {"b.py"}, {"a.py", "b.py", "d.py"}]
    assert sorted(os.walk(clone.root / ".git" / "objects")) == before


def test_where_trees_are_missing_git_s_error_is_told(moved: RepoBuilder) -> None:
    oids = moved.git("rev-list", "HEAD").split()
    tree = moved.git("rev-parse", "HEAD^{tree}")
    (moved.root / ".git" / "objects" / tree[:2] / tree[2:]).unlink()
    with pytest.raises(GitFailed, match="git"):
        records_of(moved, oids)


def test_reading_stops_when_its_job_does(moved: RepoBuilder) -> None:
    cancel = Cancel()
    cancel.cancel()
    repository: Repository = open_repository(moved.root, Cancel())
    with pytest.raises(Cancelled):
        list(read_records(repository, moved.git("rev-list", "HEAD").split(), cancel))
    with pytest.raises(Cancelled):
        known_records(repository, moved.git("rev-list", "HEAD").split(), cancel)
