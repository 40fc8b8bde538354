"""The shape of the change: how large it is, where it is, and what of it is out of the ordinary."""

from collections.abc import Iterator

from ..jobs import Cancel
from ..sources.change import Change, FileChange
from ..wording import counted, lines, listed, named
from . import forms, history, layout, moved
from .areas import Area, main_areas
from .fact import Finding, Value
from .production import is_program, largest, production

_LARGE_FILE = 1000  # changed lines
_MOST_LARGE_FILES = 5


def detect(change: Change, cancel: Cancel) -> Iterator[Finding]:
    """`change.size`, one `change.area` for each main area, summaries, and what four other modules tell."""
    areas = main_areas(change, cancel)
    yield from _size(change, areas)
    yield from _areas(areas, sum(file.added + file.removed for file in production(change.files)))
    yield from _renames(change)
    yield from _generated(change)
    yield from _large_files(change)
    yield from history.detect(change, cancel)
    yield from forms.detect(change, cancel)
    yield from moved.detect(change, cancel)
    yield from layout.detect(change, cancel)


def _size(change: Change, areas: tuple[Area, ...]) -> Iterator[Finding]:
    names = [area.name for area in areas]
    commits = f" in {counted(len(change.commits), 'commit')}" if change.commits else ""
    where = f", mainly in {listed(names)}" if names else ""
    counts = {"files": len(change.files), "added": change.added, "removed": change.removed}
    if change.files:
        yield Finding(
            "change.size",
            f"The change touches {_extent(change.files)}{commits}{where}.",
            _ids(largest(list(production(change.files)) or change.files)),
            {**counts, "commits": len(change.commits), "areas": names},
        )


def _areas(areas: tuple[Area, ...], total: int) -> Iterator[Finding]:
    """The weight is between 5 and 10: how much of the product's changed lines the area has."""
    for area in areas:
        yield Finding(
            "change.area",
            f"{named(area.name)} changes in {_extent(area.files)}.",
            _ids(largest(area.files)),
            {"area": area.name, "files": len(area.files), "added": area.added, "removed": area.removed},
            weight=5 + round(5 * area.lines / total),
        )


def _renames(change: Change) -> Iterator[Finding]:
    moved = [file for file in change.files if file.old_path]
    if moved:
        pure = sum(not file.added and not file.removed for file in moved)
        alone = " with no other change" if pure == len(moved) else f", {pure:,} of them with no other change"
        text = f"{counted(len(moved), 'file')} moved or copied{alone if pure else ''}."
        yield Finding("change.rename", text, _ids(largest(moved)), {"count": len(moved), "unchanged": pure}, weight=3)


def _generated(change: Change) -> Iterator[Finding]:
    files = [file for file in change.files if file.generated]
    if files:
        data = {"files": len(files), "added": _added(files), "removed": _removed(files)}
        text = f"{_extent(files)} of the change {'is' if len(files) == 1 else 'are'} generated or vendored."
        yield Finding("change.generated", text, _ids(largest(files)), data, weight=2)


def _large_files(change: Change) -> Iterator[Finding]:
    """Source files whose change is too long to have been read with care."""
    programs = [file for file in production(change.files) if is_program(file.path)]
    for file in largest(programs, _MOST_LARGE_FILES):
        if file.added + file.removed >= _LARGE_FILE:
            text = f"{named(file.path)} changes by {lines(file.added, file.removed)} lines."
            data: dict[str, Value] = {"path": file.path, "added": file.added, "removed": file.removed}
            yield Finding("change.large_file", text, (file.id,), data, weight=10)


def _extent(files: tuple[FileChange, ...] | list[FileChange]) -> str:
    return f"{counted(len(files), 'file')} ({lines(_added(files), _removed(files))})"


def _added(files: tuple[FileChange, ...] | list[FileChange]) -> int:
    return sum(file.added for file in files)


def _removed(files: tuple[FileChange, ...] | list[FileChange]) -> int:
    return sum(file.removed for file in files)


def _ids(files: tuple[FileChange, ...]) -> tuple[str, ...]:
    return tuple(file.id for file in files)
