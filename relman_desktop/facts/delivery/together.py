"""What must move together: images, and charts, that change from one version to another one in step."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from ...wording import joined, listed, named, printable
from ..fact import Finding
from .difference import Placed, Where
from .images import repository

_CHART = "application version of the chart"
_WEIGHT = 20

Move = tuple[str, str]  # the versions, old and new


def together(placed: Iterable[Placed]) -> Iterator[Finding]:
    """`delivery.together`; data: old, new, artifacts (names of images and paths of charts), path, paths, where."""
    moves: defaultdict[Move, dict[str, Placed]] = defaultdict(dict)
    for one in placed:
        if one.where is Where.PRODUCTION and (moved := _move(one)):
            moves[moved[0]].setdefault(moved[1], one)
    for (old, new), artifacts in moves.items():
        if len(artifacts) > 1:
            yield _finding(old, new, artifacts)


def _move(one: Placed) -> tuple[Move, str] | None:
    """The versions that an artifact goes from and to, and its name; a leading `v` is no difference."""
    old, new = one.difference.old or "", one.difference.new or ""
    if one.difference.kind == "delivery.image" and repository(old) == repository(new):
        tags = [image.partition("@")[0].removeprefix(repository(image)).lstrip(":") for image in (old, new)]
        name = repository(new).rpartition("/")[2]
    elif one.difference.subject == _CHART:
        tags, name = [old, new], one.file.path
    else:
        return None
    was, now = (tag.removeprefix("v") for tag in tags)
    return ((was, now), name) if was != now and any(char.isdigit() for char in now) else None


def _finding(old: str, new: str, artifacts: dict[str, Placed]) -> Finding:
    charts = [name for name, one in artifacts.items() if one.difference.subject == _CHART]
    images = [name for name in artifacts if name not in charts]
    parts = [f"the image{'s'[: len(images) != 1]} {listed(images)}"] if images else []
    parts += [f"the application version of {listed(charts)}"] if charts else []
    paths = list(dict.fromkeys(one.file.path for one in artifacts.values()))
    text = f"{joined(parts)} change together from {named(old)} to {named(new)}."
    return Finding(
        "delivery.together",
        printable(text[0].upper() + text[1:]),
        tuple(dict.fromkeys(one.evidence for one in artifacts.values())),
        {
            "old": old,
            "new": new,
            "artifacts": list(artifacts),
            "path": paths[0],
            "paths": paths,
            "where": Where.PRODUCTION.value,
        },
        weight=_WEIGHT,
    )
