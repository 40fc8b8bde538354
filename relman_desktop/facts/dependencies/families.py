"""Moves that are told together: those of one variable, of one family, or of one origin from and to one version."""

import re
from collections.abc import Callable, Iterable, Sequence

from .moves import Move
from .scopes import family
from .versions import is_downgrade, is_major, is_upgrade

_SEPARATORS = "/:.-_@"
_MAJOR = re.compile(r"/v\d+$")


def together(moves: Iterable[Move]) -> list[tuple[Move, ...]]:
    """The moves in their order, those that belong together where the first of them stood."""
    groups: dict[object, list[Move]] = {}
    bonds: dict[tuple[object, ...], object] = {}  # of what one variable moves, that of the first
    for number, move in enumerate(moves):
        bond: object = _bond(move) or number
        if move.via:
            bond = bonds.setdefault((move.ecosystem, move.scope, move.via, move.old, move.new), bond)
        groups.setdefault(bond, []).append(move)
    return [tuple(group) for group in groups.values()]


def label(moves: Sequence[Move]) -> str:
    """What the packages of some moves are called together; "" where their names have nothing in common."""
    known = {family(move.name) for move in moves}
    if len(known) == 1 and (name := known.pop()):
        return name
    common = _beginning([move.name for move in moves])
    if not all(move.name[len(common) :][:1] in ("", *_SEPARATORS) for move in moves):
        common = common[: max(common.rfind(separator) for separator in _SEPARATORS) + 1]
    return common.rstrip("/:.-_")


def _beginning(names: Sequence[str]) -> str:
    """The letters that all names begin with: those of the two that differ most."""
    first, last = min(names), max(names)
    length = next((at for at, pair in enumerate(zip(first, last, strict=False)) if pair[0] != pair[1]), len(first))
    return first[:length]


def _bond(move: Move) -> tuple[object, ...] | None:
    """What a move has in common with those that it is told with; None for one that is told alone."""
    if move.locked or not move.direct:
        return None
    what = (move.ecosystem, move.scope, move.is_addition, move.is_removal, move.elsewhere)
    old, new = move.old or "", move.new or ""
    way = (is_upgrade(old, new), is_downgrade(old, new), is_major(old, new)) if old and new else ()
    if name := family(move.name) or _scope(move):
        return (*what, move.exact and bool(way), way, name)
    origin = _ORIGINS.get(move.ecosystem, _first_word)(move.name)
    return (*what, move.exact, old, new, origin) if origin else None


def _scope(move: Move) -> str:
    """npm's scope, and the group of an artifact that comes or goes: its packages are told together in any version."""
    if move.ecosystem == "javascript" and move.name.startswith("@"):
        return move.name.partition("/")[0]
    if move.ecosystem == "maven" and (move.is_addition or move.is_removal):
        return move.name.partition(":")[0]
    return ""


def _first_word(name: str) -> str:
    word = re.split(r"[-_.]", name, maxsplit=1)[0]
    return word if len(word) > 2 else ""


def _dotnet(name: str) -> str:
    segments = name.split(".")
    return ".".join(segments[: 2 if segments[0].lower() in ("microsoft", "system") else 1])


def _first_segments(separator: str, number: int) -> Callable[[str], str]:
    return lambda name: separator.join(name.split(separator)[:number])


_ORIGINS: dict[str, Callable[[str], str]] = {
    "go": lambda name: "/".join(_MAJOR.sub("", name).split("/")[:3]),
    "maven": lambda name: ".".join(name.partition(":")[0].split(".")[:3]) if ":" in name else name,
    "php": _first_segments("/", 1),
    "dotnet": _dotnet,
    "terraform": lambda name: "",
    "helm": lambda name: "",
}
