"""What single files are of the columns that the terms of the cards read."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate
from operator import or_

from ..past.past import FilePast

_Part = Callable[[FilePast], int]


def _of_kind(kind: str, part: _Part) -> _Part:
    return lambda file: part(file) if file.kind == kind else 0


def _added(file: FilePast) -> int:
    return file.added


def _removed(file: FilePast) -> int:
    return file.removed


def _one(file: FilePast) -> int:
    return 1


def _fixes(file: FilePast) -> int:
    return file.fixes.bit_count()


# How heavy a file weighs in a column. A column that is not here is of no file, but of the commit or the repository.
_PARTS: Mapping[str, _Part] = {
    "la": _added,
    "ld": _removed,
    "nf": _one,
    "nfix365": _fixes,
    "la_src": _of_kind("src", _added),
    "ld_src": _of_kind("src", _removed),
    "nf_src": _of_kind("src", _one),
    "nd": _one,
}
_SHARED: Mapping[str, Callable[[FilePast], int]] = {"nfix365": lambda file: file.fixes}  # columns that count bits


def heaviest(files: Sequence[FilePast], column: str, most: int) -> list[FilePast]:
    """The files that a column comes from, the heaviest first."""
    part = _PARTS.get(column)
    if part is None:
        return []
    found = sorted(((part(file), at) for at, file in enumerate(files)), key=_heavy)
    return [files[at] for weight, at in found[:most] if weight]


def alone(files: Sequence[FilePast], column: str) -> list[int]:
    """How much less a column would be without each file."""
    if bits := _SHARED.get(column):
        masks = [bits(file) for file in files]
        before = [0, *accumulate(masks, or_)]
        after = [0, *accumulate(reversed(masks), or_)][-2::-1]
        return [(mask & ~(b | a)).bit_count() for mask, b, a in zip(masks, before, after, strict=False)]
    if column == "nd":
        folders = Counter(_folder(file) for file in files)
        return [int(folders[_folder(file)] == 1) for file in files]
    part = _PARTS.get(column)
    return [part(file) for file in files] if part else []


def _heavy(weighed: tuple[int, int]) -> tuple[int, int]:
    return -weighed[0], weighed[1]


def _folder(file: FilePast) -> str:
    return file.path.rpartition("/")[0]
