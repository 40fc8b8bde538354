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
    idle_triggers: frozenset[str]
    reserved: frozenset[str]


@cache
def rules() -> Rules:
    raw: dict[str, Any] = tomllib.loads(resource("pipelines.toml").read_text("utf-8"))
    patterns = {name: re.compile(raw[name], re.IGNORECASE) for name in ("uses", "runs", "names", "describes", "documents")}
    words = {name: frozenset(raw[name]) for name in ("platforms", "images", "idle_triggers", "reserved")}
    return Rules(**patterns, **words)
