"""Which tests change with the change, which belong to its areas, and which no longer run."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from ..jobs import Cancel
from ..sources.change import Change, FileChange, Kind, Status
from ..wording import counted, lines, listed, named
from . import lost_tests
from .areas import Area, main_areas
from .fact import Finding, Value
from .production import is_production, is_program, largest, production, stem

_SORTS = {  # of tests, where the path says so; a product may well have a part that is called "integration"
    "e2e": re.compile(r"(?:^|/)(?:e2e|end[-_]to[-_]end|cypress|playwright|acceptance|selenium)/|[._-]e2e[._-]"),
    "integration": re.compile(
        r"(?:^|(?:tests?|specs?|__tests__)/)(?:integration|functional)s?(?:[-_]?tests?)?/|[._-]integration[._-]"
    ),
    "unit": re.compile(r"(?:^|(?:tests?|specs?|__tests__)/)units?(?:[-_]?tests?)?/"),
}
_TEST_NAME = re.compile(r"[._](?:tests?|specs?|cy)\.\w+$")
_LABELS = {"e2e": "end-to-end", "integration": "integration", "unit": "unit"}
_TESTS_FOLDER = re.compile(r"(?:^|/)(?:tests?|specs?|__tests__|e2e)/")
_MOST_PATHS = 5  # of tests that are named for an area


def detect(change: Change, cancel: Cancel) -> Iterator[Finding]:
    """`tests.touched`, `tests.none`, `tests.removed`, and `tests.for_area` for the areas that have changed tests."""
    tests = list(change.of_kind(Kind.TEST))
    yield from _touched(tests) if tests else _none(change)
    yield from lost_tests.detect(change, cancel)
    yield from _by_area(change, [file for file in tests if _is_test(file)], main_areas(change, cancel))


def _touched(tests: list[FileChange]) -> Iterator[Finding]:
    sorts = Counter(filter(None, (_sort(file.path) for file in tests)))
    added, removed = sum(file.added for file in tests), sum(file.removed for file in tests)
    told = " and ".join(f"{count:,} {_LABELS[sort]}" for sort, count in sorted(sorts.items()))
    which = f", by their paths {told}" if told else ""
    verb = "changes" if len(tests) == 1 else "change"
    data: dict[str, Value] = {"files": len(tests), "added": added, "removed": removed, **dict(sorted(sorts.items()))}
    yield Finding(
        "tests.touched",
        f"{counted(len(tests), 'test file')} {verb} ({lines(added, removed)}){which}.",
        tuple(file.id for file in largest(tests)),
        data,
    )


def _none(change: Change) -> Iterator[Finding]:
    programs = [file for file in change.files if is_production(file) and is_program(file.path) and file.added]
    if programs:
        verb = "changes" if len(programs) == 1 else "change"
        yield Finding(
            "tests.none",
            f"{counted(len(programs), 'source file')} {verb}, and no test does.",
            tuple(file.id for file in largest(programs)),
            {"files": len(programs)},
            weight=45,
        )


def _by_area(change: Change, tests: list[FileChange], areas: tuple[Area, ...]) -> Iterator[Finding]:
    namesake = _namesakes(areas, production(change.files))
    apart = [test for test in tests if _TESTS_FOLDER.search(test.path)]
    homeless = [test for test in apart if not any(_stands_in(test, area) for area in areas)]
    for area in areas:
        named_alike = [test for test in homeless if namesake.get(stem(test.path)) == area.name]
        theirs = [test for test in tests if _stands_in(test, area)] + named_alike
        if theirs:
            yield _for_area(area, theirs)


def _for_area(area: Area, tests: list[FileChange]) -> Finding:
    chosen = largest(tests, _MOST_PATHS)
    paths = [file.path for file in chosen]
    text = f"{named(area.name)} has {counted(len(tests), 'changed test file')}: {listed(paths)}."
    data: dict[str, Value] = {"area": area.name, "paths": paths, "files": len(tests)}
    return Finding("tests.for_area", text, tuple(file.id for file in chosen), data, weight=5)


def _sort(path: str) -> str | None:
    return next((sort for sort, pattern in _SORTS.items() if pattern.search(path)), None)


def _is_test(file: FileChange) -> bool:
    """Whether the file can be run as a test, rather than being what tests need."""
    marked = stem(file.path) != file.name.partition(".")[0] or _TEST_NAME.search(file.name)
    return bool(marked) and is_program(file.path) and file.status is not Status.DELETED


def _stands_in(test: FileChange, area: Area) -> bool:
    """Whether a test stands beside the area's files or mirrors its folder below `tests/`."""
    folder = _TESTS_FOLDER.search(test.path)
    mirrored = test.path[folder.end() - 1 :] if folder else ""
    return test.path.startswith(area.folder + "/") or f"/{area.name}/" in mirrored


def _namesakes(areas: Iterable[Area], files: Iterable[FileChange]) -> dict[str, str]:
    """The area of each file's stem, where only one changed file has that stem."""
    count = Counter(stem(file.path) for file in files)
    return {stem(f.path): area.name for area in areas for f in area.files if count[stem(f.path)] == 1}
