"""Reads a text as a file of a name, as the tests of the formats do."""

from pathlib import Path

from relman_desktop.jobs import Cancel
from relman_desktop.sources.work.files import read_work_file
from relman_desktop.sources.work.item import WorkItem


def read(folder: Path, name: str, content: str | bytes) -> tuple[WorkItem, ...]:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_work_file(path, Cancel())


def only(items: tuple[WorkItem, ...]) -> WorkItem:
    (item,) = items
    return item
