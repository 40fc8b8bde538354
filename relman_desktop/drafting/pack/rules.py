"""The rules of `resources/pack.toml`, read once."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from ...files import resource
from ...sources.change import Kind


@dataclass(frozen=True)
class Rules:
    """Shares, worths and patterns of the pack."""

    shares: Mapping[str, int]
    worth: Mapping[str, int]
    must: frozenset[Kind]
    team: tuple[str, ...]  # the parts of the team's profile that are sent, the most needed first
    team_unsent: frozenset[str]  # keys of theirs that are not
    vendored: re.Pattern[str]
    lock: re.Pattern[str]
    packages: tuple[re.Pattern[str], ...]
    heavy: re.Pattern[str]
    light: re.Pattern[str]
    trailer: re.Pattern[str]
    common: re.Pattern[str]
    definitions: tuple[re.Pattern[str], ...]
    common_name: re.Pattern[str]
    light_line: re.Pattern[str]


@cache
def rules() -> Rules:
    table = tomllib.loads(resource("pack.toml").read_text("utf-8"))
    return Rules(
        shares=table["shares"],
        worth=table["worth"],
        must=frozenset(map(Kind, table["must"]["kinds"])),
        team=tuple(table["team"]["parts"]),
        team_unsent=frozenset(table["team"]["unsent"]),
        vendored=re.compile(table["never"]["vendored"]),
        lock=re.compile(table["never"]["lock"]),
        packages=tuple(map(re.compile, table["packages"]["lock"])),
        heavy=re.compile(table["commits"]["heavy"]),
        light=re.compile(table["commits"]["light"]),
        trailer=re.compile(table["commits"]["trailers"]),
        common=re.compile(table["mentions"]["common"]),
        definitions=tuple(map(re.compile, table["definitions"]["names"])),
        common_name=re.compile(table["definitions"]["common"]),
        light_line=re.compile(table["definitions"]["light"]),
    )
