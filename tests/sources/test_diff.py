"""Diff files of many origins, as real programs wrote them (`tests/data/diffs/make.sh`), read to changes."""

import hashlib
import os
import subprocess
from io import BytesIO
from pathlib import Path

import pytest

from relman_desktop.errors import Cancelled, InputError
from relman_desktop.jobs import Cancel
from relman_desktop.sources.change import Change, FileChange, Kind
from relman_desktop.sources.diff import read_diff

SAMPLES = Path(__file__).parent.parent / "data" / "diffs"

# One change as git shows it; every way of writing it down must be read as the same files.
EVERYTHING = """\
copied copy.sh < run.sh +0 -0
deleted deleted.sql +0 -2
renamed docs/after.md < docs/before.md +1 -1
modified dos.txt +2 -1
renamed empty_added < empty_deleted +0 -0
modified filled +1 -0
modified latin1.txt +1 -1
modified latin\\udce9 +1 -1
modified libs/sub 160000 +1 -1
modified link +1 -1
modified logo.png binary
modified naïve.txt +1 -1
modified new\\nline +1 -1
modified quo"te\\ttab +1 -1
modified run.sh 100644>100755 +0 -0
added src/added.txt +3 -0
modified src/main.py +2 -1
type type 100644>120000 +1 -1
modified with space.txt +1 -1"""

SERIES = """\
added added.txt +2 -0
modified kept.txt +1 -1
renamed there.txt < moved.txt +1 -1"""

PLAIN = """\
deleted deleted.sql +0 -2
modified dos.txt +2 -1
modified filled +1 -0
modified latin1.txt +1 -1
modified logo.png binary
added src/added.txt +3 -0
modified src/main.py +2 -1
modified with space.txt +1 -1"""

SVN = """\
deleted deleted.sql +0 -2
deleted docs/before.md +0 -8
added docs/after.md +9 -0
modified docs +0 -0
modified dos.txt +1 -1
added empty_added +0 -0
modified filled +1 -0
modified latin1.txt +1 -1
modified logo.png binary
modified run.sh +0 -0
added src/added.txt +3 -0
modified src/main.py +2 -1
modified with space.txt +1 -1"""

SVN_GIT = """\
deleted deleted.sql +0 -2
deleted empty_deleted +0 -0
deleted docs/before.md +0 -8
added docs/after.md +9 -0
modified docs +0 -0
modified dos.txt +1 -1
added empty_added +0 -0
modified filled +1 -0
modified latin1.txt +1 -1
modified logo.png binary
modified run.sh 100644>100755 +0 -0
added src/added.txt +3 -0
modified src/main.py +2 -1
modified with space.txt +1 -1"""

HG = """\
added copy.sh +2 -0
deleted deleted.sql +0 -2
added docs/after.md +9 -0
deleted docs/before.md +0 -8
modified dos.txt +2 -1
modified filled +1 -0
modified latin1.txt +1 -1
modified logo.png binary
added src/added.txt +3 -0
modified src/main.py +2 -1
modified with space.txt +1 -1"""

HG_GIT = """\
copied copy.sh < run.sh +0 -0
deleted deleted.sql +0 -2
renamed docs/after.md < docs/before.md +1 -0
modified dos.txt +2 -1
added empty_added +0 -0
deleted empty_deleted +0 -0
modified filled +1 -0
modified latin1.txt +1 -1
modified logo.png binary
modified run.sh 100644>100755 +0 -0
added src/added.txt +3 -0
modified src/main.py +2 -1
modified with space.txt +1 -1"""

HG_HISTORY = """\
added docs/after.md +9 -0
added dos.txt +4 -1
added filled +1 -0
added latin1.txt +2 -1
added logo.png binary
added run.sh +2 -0
added src/main.py +5 -1
added with space.txt +2 -1
copied copy.sh < run.sh +0 -0
added empty_added +0 -0
added src/added.txt +3 -0"""

SUBMODULE_SHORT, SUBMODULE_LOG = "libs/sub 160000 +1 -1", "libs/sub 160000 +0 -0"

READ = {
    "git.diff": EVERYTHING,
    "git-binary.diff": EVERYTHING,
    "git-no-prefix.diff": EVERYTHING,
    "git-own-prefix.diff": EVERYTHING,
    "git-coloured.diff": EVERYTHING,
    "git-stat-u0.diff": EVERYTHING,
    "git-unquoted.diff": EVERYTHING,
    "git-submodule-log.diff": EVERYTHING.replace(SUBMODULE_SHORT, SUBMODULE_LOG),
    "git-show.diff": EVERYTHING,
    "git-format-patch-bare.patch": EVERYTHING,
    "git-attached.patch": EVERYTHING,
    "git-crlf.diff": EVERYTHING,
    "git-utf8-bom.diff": EVERYTHING,
    "git-utf16.diff": "modified src/main.py +2 -1",
    "git-mnemonic.diff": "modified src/main.py +0 -3",
    "git-series.mbox": SERIES,
    "git-quoted-printable.mbox": SERIES,
    "git-base64.mbox": SERIES,
    "git-log.diff": "\n".join(sorted(SERIES.splitlines(), key=lambda line: "there" not in line)),
    "gnu.diff": PLAIN,
    "gnu-coloured.diff": PLAIN,
    "gnu-only-in.diff": "\n".join(line for line in PLAIN.splitlines() if line.startswith("modified")),
    "gnu-one.diff": "modified src/main.py +2 -1",
    "svn.diff": SVN,
    "svn-git.diff": SVN_GIT,
    "hg.diff": HG,
    "hg-git.diff": HG_GIT,
    "hg-export.diff": HG_HISTORY,
}

# What `git apply` reads too, with the components that it has to strip.
GIT_READS = {
    "git.diff": 1,
    "git-binary.diff": 1,
    "git-no-prefix.diff": 0,
    "git-own-prefix.diff": 1,
    "git-stat-u0.diff": 1,
    "git-unquoted.diff": 1,
    "git-show.diff": 1,
    "git-format-patch-bare.patch": 1,
    "git-attached.patch": 1,
    "git-mnemonic.diff": 1,
    "gnu-one.diff": 1,
    "hg-git.diff": 1,
}


def read(data: bytes, name: str = "x.diff") -> Change:
    return read_diff(BytesIO(data), name, Cancel())


def sample(name: str) -> Change:
    return read_diff(SAMPLES / name, name, Cancel())


def refusal(data: bytes) -> str:
    with pytest.raises(InputError) as refused:
        read(data)
    return str(refused.value)


def named(change: Change, path: str) -> FileChange:
    return next(file for file in change.files if file.path == path)


def manifest(change: Change) -> str:
    return "\n".join(map(_line, change.files))


def _line(file: FileChange) -> str:
    path = file.path.encode("utf-8", "backslashreplace").decode().replace("\n", "\\n").replace("\t", "\\t")
    words = [file.status, path]
    if file.old_path:
        words.append(f"< {file.old_path}")
    if file.is_submodule:
        words.append(file.new_mode)
    elif file.mode_changed:
        words.append(f"{file.old_mode}>{file.new_mode}")
    words.append("binary" if file.binary else f"+{file.added} -{file.removed}")
    return " ".join(words)


@pytest.mark.parametrize("name", READ)
def test_every_origin_is_read_as_the_same_change(name: str) -> None:
    assert manifest(sample(name)) == READ[name]


@pytest.mark.parametrize("name", READ)
def test_the_hunks_hold_the_lines_that_were_counted(name: str) -> None:
    change = sample(name)
    for file in change.files:
        hunks = change.hunks(file, Cancel())
        assert sum(len(hunk.added) for hunk in hunks) == file.added
        assert sum(len(hunk.removed) for hunk in hunks) == file.removed
        assert [hunk.id for hunk in hunks] == [f"{file.id}.h{number}" for number in range(1, len(hunks) + 1)]


@pytest.mark.parametrize("name", GIT_READS)
def test_counts_are_those_of_git_apply(name: str, tmp_path: Path) -> None:
    command = ["git", "apply", "--numstat", "-z", f"-p{GIT_READS[name]}", str(SAMPLES / name)]
    environment = {**os.environ, "GIT_CEILING_DIRECTORIES": str(tmp_path.parent)}
    said = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=True).stdout
    expected: dict[str, tuple[int, int]] = {}
    for row in said.decode("utf-8", "surrogateescape").split("\0")[:-1]:
        added, removed, path = row.split("\t", 2)
        before = expected.get(path, (0, 0))
        expected[path] = (before[0] + int(added.replace("-", "0")), before[1] + int(removed.replace("-", "0")))
    assert {file.path: (file.added, file.removed) for file in sample(name).files} == expected


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("refused-combined.diff", "line 8: this is a combined diff of a merge"),
        ("refused-context.diff", "line 1: this is a context diff"),
        ("refused-normal.diff", "line 3: this is a diff without file names"),
        ("refused-word.diff", "line 6: the hunk of line 5 should go on here"),
        ("refused-svn-lone-cr.diff", "line 9: the hunk of line 5 should go on here"),
    ],
)
def test_what_cannot_be_read_in_full_is_refused_by_its_line(name: str, sentence: str) -> None:
    with pytest.raises(InputError, match=f"^{name}, {sentence}"):
        sample(name)


def test_no_sample_is_forgotten() -> None:
    there = {path.name for path in SAMPLES.iterdir() if path.suffix in (".diff", ".mbox", ".patch")}
    listed = set(READ) | {"hg-log.diff", "hg-log-verbose.diff", "svn-log.diff"}
    assert {name for name in there if not name.startswith("refused-")} == listed


def test_the_hash_is_of_the_bytes_as_given() -> None:
    for name in ("git-utf16.diff", "git-coloured.diff", "git-base64.mbox"):
        assert sample(name).diff_sha256 == hashlib.sha256((SAMPLES / name).read_bytes()).hexdigest()


def test_lines_keep_every_byte() -> None:
    change = sample("git.diff")
    lines = {file.path: [line for hunk in change.hunks(file, Cancel()) for line in hunk.lines] for file in change.files}
    assert [line.text for line in lines["latin1.txt"]] == ["café", "café noir"]  # Latin-1, where UTF-8 fails
    assert [line.text for line in lines["dos.txt"]] == ["x\r", "y\r", "z\r", "cr\rinside\r"]
    assert [line.text for line in lines["src/added.txt"]] == ["++ plus", "@@ -1 +1 @@", "diff --git a/x b/x"]
    assert [line.text for line in lines["deleted.sql"]] == ["gone", "-- a comment"]
    assert [(line.text, line.newline) for line in lines["src/main.py"]][-1] == ("four", False)
    assert [(line.sign, line.old, line.new) for line in lines["src/main.py"]] == [
        (" ", 1, 1),
        ("-", 2, None),
        ("+", None, 2),
        (" ", 3, 3),
        ("+", None, 4),
    ]


def test_a_patch_of_dos_line_ends_is_the_same_text() -> None:
    plain, dos = sample("git.diff"), sample("git-crlf.diff")
    for one, other in zip(plain.files, dos.files, strict=True):
        assert plain.hunks(one, Cancel()) == dos.hunks(other, Cancel())


def test_a_change_of_type_shows_both_of_its_sections() -> None:
    change = sample("git.diff")
    file = named(change, "type")
    hunks = change.hunks(file, Cancel())
    assert [hunk.id for hunk in hunks] == [f"{file.id}.h1", f"{file.id}.h2"]
    assert [line.sign + line.text for hunk in hunks for line in hunk.lines] == ["-to become a link", "+src/main.py"]


def test_full_object_ids_are_kept_and_abbreviated_ones_are_not() -> None:
    by_path = {file.path: file for file in sample("git-binary.diff").files}
    assert by_path["empty_added"].old_blob == ""  # a rename alone names no blob
    assert len(by_path["src/main.py"].new_blob) == 40
    assert {file.new_blob for file in sample("git.diff").files} == {""}


def test_kinds_come_from_the_paths() -> None:
    kinds = {file.path: file.kind for file in sample("git.diff").files}
    assert (kinds["deleted.sql"], kinds["docs/after.md"]) == (Kind.MIGRATION, Kind.DOCS)
    assert (kinds["logo.png"], kinds["src/main.py"]) == (Kind.BINARY, Kind.CODE)


# Commits


@pytest.mark.parametrize("name", ["git-series.mbox", "git-quoted-printable.mbox", "git-base64.mbox", "git-log.diff"])
def test_messages_become_commits_newest_first(name: str) -> None:
    change = sample(name)
    assert [(commit.id, commit.subject) for commit in change.commits] == [
        ("C1", "Überarbeite die moved-Datei, mit einer sehr langen Betreffzeile, die im Brief umgebrochen wird"),
        ("C2", "Move a file, grow the other"),
        ("C3", "PAY-1: add a file"),
    ]
    first = change.commits[-1]
    assert (first.author, first.email, first.when) == ("Ada Byron", "ada@example.org", "2026-03-01T12:00:00+01:00")
    assert first.oid == "33ef411e1485231be52994192cf137713f53115d"
    assert first.body.splitlines()[2:] == [
        "--- a/prose",
        "> diff --git a/q b/q",
        "Binary files a and b differ",
        "@@@ -1 -1 +1 @@@",
    ]
    assert change.warnings == ("Added and removed again by these commits, so not listed: `scratch.txt`.",)


def test_a_file_of_several_commits_has_the_hunks_of_all_oldest_first() -> None:
    for name in ("git-series.mbox", "git-log.diff"):
        change = sample(name)
        file = named(change, "added.txt")
        texts = [[line.sign + line.text for line in hunk.lines] for hunk in change.hunks(file, Cancel())]
        assert texts == [["+n1"], [" n1", "+n2"]]


@pytest.mark.parametrize(
    ("name", "commits"),
    [
        ("git-show.diff", [("Everything at once", "The body of the message.", "2026-03-01T12:00:00+01:00")]),
        ("git-attached.patch", [("Everything at once", "The body of the message.", "2026-03-01T12:00:00+01:00")]),
        (
            "hg-export.diff",
            [
                (
                    "Everything at once",
                    "The body.\n--- a/prose\ndiff -r is not one",
                    "2026-03-01T12:01:40+01:00",
                ),
                ("Before", "", "2026-03-01T12:00:00+01:00"),
            ],
        ),
        (
            "hg-log.diff",
            [
                ("Everything at once", "", "2026-03-01T12:01:40+01:00"),
                ("Before", "", "2026-03-01T12:00:00+01:00"),
            ],
        ),
        (
            "hg-log-verbose.diff",
            [
                (
                    "Everything at once",
                    "The body.\n--- a/prose\ndiff -r is not one",
                    "2026-03-01T12:01:40+01:00",
                ),
                ("Before", "", "2026-03-01T12:00:00+01:00"),
            ],
        ),
        (
            "svn-log.diff",
            [
                ("Everything at once", "--- a/prose\n+++ b/prose", "2026-03-01T12:00:00+00:00"),
                ("Before", "", "2026-03-01T12:00:00+00:00"),
            ],
        ),
    ],
)
def test_other_histories_carry_commits_too(name: str, commits: list[tuple[str, str, str]]) -> None:
    assert [(commit.subject, commit.body, commit.when) for commit in sample(name).commits] == commits


@pytest.mark.parametrize("name", ["hg-export.diff", "hg-log-verbose.diff"])
def test_the_order_of_a_history_does_not_change_its_sum(name: str) -> None:
    assert sorted(manifest(sample(name)).splitlines()) == sorted(HG_HISTORY.splitlines())


MAIL = b"""\
From: "Carrier" <list@example.org>
Date: Sun, 1 Mar 2026 12:00:00 +0100
Subject: Re: [PATCH v2 1/1] [PAY-7] Fix the
 rounding

From: Ada Byron <ada@example.org>

Why it is needed.
---
 x | 2 +-

--- a/x
+++ b/x
@@ -1 +1 @@
-a
+b
--\x20
2.39.5
"""


def test_a_saved_mail_is_a_commit_of_its_sender() -> None:
    (commit,) = read(MAIL).commits
    assert (commit.author, commit.email, commit.oid) == ("Ada Byron", "ada@example.org", "")
    assert (commit.subject, commit.body) == ("[PAY-7] Fix the rounding", "Why it is needed.")


def test_a_signature_is_not_a_removed_line() -> None:
    assert manifest(read(MAIL)) == "modified x +1 -1"


def test_damaged_base64_is_refused() -> None:
    encoded = b"Content-Transfer-Encoding: base64\n\n" + b"ZGlmZiAtLWdpdCBhL3ggYi94C" + b"\n"
    assert "base64" in refusal(b"From: a@example.org\nSubject: x\n" + encoded)


# A whole side


def test_the_text_of_an_added_or_deleted_file_is_known_and_of_others_is_not() -> None:
    change = sample("git-no-prefix.diff")
    by_path = {file.path: file for file in change.files}
    assert change.content.text(by_path["deleted.sql"], "old", Cancel()) == "gone\n-- a comment\n"
    assert change.content.text(by_path["deleted.sql"], "new", Cancel()) is None
    assert (
        change.content.text(by_path["src/added.txt"], "new", Cancel()) == "++ plus\n@@ -1 +1 @@\ndiff --git a/x b/x\n"
    )
    for path in ("src/main.py", "type", "logo.png", "link", "docs/after.md", "copy.sh"):
        assert change.content.text(by_path[path], "new", Cancel()) is None
    assert change.content.tree(Cancel()) == ()
    assert change.content.read("src/main.py", Cancel()) is None
    assert change.content.search({"main"}, "old", Cancel()) is None


def test_the_text_of_an_empty_file_is_empty_where_the_patch_says_that_it_is() -> None:
    added = read(b"diff --git a/e b/e\nnew file mode 100644\nindex 0000000..e69de29\n")
    assert added.content.text(added.files[0], "new", Cancel()) == ""
    hidden = read(b"diff --git a/e b/e\ndeleted file mode 100644\nindex 1111111..0000000\n")
    assert hidden.content.text(hidden.files[0], "old", Cancel()) is None  # git diff --irreversible-delete
    svn = sample("svn.diff")  # which leaves out what was copied, too
    assert svn.content.text(named(svn, "empty_added"), "new", Cancel()) is None


# What is no diff


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "x.diff is empty, so it holds no change"),
        (b"\xef\xbb\xbf", "x.diff is empty, so it holds no change"),
        (b"\x7fELF\x02\x01\x01\0\0\0", "x.diff is not a text file, so not a diff"),
        (b"\x1f\x8b\x08\0\0\0\0\0 a gzip file", "x.diff is not a text file"),
        (b"Dear colleague,\n\nno patch here.\n", "x.diff holds no change that can be read"),
        (b"\xff\xfe\0\xd8", "x.diff starts as UTF-16 text and is not"),
    ],
)
def test_what_is_no_diff_is_said_in_one_sentence(data: bytes, sentence: str) -> None:
    assert refusal(data).startswith(sentence)


def test_a_folder_and_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"^here is a folder"):
        read_diff(tmp_path, "here", Cancel())
    with pytest.raises(InputError, match=r"^There is no file gone"):
        read_diff(tmp_path / "gone", "gone", Cancel())
    with pytest.raises(InputError, match=r"^There is no file odd"):
        read_diff(Path("nul\0byte"), "odd", Cancel())


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (PermissionError(13, "Permission denied"), "x.diff may not be read: change its permissions"),
        (OSError(5, "Input/output error"), "x.diff cannot be read (Input/output error)"),
    ],
)
def test_a_file_that_cannot_be_read(error: OSError, sentence: str) -> None:
    class Failing(BytesIO):
        def readlines(self, hint: int | None = -1) -> list[bytes]:
            raise error

    with pytest.raises(InputError) as refused:
        read_diff(Failing(), "x.diff", Cancel())
    assert str(refused.value).startswith(sentence)


def test_the_file_can_be_rewritten_while_its_change_is_open(tmp_path: Path) -> None:
    path = tmp_path / "x.diff"
    path.write_bytes((SAMPLES / "git.diff").read_bytes())
    change = read_diff(path, "x.diff", Cancel())
    path.write_bytes(b"")
    assert sum(len(hunk.lines) for file in change.files for hunk in change.hunks(file, Cancel())) > 20


def test_what_is_named_and_not_shown_is_a_warning() -> None:
    (warning,) = sample("gnu-only-in.diff").warnings
    assert warning == (
        "The diff names changes and shows no line of them: “Only in old: deleted.sql” (line 1), "
        "“Only in new: empty_added” (line 10), “Only in old: empty_deleted” (line 11) "
        "and “Only in new/src: added.txt” (line 24)."
    )


def test_a_file_that_stands_twice_in_a_diff_without_commits_is_a_warning() -> None:
    first = b"diff --git a/x b/x\nnew file mode 100644\n--- /dev/null\n+++ b/x\n@@ -0,0 +1 @@\n+a\n"
    change = read(first + b"diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1,2 @@\n a\n+b\n")
    assert manifest(change) == "added x +2 -0"
    assert change.warnings == ("Changed more than once, the first place taken for the older one: `x`.",)


def test_hostile_names_are_shown_as_they_are(tmp_path: Path) -> None:
    change = read(b"Only in a: \x1b[2J\xe2\x80\xae\n" + (SAMPLES / "git.diff").read_bytes(), "evil\udcff\n.diff")
    assert change.repo == r"evil\udcff .diff"
    assert change.warnings == (
        r"The diff names changes and shows no line of them: “Only in a: \u001b[2J\u202e” (line 1).",
    )


def test_a_reading_can_be_cancelled_and_tells_how_far_it_is() -> None:
    cancel = Cancel()
    cancel.cancel()
    with pytest.raises(Cancelled):
        read_diff(SAMPLES / "git.diff", "git.diff", cancel)
    told: list[float | None] = []
    read_diff(SAMPLES / "git.diff", "git.diff", Cancel(), lambda _, part=None: told.append(part))
    assert 0.0 in told and all(part is None or 0 <= part <= 1 for part in told)


def test_the_same_bytes_give_the_same_change() -> None:
    assert repr(sample("git.diff")) == repr(sample("git.diff"))
