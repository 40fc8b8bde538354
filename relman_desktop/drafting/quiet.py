"""Changes of which nothing that runs is another: of documentation and tests alone, by `resources/quiet.toml`."""

import re
import tomllib
from collections.abc import Collection
from functools import cache, lru_cache

from ..files import resource
from ..sources.change import Change, FileChange

_LONGEST = 400  # characters of a path


def is_quiet(change: Change) -> bool:
    """Whether only documentation and tests change, by the names of the files."""
    return are_quiet(change.files)


def are_quiet(files: Collection[FileChange]) -> bool:
    """Whether files are documentation and tests alone, by their names; no files are nothing."""
    return bool(files) and all(map(_sort, files))


def what_is_quiet(files: Collection[FileChange]) -> str:
    """What files are, where they are only this: `documentation and tests`."""
    sorts = set(map(_sort, files))
    return " and ".join(one for one in _patterns() if one in sorts)


def is_test(file: FileChange) -> bool:
    """Whether a file is a test, and was one where it moved, by its names."""
    return _sort(file) == "tests"


def _sort(file: FileChange) -> str:
    """Which sort of quiet file it is, and was where it moved; "" for one that a deployment may bring to somebody."""
    now = _sort_of(file.path)
    if not now or not file.old_path or file.old_path == file.path:
        return now
    return next((name for name, sort in _patterns().items() if all(map(sort.fullmatch, map(_cut, _paths(file))))), "")


def _paths(file: FileChange) -> tuple[str, str]:
    return file.path, file.old_path or file.path


@lru_cache(1 << 15)
def _sort_of(path: str) -> str:
    """Asked for with each assessment of a change: of thousands of files not a small matter."""
    return next((name for name, sort in _patterns().items() if sort.fullmatch(_cut(path))), "")


def _cut(path: str) -> str:
    return path if len(path) <= _LONGEST else ""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    table = tomllib.loads(resource("quiet.toml").read_text("utf-8"))
    return {name: re.compile("|".join(patterns), re.IGNORECASE) for name, patterns in table.items()}
