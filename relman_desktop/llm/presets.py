"""What is believed of a server and a model before it answers: the table `resources/endpoints.toml`."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from ..files import resource
from .profile import CacheMark, JsonMode, LimitName


@dataclass(frozen=True, slots=True)
class Preset:
    """A kind of server; see the table."""

    id: str
    name: str
    url: str
    json: JsonMode
    limit: LimitName
    context: str
    needs_key: bool = False
    key_variable: str = ""
    hosts: tuple[str, ...] = ()
    port: int = 0
    old_path: str = ""
    cache: CacheMark = ""
    owners: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Model:
    """What is known of a model by its name; see the table."""

    pattern: str
    context: int = 0
    reasons: bool = False
    effort: bool = False
    cache: CacheMark = ""


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(resource("endpoints.toml").read_text("utf-8"))


def _presets() -> tuple[Preset, ...]:
    lists = ("hosts", "owners")
    rows = ({**row, **{name: tuple(row.get(name, ())) for name in lists}} for row in _table()["preset"])
    return tuple(Preset(**row) for row in rows)


PRESETS = _presets()
BY_ID = {preset.id: preset for preset in PRESETS}


def known_model(name: str) -> Model:
    """What the table says of a model, or nothing. A proxy's `openai/gpt-5` is `gpt-5`."""
    bare = name.lower().rpartition("/")[2]
    return next((one for one in _models() if re.match(one.pattern, bare)), Model(""))


@cache
def _models() -> tuple[Model, ...]:
    return tuple(Model(**row) for row in _table()["model"])


def chats(name: str, kind: str = "") -> bool:
    """Whether a listed model is one to chat with, by its name and by the type that some servers tell."""
    table = _table()["not_for_chat"]
    bare = name.lower()
    return kind.lower() not in table["types"] and not any(re.search(pattern, bare) for pattern in table["names"])
