"""What is offered for each kind of tracker, and how it is asked: the table `resources/tracker_presets.toml`."""

import tomllib
from dataclasses import dataclass
from functools import cache

from ..files import resource


@dataclass(frozen=True, slots=True)
class Preset:
    """A kind of tracker; see the table."""

    kind: str
    token: str = ""
    scopes: str = ""
    variable: str = ""
    user: str = ""
    at_once: int = 3
    note: str = ""

    def token_page(self, url: str) -> str:
        """The page of the tracker at `url` where a token is made."""
        return self.token.replace("{url}", url.rstrip("/"))


@cache
def presets() -> tuple[Preset, ...]:
    """All of them, in the order in which they are offered."""
    return tuple(Preset(**row) for row in tomllib.loads(resource("tracker_presets.toml").read_text("utf-8"))["tracker"])


def preset_of(kind: str) -> Preset:
    """That of a kind; an empty one for a kind that has none."""
    return next((one for one in presets() if one.kind == kind), Preset(kind))
