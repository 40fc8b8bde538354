"""Looks at SQLite's log before SQLite does, which ends at the first wrong byte and says nothing of what follows.

See sqlite.org/fileformat2.html, "The Write-Ahead Log", and sqlite.org/walformat.html for the file of shared memory.
"""

import struct
import sys
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from .carving import FRAME_HEADER, PAGE, WAL_HEADER

_FRAME = FRAME_HEADER + PAGE
_MAGIC = (0x377F0682, 0x377F0683)  # with sums of little or of big ends
_INDEX_HEADER = struct.Struct("=3I2BH8I")  # of shared memory: a WalIndexHdr
_BACKFILLED = 96  # where shared memory says how many frames are in the database already


class Log(Enum):
    """How a log stands."""

    NONE = "none"  # none, or an empty one: the database was closed
    WHOLE = "whole"  # all that was begun in it was written, or its end never was
    TORN = "torn"  # its last frame is wrong: the end of a process in the middle of writing it, or a damage
    BROKEN = "broken"  # frames follow a wrong one, or its beginning is wrong: SQLite would drop what follows


@dataclass(frozen=True, slots=True)
class _Salt:
    one: bytes
    two: bytes

    def like(self, frame: bytes) -> bool:
        """Whether a frame belongs to this log, even if one of the two is damaged; an older one shares neither."""
        return frame[8:12] == self.one or frame[12:16] == self.two


def log_of(database: Path) -> Log:
    """How the log of a database stands. Raises `OSError` where it is there and cannot be read."""
    path = database.with_name(f"{database.name}-wal")
    data = path.read_bytes() if path.exists() else b""
    known = _known_frames(database, data[16:24])
    if not data.strip(b"\0"):
        return Log.BROKEN if known else Log.NONE
    order = {_MAGIC[0]: "<", _MAGIC[1]: ">"}.get(int.from_bytes(data[:4], "big"))
    if not order or _sum(order, data[:24], (0, 0)) != struct.unpack(">2I", data[24:32].ljust(8, b"\0")):
        return Log.BROKEN
    return _frames(data, order, known)


def _frames(data: bytes, order: str, known: int) -> Log:
    salt = _Salt(data[16:20], data[20:24])
    sums: tuple[int, int] = struct.unpack(">2I", data[24:32])
    starts = range(WAL_HEADER, len(data), _FRAME)
    for index, start in enumerate(starts):
        frame = data[start : start + _FRAME]
        sums = _sum(order, frame[:8] + frame[FRAME_HEADER:], sums) if len(frame) == _FRAME else (-1, -1)
        if frame[8:16] == salt.one + salt.two and sums == struct.unpack(">2I", frame[16:24]):
            continue
        if index < known or any(salt.like(data[one : one + 16]) for one in starts[index + 1 :]):
            return Log.BROKEN
        return Log.TORN if salt.like(frame) else Log.WHOLE
    return Log.BROKEN if len(starts) < known else Log.WHOLE


def _sum(order: str, data: bytes, seed: tuple[int, int]) -> tuple[int, int]:
    """The checksum of a log, going on from that of what stands before."""
    one, two = seed
    words = iter(struct.unpack(f"{order}{len(data) // 4}I", data[: len(data) // 4 * 4]))
    for first, second in zip(words, words, strict=True):
        one = one + first + two & 0xFFFFFFFF
        two = two + second + one & 0xFFFFFFFF
    return one, two


def _known_frames(database: Path, salts: bytes) -> int:
    """How many frames the last process knew to be in the log and not in the database yet; 0 where that is not known.

    Shared memory is written after the log is on the disk, so a log that has fewer has lost some.
    """
    path = database.with_name(f"{database.name}-shm")
    try:
        with path.open("rb") as file:
            data = file.read(_BACKFILLED + 4)
    except FileNotFoundError:
        return 0
    if len(data) < _BACKFILLED + 4 or data[:48] != data[48:96]:
        return 0
    fields = _INDEX_HEADER.unpack(data[:48])
    order = ">" if sys.byteorder == "big" else "<"
    if not fields[3] or _sum(order, data[:40], (0, 0)) != fields[-2:] or (salts.strip(b"\0") and data[32:40] != salts):
        return 0
    frames: int = fields[6]
    (done,) = struct.unpack("=I", data[_BACKFILLED : _BACKFILLED + 4])
    return frames if done < frames else 0
