"""What trackers told, kept on disk: a small file an item, in a folder a tracker. One that cannot be read is none."""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, replace
from hashlib import sha256
from pathlib import Path
from time import time
from typing import Any

from ..files import home, write_atomically
from ..settings import Tracker
from ..sources.work.item import WorkItem
from .choosing import Project, choices

_VERSION = 1
_MOST_BYTES = 1 << 20  # of an item
_OLDEST_S = 180 * 24 * 3_600.0  # since it was read from its tracker
_MOST_ITEMS = 5_000  # in all
_MOST_BYTES_IN_ALL = 64 << 20


def cached(keys: Iterable[str], trackers: Sequence[Tracker], project: Project) -> dict[str, WorkItem]:
    """What was read before of these keys, each by its key and with `read_at`. Asks nobody."""
    chosen = choices(keys, trackers, project).items()
    found = ((key, kept(choice.tracker, choice.native)) for key, choice in chosen)
    return {key: replace(item, key=key) for key, item in found if item}


def kept(tracker: Tracker, native: str) -> WorkItem | None:
    """What a tracker told of an item when it was read last, by the tracker's name for it; None where it is not here."""
    try:
        with _file(tracker, native).open("rb") as file:
            written = json.loads(file.read(_MOST_BYTES + 1))
        if written["version"] != _VERSION or written["native"] != native:
            return None
        item = WorkItem.from_json(json.dumps(written["item"]))
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None
    return item if item.is_told and item.read_at and not item.fault else None


def keep(tracker: Tracker, native: str, item: WorkItem) -> None:
    """Keep what a tracker told of an item. Where that cannot be, it is asked again another time."""
    told: dict[str, Any] = {name: value for name, value in asdict(item).items() if name not in ("id", "found")}
    content = json.dumps({"version": _VERSION, "native": native, "item": told}, sort_keys=True).encode()
    if len(content) <= _MOST_BYTES:
        with suppress(OSError):
            write_atomically(_file(tracker, native), content)  # which only the person can read


def drop(tracker: Tracker, native: str) -> None:
    """Keep an item no longer: its tracker says that it is not there, or that the person may not see it."""
    with suppress(OSError):
        _file(tracker, native).unlink()


def forget(tracker: Tracker) -> None:
    """Remove all that was read from a tracker."""
    folder = _folder(tracker)
    for path, _, _ in _files(folder):
        with suppress(OSError):
            path.unlink()
    with suppress(OSError):
        folder.rmdir()


def tidy() -> None:
    """Remove what was read long ago, and of the rest what is over the limits, the oldest first."""
    now, items, size = time(), 0, 0
    for path, read_s, length in sorted(_files(_root()), key=lambda one: -one[1]):
        items, size = items + 1, size + length
        if now - read_s > _OLDEST_S or items > _MOST_ITEMS or size > _MOST_BYTES_IN_ALL:
            with suppress(OSError):
                path.unlink()


def _files(folder: Path) -> Iterator[tuple[Path, float, int]]:
    """Each file below a folder, when it was written, and its length."""
    with suppress(OSError):
        for path in list(folder.rglob("*")):
            with suppress(OSError):
                status = path.lstat()
                if not path.is_dir() or path.is_symlink():
                    yield path, status.st_mtime, status.st_size


def _root() -> Path:
    return home() / "work"


def _folder(tracker: Tracker) -> Path:
    """Named so that no name of a tracker's or an item's becomes one of a file."""
    return _root() / _hash(f"{tracker.kind} {tracker.address} {tracker.user}")


def _file(tracker: Tracker, native: str) -> Path:
    return _folder(tracker) / f"{_hash(native)}.json"


def _hash(name: str) -> str:
    return sha256(name.encode("utf-8", "backslashreplace")).hexdigest()[:32]
