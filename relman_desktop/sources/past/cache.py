"""The records that were read before, kept on disk: a file a repository. One that is damaged is none.

It holds what a record holds: ids, times, people, paths and numbers; no word of a message or of a file.
"""

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

from ...files import home, read_file, write_atomically
from ..repository import Repository
from .messages import version
from .record import Record, Said, Touched

_FORMAT = 2  # of the file; what git is asked for is part of it
_MOST = 60_000  # records of a repository
_MOST_BYTES = 64 << 20  # of a file, unpacked
_MOST_FILES = 20  # repositories


class Kept:
    """The records of a repository that are on disk. Each is unpacked when somebody asks for it."""

    def __init__(self, repository: Repository) -> None:
        self._path = _root() / f"{_hash(str(repository.git_dir))}.z"
        self._lines = dict(_read(self._path))

    def get(self, oid: str) -> Record | None:
        """A record; None where it is not here."""
        try:
            return _record(oid, json.loads(self._lines[oid]))
        except (KeyError, ValueError, TypeError, RecursionError):
            return None

    def keep(self, records: Iterable[Record]) -> None:
        """Keep these records too, and of the others as many as there is room for. Not kept is read again."""
        added = {one.oid: json.dumps(_written(one), separators=(",", ":")) for one in records}
        if not added:
            return
        self._lines = {**added, **{oid: line for oid, line in self._lines.items() if oid not in added}}
        with suppress(OSError):
            write_atomically(self._path, _packed(self._lines))
            _tidy()


def _packed(lines: Mapping[str, str]) -> bytes:
    body, size = [], 0
    for oid, line in list(lines.items())[:_MOST]:
        size += len(oid) + len(line) + 2
        if size > _MOST_BYTES - 1_000:
            break
        body.append(f"{oid} {line}\n")
    text = "".join(body).encode("ascii")
    return zlib.compress(_head(text) + text, 1)


def _read(path: Path) -> Iterator[tuple[str, str]]:
    try:
        unpacked = zlib.decompressobj().decompress(read_file(path, _MOST_BYTES), _MOST_BYTES)
        head, _, body = unpacked.partition(b"\n")
        if head + b"\n" == _head(body):
            for line in body.decode("ascii").splitlines():
                oid, _, written = line.partition(" ")
                yield oid, written
    except (OSError, ValueError, zlib.error):
        return


def _head(body: bytes) -> bytes:
    """What a file begins with: another version's, or a damaged one's, is another."""
    return f"{_FORMAT} {version()} {sha256(body).hexdigest()}\n".encode("ascii")


def _written(record: Record) -> list[Any]:
    files = [word for file in record.files for word in file]
    counts = None if record.counts is None else [record.counts.get(file.path, (0, 0)) for file in record.files]
    said, lost = [*map(int, record.said)], [sorted(record.lost), record.missing]
    return [
        record.when,
        record.author,
        record.hour,
        record.weekday,
        said,
        files,
        counts,
        *(lost if record.lost else ()),
    ]


def _record(oid: str, written: Any) -> Record:
    when, author, hour, weekday, (fix, revert, words), names, counted, *without = written
    files = tuple(map(Touched, names[::3], names[1::3], names[2::3]))
    counts = None
    if counted is not None:
        pairs = zip(files, counted, strict=True)
        counts = {file.path: None if count is None else (count[0], count[1]) for file, count in pairs}
    lost, missing = without or ((), ())
    said = Said(bool(fix), bool(revert), words)
    return Record(oid, when, author, hour, weekday, said, files, counts, frozenset(lost), tuple(missing))


def _tidy() -> None:
    """Remove the files that were written longest ago, where there are too many."""
    written = sorted(((path.stat().st_mtime, path) for path in _root().glob("*.z")), reverse=True)
    for _, path in written[_MOST_FILES:]:
        path.unlink(missing_ok=True)


def _root() -> Path:
    return home() / "past"


def _hash(name: str) -> str:
    return sha256(name.encode("utf-8", "backslashreplace")).hexdigest()[:32]
