"""The tail: each record a second time, whatever bytes stand in the file."""

import errno
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relman_desktop.errors import ServiceError
from relman_desktop.store import tail as module
from relman_desktop.store.record import PERSON, Record, What
from relman_desktop.store.tail import TailWriter, line_of, read_tail

TEXT = st.text(st.characters(codec=None), max_size=30)  # surrogates too
RECORDS = st.builds(
    Record,
    ticket=TEXT,
    what=st.sampled_from(What),
    author=TEXT,
    step=TEXT,
    at=TEXT,
    data=st.dictionaries(TEXT, st.recursive(TEXT | st.none() | st.integers(), st.lists, max_leaves=4), max_size=3),
)


def numbered(records: list[Record]) -> tuple[Record, ...]:
    return tuple(replace(one, number=number) for number, one in enumerate(records, 5))


def made(folder: Path, records: tuple[Record, ...]) -> Path:
    path = folder / "tickets-000001.jsonl"
    writer = TailWriter(path, "library", 4)
    writer.append(records)
    writer.close()
    return path


@given(st.lists(RECORDS, max_size=6))
def test_what_was_appended_is_read(records: list[Record]) -> None:
    with TemporaryDirectory() as folder:
        found = read_tail(made(Path(folder), numbered(records)))
    assert found and found.records == numbered(records)
    assert (found.library, found.after, found.whole) == ("library", 4, True)


@given(st.lists(RECORDS, min_size=1, max_size=6), st.data())
def test_a_damage_takes_only_the_lines_that_it_touches(records: list[Record], data: st.DataObject) -> None:
    with TemporaryDirectory() as folder:
        path = made(Path(folder), numbered(records))
        lines = path.read_bytes().splitlines(keepends=True)
        hit = data.draw(st.integers(0, len(lines) - 1))
        place = data.draw(st.integers(0, len(lines[hit]) - 2))
        other = data.draw(st.integers(0, 255).filter(lambda byte: byte not in (lines[hit][place], 10)))
        lines[hit] = lines[hit][:place] + bytes([other]) + lines[hit][place + 1 :]
        path.write_bytes(b"".join(lines))
        found = read_tail(path)
    expected = tuple(one for number, one in enumerate(numbered(records), 1) if number != hit)
    if expected:
        assert found and found.records in (expected, numbered(records))  # a space between two values may be another
        assert hit or not found.whole


@given(st.binary(max_size=200), st.lists(RECORDS, max_size=3), st.binary(max_size=200))
def test_any_bytes_around_the_lines_are_passed_over(before: bytes, records: list[Record], after: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = made(Path(folder), numbered(records))
        path.write_bytes(before + b"\n" + path.read_bytes() + after)
        found = read_tail(path)
    assert found and found.records == numbered(records) and found.library == "library"


@pytest.mark.parametrize(
    "line",
    [b"[" * 200_000, b'{"check":' + b"[" * 200_000, b"1" * 10_000, b'{"check":NaN}', b"\xff\xfe", b'"\\ud800"', b"{}"],
)
def test_a_hostile_line_is_no_record(tmp_path: Path, line: bytes) -> None:
    path = tmp_path / "tail.jsonl"
    path.write_bytes(line)
    assert read_tail(path) is None
    assert read_tail(tmp_path / "missing.jsonl") is None


def test_a_line_that_was_not_written_to_its_end_does_not_take_the_next_along(tmp_path: Path) -> None:
    one, two, three = numbered([Record("t", What.TYPED, PERSON, "s", "2026", {"n": n}) for n in range(3)])
    path = made(tmp_path, (one,))
    with path.open("ab") as file:
        file.write(line_of(two)[:40])
    writer = TailWriter(path, "library", 4)
    assert writer.last == one.number
    writer.append((one, two, three))  # the first is there already
    writer.close()
    found = read_tail(path)
    assert found and found.records == (one, two, three)


def test_a_disk_that_fails_is_told_and_another_writer_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = numbered([Record("t", What.TYPED, PERSON, "s", "2026", {"n": n}) for n in range(2)])
    writer = TailWriter(tmp_path / "tail.jsonl", "library", 4)
    writer.append((one,))

    def fails(handle: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch, pytest.raises(ServiceError, match=r"second copy .*No space left"):
        patch.setattr(module, "sync", fails)
        writer.append((two,))
    again = TailWriter(tmp_path / "tail.jsonl", "library", 4)
    again.append((two,))
    again.close()
    found = read_tail(tmp_path / "tail.jsonl")
    assert found and found.records == (one, two)
