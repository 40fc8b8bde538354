"""The diff reader against random trees, whose truth is git's, and against bytes that nobody meant to be a diff."""

import base64
import binascii
import codecs
import os
import subprocess
import time
import tracemalloc
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from relman_desktop.errors import InputError
from relman_desktop.jobs import Cancel
from relman_desktop.sources.change import Change, FileChange, Hunk, Status
from relman_desktop.sources.diff import read_diff
from relman_desktop.sources.patch import index_patch

SAMPLES = Path(__file__).parent.parent / "data" / "diffs"
QUIET = settings(deadline=None, suppress_health_check=list(HealthCheck))

# Random trees, and the diff that git makes of them

SIMILAR = b"""\
one
two
three

\x20
--- a/x
+++ b/x
--\x20
++ b
@@ -1 +1 @@
diff --git a/x b/x
Index: x
\\ No newline
From 0000000000000000000000000000000000000000 Mon Sep 17 00:00:00 2001
commit aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
Only in x""".split(b"\n")
LINES = st.one_of(
    st.sampled_from([*SIMILAR, b"cr\rinside", b"dos\r", b"\r", b"caf\xe9", "naïve\u2028".encode()]),
    st.binary(max_size=6).map(lambda line: line.replace(b"\n", b"").replace(b"\x1b", b"")),
)
CONTENTS = st.builds(
    lambda lines, end: b"\n".join(lines) + (b"\n" if lines and end else b""),
    st.lists(LINES, max_size=12),
    st.booleans(),
)
NAMES = st.one_of(
    st.sampled_from([b"x", b"a b", b'q"uote', b"tab\t", b"new\nline", b"back\\slash", b"caf\xe9", "ü".encode()]),
    st.sampled_from([b"b", b"x b", b" and ", b" lead", b"trail ", b"cr\r", b"\x01", b"dev", b"x (deleted)"]),
    st.binary(min_size=1, max_size=5).map(lambda name: name.translate(None, b"\0/")),
).filter(lambda name: name.lower() not in (b"", b".", b"..", b".git"))
PATHS = st.builds(
    lambda folders, name: b"/".join([*folders, name]),
    st.lists(st.sampled_from([b"a", b"b", b"d e"]), max_size=2),
    NAMES,
)
MODES = st.sampled_from([b"100644"] * 6 + [b"100755", b"120000"])
TREES = st.dictionaries(PATHS, st.tuples(MODES, CONTENTS), max_size=5)
Tree = dict[bytes, tuple[bytes, bytes]]

FLAGS = st.builds(
    lambda prefix, others: [*prefix, *others],
    st.sampled_from(
        [[], [], ["--no-prefix"], ["--src-prefix=before/"], ["--src-prefix=p-1.0/", "--dst-prefix=p-1.10/"]]
    ),
    st.lists(
        st.one_of(
            st.sampled_from(["-U0", "-U1", "-W", "--patience", "--full-index", "--binary"]),
            st.sampled_from(["-M", "-C", "--find-copies-harder", "-M20%", "-R", "--no-renames", "--stat", "--summary"]),
            st.sampled_from(["--color=always", "--color-moved", "--ws-error-highlight=all", "--inter-hunk-context=2"]),
        ),
        max_size=4,
        unique=True,
    ),
)


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("random") / "trees.git"
    git(None, "init", "--quiet", "--bare", str(folder))
    return folder


def git(folder: Path | None, *words: str, given: bytes | None = None) -> bytes:
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    return subprocess.run(
        ["git", *words], cwd=folder, env=environment, input=given, capture_output=True, check=True
    ).stdout


def without_conflicts(tree: Tree) -> Tree:
    """The paths that are not inside another one."""
    return {path: file for path, file in tree.items() if not any(path.startswith(other + b"/") for other in tree)}


def commit(branch: bytes, tree: Tree) -> bytes:
    """The commands of `git fast-import` that make a branch of one commit."""
    parts = [
        b"reset refs/heads/%b\ncommit refs/heads/%b\ncommitter A <a@example.org> 0 +0000\ndata 0\n\n" % (branch, branch)
    ]
    for path, (mode, text) in tree.items():
        quoted = b"".join(b"\\%03o" % byte for byte in path)
        parts.append(b'M %b inline "%b"\ndata %d\n%b\n' % (mode, quoted, len(text), text))
    return b"".join(parts)


@dataclass(frozen=True)
class Truth:
    """What git says of one file."""

    path: str
    old_path: str | None
    status: str
    modes: tuple[str, str]
    counts: tuple[int, int] | None  # None: binary


def truths(folder: Path, flags: list[str]) -> list[Truth]:
    shape = [flag for flag in flags if flag.startswith(("-M", "-C", "--find", "--no-renames", "-R"))]
    raw = git(folder, "diff", "--raw", "--numstat", "-z", *shape, "old", "new", "--").decode("utf-8", "surrogateescape")
    found: list[tuple[str, str, str, str, str | None]] = []
    counted: dict[str, tuple[int, int] | None] = {}
    words = iter(raw.split("\0")[:-1])
    for word in words:
        if word.startswith(":"):
            old_mode, new_mode, _, _, status = word[1:].split(" ")
            paths = [next(words) for _ in range(2 if status[0] in "RC" else 1)]
            found.append((paths[-1], status[0], old_mode, new_mode, paths[0] if len(paths) > 1 else None))
        else:
            added, removed, path = word.split("\t", 2)
            path = path or (next(words), next(words))[1]
            counted[path] = None if added == "-" else (int(added), int(removed))
    return [Truth(path, old, status, (one, two), counted[path]) for path, status, one, two, old in found]


STATUS = {"A": "added", "D": "deleted", "M": "modified", "R": "renamed", "C": "copied", "T": "type"}


@settings(QUIET, max_examples=60)
@given(data=st.data())
def test_what_git_diff_writes_is_read_as_git_means_it(repository: Path, data: st.DataObject) -> None:
    old, new, flags = drawn(data)
    git(repository, "fast-import", "--quiet", "--force", given=commit(b"old", old) + commit(b"new", new))
    patch = git(repository, "diff", "-p", *flags, "old", "new", "--")
    expected = truths(repository, flags)
    assume(expected)
    if "-R" in flags:
        old, new = new, old

    coloured = "--color=always" in flags  # which nobody sends in an encoded mail
    transport = data.draw(st.sampled_from(TRANSPORTS[:-2] if coloured else TRANSPORTS))
    change = read_diff(BytesIO(transport(patch)), "random.diff", Cancel())

    assert [(file.path, file.old_path, file.status) for file in change.files] == [
        (truth.path, truth.old_path, STATUS[truth.status]) for truth in expected
    ]
    for file, truth in zip(change.files, expected, strict=True):
        check_modes(file, truth)
        if file.status is Status.TYPE:  # a patch deletes the one and adds the other, numstat compares them
            continue
        assert (file.added, file.removed) == (truth.counts or (0, 0))
        assert file.binary == (truth.counts is None) or content(old, file.old_side_path) == content(new, file.path)
        if not file.binary:
            check_texts(change, file, old, new)


@pytest.mark.parametrize("name", [b" and ", b"x and /dev/null", b"a and null"])
@pytest.mark.parametrize("flags", [[], ["-R"], ["--no-prefix"]])
def test_a_binary_file_may_be_named_with_the_word_that_parts_two_names(
    repository: Path, name: bytes, flags: list[str]
) -> None:
    old, new = {b"x.txt": (b"100644", b"")}, {b"x.txt": (b"100644", b""), name: (b"100644", b"\0")}
    if b"/" in name:
        old, new = new, {**old, name: (b"100644", b"\0\1")}
    git(repository, "fast-import", "--quiet", "--force", given=commit(b"old", old) + commit(b"new", new))
    patch = git(repository, "diff", "-p", *flags, "old", "new", "--")
    change = read_diff(BytesIO(patch), "named.diff", Cancel())
    assert [(file.path.encode(), file.status, file.binary) for file in change.files] == [
        (truth.path.encode(), STATUS[truth.status], True) for truth in truths(repository, flags)
    ]


def drawn(data: st.DataObject) -> tuple[Tree, Tree, list[str]]:
    """Two trees that share most of their files, some of them moved or edited."""
    old = without_conflicts(data.draw(TREES))
    kept = {path: file for path, file in old.items() if data.draw(st.booleans())}
    edited = {
        path: (data.draw(MODES), content + data.draw(CONTENTS))
        for path, (_, content) in old.items()
        if path not in kept
    }
    moved = {data.draw(PATHS): file for file in edited.values() if data.draw(st.booleans())}
    new = without_conflicts({**kept, **edited, **moved, **data.draw(TREES)})
    return old, new, data.draw(FLAGS)


def check_modes(file: FileChange, truth: Truth) -> None:
    """A patch leaves the modes out where nothing but the name changes."""
    for said, true in zip((file.old_mode, file.new_mode), truth.modes, strict=True):
        assert said == "" or said == true
    if file.status in (Status.ADDED, Status.DELETED) or file.mode_changed:
        assert (file.old_mode or "000000", file.new_mode or "000000") == truth.modes


def check_texts(change: Change, file: FileChange, old: Tree, new: Tree) -> None:
    """The hunks turn the old text into the new one, and whole sides are whole."""
    before, after = text_of(old, file.old_side_path), text_of(new, file.path)
    if file.status is Status.DELETED:
        after = []
    if file.status is Status.ADDED:
        before = []
    assert applied(before, change.hunks(file, Cancel())) == after
    side = {Status.ADDED: after, Status.DELETED: before}.get(file.status)
    if side is not None and "120000" not in (file.old_mode, file.new_mode):
        assert change.content.text(file, "new" if side is after else "old", Cancel()) == "".join(side)


def text_of(tree: Tree, path: str) -> list[str]:
    """The lines with their ends, each UTF-8 or else Latin-1."""
    lines = [line + b"\n" for line in content(tree, path).split(b"\n")]
    lines[-1] = lines[-1][:-1]
    return [decoded(line) for line in lines if line]


def content(tree: Tree, path: str) -> bytes:
    return tree.get(path.encode("utf-8", "surrogateescape"), (b"", b""))[1]


def decoded(line: bytes) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("latin-1")


def applied(before: list[str], hunks: tuple[Hunk, ...]) -> list[str]:
    after: list[str] = []
    at = 0
    for hunk in hunks:
        start = hunk.old_start - (1 if hunk.old_count else 0)
        after += before[at:start]
        at = start
        for line in hunk.lines:
            text = line.text + "\n" * line.newline
            if line.sign != "+":
                assert before[at] == text and line.old == at + 1
                at += 1
            if line.sign != "-":
                after.append(text)
                assert line.new == len(after)
    return after + before[at:]


# Ways on which a patch reaches a person


def as_it_is(patch: bytes) -> bytes:
    return patch


def with_dos_ends(patch: bytes) -> bytes:
    return patch.replace(b"\n", b"\r\n")


def with_a_mark(patch: bytes) -> bytes:
    return codecs.BOM_UTF8 + patch


def from_powershell(patch: bytes) -> bytes:
    try:
        return patch.decode().replace("\n", "\r\n").encode("utf-16")
    except UnicodeDecodeError:
        return patch


HEAD = b"From: Ada <ada@example.org>\nSubject: [PATCH] x\n"


def in_a_mail(patch: bytes) -> bytes:
    return HEAD + b"\n--- a/prose\n---\n x | 2\n\n" + patch + b"-- \n2.39.5\n\n"


def in_base64(patch: bytes) -> bytes:
    return HEAD + b"Content-Transfer-Encoding: base64\n\n" + base64.encodebytes(b"Why.\n---\n" + patch)


def in_quoted_printable(patch: bytes) -> bytes:
    lines = (b"Why.\n---\n" + patch).split(b"\n")
    encoded = b"\n".join(binascii.b2a_qp(line, istext=False) for line in lines)
    return HEAD + b"Content-Transfer-Encoding: quoted-printable\n\n" + encoded


TRANSPORTS = [
    as_it_is,
    as_it_is,
    with_dos_ends,
    with_a_mark,
    from_powershell,
    in_a_mail,
    in_base64,
    in_quoted_printable,
]


# Bytes that nobody meant to be a diff

HEADERS = b"""\
diff --git a/x b/x
diff --git a/x y b/x y
diff --git "a/x" "b/x"
diff --git\x20
diff --cc x
index 1234567..89abcde 100644
old mode 100644
new mode 120000
new file mode 100644
deleted file mode 100644
rename from x
rename to y
copy from x
copy to
similarity index 9%
--- a/x
+++ b/x
--- /dev/null
+++ /dev/null
--- "
+++ x\t1970-01-01
---
---\x20
@@ -1 +1 @@
@@ -0,0 +1,2 @@ f
@@ -1,2 +0,0 @@
@@ -0,0 +0,0 @@
@@@ -1 -1 +1 @@@
@@ -1 @@
@@ -1,9999999999 +1 @@
@@ -99999999999999999999 +1 @@
+a
-b
 c

\\ No
Index: x
===================================================================
Cannot display: x
Property changes on: x
Binary files a/x and b/x differ
Binary file x has changed
GIT binary patch
literal 1
Submodule x 1111111..2222222:
Only in a: b
From aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa Mon Sep 17 00:00:00 2001
commit bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb
Author: A <a>
Date: x
    s
# HG changeset patch
# Date 1 99999
changeset:   1:cccccccccccc
r1 | a | 2026-01-01 | 1 line
Subject: [PATCH 1/2] =?utf-8?q?x?=
Content-Type: multipart/mixed; boundary=x
--x
Content-Transfer-Encoding: base64
Content-Type: text/plain; charset=nonsense
\x1b[1mdiff --git a/x b/x\x1b[m""".split(b"\n")
FRAGMENTS = st.sampled_from([*HEADERS, b"\r", b"\rx", b"From: " + b"(" * 2000])
PIECES = st.lists(st.one_of(FRAGMENTS, st.binary(max_size=20)), max_size=40).map(b"\n".join)
SAMPLE_BYTES = tuple(path.read_bytes() for path in sorted(SAMPLES.iterdir()))


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A real sample with a few of its parts cut, doubled, swapped or overwritten."""
    data = draw(st.sampled_from(SAMPLE_BYTES))
    for _ in range(draw(st.integers(1, 4))):
        lines = data.split(b"\n")
        start, end = sorted(draw(st.tuples(st.integers(0, len(lines)), st.integers(0, len(lines)))))
        end = min(end, start + 5)
        part = draw(
            st.sampled_from(
                [[], lines[start:end] * 2, lines[start:end][::-1], [draw(FRAGMENTS)], [draw(st.binary(max_size=9))]]
            )
        )
        data = b"\n".join(lines[:start] + part + lines[end:])
    return data[: draw(st.integers(0, len(data)))] if draw(st.booleans()) else data


@settings(QUIET, max_examples=300)
@given(data=st.one_of(st.binary(max_size=200), PIECES, mutated()))
def test_any_bytes_are_read_or_refused_and_counts_are_those_of_the_hunks(data: bytes) -> None:
    try:
        change = read_diff(BytesIO(data), "any.diff", Cancel())
    except InputError as error:
        assert "\n" not in str(error)
        return
    assert change.files or change.warnings
    for file in change.files:
        hunks = change.hunks(file, Cancel())
        assert sum(len(hunk.added) for hunk in hunks) == file.added
        assert sum(len(hunk.removed) for hunk in hunks) == file.removed
        assert file.path
        for side in ("old", "new"):
            change.content.text(file, side, Cancel())
    for file, other in pairwise(change.files):
        assert int(file.id[1:]) + 1 == int(other.id[1:])


# Large diffs


def a_large_patch(files: int, lines: int) -> bytes:
    """Each file with so many changed lines, half of them added."""
    half = lines // 2
    body = b"".join(b"-old line %d of the file\n+new line %d of the file\n" % (n, n) for n in range(half))
    sizes = b"@@ -1,%d +1,%d @@\n" % (half, half)
    return b"".join(
        b"diff --git a/d/%d.py b/d/%d.py\nindex 1111111..2222222 100644\n--- a/d/%d.py\n+++ b/d/%d.py\n" % (n, n, n, n)
        + sizes
        + body
        for n in range(files)
    )


def seconds(patch: bytes) -> float:
    def once() -> float:
        start = time.process_time()
        index_patch(patch, Cancel())
        return time.process_time() - start

    return min(once() for _ in range(2))


def peak(patch: bytes) -> int:
    """Bytes allocated at most while a patch is indexed."""
    tracemalloc.start()
    try:
        index_patch(patch, Cancel())
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.slow
@pytest.mark.parametrize("lines", [100, 100_000], ids=["many files", "few large files"])
def test_time_and_memory_are_linear_up_to_a_million_changed_lines(lines: int) -> None:
    small, large = a_large_patch(100_000 // lines, lines), a_large_patch(1_000_000 // lines, lines)
    sections = index_patch(large, Cancel())
    assert sum(section.added + section.removed for section in sections) == 1_000_000
    assert seconds(large) < 20 * seconds(small)  # ten times the lines, and room for a busy machine
    assert peak(large) < max(12 * peak(small), 4 << 20)


@pytest.mark.slow
def test_a_diff_of_200_mb_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.diff"
    part = a_large_patch(100, 20_000)
    with path.open("wb") as file:
        while file.tell() < 200_000_000:
            file.write(part.replace(b"/d/", b"/d%d/" % file.tell()))
    change = read_diff(path, "huge.diff", Cancel())
    assert change.added == change.removed == 10_000 * len(change.files)
    assert len(change.hunks(change.files[-1], Cancel())[0].lines) == 20_000
