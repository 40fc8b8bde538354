"""The index of a patch and the hunks of its sections, one rule at a time."""

import mmap
import subprocess
import time
from contextlib import suppress
from pathlib import Path

import pytest

from relman_desktop.errors import Cancelled, InputError
from relman_desktop.jobs import Cancel
from relman_desktop.sources.change import Status
from relman_desktop.sources.patch import PatchReader, Section, index_patch, parse_hunks, scan

SAMPLES = Path(__file__).parent.parent / "data" / "diffs"
HUNK = "@@ -1 +1 @@\n-a\n+b\n"
GIT = "diff --git a/x b/x\n--- a/x\n+++ b/x\n"


def index(patch: str) -> tuple[Section, ...]:
    return index_patch(patch.encode(), Cancel())


def only(patch: str) -> Section:
    (section,) = index(patch)
    return section


def lines_of(patch: str) -> list[str]:
    hunks = parse_hunks(patch.encode(), only(patch), "F1")
    return [line.sign + line.text for hunk in hunks for line in hunk.lines]


def test_a_section_knows_where_it_stands_in_the_patch() -> None:
    patch = "Some text.\n" + GIT + HUNK + "\nOther text.\n" + "diff --git a/y b/y\nold mode 100644\nnew mode 100755\n"
    first, second = index(patch)
    assert (first.line, patch[first.start : first.body], patch[first.body : first.end]) == (2, GIT, HUNK)
    assert (second.line, second.start, second.body) == (10, patch.index("diff --git a/y"), second.end)
    assert second.end == len(patch)


def test_a_mapped_file_is_read_like_bytes(tmp_path: Path) -> None:
    path = SAMPLES / "git.diff"
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
        sections = index_patch(mapped, Cancel())
        assert sections == index_patch(path.read_bytes(), Cancel())
        for section in sections:
            assert parse_hunks(mapped, section, "F1") == parse_hunks(path.read_bytes(), section, "F1")


def test_blobs_and_modes_are_as_the_index_line_says() -> None:
    section = only("diff --git a/x b/x\nindex 1234567..89abcde 100755\n--- a/x\n+++ b/x\n" + HUNK)
    assert (section.old_blob, section.new_blob) == ("1234567", "89abcde")
    assert (section.old_mode, section.new_mode) == ("100755", "100755")
    added = only("diff --git a/e b/e\nnew file mode 100644\nindex 0000000..e69de29\n")
    assert (added.old_blob, added.new_blob, added.old_mode, added.new_mode) == ("", "e69de29", "", "100644")


@pytest.mark.parametrize(
    ("header", "path"),
    [
        ("diff --git a/x b/x", "x"),
        ("diff --git x x", "x"),  # --no-prefix
        ("diff --git a/x a/x", "a/x"),  # --no-prefix in a folder a
        ("diff --git i/x w/x", "x"),  # diff.mnemonicPrefix
        ("diff --git b/x a/x", "x"),  # -R
        ("diff --git old-1.0/x new-1.10/x", "x"),
        ("diff --git a/with b/ in b/with b/ in", "with b/ in"),
        ("diff --git a/x b/x b/x b/x", "x b/x"),
        (r'diff --git "a/tab\tquo\"te" "b/tab\tquo\"te"', 'tab\tquo"te'),
        (r'diff --git "a/\303\274\351" "b/\303\274\351"', "ü\udce9"),
        (r'diff --git "a/b\\033" "b/b\\033"', r"b\033"),
    ],
)
def test_names_of_git_headers(header: str, path: str) -> None:
    section = only(f"{header}\nold mode 100644\nnew mode 100755\n")
    assert (section.old_path, section.new_path) == (path, path)


@pytest.mark.parametrize(
    ("old", "new", "path", "status"),
    [
        ("a/lib/x.py", "b/lib/x.py", "lib/x.py", Status.MODIFIED),
        ("proj-1.0/lib/x.py\t2026-01-01 00:00:00 +0000", "proj-1.1/lib/x.py\t2026-01-01", "lib/x.py", Status.MODIFIED),
        ("x.py.orig", "x.py", "x.py", Status.MODIFIED),
        ("one.py", "two.py", "two.py", Status.MODIFIED),
        ("trunk/x\t(revision 1)", "trunk/x\t(working copy)", "trunk/x", Status.MODIFIED),
        ("with space 2026-01-01 10:00:00 +0100", "with space 2026-01-02 10:00:00 +0100", "with space", Status.MODIFIED),
        ('"old/quo\\"te"\t2026-01-01', '"new/quo\\"te"\t2026-01-01', 'quo"te', Status.MODIFIED),
    ],
)
def test_names_of_other_headers(old: str, new: str, path: str, status: Status) -> None:
    section = only(f"--- {old}\n+++ {new}\n" + HUNK)
    assert (section.old_path, section.new_path, section.status) == (path, path, status)


@pytest.mark.parametrize(
    ("old", "new", "status"),
    [
        ("/dev/null", "b/x", Status.ADDED),
        ("a/x\t1970-01-01 00:00:00.000000000 +0000", "b/x\t2026-01-01 10:00:00", Status.ADDED),
        ("a/x\t1969-12-31 19:00:00.000000000 -0500", "b/x\t2026-01-01 10:00:00", Status.ADDED),
        ("x\t(nonexistent)", "x\t(working copy)", Status.ADDED),
        ("x\t(revision 0)", "x\t(revision 0)", Status.ADDED),
        ("a/x", "b/x", Status.ADDED),
        ("a/x\t2026-01-01 10:00:00", "b/x\t2026-01-01 10:00:00", Status.MODIFIED),  # it was there, and empty
        ("x\t(revision 7)", "x\t(working copy)", Status.MODIFIED),
    ],
)
def test_a_file_that_is_not_on_the_old_side(old: str, new: str, status: Status) -> None:
    section = only(f"--- {old}\n+++ {new}\n@@ -0,0 +1 @@\n+a\n")
    assert (section.status, section.path) == (status, "x")
    assert (section.old_path is None) == (status is Status.ADDED)
    backwards = only(f"--- {new}\n+++ {old}\n@@ -1 +0,0 @@\n-a\n")
    assert (backwards.status, backwards.new_path is None) == (
        (Status.DELETED, True) if status is Status.ADDED else (Status.MODIFIED, False)
    )


def test_lines_alone_do_not_make_a_new_file_where_git_does_not_say_so() -> None:
    assert only(GIT + "@@ -0,0 +1 @@\n+a\n").status is Status.MODIFIED


def test_two_files_compared_by_name_are_a_change_of_the_second() -> None:
    section = only("diff --git a/one.txt b/two.txt\nindex 1..2 100644\n--- a/one.txt\n+++ b/two.txt\n" + HUNK)
    assert (section.old_path, section.new_path, section.status) == ("one.txt", "two.txt", Status.MODIFIED)


@pytest.mark.parametrize(
    ("words", "path", "status"),
    [
        ("Binary files a/x.png and b/x.png differ", "x.png", Status.MODIFIED),
        ("Binary files old/a and b.png and new/a and b.png differ", "a and b.png", Status.MODIFIED),
        ("Binary files /dev/null and b/x.png differ", "x.png", Status.ADDED),
        ("Binary files a/x.png and /dev/null differ", "x.png", Status.DELETED),
        ('Binary files "old/quo\\"te" and "new/quo\\"te" differ', 'quo"te', Status.MODIFIED),
        ("Binary file x.png has changed", "x.png", Status.MODIFIED),
    ],
)
def test_binary_files_without_a_header(words: str, path: str, status: Status) -> None:
    section = only(words + "\n")
    assert (section.path, section.status, section.binary) == (path, status, True)


@pytest.mark.parametrize(
    ("words", "status", "blobs"),
    [
        ("1111111..2222222:\n  > A subject", Status.MODIFIED, ("1111111", "2222222")),
        ("2222222..1111111 (rewind):\n  < A subject", Status.MODIFIED, ("2222222", "1111111")),
        ("0000000...2222222 (new submodule)", Status.ADDED, ("", "2222222")),
        ("1111111...0000000 (submodule deleted)", Status.DELETED, ("1111111", "")),
    ],
)
def test_submodules_as_a_log(words: str, status: Status, blobs: tuple[str, str]) -> None:
    section = only(f"Submodule libs/my sub {words}\n")
    assert (section.path, section.status, (section.old_blob, section.new_blob)) == ("libs/my sub", status, blobs)
    assert "160000" in (section.old_mode, section.new_mode)


def test_headers_of_cvs_and_quilt() -> None:
    cvs = f"Index: lib/x.c\n{'=' * 67}\nRCS file: /cvs/lib/x.c,v\nretrieving revision 1.1\ndiff -u -r1.1 -r1.2\n"
    assert (
        only(cvs + "--- lib/x.c\t1 Jan 2026 10:00:00 -0000\t1.1\n+++ lib/x.c\t2 Jan 2026\t1.2\n" + HUNK).path
        == "lib/x.c"
    )
    quilt = f"Index: linux/lib/x.c\n{'=' * 67}\n--- linux.orig/lib/x.c\n+++ linux/lib/x.c\n"
    assert only(quilt + HUNK).path == "lib/x.c"


def test_lines_that_look_like_headers_are_lines() -> None:
    patch = GIT + "@@ -1,4 +1,4 @@\n--- a/y\n-diff --git a/z b/z\n-- \n @@ -9 +9 @@\n+++ b/y\n+Index: q\n+++\n"
    section = only(patch)
    assert (section.added, section.removed) == (3, 3)
    assert lines_of(patch)[0] == "--- a/y"


def test_a_missing_newline_is_known_in_any_language() -> None:
    patch = GIT + "@@ -1 +1 @@\n-a\n\\ Kein Zeilenumbruch am Dateiende.\n+b\n\\ No newline at end of file\n"
    (hunk,) = parse_hunks(patch.encode(), only(patch), "F1")
    assert [(line.sign, line.newline) for line in hunk.lines] == [("-", False), ("+", False)]


def test_an_empty_line_is_a_context_line_that_lost_its_space() -> None:
    assert lines_of(GIT + "@@ -1,3 +1,3 @@\n\n-a\n+b\n\n") == [" ", "-a", "+b", " "]
    dos = (GIT + "@@ -1,3 +1,3 @@\n\n-a\n+b\n\n").replace("\n", "\r\n")
    assert lines_of(dos) == [" ", "-a", "+b", " "]


def test_hunks_keep_their_numbers_and_title() -> None:
    patch = GIT + "@@ -3,0 +4,2 @@ def f():\n+a\n+b\n@@ -9,2 +11 @@\n-c\n-d\n+e\n"
    first, second = parse_hunks(patch.encode(), only(patch), "F7", first=3)
    assert (first.id, second.id, first.section, second.section) == ("F7.h3", "F7.h4", "def f():", "")
    assert (first.old_start, first.old_count, first.new_start, first.new_count) == (3, 0, 4, 2)
    assert [(line.old, line.new) for line in (*first.lines, *second.lines)] == [
        (None, 4),
        (None, 5),
        (9, None),
        (10, None),
        (None, 11),
    ]


@pytest.mark.parametrize(
    ("patch", "why"),
    [
        (GIT + "@@ -1,9 +1,9 @@\n a\n-b\n", "line 7: the hunk of line 4 should go on here"),
        (GIT + "@@ -1,2 +1,2 @@\n a\n" + GIT + HUNK, "line 6: the hunk of line 4 should go on here"),
        (GIT + "@@ -1 +1,2 @@\n-a\n-b\n+c\n+d\n", "line 4: this hunk does not hold the lines that its header counts"),
        (GIT + HUNK + "+lost\n", "line 7: the hunk of line 4 has more lines than its header counts"),
        (GIT + HUNK + " lost\n", "line 7: the hunk of line 4 has more lines than its header counts"),
        (GIT + HUNK + "--lost\n", "line 7: the hunk of line 4 has more lines than its header counts"),
        (GIT + "@@ -1,2 +1,2 @@\n a\n b\n", "line 4: this hunk changes nothing"),
        (GIT + "@@ -1 +x @@\n-a\n", "line 4: this is not the header of a hunk"),
        (GIT + "-a\n+b\n", "line 4: these lines have no hunk header"),
        (GIT, "line 1: the hunks of this file are missing"),
        (HUNK, "line 1: this hunk has no file header"),
        (GIT + HUNK + "\n" + HUNK, "line 8: this hunk has no file header"),
        ("diff --git a/x b/x\nindex 1..2\n" + HUNK, "line 3: this hunk has no file header"),
        (GIT.replace("+++ b/x", "+++ b/y") + HUNK, "line 1: the lines of this header name different files"),
        ("diff --git a/x b/y\nindex 1..2\n", "line 1: this header names no file"),
        ("diff --git a/x b/x\nnew file mode 100644\n--- a/x\n+++ b/x\n" + HUNK, "line 1: this file is added, and"),
        ("--- x\n+++ x\n-a\n+b\n", "line 3: these lines have no hunk header"),
        ("diff --cc x\nindex 1,2..3\n", "line 1: this is a combined diff"),
        ("diff --combined x\n", "line 1: this is a combined diff"),
        (GIT + "@@@ -1 -1 +1 @@@\n", "line 1: the hunks of this file are missing"),
        ("*** a/x\n--- b/x\n***************\n*** 1 ****\n", "line 1: this is a context diff"),
        ("diff -r a/x b/x\n1c1\n< a\n---\n> b\n", "line 2: this is a diff without file names"),
        ("diff --git a/" + "x" * 70_000 + " b/x\n", "line 1: this header line is too long"),
    ],
)
def test_a_change_that_would_be_lost_is_refused(patch: str, why: str) -> None:
    with pytest.raises(InputError, match=r"^The patch, ") as refused:
        index(patch)
    assert why in str(refused.value)


def test_other_text_is_skipped() -> None:
    text = '> diff --git a/q b/q\n--- a/prose\n+++\n*** starred\n1c1\n"quoted"\ndiff --git a/bare b/bare\n-- \n2.39.5\n'
    assert [section.path for section in index(text + GIT + HUNK + "-- \n2.39.5\n")] == ["x"]


def test_a_header_without_hunks_among_other_text_is_told() -> None:
    found = scan(("--- a/y\n+++ b/y\nno hunk\n" + GIT + HUNK).encode(), Cancel())
    assert found.unshown == ((1, "--- a/y"),)


def test_a_section_of_another_patch_is_refused_not_misread() -> None:
    patch = GIT + HUNK
    section = only(patch)
    with pytest.raises(InputError, match="line 1: the hunks of this file do not hold what was counted"):
        parse_hunks(patch.replace("-a", " a").encode(), section, "F1")


def test_reading_hunks_can_be_cancelled() -> None:
    cancel = Cancel()
    cancel.cancel()
    with pytest.raises(Cancelled):
        parse_hunks((GIT + HUNK).encode(), only(GIT + HUNK), "F1", cancel=cancel)


def test_the_reader_keeps_what_was_asked_first_and_stays_small() -> None:
    patch = GIT + HUNK
    section = only(patch)
    reader = PatchReader(patch.encode(), most_lines=3)
    first, second = (reader.hunks([section], name, Cancel()) for name in ("F1", "F2"))
    assert reader.hunks([section], "F1", Cancel()) is first  # kept
    again = reader.hunks([section], "F2", Cancel())
    assert again == second and again is not second  # there was no room for it
    assert reader.hunks([section], "F2", Cancel()) is again  # but the latest one is at hand


@pytest.mark.parametrize(
    "patch",
    [
        b"diff --git " + b"a " * 30_000 + b"\n" + b"index 1..2\n",
        b"x\n" + b"From a " + b"00:00 " * 200_000 + b"\n",
        b"Submodule " + b"1234567..1234567 " * 3_000 + b"x\n",
        b"File " + b" is a " * 200_000 + b"\n",
        b"Binary files " + b" and " * 10_000 + b" differ\n",
        b"--- a\n" * 200_000,
        b"--- a" + b" 2026-01-01" * 5_000 + b"\n+++ b\n@@ -1 +1 @@\n-a\n+b\n",
        b"Index: x\n" * 200_000,
        b"*** x\n" * 200_000,
        b"X: y\n" * 100_000,
        b"a-b:\r\n" * 10_000 + b"subject",
        b'--- "' + b"\\" * 60_000 + b"\n+++ b\n@@ -1 +1 @@\n-a\n+b\n",
    ],
    ids=lambda patch: patch[:12].decode(),
)
def test_hostile_text_takes_no_long_time(patch: bytes) -> None:
    start = time.process_time()
    with suppress(InputError):
        scan(patch, Cancel())
    assert time.process_time() - start < 3  # a tenth of that here; a pattern that backtracks takes minutes


def test_the_index_of_git_itself(tmp_path: Path) -> None:
    """`git diff --no-index` of two folders, whose paths git gives with the folders' names."""
    for folder, text in (("old", "a\n"), ("new", "b\n")):
        (tmp_path / folder / "lib").mkdir(parents=True)
        (tmp_path / folder / "lib" / "x.py").write_text(text)
    (tmp_path / "new" / "only.py").write_text("c\n")
    command = ["git", "diff", "--no-index", "old", "new"]
    patch = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).stdout
    assert [
        (section.path, section.status, section.added, section.removed) for section in index_patch(patch, Cancel())
    ] == [
        ("new/lib/x.py", Status.MODIFIED, 1, 1),
        ("new/only.py", Status.ADDED, 1, 0),
    ]
