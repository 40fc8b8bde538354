"""Damages files at random, and says which records are still whole in what is left."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

from relman_desktop.store.record import Record

PAGE = 4096
_AROUND = 24  # bytes before a row that say where it begins and which number it has


def damage(path: Path, random: Random) -> str:
    """Do one damage to a file; gives what it was."""
    data = bytearray(path.read_bytes())
    kind = random.choice(["bytes", "bytes", "bytes", "bits", "page", "pages", "end", "begin"])
    if kind in ("bytes", "bits"):
        for _ in range(random.choice([1, 1, 1, 2, 5, 20])):
            place = random.randrange(len(data))
            data[place] ^= random.randrange(1, 256) if kind == "bytes" else 1 << random.randrange(8)
    elif kind in ("page", "pages"):
        size = PAGE * (1 if kind == "page" else random.randrange(1, 5))
        place = random.randrange(len(data)) // PAGE * PAGE
        data[place : place + size] = bytes(len(data[place : place + size]))
    elif kind == "end":
        del data[random.randrange(len(data)) :]
    else:
        place = random.randrange(100)
        data[place] ^= random.randrange(1, 256)
    path.write_bytes(data)
    return kind


def whole(record: Record, before: dict[str, bytes], after: dict[str, bytes]) -> bool:
    """Whether a record stands in files, given by their names, as it did before they were damaged."""
    columns = (record.ticket, record.what, record.author, record.step, record.at, record.text, record.sha256)
    row = "".join(columns).encode()
    if any(True for _ in _places(row, before)):
        return any(
            after[name][max(0, place - _AROUND) : place + len(row)]
            == before[name][max(0, place - _AROUND) : place + len(row)]
            for name, place in _places(row, before)
        )
    pieces = [row[start : start + 300] for start in range(0, len(row) - 300, 300)]
    return all(any(_same_page(before, after, *place) for place in _places(piece, before)) for piece in pieces)


def _places(row: bytes, files: dict[str, bytes]) -> Iterator[tuple[str, int]]:
    for name, data in files.items():
        place = data.find(row)
        while place >= 0:
            yield name, place
            place = data.find(row, place + 1)


def _same_page(before: dict[str, bytes], after: dict[str, bytes], name: str, place: int) -> bool:
    head = 32 if name.endswith("-wal") else 0
    size = PAGE + 24 if head else PAGE
    start = head + (place - head) // size * size
    return before[name][start : start + size] == after[name][start : start + size]
