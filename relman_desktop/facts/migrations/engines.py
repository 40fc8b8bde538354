"""Which database engine a migration is for: its path, its dialect or the drivers that the repository needs say so."""

import re
from functools import cached_property

from ...jobs import Cancel
from ...sources.change import Change
from .frameworks import Migration, rules
from .reading import Version

_LARGEST = 200_000  # characters of a manifest
_MOST = 30  # manifests that are read
_DEEPEST = 2  # folders above a manifest


class Engines:
    """Tells the engine of migrations of one change; "" where it may be any of several."""

    def __init__(self, change: Change, cancel: Cancel) -> None:
        self._change = change
        self._cancel = cancel

    def of(self, version: Version) -> str:
        """`postgresql`, `mysql`, `sqlite`, `sqlserver` or ""."""
        return _by_path(version.migration) or _by_dialect(version.text or "") or self._by_drivers

    @cached_property
    def _by_drivers(self) -> str:
        """The only engine for which the repository's manifests name a driver; SQLite is often only for tests."""
        found: dict[str, None] = {}
        for path in self._manifests():
            self._cancel.check()
            text = (self._change.content.read(path, self._cancel) or "")[:_LARGEST]
            found |= dict.fromkeys(_matching("driver", text))
        servers = [engine for engine in found if engine != "sqlite"] or list(found)
        return servers[0] if len(servers) == 1 else ""

    def _manifests(self) -> list[str]:
        names = re.compile(rules()["engine"]["manifest"])
        paths = (path for path in self._change.content.tree(self._cancel) if path.count("/") <= _DEEPEST)
        return [path for path in paths if names.search("/" + path)][:_MOST]


def _by_path(migration: Migration) -> str:
    return next(iter(_matching("path", f"/{migration.path}/{migration.engine}/")), "")


def _by_dialect(text: str) -> str:
    found = _matching("dialect", text)
    return found[0] if len(found) == 1 else ""


def _matching(kind: str, text: str) -> list[str]:
    rows = rules()["engine"][kind]
    return [engine for engine, pattern in rows.items() if re.search(pattern, text, re.IGNORECASE | re.MULTILINE)]
