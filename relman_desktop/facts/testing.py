"""Which tests change with the change, which belong to its areas, and which no longer run."""

import re
from collections.abc import Iterator

from ..jobs import Cancel
from ..sources.change import Change, FileChange, Kind, Status
from ..wording import counted, lines, listed
from .areas import main_areas
from .fact import Finding, Value
from .layout import unchanged
from .notes.product_version import only_version
from .production import is_production, is_program, largest
from .proof import coverage, gained, lost, mapping, snapshots, weaker
from .proof.files import TestFile, test_files
from .proof.pairing import is_changed, paired
from .proof.sorting import count_sorts, labelled, sort_of

_PROSE = re.compile(r"/(?:readme|changelog)[^/]*$", re.IGNORECASE)
_MOST_LOOKED_AT = 200  # source files, for whether they say anything new
_NONE, _ONLY_WHAT_TESTS_NEED = 45, 30  # weights


def detect(change: Change, cancel: Cancel) -> Iterator[Finding]:
    """`tests.touched` or `tests.none`, what becomes of single tests, `tests.for_area` and `tests.area_none`."""
    read = list(test_files(change, cancel))
    files = [file.file for file in read if file.file.kind is Kind.TEST or file.is_touched]
    files += [file for file in change.of_kind(Kind.TEST) if not is_program(file.path) or file.generated]
    yield from _touched(files, read) if files else ()
    yield from _none(change, read, files, cancel)
    tests, groups = paired(read), paired(read, groups=True)
    changed = [pair for pair in (*tests.same, *groups.same) if is_changed(pair)]
    yield from lost.removed(change, tests, groups)
    yield from lost.switched_off(changed)
    yield from lost.enabled(changed)
    yield from weaker.weakened(tests)
    yield from gained.added(tests)
    yield from gained.rewritten(tests)
    yield from snapshots.detect(change)
    yield from coverage.lowered(change, cancel)
    yield from mapping.detect(change, read, main_areas(change, cancel), cancel)


def _touched(files: list[FileChange], read: list[TestFile]) -> Iterator[Finding]:
    known = {file.file.id: file.sort for file in read}
    sorts = count_sorts(known[file.id] if file.id in known else sort_of(file.path, "") for file in files)
    added, removed = sum(file.added for file in files), sum(file.removed for file in files)
    which = f", by paths and contents {labelled(sorts)}" if sorts else ""
    verb = "changes" if len(files) == 1 else "change"
    data: dict[str, Value] = {"files": len(files), "added": added, "removed": removed, **sorts}
    text = f"{counted(len(files), 'test file')} {verb} ({lines(added, removed)}){which}."
    runnable = [file.file for file in read if mapping.is_test(file) and file.file.status is not Status.DELETED]
    shown = runnable or [file for file in files if not _PROSE.search(file.path)] or files
    yield Finding("tests.touched", text, tuple(file.id for file in largest(shown)), data)


def _none(change: Change, read: list[TestFile], files: list[FileChange], cancel: Cancel) -> Iterator[Finding]:
    """Source that changes with no test; what tests need (helpers, set-up) tests nothing itself."""
    if any(mapping.is_test(file) for file in read) or any(mapping.is_expected(file) for file in files):
        return
    programs = [file for file in change.files if is_production(file) and is_program(file.path) and file.added]
    programs = [file for file in programs if not _says_nothing_new(change, file, programs, cancel)]
    if programs:
        verb = "changes" if len(programs) == 1 else "change"
        only = f" but {listed([file.path for file in files], 2)}, which tests need" if files else ""
        yield Finding(
            "tests.none",
            f"{counted(len(programs), 'source file')} {verb}, and no test does{only}.",
            tuple(file.id for file in largest(programs)),
            {"files": len(programs)},
            weight=_ONLY_WHAT_TESTS_NEED if files else _NONE,
        )


def _says_nothing_new(change: Change, file: FileChange, programs: list[FileChange], cancel: Cancel) -> bool:
    if len(programs) > _MOST_LOOKED_AT:
        return False
    return bool(unchanged(change, file, cancel)) or only_version(change, file, cancel)
