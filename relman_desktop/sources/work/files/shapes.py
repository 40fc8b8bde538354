"""What trackers call the parts of a work item in their exports: `resources/work_files.toml`."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from ....files import resource
from ..criteria import field_names

PARTS = (
    "key", "title", "body", "criteria", "status", "category", "done", "kind", "labels", "assignee", "parent", "links",
    "url", "updated", "tracker_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shape:
    """How a tracker's export names things: for each part the names to try."""

    name: str  # for people
    names: Mapping[str, tuple[str, ...]]  # by part
    tracker: str = ""
    markup: str = "markdown"
    of: Literal["json", "table", ""] = ""  # "" for anybody's own list
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shapes:
    known: tuple[Shape, ...]
    own: Shape
    is_done: Mapping[str, bool]  # by status or category, small
    lists: tuple[str, ...]
    words: Mapping[str, tuple[str, ...]]  # patterns of what stands around keys and titles


@cache
def shapes() -> Shapes:
    table = tomllib.loads(resource("work_files.toml").read_text("utf-8"))
    known = tuple(
        Shape(one["name"], _names(one), one.get("tracker", ""), one["markup"], one["of"], tuple(one["needs"]))
        for one in table["shape"]
    )
    words = {name: tuple(told) for name, told in table["words"].items()}
    is_done = dict.fromkeys(table["statuses"]["done"], True) | dict.fromkeys(table["statuses"]["open"], False)
    own = _names(table["own"])
    own["criteria"] += field_names()
    return Shapes(known, Shape("", own), is_done, tuple(table["lists"]["names"]), words)


def _names(told: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    return {part: tuple(told.get(part, ())) for part in PARTS}


def first(values: Iterable[str]) -> str:
    """The first of the texts that says something."""
    return next((value for value in values if value.strip()), "")
