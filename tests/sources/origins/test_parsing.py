"""git's answer, whole and damaged."""

from hypothesis import given, settings
from hypothesis import strategies as st

from relman_desktop.sources.origins.lines import UNKNOWN, Lines, made
from relman_desktop.sources.origins.parsing import Parser
from relman_desktop.sources.origins.section import NEW, REST, Piece, Section
from relman_desktop.sources.origins.tracing import Tracer

_A, _B, _C, _M = (letter * 40 for letter in "abcd")
_PLAIN = f"""commit {_C}

:100644 100644 {_A} {_B} M\tcart.py

diff --git a/cart.py b/cart.py
index {_A}..{_B} 100644
--- a/cart.py
+++ b/cart.py
@@ -2,2 +1,0 @@ def cart():
-    return 1
-    # why
@@ -9 +7,2 @@ def other():
-old
+new
+newer
""".encode()
_MERGE = f"""commit {_C}

::100644 100644 100644 {_A} {_B} {_M} MM\tcart.py

diff --combined cart.py
index {_A},{_B}..{_M}
--- a/cart.py
+++ b/cart.py
@@@ -2,1 -2,1 +2,3 @@@ def cart():
- ours
 -theirs
+ from theirs
++from the merge
 +from ours
""".encode()


def _read(data: bytes, size: int = 1 << 16) -> list[Section]:
    found: list[Section] = []
    parser = Parser(found.append, {_C})
    for start in range(0, len(data), size):
        parser.feed(data[start : start + size])
    parser.close()
    return found


def test_a_patch_becomes_the_pieces_that_its_new_version_is_made_of() -> None:
    (section,) = _read(_PLAIN)
    patch = section.patches[(_A,), _B]
    assert patch.pieces == [Piece(0, 0, 1), Piece(0, 3, 5), Piece(NEW, 0, 2), Piece(0, 9, REST)]
    assert patch.removed == [1, 8]  # the comment says nothing
    assert section.entries[0].path == b"cart.py"


def test_a_merges_patch_takes_lines_of_each_parent() -> None:
    (section,) = _read(_MERGE)
    pieces = section.patches[(_A, _B), _M].pieces
    assert pieces == [Piece(0, 0, 1), Piece(1, 2, 1), Piece(NEW, 0, 1), Piece(0, 2, 1), Piece(0, 3, REST)]


@given(st.integers(1, 400))
def test_where_a_chunk_ends_does_not_matter(size: int) -> None:
    assert _read(_PLAIN + _MERGE, size) == _read(_PLAIN + _MERGE)


def test_line_numbers_that_do_not_follow_make_a_version_unknown() -> None:
    damaged = _PLAIN.replace(b"@@ -9 +7,2 @@", b"@@ -9 +8,2 @@")
    (section,) = _read(damaged)
    assert section.patches[(_A,), _B].pieces is None


def test_an_endless_line_is_not_kept() -> None:
    parser = Parser(lambda section: None, ())
    for _ in range(50):
        parser.feed(b"x" * (1 << 16))
    assert len(parser._rest) <= 1 << 16


@settings(max_examples=200)
@given(st.data())
def test_damaged_bytes_raise_nothing(data: st.DataObject) -> None:
    whole = bytearray(_PLAIN + _MERGE)
    for _ in range(data.draw(st.integers(0, 6))):
        at = data.draw(st.integers(0, len(whole) - 1))
        whole[at : at + data.draw(st.integers(0, 9))] = data.draw(
            st.binary(max_size=9) | st.sampled_from([b"\n", b"\n@@ ", b",", b"-", b"999999999", b"\ncommit "])
        )
    tracer = Tracer(lambda path: True, most=100)
    for number, section in enumerate(_read(bytes(whole))):
        tracer.take(section, number)


@given(st.binary(max_size=300))
def test_any_bytes_raise_nothing(data: bytes) -> None:
    _read(data)


@given(st.lists(st.tuples(st.integers(-1, 4), st.integers(1, 5)), max_size=8), st.data())
def test_pieces_of_intervals_are_pieces_of_lines(runs: list[tuple[int, int]], data: st.DataObject) -> None:
    old, plain = Lines(), [origin for origin, count in runs for _ in range(count)]
    for origin, count in runs:
        old.add(count, origin)
    pieces, wanted, at = [], [], 0
    while at < len(plain) and data.draw(st.booleans()):
        count = data.draw(st.integers(1, len(plain) - at))
        pieces += [Piece(0, at, count), Piece(NEW, 0, 2)]
        wanted += [*plain[at : at + count], 9, 9]
        at += data.draw(st.integers(count, len(plain) - at))
    new = made([*pieces, Piece(0, at, REST)], [old], 9)
    wanted += plain[at:]
    assert [new.origin(line) for line in range(len(wanted) + 3)] == [*wanted, *[UNKNOWN] * 3]


def test_the_oldest_versions_go_where_they_are_too_many_but_never_the_newest_of_a_file() -> None:
    tracer, zero = Tracer(lambda path: True, most=2), "0" * 40
    blobs = [f"{number:x}" * 40 for number in range(1, 8)]
    for number, (old, new) in enumerate(zip([zero, *blobs], blobs, strict=False)):
        path = "quiet.py" if number == 0 else "cart.py"
        old = zero if number == 1 else old
        start = "-0,0 +1" if old == zero else "-1 +1"
        text = f"commit {_C}\n:100644 100644 {old} {new} M\t{path}\nindex {old}..{new}\n@@ {start} @@\n+x\n"
        tracer.take(_read(text.encode())[0], number)
    assert tracer.lines(b"quiet.py", blobs[0]).origin(0) == 0
    origins = [tracer.lines(b"cart.py", blob).origin(0) for blob in blobs[1:]]
    assert origins == [UNKNOWN, UNKNOWN, UNKNOWN, 4, 5, 6]
