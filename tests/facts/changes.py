"""A change made of texts, for the tests of the facts: `a_change({path: (old, new)})`."""

import hashlib
import re
from collections.abc import Collection, Iterable, Mapping
from difflib import SequenceMatcher

from relman_desktop.jobs import Cancel
from relman_desktop.sources.change import Change, Commit, FileChange, Hunk, Kind, Line, Match, Search, Side, Status
from relman_desktop.sources.kinds import kind_of

Texts = tuple[str | None, str | None]  # (old, new); None where the file is not on that side


class TextContent:
    """A `Content` over texts; `whole=False` answers as a diff file does: no whole text of a modified file."""

    def __init__(self, sides: Mapping[str, Texts], trees: Mapping[Side, Mapping[str, str]], *, whole: bool) -> None:
        self._sides = sides  # by file id
        self._trees = trees
        self._whole = whole
        self.by_commit: dict[str, tuple[str, ...]] = {}  # the paths that each commit touches, by its full id

    def hunks(self, file: FileChange, cancel: Cancel) -> tuple[Hunk, ...]:
        cancel.check()
        return hunks_of(file.id, *self._sides[file.id])

    def prefetch(self, files: Iterable[FileChange], cancel: Cancel) -> None:
        pass

    def text(self, file: FileChange, side: Side, cancel: Cancel) -> str | None:
        cancel.check()
        old, new = self._sides[file.id]
        if not self._whole and old is not None and new is not None:
            return None
        return old if side == "old" else new

    def tree(self, cancel: Cancel, side: Side = "new") -> tuple[str, ...]:
        return tuple(sorted(self._trees[side])) if self._whole else ()

    def read(self, path: str, cancel: Cancel, side: Side = "new") -> str | None:
        return self._trees[side].get(path) if self._whole else None

    def touched(self, cancel: Cancel) -> Mapping[str, tuple[str, ...]]:
        return self.by_commit

    def search(self, words: Collection[str], side: Side, cancel: Cancel) -> Search | None:
        if not self._whole:
            return None
        found = [re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", re.IGNORECASE) for word in words]
        matches = (
            Match(path, number, line)
            for path, text in sorted(self._trees[side].items())
            for number, line in enumerate(text.splitlines(), 1)
            if any(pattern.search(line) for pattern in found)
        )
        return Search(tuple(matches))


def a_change(
    files: Mapping[str, Texts],
    *,
    tree: Mapping[str, str] | Iterable[str] = (),
    renamed: Mapping[str, str] | None = None,
    commits: tuple[Commit, ...] = (),
    origin: str = "git",
) -> Change:
    """A change of these files, numbered `F1`, `F2`, ... in the order given.

    files: {new path: (old text, new text)}, None for "not there".
    tree: files that do not change, paths or {path: text}.
    renamed: {new path: old path}.
    origin: "git", or "diff" for a diff file, of which only hunks and whole added or deleted sides are known.
    """
    renamed = renamed or {}
    changed = tuple(
        _file(f"F{number}", path, renamed.get(path), *sides)
        for number, (path, sides) in enumerate(files.items(), start=1)
    )
    same = dict(tree) if isinstance(tree, Mapping) else dict.fromkeys(tree, "")
    head = same | {path: new for path, (_, new) in files.items() if new is not None}
    base = same | {renamed.get(path, path): old for path, (old, _) in files.items() if old is not None}
    content = TextContent(
        {file.id: sides for file, sides in zip(changed, files.values(), strict=True)},
        {"old": base, "new": head},
        whole=origin == "git",
    )
    return Change(
        origin="git" if origin == "git" else "diff",
        repo="shop",
        base="a" * 40 if origin == "git" else "",
        head="b" * 40 if origin == "git" else "",
        base_name="v1.0.0" if origin == "git" else "",
        head_name="v1.1.0" if origin == "git" else "",
        merge_base="a" * 40 if origin == "git" else None,
        commits=commits,
        leaving=(),
        files=changed,
        diff_sha256=hashlib.sha256(repr(files).encode("utf-8", "surrogateescape")).hexdigest(),
        content=content,
    )


def a_commit(number: int, subject: str, body: str = "", *, author: str = "Ada Byron") -> Commit:
    """The commit `C<number>` with this message."""
    oid = hashlib.sha1(f"{number} {subject}".encode()).hexdigest()
    email = author.lower().replace(" ", ".") + "@example.org"
    return Commit(f"C{number}", oid, (), author, email, "2026-03-01T12:00:00+00:00", subject, body)


def hunks_of(file_id: str, old: str | None, new: str | None) -> tuple[Hunk, ...]:
    """The hunks between two texts, with three lines of context, as git counts them."""
    before, after = _lines(old), _lines(new)
    groups = SequenceMatcher(None, before, after, autojunk=False).get_grouped_opcodes(3)
    return tuple(_hunk(f"{file_id}.h{number}", group, before, after) for number, group in enumerate(groups, start=1))


def _file(file_id: str, path: str, old_path: str | None, old: str | None, new: str | None) -> FileChange:
    lines = [line for hunk in hunks_of(file_id, old, new) for line in hunk.lines]
    kind = kind_of(path)
    return FileChange(
        id=file_id,
        path=path,
        old_path=old_path,
        status=_status(old_path, old, new),
        kind=kind,
        added=sum(line.sign == "+" for line in lines),
        removed=sum(line.sign == "-" for line in lines),
        generated=kind is Kind.GENERATED,
        old_mode="" if old is None else "100644",
        new_mode="" if new is None else "100644",
    )


def _status(old_path: str | None, old: str | None, new: str | None) -> Status:
    if old_path:
        return Status.RENAMED
    if old is None:
        return Status.ADDED
    return Status.DELETED if new is None else Status.MODIFIED


def _lines(text: str | None) -> list[str]:
    """The lines with their ends: a missing last end is a difference, a lone CR ends no line."""
    return [line + "\n" for line in text.split("\n")[:-1]] + _unended(text) if text else []


def _unended(text: str) -> list[str]:
    last = text.rpartition("\n")[2]
    return [last] if last else []


def _hunk(hunk_id: str, group: list[tuple[str, int, int, int, int]], before: list[str], after: list[str]) -> Hunk:
    lines: list[Line] = []
    for tag, old_from, old_to, new_from, new_to in group:
        if tag == "equal":
            pairs = zip(range(old_from, old_to), range(new_from, new_to), strict=True)
            lines += [_line(" ", before[old], old + 1, new + 1) for old, new in pairs]
            continue
        lines += [_line("-", before[old], old + 1, None) for old in range(old_from, old_to)]
        lines += [_line("+", after[new], None, new + 1) for new in range(new_from, new_to)]
    (_, old_first, _, new_first, _), (_, _, old_last, _, new_last) = group[0], group[-1]
    old_count, new_count = old_last - old_first, new_last - new_first
    return Hunk(
        hunk_id,
        old_first + bool(old_count),
        old_count,
        new_first + bool(new_count),
        new_count,
        "",
        tuple(lines),
    )


def _line(sign: str, text: str, old: int | None, new: int | None) -> Line:
    return Line(sign, text.removesuffix("\n"), old, new, newline=text.endswith("\n"))
