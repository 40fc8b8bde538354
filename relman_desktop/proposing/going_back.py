"""Whether the newest migrations of a repository can be taken back: nobody is to be told to try what cannot work."""

import re
from collections import defaultdict

from ..facts.migrations.frameworks import Mode, may_be_migration, recognise
from ..facts.migrations.operations import Unread
from ..facts.migrations.reading import read
from .head import Head

_NEWEST = 10
_NUMBERED = re.compile(r"(?:^|/)\d")


def without_way_back(head: Head) -> str:
    """The path of the newest migration that cannot be taken back, of the last ten; "" where all can, or none is told.

    The last by their names, of the folder that holds most.
    """
    folders: defaultdict[str, list[str]] = defaultdict(list)
    for path in filter(may_be_migration, head.paths):
        numbered = _NUMBERED.search(path)
        folders[path[: numbered.start()] if numbered else path.rpartition("/")[0]].append(path)
    largest = max(folders.values(), key=lambda paths: len(paths), default=[])
    paths = sorted(largest, key=_in_order, reverse=True)
    return next((path for path in paths[:_NEWEST] if _is_final(head, path)), "")


def _is_final(head: Head, path: str) -> bool:
    page = head.page(path)
    text = "\n".join(page.lines) if page else None
    migration = recognise(path, text)
    if not migration or migration.framework.mode is not Mode.ONCE:
        return False
    try:
        steps = read(migration.framework, text)
    except Unread:
        return False
    beside = migration.down_path not in (None, path) and migration.down_path in head.tree.paths
    return steps.reversible is False and not beside


def _in_order(path: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d{1,30})", path)]
