"""What is known of Terraform's resources: the table of `resources/terraform.toml`."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from ...files import resource

DESTROYED, STATEFUL, LIGHT = 70, 90, 55  # the weights of a resource that is destroyed


@dataclass(frozen=True, slots=True)
class _Table:
    stateful: re.Pattern[str]
    light: re.Pattern[str]
    replaced: tuple[tuple[re.Pattern[str], frozenset[str]], ...]


@cache
def _table() -> _Table:
    raw: dict[str, Any] = tomllib.loads(resource("terraform.toml").read_text("utf-8"))
    replaced = tuple((re.compile(one["types"]), frozenset(one["attributes"])) for one in raw["replaced"])
    return _Table(re.compile(raw["stateful"]), re.compile(raw["light"]), replaced)


@cache
def weight_of_loss(resource_type: str) -> int:
    """How much it weighs that a resource is destroyed, most where it holds data."""
    if _table().light.fullmatch(resource_type):
        return LIGHT
    return STATEFUL if _table().stateful.fullmatch(resource_type) else DESTROYED


@cache
def replacing(resource_type: str) -> frozenset[str]:
    """The attributes of which another value makes Terraform create the resource anew."""
    return next((names for types, names in _table().replaced if types.fullmatch(resource_type)), frozenset())
