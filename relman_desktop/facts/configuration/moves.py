"""Keys of one file that get another name, or move below another section, and keep their value."""

import re
from collections import defaultdict
from collections.abc import Iterator

from .renames import likeness
from .tables import Table
from .values import COMPUTED, Value, flat

Path = tuple[str, ...]

_ALIKE = 0.5  # of the words of two names whose value says nothing
_COMMON = re.compile(r"(?:true|false|yes|no|on|off|none|null|nil|~|\[\]|\{\}|[\"']*|-?[\d.]{1,3})", re.IGNORECASE)


def renamed(gone: Table, fresh: Table) -> dict[Path, Path]:
    """By the new path the former one. Of keys whose value says little, such as `true`, the names must be alike."""
    pairs: dict[Path, Path] = {}
    former = _by_value(gone)
    new = _by_value(fresh)
    for value, paths in new.items():
        left = list(former.get(value, ()))
        only = len(paths) == len(left) == 1
        for path in paths:
            found = next(_candidates(path, left, value, only=only), None)
            if found:
                pairs[path] = found
                left.remove(found)
    return pairs


def _by_value(table: Table) -> dict[Value, list[Path]]:
    found: dict[Value, list[Path]] = defaultdict(list)
    for path, value in table.items():
        if value != COMPUTED:
            found[value].append(path)
    return found


def _candidates(path: Path, left: list[Path], value: Value, *, only: bool) -> Iterator[Path]:
    """The former paths that the new one may be, the surest first: the same name elsewhere, a like name here."""
    tells = only and not _COMMON.fullmatch(flat(value))
    yield from (other for other in left if other[-1] == path[-1] and (tells or _is_close(path, other)))
    here = [other for other in left if other[:-1] == path[:-1]]
    scored = [(likeness(path[-1], other[-1]), other) for other in here]
    yield from (other for score, other in sorted(scored, reverse=True) if score >= _ALIKE or (tells and score > 0))


def _is_close(path: Path, other: Path) -> bool:
    """Whether a section is one of the other's, above or below it: `cache.ttl` and `redis.cache.ttl`."""
    first, second = set(path[:-1]), set(other[:-1])
    return bool(first & second) or not first or not second
