"""Records on disk: whatever was read before, in whatever order, the same is told."""

import json
import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relman_desktop.jobs import Cancel
from relman_desktop.sources.past import cache, known
from relman_desktop.sources.past.cache import Kept
from relman_desktop.sources.past.known import known_records
from relman_desktop.sources.past.record import Record, Said, Touched
from relman_desktop.sources.repository import Repository, open_repository

from .imported import Made, imported

TEXT = st.text(st.characters(exclude_characters="\0"), max_size=8) | st.just("\udcff\n")
COUNTS = st.none() | st.tuples(st.integers(0, 10**9), st.integers(0, 10**9))


@st.composite
def records(draw: st.DrawFn) -> Record:
    files = tuple(
        draw(st.lists(st.builds(Touched, st.sampled_from("AMDRT"), TEXT, TEXT), unique_by=lambda one: one.path))
    )
    counts = draw(st.none() | st.fixed_dictionaries({file.path: COUNTS for file in files}))
    return Record(
        oid=draw(st.text("0123456789abcdef", min_size=40, max_size=40)),
        when=draw(st.integers(0, 1 << 40)),
        author=draw(TEXT),
        hour=draw(st.integers(0, 23)),
        weekday=draw(st.integers(1, 7)),
        said=draw(st.builds(Said, st.booleans(), st.booleans(), st.integers(0, 9))),
        files=files,
        counts=counts,
        lost=frozenset(draw(st.lists(TEXT, max_size=1))),
    )


@pytest.fixture
def place(tmp_path: Path) -> Repository:
    return Repository(tmp_path, tmp_path / ".git", "shop")


def the_file(home: Path) -> Path:
    (path,) = (home / "past").glob("*.z")
    return path


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(st.lists(records(), unique_by=lambda one: one.oid, max_size=5))
def test_what_is_kept_comes_back(place: Repository, found: list[Record]) -> None:
    Kept(place).keep(found)
    kept = Kept(place)
    assert [kept.get(one.oid) for one in found] == found


def test_nothing_of_a_message_is_kept(tmp_path: Path, home: Path) -> None:
    repo, oids = imported(tmp_path, [Made("Fix the secret thing", write={"a.py": "hidden words\n"})])
    known_records(open_repository(repo.root, Cancel()), oids, Cancel(), lines=oids)
    written = zlib.decompress(the_file(home).read_bytes())
    assert b"a.py" in written and b"secret" not in written and b"hidden" not in written


@pytest.mark.parametrize("damage", ["flipped", "cut", "empty", "other", "folder"])
def test_a_damaged_file_is_none(tmp_path: Path, home: Path, damage: str) -> None:
    repo, oids = imported(tmp_path, [Made("Fix", write={"a.py": "a\n"})])
    repository = open_repository(repo.root, Cancel())
    before = known_records(repository, oids, Cancel(), lines=oids)
    file = the_file(home)
    unpacked = bytearray(zlib.decompress(file.read_bytes()))
    unpacked[-5] ^= 1
    content = {
        "flipped": zlib.compress(bytes(unpacked)),
        "cut": file.read_bytes()[:-9],
        "empty": b"",
        "other": zlib.compress(b"0 other\n" + oids[0].encode() + b" []\n"),
        "folder": b"",
    }[damage]
    file.unlink()
    file.mkdir() if damage == "folder" else file.write_bytes(content)
    assert Kept(repository).get(oids[0]) is None
    assert known_records(repository, oids, Cancel(), lines=oids) == before


def test_a_line_that_is_no_record_is_none(place: Repository, home: Path) -> None:
    for written in ("[]", "{}", "[1]", json.dumps([1, "a", 1, 1, [1, 1, 1], ["M"], [[]]]), "[" * 9_000):
        kept = Kept(place)
        kept._lines = {"a": written}
        assert kept.get("a") is None


def test_other_patterns_forget_what_was_read_with_these(place: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    record = Record("a" * 40, 1, "A", 1, 1, Said(False, False, 1), ())
    Kept(place).keep([record])
    assert Kept(place).get(record.oid) == record
    monkeypatch.setattr(cache, "version", lambda: "other")
    assert Kept(place).get(record.oid) is None


def test_there_is_an_end_to_it(place: Repository, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_MOST", 3)
    monkeypatch.setattr(cache, "_MOST_FILES", 2)
    made = [Record(f"{number:040}", 1, "A", 1, 1, Said(False, False, 1), ()) for number in range(5)]
    Kept(place).keep(made[:2])
    Kept(place).keep(made[2:])
    kept = Kept(place)
    assert [one.oid for one in made if kept.get(one.oid)] == [one.oid for one in made[2:]]  # the newest read stay
    for number in range(3):
        Kept(Repository(place.root, place.root / str(number), "shop")).keep(made[:1])
    assert len(list((home / "past").glob("*.z"))) == 2


def test_a_home_that_cannot_be_written_stops_nothing(tmp_path: Path, home: Path) -> None:
    home.write_text("in the way")
    repo, oids = imported(tmp_path, [Made("Fix", write={"a.py": "a\n"})])
    assert len(known_records(open_repository(repo.root, Cancel()), oids, Cancel()).records) == 1


def test_only_new_commits_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repo, oids = imported(tmp_path, [Made(write={"a.py": str(number)}) for number in range(5)])
    repository = open_repository(repo.root, Cancel())
    known_records(repository, oids[:3], Cancel())
    asked: list[str] = []
    real = known.read_records

    def spied(repository: Repository, oids: list[str], cancel: Cancel, *, lines: bool) -> object:
        asked.extend(oids)
        return real(repository, oids, cancel, lines=lines)

    monkeypatch.setattr(known, "read_records", spied)
    known_records(repository, oids, Cancel(), lines=[oids[1]])
    assert sorted(asked) == sorted([oids[1], *oids[3:]])


def test_too_many_files_cut_the_oldest_commits_whatever_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(known, "MOST_TOUCHED", 7)
    monkeypatch.setattr(known, "BATCH", 2)
    repo, oids = imported(tmp_path, [Made(write={f"{name}.py": str(number) for name in "abc"}) for number in range(5)])
    repository = open_repository(repo.root, Cancel())
    for _ in range(2):
        read = known_records(repository, oids, Cancel())
        assert read.cut and [one.oid for one in read.records] == oids[3:]
