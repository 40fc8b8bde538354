"""The files of a range, beside git's own answer."""

import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relman_desktop.jobs import Cancel
from relman_desktop.sources.change import FileChange, Kind, Status
from relman_desktop.sources.manifest import Manifest, read_manifest
from relman_desktop.sources.names import pin
from relman_desktop.sources.rawdiff import parse
from relman_desktop.sources.repository import open_repository

from .repos import RepoBuilder, a_repository

_LINES = "".join(f"line {number}\n" for number in range(40))


def manifest_of(repo: RepoBuilder, base: str = "HEAD^", head: str = "HEAD") -> Manifest:
    repository = open_repository(repo.root, Cancel())
    return read_manifest(repository, *(pin(repository, name, Cancel()) for name in (base, head)), Cancel())


def only(repo: RepoBuilder) -> FileChange:
    (file,) = manifest_of(repo).files
    return file


def gits_own(repo: RepoBuilder, base: str = "HEAD^", head: str = "HEAD") -> list[tuple[bytes, str, str]]:
    """(path, added, removed) as a person's own `git diff --numstat` gives them."""
    words = iter(repo.git_bytes("diff", "--numstat", "-z", "-M", base, head).split(b"\0")[:-1])
    rows = []
    for word in words:
        added, removed, path = word.split(b"\t", 2)
        if not path:
            next(words)
            path = next(words)
        rows.append((path, added.decode(), removed.decode()))
    return rows


def ours(manifest: Manifest) -> list[tuple[bytes, str, str]]:
    return [
        (
            file.path.encode("utf-8", "surrogateescape"),
            *(("-", "-") if file.binary else (str(file.added), str(file.removed))),
        )
        for file in manifest.files
    ]


@pytest.fixture
def repo(tmp_path: Path) -> RepoBuilder:
    return a_repository(tmp_path)


def test_every_kind_of_change_stands_as_git_counts_it(repo: RepoBuilder) -> None:
    for name in ("kept.py", "moved.py", "moved_and_changed.py", "gone.py", "made_executable.sh", "becomes_a_link"):
        repo.write(name, name + _LINES)
    repo.write("image.png", b"\x89PNG\0\1").write("latin.txt", b"caf\xe9\n").link("link", "kept.py")
    repo.write("model.bin", "version https://git-lfs.github.com/spec/v1\noid sha256:aa\nsize 1\n")
    repo.submodule("library", "1" * 40)
    repo.commit("First")
    repo.write("kept.py", _LINES + "more\n").write("new.py", "a\nb\n").delete("gone.py").move(
        "moved.py", "lib/moved.py"
    )
    repo.move("moved_and_changed.py", "lib/changed.py").write("lib/changed.py", "moved_and_changed.py" + _LINES + "x\n")
    repo.executable("made_executable.sh").link("becomes_a_link", "kept.py").link("link", "new.py")
    repo.write("image.png", b"\x89PNG\0\2").write("latin.txt", b"caf\xe8\n").submodule("library", "2" * 40)
    repo.write("model.bin", "version https://git-lfs.github.com/spec/v1\noid sha256:bb\nsize 2\n")
    repo.commit("Second")

    manifest = manifest_of(repo)
    assert ours(manifest) == gits_own(repo)
    assert [file.id for file in manifest.files] == [f"F{number}" for number in range(1, 13)]
    by_path = {file.path: file for file in manifest.files}
    assert {path: file.status for path, file in by_path.items()} == {
        "becomes_a_link": Status.TYPE,
        "gone.py": Status.DELETED,
        "image.png": Status.MODIFIED,
        "kept.py": Status.MODIFIED,
        "latin.txt": Status.MODIFIED,
        "lib/changed.py": Status.RENAMED,
        "lib/moved.py": Status.RENAMED,
        "library": Status.MODIFIED,
        "link": Status.MODIFIED,
        "made_executable.sh": Status.MODIFIED,
        "model.bin": Status.MODIFIED,
        "new.py": Status.ADDED,
    }
    assert by_path["lib/moved.py"].old_path == "moved.py"
    assert by_path["kept.py"].old_path is None
    assert by_path["image.png"].binary and by_path["image.png"].kind is Kind.BINARY
    assert by_path["library"].is_submodule and by_path["library"].new_blob == "2" * 40
    assert by_path["link"].is_symlink
    assert by_path["made_executable.sh"].mode_changed
    assert (by_path["made_executable.sh"].old_mode, by_path["made_executable.sh"].new_mode) == ("100644", "100755")
    assert (by_path["new.py"].old_mode, by_path["new.py"].old_blob) == ("", "")
    assert (by_path["gone.py"].new_mode, by_path["gone.py"].new_blob) == ("", "")
    assert by_path["new.py"].new_blob == repo.git("rev-parse", "HEAD:new.py")


def test_paths_of_any_bytes_come_through(repo: RepoBuilder) -> None:
    paths = [b"with space", b'quo"te', b"tab\there", b"new\nline", b"back\\slash", b"\x01control", b"caf\xc3\xa9"]
    paths += [b"caf\xe9", b":colon", b"-dash", b"*.glob", b"\xf0\x9f\x9a\x80"]
    repo.commit("Nothing")
    for path in paths:
        repo.write(path, path * 9)
    repo.commit("Added")
    assert [file.path.encode("utf-8", "surrogateescape") for file in manifest_of(repo).files] == sorted(paths)
    for path in paths:
        repo.git("mv", "--", os.fsdecode(path), os.fsdecode(b"moved " + path))
    repo.commit("Moved")
    moved = {file.old_path: file.path for file in manifest_of(repo).files}
    assert moved == {os.fsdecode(path): os.fsdecode(b"moved " + path) for path in paths}


def test_generated_files_are_marked(repo: RepoBuilder) -> None:
    repo.commit("Nothing")
    repo.write("web/app.min.js", "x\n")
    repo.commit("Added")
    assert only(repo).generated and only(repo).kind is Kind.GENERATED


def test_a_file_that_becomes_a_folder(repo: RepoBuilder) -> None:
    repo.write("a", _LINES)
    repo.commit("First")
    repo.delete("a").write("a/b", "different\n")
    repo.commit("Second")
    assert [(file.path, file.status) for file in manifest_of(repo).files] == [
        ("a", Status.DELETED),
        ("a/b", Status.ADDED),
    ]


def test_the_hash_is_of_gits_raw_lines(repo: RepoBuilder) -> None:
    repo.write("a", _LINES).write("b", "b\n")
    repo.commit("First")
    repo.move("a", "c").write("b", "bb\n")
    repo.commit("Second")
    raw = repo.git_bytes("diff", "--raw", "-z", "-M", "--no-abbrev", "HEAD^", "HEAD")
    assert manifest_of(repo).sha256 == hashlib.sha256(raw).hexdigest()


@pytest.fixture(scope="module")
def sensitive(tmp_path_factory: pytest.TempPathFactory) -> RepoBuilder:
    """A change whose files look different under many settings of git."""
    repo = a_repository(tmp_path_factory.mktemp("sensitive"))
    repo.write("order", "z*\n").write("a", "a" + _LINES).write("b", "b" + _LINES).write("z", "a\nc\na\nu\n")
    repo.submodule("s", "1" * 40)
    repo.commit("First")
    repo.move("a", "aa").write("aa", "a" + _LINES + "x\n").move("b", "bb").write("bb", "b" + _LINES + "x\n")
    repo.write("copy", "b" + _LINES).write("z", "b\nu\nc\na\n").submodule("s", "2" * 40)
    repo.commit("Second")
    return repo


@pytest.mark.parametrize(
    "setting",
    ["diff.renames=false", "diff.renames=copies", "core.abbrev=4", "diff.ignoreSubmodules=all",
     "diff.algorithm=patience", "diff.orderFile=order", "diff.renameLimit=1", "core.worktree=/ diff.relative=true"],
)  # fmt: skip
def test_settings_of_the_repository_change_nothing(sensitive: RepoBuilder, tmp_path: Path, setting: str) -> None:
    repo = sensitive.copy(tmp_path)
    plain = ("diff", "--raw", "--numstat", "-z", "HEAD^", "HEAD")
    before, plainly = manifest_of(repo), repo.git_bytes(*plain)
    assert len(before.files) == 5
    for pair in setting.split():
        repo.git("config", *pair.split("="))
    assert repo.git_bytes(*plain) != plainly, "it changes what a person sees"
    assert manifest_of(repo) == before


def test_sha256_repositories(tmp_path: Path) -> None:
    repo = a_repository(tmp_path, sha256=True)
    repo.write("a", "a\n")
    repo.commit("First")
    repo.write("a", "b\n")
    repo.commit("Second")
    assert len(only(repo).new_blob) == 64
    assert ours(manifest_of(repo)) == gits_own(repo)


def test_too_many_files_for_renames_is_said(repo: RepoBuilder) -> None:
    """Git compares 1,000 by 1,000 files; above, only those that did not change when they moved."""
    for number in range(1_002):
        repo.write(f"old/{number}", f"{number} {_LINES}")
    repo.commit("First")
    for number in range(1_002):
        repo.move(f"old/{number}", f"new/x{number}").write(f"new/x{number}", f"{number} {_LINES}x\n")
    repo.commit("Second")
    manifest = manifest_of(repo)
    assert len(manifest.files) == 2_004
    assert manifest.warnings == (
        "So many files changed that git looked for no renames: a moved file stands as one deleted and one added.",
    )


_NAMES = st.text(
    st.characters(blacklist_characters="/\0", blacklist_categories=("Cs",)), min_size=1, max_size=12
).filter(
    lambda name: (
        name not in (".", "..") and len(name.encode()) < 200 and name.lower().strip(". ") not in ("git", "git~1")
    )
)
_TREES = st.dictionaries(
    _NAMES, st.sampled_from([b"", b"a\n", b"a\nb\n", b"\0", b"a", b"\xff\n", _LINES.encode()]), max_size=6
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(old=_TREES, new=_TREES)
def test_any_two_trees_are_read_as_git_reads_them(
    tmp_path_factory: pytest.TempPathFactory, old: dict[str, bytes], new: dict[str, bytes]
) -> None:
    repo = a_repository(tmp_path_factory.mktemp("trees"))
    trees = []
    for tree in (old, new):
        blobs = {name: repo.git("hash-object", "-w", "--stdin", stdin=content) for name, content in tree.items()}
        lines = "".join(f"100644 blob {blob}\t{name}\0" for name, blob in blobs.items())
        trees.append(repo.git("mktree", "-z", stdin=lines.encode()))
    repository = open_repository(repo.root, Cancel())
    manifest = read_manifest(repository, trees[0], trees[1], Cancel())
    assert ours(manifest) == gits_own(repo, *trees)


def test_an_empty_answer_is_no_files() -> None:
    assert parse(b"").entries == ()
