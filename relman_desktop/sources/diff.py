"""A diff file becomes a `Change`: its files, its commits where it carries messages, its hunks when someone asks."""

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import BinaryIO

from ..errors import InputError
from ..jobs import Cancel, Progress, silent
from ..wording import joined, listed, printable, shorten
from .change import Change, FileChange, Hunk, Kind, Search, Side, Status
from .kinds import kind_of
from .patch import Data, Index, PatchReader, Section, mail, messages, scan
from .patch.courses import Course, courses
from .patch.spool import Spooled, spool

_MAKE_ONE = "give a file made by git diff, git format-patch or diff -u"
_MOST_TEXT = 8 << 20  # bytes of one side of a file
_FILE_MODES = ("", "100644", "100755")
_EMPTY_BLOBS = ("e69de29", "473a0f4")  # of SHA-1, of SHA-256
_BINARY_WITHIN = 8000  # bytes, the part in which git looks for a NUL
_LONGEST_NAME = 200


def read_diff(source: Path | BinaryIO, name: str, cancel: Cancel, progress: Progress = silent) -> Change:
    """Read a diff of any origin; `name` is what a person calls it.

    The files are numbered as the diff names them. In a series of commits (a mailbox, `git log -p`, `hg export`) one
    file is one `FileChange`: its status is from before the first commit to after the last, its counts are the sums,
    its hunks are those of all commits, oldest first; a file that the series adds and removes again is not listed,
    and a warning says so. Object ids are given only where the diff has them in full.

    Raises InputError, one sentence with the number of the line, for what is not a diff or cannot be read in full:
    combined, context and word diffs, cut-off hunks, an empty file, a folder.
    """
    name = _shown(name)
    spooled = _spooled(source, name, cancel, progress)
    if not spooled.data:
        raise InputError(f"{name} is empty, so it holds no change: {_MAKE_ONE}.")
    plain = mail.plain(spooled.data, cancel)
    data, shown = (spooled.data, name) if plain is None else (plain, f"{name} (mails decoded)")
    index = scan(data, cancel, progress, shown)
    if not index.sections:
        raise InputError(_nothing(data, name))
    return _change(data, index, name, spooled.sha256)


class DiffContent:
    """The `Content` of a diff file: it knows hunks, and the whole of a file that is added or deleted."""

    def __init__(self, data: Data, sections: dict[str, tuple[Section, ...]]) -> None:
        self._reader = PatchReader(data)
        self._sections = sections

    def hunks(self, file: FileChange, cancel: Cancel) -> tuple[Hunk, ...]:
        return self._reader.hunks(self._sections[file.id], file.id, cancel)

    def prefetch(self, files: Iterable[FileChange], cancel: Cancel) -> None:
        """Nothing: the bytes are at hand."""

    def text(self, file: FileChange, side: Side, cancel: Cancel) -> str | None:
        whole = {Status.ADDED: "new", Status.DELETED: "old"}.get(file.status)
        section, *more = self._sections[file.id]
        if side != whole or more or section.binary or section.end - section.body > _MOST_TEXT:
            return None
        mode, blob = (file.new_mode, section.new_blob) if side == "new" else (file.old_mode, section.old_blob)
        if mode not in _FILE_MODES:
            return None
        hunks = self.hunks(file, cancel)
        if not hunks:
            return "" if blob.startswith(_EMPTY_BLOBS) or (mode and not blob) else None
        return _whole(hunks, side)

    def tree(self, cancel: Cancel, side: Side = "new") -> tuple[str, ...]:
        return ()

    def read(self, path: str, cancel: Cancel, side: Side = "new") -> str | None:
        return None

    def search(self, words: Collection[str], side: Side, cancel: Cancel) -> Search | None:
        return None

    def touched(self, cancel: Cancel) -> Mapping[str, tuple[str, ...]]:
        return {}


def _whole(hunks: tuple[Hunk, ...], side: Side) -> str | None:
    """The text of a file that one hunk adds or deletes whole."""
    hunk, *more = hunks
    start, other_count = (hunk.new_start, hunk.old_count) if side == "new" else (hunk.old_start, hunk.new_count)
    if more or start != 1 or other_count:
        return None
    return "".join(line.text + "\n" * line.newline for line in hunk.lines)


def _spooled(source: Path | BinaryIO, name: str, cancel: Cancel, progress: Progress) -> Spooled:
    try:
        if not isinstance(source, Path):
            return spool(source, name, None, cancel, progress)
        with source.open("rb") as file:
            size = source.stat().st_size if source.is_file() else None
            return spool(file, name, size, cancel, progress)
    except (OSError, ValueError) as error:
        if isinstance(source, Path) and source.is_dir():  # opening one is a PermissionError on Windows
            raise InputError(f"{name} is a folder: {_MAKE_ONE}.") from error
        raise InputError(_unreadable(error, name)) from error


def _unreadable(error: OSError | ValueError, name: str) -> str:
    match error:
        case FileNotFoundError() | ValueError():  # a path with a NUL in it is a ValueError
            return f"There is no file {name}: check its path."
        case PermissionError():
            return f"{name} may not be read: change its permissions, or give a copy that may."
        case _:
            return f"{name} cannot be read ({error.strerror}): {_MAKE_ONE}."


def _nothing(data: Data, name: str) -> str:
    if b"\0" in data[:_BINARY_WITHIN]:
        return f"{name} is not a text file, so not a diff: {_MAKE_ONE}."
    return f"{name} holds no change that can be read: {_MAKE_ONE}."


def _change(data: Data, index: Index, name: str, sha256: str) -> Change:
    everything = courses(index)
    kept = {f"F{number}": course for number, course in enumerate(_kept(everything), start=1)}
    return Change(
        origin="diff",
        repo=name,
        base="",
        head="",
        base_name="",
        head_name="",
        merge_base=None,
        commits=messages.commits(data, index.messages, index.sections),
        leaving=(),
        files=tuple(_file(file_id, course) for file_id, course in kept.items()),
        diff_sha256=sha256,
        content=DiffContent(data, {file_id: tuple(course.sections) for file_id, course in kept.items()}),
        warnings=_warnings(index, everything),
    )


def _kept(everything: list[Course]) -> list[Course]:
    return [course for course in everything if not course.comes_and_goes]


def _file(file_id: str, course: Course) -> FileChange:
    path = course.path
    binary = any(section.binary for section in course.sections)
    kind = kind_of(path, binary=binary)
    old_mode, new_mode = course.modes
    old_blob, new_blob = course.blobs
    return FileChange(
        id=file_id,
        path=path,
        old_path=course.old_path if course.status in (Status.RENAMED, Status.COPIED) else None,
        status=course.status,
        kind=kind,
        added=sum(section.added for section in course.sections),
        removed=sum(section.removed for section in course.sections),
        binary=binary,
        generated=kind is Kind.GENERATED,
        old_mode=old_mode,
        new_mode=new_mode,
        old_blob=old_blob,
        new_blob=new_blob,
    )


def _warnings(index: Index, everything: list[Course]) -> tuple[str, ...]:
    """What the diff names and does not show, and what it shows and does not change in the end."""
    unshown = [f"“{_shown(text)}” (line {line})" for line, text in index.unshown]
    passing = [course.path for course in everything if course.comes_and_goes]
    unordered = [course.path for course in everything if course.is_repeated and not index.messages]
    told = (
        (unshown, f"The diff names changes and shows no line of them: {joined(unshown)}."),
        (passing, f"Added and removed again by these commits, so not listed: {listed(passing)}."),
        (unordered, f"Changed more than once, the first place taken for the older one: {listed(unordered)}."),
    )
    return tuple(sentence for names, sentence in told if names)


def _shown(text: str) -> str:
    return shorten(printable(text), _LONGEST_NAME)
