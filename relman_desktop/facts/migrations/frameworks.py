"""Which files are migrations, and of which framework, told by the rules in `resources/migrations.toml`."""

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any

from ...files import resource
from ...sources.change import Kind
from ...sources.kinds import kind_of
from ..production import is_beside

Rules = dict[str, Any]

_LONGEST = 1000  # characters of a path; a longer one is an attack on our patterns
_NUMBER = re.compile(r"\d[^/]*$|\d/[^/]*$|/migrations?\.\w+$", re.IGNORECASE)


class Mode(StrEnum):
    """When a database runs a file."""

    ONCE = "once"
    LOG = "log"  # it holds many migrations, new ones are appended
    REPEAT = "repeat"  # again whenever it changes
    DOWN = "down"  # only to undo another
    SCHEMA = "schema"  # only where the database is new


@dataclass(frozen=True, slots=True)
class Framework:
    """A row of the table of frameworks."""

    name: str
    path: re.Pattern[str]
    sign: re.Pattern[str] | None
    reader: str  # "" where we have none
    mode: Mode
    key: re.Pattern[str] | None
    id: re.Pattern[str] | None
    by_app: bool
    down: tuple[str, str] | None
    holds: str
    numbered: str

    @property
    def in_code(self) -> bool:
        """Whether its migrations are code of any form, of which we know some calls: what we see may not be all."""
        return self.reader in ("code", "python") and self.mode is not Mode.LOG


@dataclass(frozen=True, slots=True)
class Migration:
    """A file of a framework: `0042_drop_legacy` of the app `orders`."""

    framework: Framework
    path: str
    name: str
    app: str
    engine: str  # the database that it is for: "postgres"; "" for any
    id: str  # what its own text calls it; "" where that does not count

    @property
    def key(self) -> tuple[str, str]:
        """What a database remembers it by: its id, or what counts of its name, and its app where that counts."""
        found = self.framework.key and self.framework.key.search(self.name)
        return self.app if self.framework.by_app else "", self.id or (found[0] if found else self.name)

    @property
    def folder(self) -> str:
        """Where the framework keeps it and its like."""
        return ("/" + self.path).rpartition("/" + self.name)[0].removeprefix("/")

    @property
    def down_path(self) -> str | None:
        """Where its way back would be, if that is a file of its own."""
        if not self.framework.down:
            return None
        pattern, replacement = self.framework.down
        return re.sub(pattern, replacement, "/" + self.path).removeprefix("/")


@cache
def rules() -> Rules:
    """The whole of `resources/migrations.toml`."""
    return tomllib.loads(resource("migrations.toml").read_text("utf-8"))


@cache
def _frameworks() -> tuple[Framework, ...]:
    return tuple(
        Framework(
            name=row["name"],
            path=re.compile(row["path"]),
            sign=re.compile(row["sign"], re.MULTILINE) if "sign" in row else None,
            reader=row.get("reader", ""),
            mode=Mode(row.get("mode", "once")),
            key=re.compile(row["key"]) if "key" in row else None,
            id=re.compile(row["id"], re.MULTILINE) if "id" in row else None,
            by_app=row.get("by_app", False),
            down=(row["down"][0], row["down"][1]) if "down" in row else None,
            holds=row.get("holds", "code"),
            numbered=row.get("numbered", ""),
        )
        for row in rules()["framework"]
    )


@cache
def _words() -> re.Pattern[str]:
    """What every path of a migration holds; few others do, and to ask for it is quick."""
    return re.compile(rules()["words"], re.IGNORECASE)


def like(migration: Migration, path: str) -> Migration | None:
    """The migration at a path by the rule by which another one was recognised, whatever its text is."""
    found = _in(migration.framework, path)
    return _made(migration.framework, path, found, None) if found else None


@lru_cache(maxsize=1 << 15)
def may_be_migration(path: str) -> bool:
    """Whether a framework keeps migrations at such a path, and not among tests, examples or generated files.

    Only the folder tells a test: the file of a migration may well be called `0012_ab_test.py`.
    """
    if len(path) > _LONGEST or not _words().search("/" + path):
        return False
    return any(_in(row, path) for row in _frameworks()) and not _is_aside(path)


def recognise(path: str, text: str | None) -> Migration | None:
    """The migration at a POSIX path with this text; without its text the path decides, by a name with a number."""
    for row in _frameworks():
        found = _in(row, path)
        if found and (_signed(row, text) if text is not None else _NUMBER.search(path)):
            return _made(row, path, found, text)
    return None


def _made(row: Framework, path: str, found: re.Match[str], text: str | None) -> Migration:
    names = found.groupdict("")
    name = names.get("name") or names.get("file") or path
    return Migration(row, path, name, names.get("app", ""), names.get("engine", ""), _id(row, text))


def _signed(row: Framework, text: str) -> bool:
    return row.sign is None or row.sign.search(text) is not None


def _id(row: Framework, text: str | None) -> str:
    found = row.id.search(text) if row.id and text else None
    return found[1] if found else ""


def _in(row: Framework, path: str) -> re.Match[str] | None:
    return row.path.search("/" + path)


def _is_aside(path: str) -> bool:
    folder = path.rpartition("/")[0]
    return kind_of(f"{folder}/0001.sql") in (Kind.TEST, Kind.GENERATED) or is_beside(path)
