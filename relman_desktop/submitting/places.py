"""What makes a place of a change system another one: the settings by which its search is limited.

How notes are written, or in which zone, is no other place: a ticket that is there is there whatever these say.
"""

import re
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from ..errors import InputError
from ..export.targets.table import own_folder, read_target, shipped
from ..export.targets.target import Target
from ..settings import System

_NAMED = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_SEARCHES = ("find", "search")


def place_of(system: System) -> Mapping[str, str]:
    """The settings that tell where tickets go at the system's address; all of them, where no table tells which do."""
    told = {name: value.strip() for name, value in system.values.items()}
    target = _target(system)
    if target is None:
        return {name: value for name, value in told.items() if value}
    usual = {one.name: one.default for one in target.settings}
    named = {name for search in _SEARCHES if search in target.calls for name in _named(asdict(target.calls[search]))}
    return {name: told.get(name) or usual[name] for name in sorted(named & usual.keys())}


def _target(system: System) -> Target | None:
    own = own_folder() / f"{system.target}.toml"
    try:
        return read_target(own) if own.is_file() else shipped().get(system.target)
    except InputError:  # which is told where it is used
        return None


def _named(told: Any) -> list[str]:
    if isinstance(told, str):
        return _NAMED.findall(told)
    if isinstance(told, Mapping):
        return [name for one in told.values() for name in _named(one)]
    return [name for one in told for name in _named(one)] if isinstance(told, list | tuple) else []
