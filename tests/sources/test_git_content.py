"""The text of a git range: hunks, sides and other files, each beside what git says of it."""

import gc
import os
import threading
import time
from pathlib import Path

import pytest

from relman_desktop.errors import Cancelled
from relman_desktop.jobs import Cancel
from relman_desktop.sources import blobs, git
from relman_desktop.sources.change import Change, FileChange, Hunk, Side
from relman_desktop.sources.range import load_range
from relman_desktop.sources.repository import open_repository

from .repos import RepoBuilder, a_repository

_LINES = "".join(f"line {number}\n" for number in range(60))


@pytest.fixture
def repo(tmp_path: Path) -> RepoBuilder:
    return a_repository(tmp_path)


def load(repo: RepoBuilder, text: str = "HEAD") -> Change:
    return load_range(open_repository(repo.root, Cancel()), text, Cancel())


def file_at(change: Change, path: str) -> FileChange:
    return next(file for file in change.files if file.path == path)


def lines_of(change: Change, path: str) -> list[str]:
    return [line.sign + line.text for hunk in change.hunks(file_at(change, path), Cancel()) for line in hunk.lines]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> RepoBuilder:
    repo = a_repository(tmp_path_factory.mktemp("content"))
    for name in ("two_places.py", "moved.py", "gone.py", "mode.sh", "becomes_a_link", "becomes_a_folder"):
        repo.write(name, name + "\n" + _LINES)
    repo.write("latin.txt", b"caf\xe9\n").write("dos.txt", b"a\r\nb\r\n").write("no_end.txt", "a").write(
        "blob", b"\0\1"
    )
    repo.write("mixed.txt", "é\n".encode() + b"caf\xe9\n").link("link", "gone.py").submodule("library", "1" * 40)
    repo.write('qu"ote\t\n x b/y', "a\n").write(b"caf\xe9", "a\n").write("*", "a\n").write(":(odd)x", "a\n").write(
        "unchanged.py", "same\n"
    )
    repo.write("emptied.txt", "a\n").write("lone_cr.txt", b"a\rb\nc\n")
    repo.commit("First")
    changed = _LINES.replace("line 3\n", "line three\n").replace("line 50\n", "line fifty\n")
    repo.write("two_places.py", "two_places.py\n" + changed).move("moved.py", "lib/moved.py")
    repo.write("lib/moved.py", "moved.py\n" + changed).delete("gone.py").executable("mode.sh")
    repo.link("becomes_a_link", "mode.sh").delete("becomes_a_folder").write("becomes_a_folder/x.py", "x\n")
    repo.write("latin.txt", b"caf\xe8\n").write("dos.txt", b"a\r\nc\r\n").write("no_end.txt", "b").write(
        "blob", b"\0\2"
    )
    repo.write("mixed.txt", "é\n".encode() + b"caf\xe8\n").link("link", "mode.sh").submodule("library", "2" * 40)
    repo.write('qu"ote\t\n x b/y', "b\n").write(b"caf\xe9", "b\n").write("*", "b\n").write(":(odd)x", "b\n").write(
        "empty.txt", ""
    )
    repo.write("emptied.txt", "").write("lone_cr.txt", b"a\rd\nc\n")
    repo.commit("Second")
    return repo


@pytest.fixture
def varied(made: RepoBuilder, tmp_path: Path) -> RepoBuilder:
    """Two commits between which all sorts of files change."""
    return made.copy(tmp_path)


@pytest.mark.parametrize("first", ["one by one", "all at once"])
def test_every_file_has_the_hunks_that_it_is_counted_with(varied: RepoBuilder, first: str) -> None:
    change = load(varied)
    if first == "all at once":
        change.content.prefetch(change.files, Cancel())
    assert len(change.files) == 21
    for file in change.files:
        hunks = change.hunks(file, Cancel())
        assert sum(len(hunk.added) for hunk in hunks) == file.added, file
        assert sum(len(hunk.removed) for hunk in hunks) == file.removed, file
        assert [hunk.id for hunk in hunks] == [f"{file.id}.h{number}" for number in range(1, len(hunks) + 1)]


def test_both_ways_to_read_hunks_give_the_same(varied: RepoBuilder) -> None:
    single, whole = load(varied), load(varied)
    whole.content.prefetch(whole.files, Cancel())
    for file in single.files:
        assert single.hunks(file, Cancel()) == whole.hunks(file, Cancel())


def test_hunks_say_what_changed(varied: RepoBuilder) -> None:
    change = load(varied)
    assert lines_of(change, "dos.txt") == [" a\r", "-b\r", "+c\r"]
    assert lines_of(change, "link") == ["-gone.py", "+mode.sh"]
    assert lines_of(change, "library") == [f"-Subproject commit {'1' * 40}", f"+Subproject commit {'2' * 40}"]
    assert lines_of(change, "lone_cr.txt") == ["-a\rb", "+a\rd", " c"]
    assert lines_of(change, "latin.txt") == ["-café", "+cafè"]
    assert lines_of(change, "becomes_a_folder/x.py") == ["+x"]
    assert lines_of(change, "becomes_a_link")[-2:] == ["-line 59", "+mode.sh"]
    for path in ("blob", "mode.sh", "empty.txt"):
        assert lines_of(change, path) == []
    moved = change.hunks(file_at(change, "lib/moved.py"), Cancel())
    assert [(hunk.old_start, hunk.new_start, len(hunk.added), len(hunk.removed)) for hunk in moved] == [
        (2, 2, 1, 1),
        (49, 49, 1, 1),
    ]
    unended = change.hunks(file_at(change, "no_end.txt"), Cancel())[0].lines
    assert [(line.sign + line.text, line.newline) for line in unended] == [("-a", False), ("+b", False)]


@pytest.mark.parametrize("side", ["old", "new"])
def test_a_line_of_a_hunk_is_that_line_of_its_side(varied: RepoBuilder, side: Side) -> None:
    change = load(varied)
    seen = 0
    for file in change.files:
        text = change.content.text(file, side, Cancel())
        if file.is_submodule or text is None:
            continue
        lines = text.split("\n")
        for hunk in change.hunks(file, Cancel()):
            for line in hunk.lines:
                if (number := getattr(line, side)) and not (file.path == "becomes_a_link" and line.sign == " "):
                    assert lines[number - 1] == line.text
                    seen += 1
    assert seen > 20


@pytest.fixture(scope="module")
def sensitive(tmp_path_factory: pytest.TempPathFactory) -> RepoBuilder:
    """A change whose patch looks different under many settings of git."""
    repo = a_repository(tmp_path_factory.mktemp("sensitive"))
    code = "/**\n * a\n */\na\n\n/**\n * b\n */\nb\n" + _LINES
    repo.write("a.py", code).write("b.py", code.upper()).write("é", "a\n").write("attributes", "* -diff\n")
    repo.write("myers.txt", "a\nc\na\nu\n").submodule("s", "1" * 40)
    repo.commit("First")
    repo.write("a.py", code.replace("/**\n * b", "/**\n * c\n */\nc\n\n/**\n * b").replace("line 9\n", ""))
    repo.write("myers.txt", "b\nu\nc\na\n").write("é", "b\n").submodule("s", "2" * 40)
    repo.move("b.py", "c.py").write("c.py", code.upper() + "x\n")
    repo.commit("Second")
    return repo


@pytest.mark.parametrize(
    "setting",
    ["diff.noprefix=true", "diff.suppressBlankEmpty=true", "diff.context=0", "diff.interHunkContext=99",
     "diff.indentHeuristic=false", "diff.algorithm=patience", "diff.renames=false", "diff.submodule=log",
     "color.ui=always", "color.diff=always", "core.quotePath=false", "core.abbrev=4",
     "core.attributesFile=attributes", "core.worktree=/ diff.relative=true"],
)  # fmt: skip
def test_settings_of_the_repository_change_no_hunk(
    sensitive: RepoBuilder, tmp_path: Path, setting: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blobs, "_FEW", 1)
    repo = sensitive.copy(tmp_path)

    def hunks(at_once: bool) -> list[tuple[Hunk, ...]]:
        change = load(repo)
        if at_once:
            change.content.prefetch(change.files, Cancel())
        return [change.hunks(file, Cancel()) for file in change.files]

    before, plainly = hunks(False), repo.git_bytes("diff", "HEAD^", "HEAD")
    for pair in setting.split():
        repo.git("config", *pair.split("="))
    assert repo.git_bytes("diff", "HEAD^", "HEAD") != plainly, "it changes what a person sees"
    assert hunks(False) == before == hunks(True)


def test_the_texts_of_both_sides(varied: RepoBuilder) -> None:
    change, cancel = load(varied), Cancel()

    def text(path: str, side: Side) -> str | None:
        return change.content.text(file_at(change, path), side, cancel)

    assert (text("dos.txt", "old"), text("dos.txt", "new")) == ("a\r\nb\r\n", "a\r\nc\r\n")
    assert (text("gone.py", "new"), text("becomes_a_folder/x.py", "old")) == (None, None)
    assert text("lib/moved.py", "old") == "moved.py\n" + _LINES
    assert (text("blob", "new"), text("library", "new"), text("empty.txt", "new")) == (None, None, "")
    assert (text("latin.txt", "new"), text("mixed.txt", "new")) == ("cafè\n", "é\ncafè\n")
    assert text("link", "new") == "mode.sh"


def test_the_tree_at_the_head(varied: RepoBuilder) -> None:
    change, cancel = load(varied), Cancel()
    names = varied.git_bytes("ls-tree", "-r", "-z", "--name-only", "HEAD").split(b"\0")[:-1]
    assert [path.encode("utf-8", "surrogateescape") for path in change.content.tree(cancel)] == names
    assert change.content.read("unchanged.py", cancel) == "same\n"
    assert change.content.read('qu"ote\t\n x b/y', cancel) == "b\n"
    for path in ("gone.py", "nowhere", "lib", "link", "library", "blob", "", "../shop/unchanged.py", "./unchanged.py"):
        assert change.content.read(path, cancel) is None, path


def test_the_tree_at_the_base(varied: RepoBuilder) -> None:
    content, cancel = load(varied).content, Cancel()
    names = varied.git_bytes("ls-tree", "-r", "-z", "--name-only", "HEAD^").split(b"\0")[:-1]
    assert [path.encode("utf-8", "surrogateescape") for path in content.tree(cancel, "old")] == names
    assert content.read("latin.txt", cancel, "old") != content.read("latin.txt", cancel, "new")
    assert content.read("gone.py", cancel, "old") is not None


def test_words_are_searched_in_one_of_the_two_trees_and_only_as_whole_words(tmp_path: Path) -> None:
    repo = a_repository(tmp_path)
    repo.write("b.py", "x = legacy_id\r\ny = legacy_ids\n").write("a b\té.py", "1\n[.*] legacy_id\n")
    repo.write("blob", b"\0legacy_id").write("long.js", "legacy_id " * 200).write(
        "many.py", "legacy_id\n" * 30 + "rare Legacy_Id\n"
    )
    repo.commit("One")
    repo.delete("b.py").write("sub/c.py", "-e Legacy_ID\n").commit("Two")
    content, cancel = load(repo).content, Cancel()

    def found(side: Side, *words: str) -> list[tuple[str, int, str]]:
        told = content.search(words, side, cancel)
        matches = told.matches if told else ()
        return [(one.path, one.line, one.text) for one in matches if one.path != "many.py"]

    assert found("old", "legacy_id") == [("a b\té.py", 2, "[.*] legacy_id"), ("b.py", 1, "x = legacy_id")]
    assert found("new", "legacy_id", "absent") == [("a b\té.py", 2, "[.*] legacy_id"), ("sub/c.py", 1, "-e Legacy_ID")]
    many = content.search({"legacy_id"}, "new", cancel)
    assert many and len(many.matches) == 20 + 2
    both = content.search({"legacy_id", "rare"}, "new", cancel)
    assert both and [one.line for one in both.matches if one.path == "many.py"] == [*range(1, 21), 31]
    for nothing in ("absent", "", "[.*]", "two\nlines", "--open-files-in-pager=touch x"):
        assert found("new", nothing) == [], nothing


def test_a_search_names_the_files_that_are_not_here(tmp_path: Path) -> None:
    repo = a_repository(tmp_path)
    repo.write("a.py", "legacy_id\n").write("b.py", "other\n").commit("One")
    repo.write("a.py", "legacy_id = 1\n").commit("Two")
    change = load(repo)
    blob = repo.git("rev-parse", "HEAD:b.py")
    (repo.root / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    found = change.content.search({"legacy_id"}, "new", Cancel())
    assert found and ([one.path for one in found.matches], found.unread) == (["a.py"], ("b.py",))
    nothing = change.content.search({"absent"}, "new", Cancel())
    assert nothing and (nothing.matches, nothing.unread) == ((), ("b.py",))


def test_it_is_the_head_of_the_range_that_is_read_not_the_work_tree(varied: RepoBuilder) -> None:
    change = load(varied, "HEAD^")
    varied.write("two_places.py", "only in the work tree\n")
    assert change.content.read("two_places.py", Cancel()) == "two_places.py\n" + _LINES
    assert "lib/moved.py" not in change.content.tree(Cancel())


def test_too_large_a_file_has_hunks_but_no_text(repo: RepoBuilder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blobs, "_MOST_TEXT", 1_000)
    monkeypatch.setattr(blobs, "_MOST_READ", 100)
    repo.write("fits", "x" * 999 + "\n").write("large", "y" * 1_000 + "\n").write("small", "z" * 99 + "\n")
    repo.commit("First")
    change, cancel = load(repo), Cancel()
    for _ in range(2):  # what was left unread in the pipe does not answer the next question
        assert change.content.text(file_at(change, "large"), "new", cancel) is None
        assert change.content.text(file_at(change, "fits"), "new", cancel) == "x" * 999 + "\n"
        assert change.content.read("fits", cancel) is None
        assert change.content.read("small", cancel) == "z" * 99 + "\n"
    assert lines_of(change, "large") == ["+" + "y" * 1_000]


def test_few_files_are_read_one_by_one_and_many_at_once(repo: RepoBuilder, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(10):
        repo.write(f"{number}.py", f"{number}\n")
    repo.commit("First")
    calls: list[tuple[str, ...]] = []
    start = git.start

    def counting(arguments: tuple[str, ...], folder: Path, **pipes: int) -> git.Process:
        calls.append(tuple(arguments))
        return start(arguments, folder, **pipes)

    monkeypatch.setattr(git, "start", counting)
    change, cancel = load(repo), Cancel()
    calls.clear()
    change.content.prefetch(change.files[:2], cancel)
    assert calls == []
    for _ in range(2):
        assert [len(change.hunks(file, cancel)) for file in change.files[:2]] == [1, 1]
    assert [call[-1] for call in calls] == ["0.py", "1.py"]
    calls.clear()
    change.content.prefetch(change.files, cancel)
    assert [len(change.hunks(file, cancel)) for file in change.files] == [1] * 10
    assert len(calls) == 1


def test_a_pair_that_git_sees_only_among_two_paths_is_read_as_among_all(repo: RepoBuilder) -> None:
    """`a` moved to `c`, and `a/b` is about as like it: of the two paths `a` and `c` alone git also sees `a/b`."""
    repo.write("a", _LINES)
    repo.commit("First")
    repo.delete("a").write("a/b", _LINES).write("c", _LINES + "x\n")
    repo.commit("Second")
    change = load(repo)
    for file in change.files:
        hunks = change.hunks(file, Cancel())
        assert sum(len(hunk.added) for hunk in hunks) == file.added


def _children() -> int:
    """The processes that this one has started and that still run, or were never waited for."""
    task = Path(f"/proc/{os.getpid()}/task")
    return sum(len((thread / "children").read_text().split()) for thread in task.iterdir())


@pytest.mark.skipif(not Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").exists(), reason="no /proc of Linux")
def test_its_process_ends_with_it(varied: RepoBuilder) -> None:
    before = _children()
    change = load(varied)
    assert change.content.read("unchanged.py", Cancel()) == "same\n"
    assert _children() == before + 1
    del change
    gc.collect()
    assert _children() == before
    assert not [thread for thread in threading.enumerate() if isinstance(thread, threading.Timer)]


def test_a_stopped_job_ends_reading_at_once_and_the_next_can_read(varied: RepoBuilder) -> None:
    repository = open_repository(varied.root, Cancel())
    content = blobs.GitContent(repository, varied.git("rev-parse", "HEAD^"), varied.head)
    assert content.tree(Cancel())
    settings, pipe = varied.root / ".git" / "config", varied.root / "pipe"
    before = settings.read_text()
    os.mkfifo(pipe)
    settings.write_text(f"{before}[include]\npath = {pipe}\n")  # nobody writes to it, so git waits for ever
    cancel = Cancel()
    timer = threading.Timer(0.2, cancel.cancel)
    timer.start()
    began = time.monotonic()
    with pytest.raises(Cancelled):
        content.read("unchanged.py", cancel)
    assert time.monotonic() - began < 0.4
    timer.join()
    settings.write_text(before)
    assert content.read("unchanged.py", Cancel()) == "same\n"


def test_a_job_that_is_stopped_just_after_its_read_takes_nothing_from_the_next(made: RepoBuilder) -> None:
    """Stopping kills the program that reads; the next one must not take that for a file that is not there."""
    change = load(made)
    path = next(one for one in change.content.tree(Cancel()) if one.endswith(".py"))
    assert change.content.read(path, Cancel())
    objects = change.content._objects  # type: ignore[attr-defined]
    objects._process.kill()
    objects._process.wait()
    assert change.content.read(path, Cancel())


def test_many_threads_read_what_they_asked_for(made: RepoBuilder) -> None:
    change = load(made)
    paths = [one for one in change.content.tree(Cancel()) if one.endswith(".py")]
    wanted = {path: change.content.read(path, Cancel()) for path in paths}
    wrong: list[str] = []

    def read() -> None:
        wrong.extend(path for path in paths * 40 if change.content.read(path, Cancel()) != wanted[path])

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
