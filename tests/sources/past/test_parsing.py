"""git's answer about commits, read as a stream: whatever bytes a repository holds."""

from datetime import UTC, datetime

from hypothesis import example, given
from hypothesis import strategies as st

from relman_desktop.sources.past.parsing import Parser
from relman_desktop.sources.past.record import Record, Touched

OID = b"0123456789abcdef0123456789abcdef01234567"
BLOBS = b":100644 100644 " + b"1" * 40 + b" " + b"2" * 40
WORD = st.binary(max_size=30).filter(lambda one: b"\0" not in one)
PATH = st.binary(min_size=1, max_size=12).filter(lambda one: b"\0" not in one)
COUNT = st.integers(0, 10**9)
NASTY = [b"\n", b":100644 100644 1 2 M", b"\x01" + OID, b"1\t1\tx", b"a\tb", b"\xff\xfe", b"-\t-\t", b" "]


def parsed(data: bytes, lines: bool = True, chunk: int = 1 << 16) -> list[Record]:
    found: list[Record] = []
    parser = Parser(found.append, lines)
    for start in range(0, len(data), chunk):
        parser.feed(data[start : start + chunk])
    parser.close()
    return found


def commit(date: bytes = b"1700000000 +0000", message: bytes = b"Change\n", author: bytes = b"A <a@b>") -> bytes:
    return b"\0".join([b"\x01" + OID, b"1700000000", author, date, message, b""])


@given(st.lists(st.tuples(st.sampled_from("MADT"), PATH | st.sampled_from(NASTY)), unique_by=lambda one: one[1]), WORD)
def test_no_name_and_no_message_passes_for_anything_else(files: list[tuple[str, bytes]], message: bytes) -> None:
    raw = b"".join(BLOBS + b" " + status.encode() + b"\0" + path + b"\0" for status, path in files)
    counts = b"".join(b"%d\t%d\t%s\0" % (number, 1, path) for number, (_, path) in enumerate(files))
    both = parsed(commit(message=message) + (raw and b"\n" + raw + counts) + commit(), chunk=7)
    assert len(both) == 2 and both[1].files == () and both[1].counts == {}
    names = [path.decode("utf-8", "surrogateescape") for _, path in files]
    assert both[0].files == tuple(Touched(status, name) for (status, _), name in zip(files, names, strict=True))
    assert both[0].counts == {name: (number, 1) for number, name in enumerate(names)}


@given(st.sampled_from("RC"), PATH, PATH, COUNT, COUNT)
def test_a_rename_has_both_names(status: str, old: bytes, new: bytes, added: int, removed: int) -> None:
    names = old + b"\0" + new + b"\0"
    raw = BLOBS + b" " + status.encode() + b"086\0" + names
    (record,) = parsed(commit() + b"\n" + raw + b"%d\t%d\t\0" % (added, removed) + names)
    path = new.decode("utf-8", "surrogateescape")
    assert record.files == (Touched(status, path, old.decode("utf-8", "surrogateescape")),)
    assert record.counts == {path: (added, removed)}


@given(st.lists(WORD | st.sampled_from([*NASTY, commit(), BLOBS + b" R100", b"\x01" + OID]), max_size=30))
def test_anything_at_all_is_read_without_an_error(words: list[bytes]) -> None:
    parsed(b"\0".join(words), chunk=5)
    parsed(b"\0".join([b"\x01" + OID, *words]), chunk=64)


def test_an_answer_that_is_cut_off_gives_no_record_of_what_was_cut() -> None:
    found: list[Record] = []
    parser = Parser(found.append, True)
    parser.feed(commit() + commit() + b"\n" + BLOBS + b" M\0half")
    assert len(found) == 1  # the second was not complete, and nobody said that the answer was
    del parser
    assert len(found) == 1


@given(st.datetimes(datetime(1970, 1, 2), datetime(9000, 1, 1)), st.integers(-14 * 60, 14 * 60))
def test_the_hour_and_the_day_are_the_author_s(when: datetime, minutes: int) -> None:
    sign, offset = "-" if minutes < 0 else "+", f"{abs(minutes) // 60:02}{abs(minutes) % 60:02}"
    seconds = int(when.replace(tzinfo=UTC).timestamp())
    (record,) = parsed(commit(f"{seconds} {sign}{offset}".encode()))
    local = datetime.fromtimestamp(seconds + 60 * minutes, UTC)
    assert (record.hour, record.weekday) == (local.hour, local.isoweekday())


@given(WORD)
@example(b"99999999999999999 +0000")
@example(b"-5 -9999")
@example(b"1700000000 +9959")
def test_a_date_that_none_can_be_stops_nothing(date: bytes) -> None:
    (record,) = parsed(commit(date))
    assert 0 <= record.hour < 24 and 1 <= record.weekday <= 7


def test_a_binary_file_has_no_lines() -> None:
    (record,) = parsed(commit() + b"\n" + BLOBS + b" M\0a\0" + b"-\t-\ta\0")
    assert record.counts == {"a": None}


def test_lines_are_none_where_nobody_asked() -> None:
    (record,) = parsed(commit() + b"\n" + BLOBS + b" M\0a\0", lines=False)
    assert record.counts is None and record.files == (Touched("M", "a"),)
