"""Which tests belong to which part of the product, and the parts of which no test changes."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from ...jobs import Cancel
from ...sources.change import Change, FileChange, Kind, Status
from ...sources.kinds import kind_of
from ...wording import counted, listed, named
from ..areas import Area
from ..fact import Finding, Value
from ..production import is_program, production, stem
from .files import TestFile

_TEST_NAME = re.compile(r"[._](?:tests?|specs?|cy)\.\w+$")
_TESTS_FOLDER = re.compile(r"(?:^|/)(?:tests?|specs?|__tests__|e2e)/")
_NEEDED = re.compile(  # by tests, but none itself
    r"(?:^|/)(?:conftest|factor(?:y|ies)|fixtures?|[^/]*[_-]?helpers?|utils?|setup|set_up|testutils?|mocks?)\.\w+$"
    r"|(?:^|/)(?:__mocks__|support|helpers|test[-_]?(?:utils|support|helpers))/|\.config\.\w+$|\.ini$|coverage",
    re.IGNORECASE,
)
_MOST_PATHS = 5  # of tests that are named for an area
_FEWEST = 60  # changed lines of an area that should have changed a test
_SHORT_STEM = 4  # a file whose name is as short says little about who tests it
_UNTESTED = 30  # weight


def is_test(file: TestFile) -> bool:
    """Whether the file can be run as a test, rather than being what tests need."""
    if file.has_tests:
        return file.is_touched or file.file.kind is Kind.TEST
    marked = stem(file.file.path) != file.file.name.partition(".")[0] or _TEST_NAME.search(file.file.name)
    return bool(marked) and not _NEEDED.search(file.file.path) and file.file.status is not Status.DELETED


def is_expected(file: FileChange) -> bool:
    """Whether the file may hold what a test expects: data, a snapshot, a recorded answer."""
    return not is_program(file.path) and not _NEEDED.search(file.path)


def detect(change: Change, read: Sequence[TestFile], areas: Sequence[Area], cancel: Cancel) -> Iterator[Finding]:
    """`tests.for_area` for each area with changed tests, `tests.area_none` for one that has tests and changes none."""
    tests = [file.file for file in read if is_test(file) and file.file.status is not Status.DELETED]
    namesake = _namesakes(areas, production(change.files))
    apart = [test for test in tests if _TESTS_FOLDER.search(test.path)]
    homeless = [test for test in apart if not any(_stands_in(test.path, area) for area in areas)]
    tree: tuple[str, ...] | None = None
    for area in areas:
        named_alike = [test for test in homeless if namesake.get(stem(test.path)) == area.name]
        theirs = [test for test in tests if _stands_in(test.path, area)] + named_alike
        if theirs:
            yield _for_area(area, theirs)
        elif tests and area.lines >= _FEWEST and not _is_spoken_of(area, read):
            tree = change.content.tree(cancel) if tree is None else tree
            yield from _untested(area, [path for path in tree if _stands_in(path, area) and _is_test_path(path)])


def _for_area(area: Area, tests: list[FileChange]) -> Finding:
    chosen = sorted(tests, key=lambda file: (-(file.added + file.removed), file.path))[:_MOST_PATHS]
    paths = [file.path for file in chosen]
    text = f"{named(area.name)} has {counted(len(tests), 'changed test file')}: {listed(paths)}."
    data: dict[str, Value] = {"area": area.name, "paths": paths, "files": len(tests)}
    return Finding("tests.for_area", text, tuple(file.id for file in chosen), data, weight=5)


def _untested(area: Area, tests: list[str]) -> Iterator[Finding]:
    """Only of an area that has tests of its own: elsewhere they may stand where we do not look."""
    programs = [file for file in area.files if is_program(file.path)]
    count = sum(file.added + file.removed for file in programs)
    if tests and count >= _FEWEST and sum(file.added for file in programs) >= _FEWEST / 2:
        are = "is" if len(tests) == 1 else "are"
        data: dict[str, Value] = {
            "area": area.name,
            "folder": area.folder,
            "lines": count,
            "tests": tests[:_MOST_PATHS],
        }
        ids = tuple(file.id for file in sorted(programs, key=lambda one: (-(one.added + one.removed), one.path))[:5])
        text = f"{named(area.name)} changes by {count:,} lines of source, and none of its own tests does"
        text += f" ({counted(len(tests), 'file')} {are} there, such as {named(tests[0])})."
        yield Finding("tests.area_none", text, ids, data, _UNTESTED)


def _is_spoken_of(area: Area, read: Sequence[TestFile]) -> bool:
    """Whether a changed test names a file of the area, or the area itself."""
    stems = {stem(one.path) for one in area.files} | {area.name.rpartition("/")[2]}
    telling = {one for one in stems if len(one) > _SHORT_STEM}
    return any(is_test(file) and not file.words.isdisjoint(telling) for file in read)


def _is_test_path(path: str) -> bool:
    return kind_of(path).value == "test" and is_program(path) and not _NEEDED.search(path)


def _stands_in(path: str, area: Area) -> bool:
    """Whether a test stands beside the area's files or mirrors its folder below `tests/`."""
    folder = _TESTS_FOLDER.search(path)
    mirrored = path[folder.end() - 1 :] if folder else ""
    return path.startswith(area.folder + "/") or f"/{area.name}/" in mirrored


def _namesakes(areas: Iterable[Area], files: Iterable[FileChange]) -> dict[str, str]:
    """The area of each file's stem, where only one changed file has that stem."""
    count = Counter(stem(file.path) for file in files)
    return {stem(f.path): area.name for area in areas for f in area.files if count[stem(f.path)] == 1}
