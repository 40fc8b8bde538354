"""Changed files that are not plain text: binaries, modes, symbolic links, submodules, files kept elsewhere (LFS)."""

import re
from collections.abc import Iterator

from ..jobs import Cancel
from ..sources.change import Change, FileChange, Hunk
from ..wording import counted, listed, named
from .fact import Finding, Value
from .production import is_production

_PROGRAMS = re.compile(r"\.(?:jar|war|so|dll|dylib|exe|wasm|whl|deb|rpm|apk|bin|pyc|class|node)$", re.IGNORECASE)
_SUBMODULE = re.compile(r"Subproject commit ([0-9a-f]{40,64})")
_LFS_POINTER = "version https://git-lfs.github.com/spec/v1"
_LFS_SIZE = re.compile(r"size (\d{1,18})$")
_LFS_LINES = 3  # a pointer's length
_EXECUTABLE, _PLAIN, _SYMLINK = "100755", "100644", "120000"
_MODES = {  # (old, new): what the files did, and the weight where they are part of the product
    (_PLAIN, _EXECUTABLE): ("became executable", 5),
    (_EXECUTABLE, _PLAIN): ("can no longer be executed", 30),
    (_PLAIN, _SYMLINK): ("became a symbolic link", 20),
    (_EXECUTABLE, _SYMLINK): ("became a symbolic link", 20),
    (_SYMLINK, _PLAIN): ("is a file now and no symbolic link", 20),
    (_SYMLINK, _EXECUTABLE): ("is a file now and no symbolic link", 20),
}
_MOST = 20  # findings of a kind


def detect(change: Change, cancel: Cancel) -> Iterator[Finding]:
    """`change.binary`, `change.mode`, `change.symlink`, `change.submodule` and `change.lfs`."""
    yield from _binaries(change)
    yield from _modes(change)
    yield from _symlinks(change, cancel)
    yield from _submodules(change, cancel)
    yield from _lfs(change, cancel)


def _binaries(change: Change) -> Iterator[Finding]:
    files = sorted((file for file in change.files if file.binary), key=lambda file: file.generated)
    programs = [file for file in files if _PROGRAMS.search(file.path)]
    if files:
        paths = [file.path for file in (programs or files)]
        yield Finding(
            "change.binary",
            f"{counted(len(files), 'binary file')} changed, of which no text can be shown: {listed(paths)}.",
            tuple(file.id for file in (programs or files)[:5]),
            {"files": len(files), "paths": paths[:20]},
            weight=20 if any(map(is_production, programs)) else 3,
        )


def _modes(change: Change) -> Iterator[Finding]:
    for modes, (what, weight) in _MODES.items():
        files = [file for file in change.files if (file.old_mode, file.new_mode) == modes]
        if files:
            paths = [file.path for file in files]
            data: dict[str, Value] = {"paths": paths[:20], "old": modes[0], "new": modes[1]}
            relevant = any(map(_may_run, files))
            text = f"{listed(paths)}: {what}." if len(files) > 1 else f"{named(paths[0])} {what}."
            yield Finding("change.mode", text, tuple(f.id for f in files[:5]), data, weight if relevant else 3)


def _may_run(file: FileChange) -> bool:
    """A picture or a page that could be executed could not be run."""
    return is_production(file) and (not file.binary or bool(_PROGRAMS.search(file.path)))


def _symlinks(change: Change, cancel: Cancel) -> Iterator[Finding]:
    links = [file for file in change.files if file.is_symlink and not file.mode_changed]
    for file in links[:_MOST]:
        old, new = _last(change.hunks(file, cancel), "-"), _last(change.hunks(file, cancel), "+")
        data = {"path": file.path, "old": old, "new": new}
        yield Finding("change.symlink", f"The symbolic link {named(file.path)} {_moved(old, new)}.", (file.id,), data)


def _moved(old: str | None, new: str | None) -> str:
    if new is None:
        return f"to {named(old)} is removed" if old else "is removed"
    return f"now points to {named(new)}"


def _submodules(change: Change, cancel: Cancel) -> Iterator[Finding]:
    for file in [file for file in change.files if file.is_submodule][:_MOST]:
        hunks = change.hunks(file, cancel)
        old, new = _matched(_SUBMODULE, hunks, "-"), _matched(_SUBMODULE, hunks, "+")
        steps = (f"from {old[:10]}" if old else "", f"to {new[:10]}" if new else "and is removed")
        text = f"The submodule {named(file.path)} moves {' '.join(filter(None, steps))}."
        yield Finding("change.submodule", text, (file.id,), {"path": file.path, "old": old, "new": new}, weight=50)


def _lfs(change: Change, cancel: Cancel) -> Iterator[Finding]:
    short = [file for file in change.files if max(file.added, file.removed) in (2, _LFS_LINES)]
    found = 0
    for file in short:
        hunks = change.hunks(file, cancel)
        if found < _MOST and any(line.text == _LFS_POINTER for hunk in hunks for line in hunk.lines):
            found += 1
            yield _stored_elsewhere(file, hunks)


def _stored_elsewhere(file: FileChange, hunks: tuple[Hunk, ...]) -> Finding:
    old, new = _matched(_LFS_SIZE, hunks, "-"), _matched(_LFS_SIZE, hunks, "+")
    sizes = " → ".join(f"{int(size):,} bytes" if size else "nothing" for size in (old, new))
    data = {"path": file.path, "old size": old and int(old), "new size": new and int(new)}
    return Finding("change.lfs", f"{named(file.path)} is kept in Git LFS: {sizes}.", (file.id,), data)


def _last(hunks: tuple[Hunk, ...], sign: str) -> str | None:
    return next((line.text for hunk in hunks for line in hunk.lines if line.sign == sign), None)


def _matched(pattern: re.Pattern[str], hunks: tuple[Hunk, ...], sign: str) -> str | None:
    matches = (pattern.match(line.text) for hunk in hunks for line in hunk.lines if line.sign == sign)
    return next((str(found[1]) for found in matches if found), None)
