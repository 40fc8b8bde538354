"""A target's table that changes another: `extends = "servicenow"`, and then only what is not the same.

Rows of settings, ways to authorise and fields take the place of those that they name, key by key; others are added.
"""

from collections.abc import Callable, Mapping
from typing import Any

OWN = "#"  # the key under which a row says which of its file's rows it is, from 0
_Table = Mapping[str, Any]


def extended(base: _Table, own: _Table) -> dict[str, Any]:
    """The table of a target that extends another's. Raises nothing for what is wrong in its own: readers tell that."""
    made = {name: value for name, value in base.items() if name not in _MERGED}
    made |= {name: value for name, value in own.items() if name not in _MERGED and name != "extends"}
    return made | {
        name: merge(base.get(name), own.get(name)) for name, merge in _MERGED.items() if name in base or name in own
    }


def _rows(key: Callable[[_Table, _Table], bool]) -> Callable[[Any, Any], list[dict[str, Any]]]:
    def merge(base: Any, own: Any) -> list[dict[str, Any]]:
        rows = [dict(row) for row in base or ()]
        for at, row in enumerate(own or ()):
            found = next((one for one in rows if key(one, row)), None)
            if found is None:
                rows.append({**row, OWN: at})
            elif row.get("remove") is True:
                rows.remove(found)
            else:
                found |= {**row, OWN: at}
        return rows

    return merge


def _tables(base: Any, own: Any) -> dict[str, Any]:
    """Tables in a table: each key by key."""
    made = dict(base or {})
    for name, value in (own or {}).items():
        before = made.get(name)
        made[name] = {**before, **value} if isinstance(before, Mapping) and isinstance(value, Mapping) else value
    return made


def _flat(base: Any, own: Any) -> dict[str, Any]:
    return {**(base or {}), **(own or {})}


def _same_name(one: _Table, other: _Table) -> bool:
    return bool(one.get("name") == other.get("name"))


def _same_field(one: _Table, other: _Table) -> bool:
    """A row of one of ours takes the place of the row that it had; one of a fixed value that of its field."""
    if ours := other.get("ours"):
        return bool(one.get("ours") == ours)
    return bool(one.get("theirs") == other.get("theirs") and not one.get("ours"))


_MERGED: Mapping[str, Callable[[Any, Any], Any]] = {
    "setting": _rows(_same_name),
    "auth": _rows(_same_name),
    "field": _rows(_same_field),
    "calls": _tables,
    "sorts": _tables,
    "fold": _flat,
    "session": _tables,
}
