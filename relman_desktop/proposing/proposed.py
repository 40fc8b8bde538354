"""A proposed entry, and the table of what a repository shows: `resources/proposing.toml`."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from ..facts.configuration.secrets import hide
from ..files import resource
from ..sources.profile.profile import Value
from ..sources.profile.showing import hiding


@dataclass(frozen=True)
class Proposed:
    """An entry that the repository speaks for."""

    part: str
    values: Mapping[str, Value]
    said: str  # where it is from: "Makefile:12", or a few words
    sure: bool = True  # False: it stands as a comment, for the person to decide


@cache
def table() -> Mapping[str, Any]:
    """The table as it is written."""
    return tomllib.loads(resource("proposing.toml").read_text("utf-8"))


@cache
def pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


def is_skipped(path: str) -> bool:
    """Whether nobody looks at a path."""
    return bool(pattern(table()["skip"]).search("/" + path))


def may_be_proposed(text: str) -> bool:
    """Whether a text of the repository's may stand in a profile: nothing hidden in it, and no secret."""
    return not hiding(text) and hide(text) == text
