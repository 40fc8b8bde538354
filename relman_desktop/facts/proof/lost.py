"""Tests that ran before the change and do not after it: removed, or switched off; and those that run again."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from ...sources.change import Change, FileChange, Status
from ...wording import counted, listed, named
from ..fact import Finding, Value
from ..production import is_production, stem
from .files import Seen, TestFile
from .pairing import Pair, Pairs

_MOST = 20  # findings of a kind
_FEW = 8  # files whose removed tests are told one by one
_MOST_NAMES = 20
_MOST_EVIDENCE = 5
_LOST, _WITH_ITS_CODE, _ENABLED = 40, 10, 8  # weights


def removed(change: Change, tests: Pairs, groups: Pairs) -> Iterator[Finding]:
    """`tests.removed` with `how` "deleted", one for each file."""
    gone = {stem(file.path) for file in change.files if file.status is Status.DELETED and is_production(file)}
    gained = dict(tests.gained)
    inherits = {file for file, seen in groups.gained if not all(one.test.holds_tests for one in seen)}
    stays = _by_file(new for _, new in tests.same if new.hunk)
    found = [
        _removed(file, lost, gone)
        for file, lost in tests.lost
        if file not in inherits and _is_loss(lost, gained.get(file, []), stays.get(file.file, []))
    ]
    found.sort(key=lambda one: (-one.weight, -int(str(one.data["count"]))))
    few = len(found) <= _FEW
    yield from found if few else found[: _FEW - 1]
    yield from () if few else [_rest(found[_FEW - 1 :])]


def _rest(found: Sequence[Finding]) -> Finding:
    """One finding for the files that are too many to be told one by one."""
    count = sum(int(str(one.data["count"])) for one in found)
    paths: list[str] = [str(one.data["path"]) for one in found]
    cited = tuple(one.evidence[0] for one in found[:_MOST_EVIDENCE])
    text = f"{counted(count, 'more test')} were removed from {counted(len(found), 'file')}: {listed(paths, 3)}."
    data: dict[str, Value] = {"how": "deleted", "count": count, "paths": paths[:_MOST_NAMES]}
    return Finding("tests.removed", text, cited, data, found[0].weight)


def _by_file(seen: Iterable[Seen]) -> dict[FileChange, list[Seen]]:
    found: dict[FileChange, list[Seen]] = {}
    for one in seen:
        found.setdefault(one.file, []).append(one)
    return found


def _is_loss(lost: Sequence[Seen], gained: Sequence[Seen], changed: Sequence[Seen]) -> bool:
    """A file that gains as many tests as it loses was rewritten; one test of many cases stands for several."""
    if len(lost) <= len(gained) or all(one.test.is_off for one in lost):
        return False
    return not any(one.test.is_many for one in (*gained, *changed))


def _removed(file: TestFile, lost: Sequence[Seen], gone: set[str]) -> Finding:
    names = list(dict.fromkeys(one.test.name for one in lost))
    was = "was" if len(lost) == 1 else "were"
    source = "with" if file.file.status is Status.DELETED else "from"
    path = file.file.path
    data: dict[str, Value] = {"path": path, "how": "deleted", "count": len(lost), "names": names[:_MOST_NAMES]}
    return Finding(
        "tests.removed",
        f"{counted(len(lost), 'test')} {was} removed {source} {named(path)}: {listed(names, 3)}.",
        _hunks(lost),
        data,
        weight=_WITH_ITS_CODE if stem(path) in gone else _LOST,
    )


def switched_off(pairs: Sequence[Pair]) -> Iterator[Finding]:
    """`tests.removed` with `how` "skipped" or "only", one for each file."""
    off = [new for old, new in pairs if new.test.is_off and not old.test.is_off]
    for path, seen in _by_path(off):
        marker = seen[0].test.why_off
        yield _lost(path, "skipped", seen, marker, f"{_them(path, seen)} switched off: {_shown(marker, seen)}.")
    only = [new for old, new in pairs if new.test.is_only and not old.test.is_only]
    for path, seen in _by_path(only):
        marker = seen[0].test.marks.strip().split("\n")[-1].strip()
        text = f"Only a part of the tests in {named(path)} runs from now on: {_shown(marker, seen)}."
        yield _lost(path, "only", seen, marker, text)


def enabled(pairs: Sequence[Pair]) -> Iterator[Finding]:
    """`tests.enabled`, one for each file."""
    on = [new for old, new in pairs if old.test.is_off and not new.test.is_off]
    for path, seen in _by_path(on):
        names = [one.test.name for one in seen]
        which = f": {listed(names, 3)}" if len(seen) > 1 else ""
        text = f"{_them(path, seen)} switched on again{which}."
        data: dict[str, Value] = {"path": path, "count": len(seen), "names": names[:_MOST_NAMES]}
        yield Finding("tests.enabled", text, _hunks(seen), data, _ENABLED)


def _lost(path: str, how: str, seen: Sequence[Seen], marker: str, text: str) -> Finding:
    names = [one.test.name for one in seen]
    data: dict[str, Value] = {"path": path, "how": how, "marker": marker, "count": len(seen)}
    return Finding("tests.removed", text, _hunks(seen), {**data, "names": names[:_MOST_NAMES]}, _LOST)


def _shown(marker: str, seen: Sequence[Seen]) -> str:
    """The line that does it, or only its beginning where the rest names the test once more."""
    return named(marker.partition("(")[0] if seen[0].test.name in marker else marker)


def _them(path: str, seen: Sequence[Seen]) -> str:
    if len(seen) > 1:
        return f"{counted(len(seen), 'test')} in {named(path)} are"
    what = "group of tests" if seen[0].test.is_group else "test"
    return f"The {what} {named(seen[0].test.name)} in {named(path)} is"


def _by_path(seen: Sequence[Seen]) -> list[tuple[str, list[Seen]]]:
    ordered = sorted(seen, key=lambda one: one.file.path)
    return [(path, list(group)) for path, group in groupby(ordered, lambda one: one.file.path)][:_MOST]


def _hunks(seen: Sequence[Seen]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.hunk or one.file.id for one in seen))[:_MOST_EVIDENCE]
