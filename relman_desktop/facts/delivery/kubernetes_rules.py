"""What of a Kubernetes object matters: the table of `resources/kubernetes.toml`."""

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from ...files import resource


@dataclass(frozen=True, slots=True)
class Field:
    """See the table. hidden: its values are not shown, for they are configuration or secrets."""

    subject: str
    weight: int
    path: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    kind: str = "delivery.kubernetes"
    again: bool = False
    hidden: bool = False

    def is_for(self, kind: str) -> bool:
        return not self.kinds or kind in self.kinds


@dataclass(frozen=True, slots=True)
class _Table:
    workloads: frozenset[str]
    stateful: frozenset[str]
    fields: tuple[Field, ...]
    containers: dict[str, Field]


@cache
def table() -> _Table:
    raw: dict[str, Any] = tomllib.loads(resource("kubernetes.toml").read_text("utf-8"))
    fields = tuple(
        Field(**one | {"path": tuple(one["path"].split(".")), "kinds": tuple(one.get("kinds", ()))})
        for one in raw["fields"]
    )
    containers = {key: Field(**one) for key, one in raw["containers"].items()}
    return _Table(frozenset(raw["workloads"]), frozenset(raw["stateful"]), fields, containers)
