"""What in a pipeline reaches production: the table of `resources/pipelines.toml`."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from ...files import resource


@dataclass(frozen=True, slots=True)
class Rules:
    """See the table for each."""

    uses: re.Pattern[str]
    runs: re.Pattern[str]
    names: re.Pattern[str]
    describes: re.Pattern[str]
    documents: re.Pattern[str]
    platforms: frozenset[str]
    images: frozenset[str]
    recipes: frozenset[str]
    idle_triggers: frozenset[str]
    reserved: frozenset[str]


@cache
def rules() -> Rules:
    raw: dict[str, Any] = tomllib.loads(resource("pipelines.toml").read_text("utf-8"))
    compiled: dict[str, Any] = {
        name: re.compile(value, re.IGNORECASE) if isinstance(value, str) else frozenset(value)
        for name, value in raw.items()
    }
    return Rules(**compiled)
