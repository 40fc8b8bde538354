"""What `git diff --raw --numstat -z` answers: a raw line for each file, then its counts."""

from collections.abc import Mapping
from dataclasses import dataclass

Counts = tuple[int, int] | None  # added and removed lines; None: binary


@dataclass(frozen=True, slots=True)
class Entry:
    """One raw line. Paths are bytes as git stores them."""

    raw: bytes  # the line itself, with the NULs that end its words
    old_mode: str
    new_mode: str
    old_blob: str
    new_blob: str
    status: str  # a letter; of a rename or a copy with the likeness in per cent: "R086"
    old_path: bytes
    path: bytes

    @property
    def moved(self) -> bool:
        return self.status.startswith(("R", "C"))


@dataclass(frozen=True, slots=True)
class RawDiff:
    entries: tuple[Entry, ...]
    counts: Mapping[bytes, Counts]  # by new path


def parse(data: bytes) -> RawDiff:
    """Read git's answer, whether it holds raw lines, counts or both."""
    entries: list[Entry] = []
    counts: dict[bytes, Counts] = {}
    words = iter(data.split(b"\0"))
    for word in words:
        if word.startswith(b":"):
            old_mode, new_mode, old_blob, new_blob, status = word[1:].decode("ascii").split(" ")
            paths = [next(words) for _ in range(2 if status[0] in "RC" else 1)]
            raw = b"\0".join([word, *paths, b""])
            entries.append(Entry(raw, old_mode, new_mode, old_blob, new_blob, status, paths[0], paths[-1]))
        elif word:
            added, removed, path = word.split(b"\t", 2)
            if not path:  # of a rename or a copy, whose two paths follow
                path = (next(words), next(words))[1]
            counts[path] = None if added == b"-" else (int(added), int(removed))
    return RawDiff(tuple(entries), counts)
