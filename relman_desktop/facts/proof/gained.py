"""Tests that are new, and tests of before that the change rewrites."""

from collections.abc import Iterator

from ...wording import counted, listed
from ..fact import Finding, Value
from .files import Seen, TestFile
from .pairing import Pairs
from .sorting import count_sorts, is_regression, labelled

_MOST_NAMES = 20
_MOST_EVIDENCE = 5
_ADDED, _CHANGED = 8, 4  # weights


def added(tests: Pairs) -> Iterator[Finding]:
    """`tests.added`, one for all that run, with how many are of which kind."""
    found = [(file, one) for file, seen in tests.gained for one in seen if not one.test.is_off]
    if not found:
        return
    names = list(dict.fromkeys(one.test.name for _, one in found))
    sorts = count_sorts(_sort(file, one) for file, one in found)
    files = len({file.file.id for file, _ in found})
    data: dict[str, Value] = {"count": len(found), "files": files, "names": names[:_MOST_NAMES], **sorts}
    are, which = ("is", "") if len(found) == 1 else ("are", f", {labelled(sorts)}" if sorts else "")
    if len(found) == 1 and sorts:
        which = f", of the kind {labelled(sorts).removeprefix('1 ')}"
    text = f"{counted(len(found), 'test')} {are} new in {counted(files, 'file')}{which}: {listed(names, 3)}."
    yield Finding("tests.added", text, _hunks([one for _, one in found]), data, _ADDED)


def rewritten(tests: Pairs) -> Iterator[Finding]:
    """`tests.changed`, one for all whose code is not what it was."""
    found = [new for old, new in tests.same if _differs(old, new)]
    if found:
        names = list(dict.fromkeys(one.test.name for one in found))
        files = len({one.file.id for one in found})
        change = "changes" if len(found) == 1 else "change"
        data: dict[str, Value] = {"count": len(found), "files": files, "names": names[:_MOST_NAMES]}
        text = f"{counted(len(found), 'existing test')} {change} in {counted(files, 'file')}: {listed(names, 3)}."
        yield Finding("tests.changed", text, _hunks(found), data, _CHANGED)


def _sort(file: TestFile, seen: Seen) -> str | None:
    """A test may say more by its name than its file does by its path."""
    return "regression" if is_regression(seen.test.name) else file.sort


def _differs(old: Seen, new: Seen) -> bool:
    return bool(old.hunk or new.hunk) and old.test.body != new.test.body


def _hunks(seen: list[Seen]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.hunk or one.file.id for one in seen))[:_MOST_EVIDENCE]
