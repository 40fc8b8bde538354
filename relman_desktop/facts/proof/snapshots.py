"""Recorded answers that tests hold against: they change by a command, and few people read them."""

import re
from collections.abc import Iterator

from ...sources.change import Change, FileChange, Status
from ...wording import counted, listed
from ..fact import Finding, Value
from ..production import largest

_SNAPSHOT = re.compile(
    r"(?:^|/)(?:__snapshots__|__image_snapshots__|snapshots|[^/]+-snapshots)/|\.(?:snap|ambr)$|\.(?:verified|approved)\.\w+$"
)
_MADE_FROM = re.compile(r"(?:\.snap|\.ambr|\.(?:verified|approved)\.\w+|-snapshots)$")
_MOST_PATHS = 20
_WEIGHT = 15


def detect(change: Change) -> Iterator[Finding]:
    """`tests.snapshots` for those that change while no test beside them does."""
    changed = {file.path for file in change.files}
    alone = [
        file for file in change.files if _is_changed(file) and not any(map(changed.__contains__, _tests(file.path)))
    ]
    if alone:
        paths = [file.path for file in largest(alone, _MOST_PATHS)]
        verb, their = ("changes", "its test does") if len(alone) == 1 else ("change", "their tests do")
        text = f"{counted(len(alone), 'recorded answer')} {verb} and {their} not: {listed(paths, 2)}."
        data: dict[str, Value] = {"count": len(alone), "paths": paths}
        yield Finding("tests.snapshots", text, tuple(file.id for file in largest(alone)), data, _WEIGHT)


def _is_changed(file: FileChange) -> bool:
    return file.status is Status.MODIFIED and bool(_SNAPSHOT.search(file.path)) and any(_tests(file.path))


def _tests(path: str) -> list[str]:
    """The test that a snapshot is named for, where its name says it: `a/__snapshots__/b.test.ts.snap`."""
    folder, _, name = path.rpartition("/")
    parent, _, last = folder.rpartition("/")
    if last.endswith("-snapshots"):
        return [f"{parent}/{last.removesuffix('-snapshots')}".lstrip("/")]
    made_from = _MADE_FROM.sub("", name)
    if made_from == name or last not in ("__snapshots__", "__image_snapshots__", "snapshots"):
        return []
    prefix = f"{parent}/" if parent else ""
    return [prefix + made_from] + [f"{prefix}{made_from}.{end}" for end in ("py", "rs", "ts", "tsx", "js")]
