"""Whether two differences have nothing to do with each other, told without reading a text."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Touched:
    """The paths that a difference of two trees touches, each file at its old and at its new one."""

    paths: frozenset[str]
    moves: bool  # whether files may have been moved: some came where others went


def apart(one: Touched, other: Touched) -> bool:
    """Whether they merge cleanly for certain: no path in common, no file where the other has a folder, and no folder
    that one may have renamed while the other puts files into it."""
    return (
        one.paths.isdisjoint(other.paths)
        and not (one.moves or other.moves)
        and _folders(one.paths).isdisjoint(other.paths)
        and _folders(other.paths).isdisjoint(one.paths)
    )


def touched(rows: Iterable[tuple[str, Sequence[str]]]) -> Touched:
    """Of each file the letter that git gives what happened to it ("A", "D", "R") and its paths."""
    listed = list(rows)
    letters = {letter for letter, _ in listed}
    moves = bool(letters & {"R", "C"}) or letters >= {"A", "D"}
    return Touched(frozenset(path for _, paths in listed for path in paths), moves)


def _folders(paths: Collection[str]) -> frozenset[str]:
    found: set[str] = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return frozenset(found)
