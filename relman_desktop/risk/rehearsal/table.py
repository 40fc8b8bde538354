"""The table `resources/risk/rehearsal.toml`: how what is found is sorted and said."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from ...files import resource
from .rehearsal import Outcome


@dataclass(frozen=True)
class Table:
    """The rows, read."""

    reasons: Mapping[str, Sequence[str]]  # by "schema" and "for_good": the reasons of `facts.rollback`
    outcomes: Mapping[str, Outcome]  # by verdict
    conflicts: Mapping[str, str]
    conflicts_by_side: Mapping[str, str]
    version: re.Pattern[str]
    mutable: frozenset[str]
    deployment: re.Pattern[str]
    deployment_folder: re.Pattern[str]
    image: re.Pattern[str]
    loses: tuple[str, ...]  # kinds of facts, or their topics with a dot
    rewrites: tuple[str, ...]
    published: tuple[str, ...]

    def is_deployment(self, path: str) -> bool:
        """Whether a file may say which images run."""
        in_folder = path.endswith((".yaml", ".yml")) and self.deployment_folder.search(path)
        return bool(in_folder or self.deployment.search(path))


@cache
def table() -> Table:
    read: dict[str, Any] = tomllib.loads(resource("risk/rehearsal.toml").read_text("utf-8"))
    names, for_good = read["names"], read["for_good"]
    return Table(
        reasons=read["reasons"],
        outcomes=read["outcomes"],
        conflicts=read["conflicts"],
        conflicts_by_side=read["conflicts_by_side"],
        version=re.compile(names["version"]),
        mutable=frozenset(names["mutable"]),
        deployment=re.compile(names["deployment"]),
        deployment_folder=re.compile(names["deployment_folder"]),
        image=re.compile(names["image"]),
        loses=tuple(for_good["loses"]),
        rewrites=tuple(for_good["rewrites"]),
        published=tuple(for_good["published"]),
    )
