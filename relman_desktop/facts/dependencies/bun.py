"""bun.lock: JSON with remarks and with commas at the ends."""

import re
from collections.abc import Iterator, Mapping

from ..formats import Unread, json_object, mapping
from .javascript import SECTIONS
from .requirement import Reading, versions_of

_LARGEST = 2 << 20  # characters
_TOKEN = re.compile(r'"(?:[^"\\\n]|\\.)*"|//[^\n]*|,(?=\s{0,200}[}\]])')
_LINE = re.compile(r'\s*"[^"]+": \["((?:@[^@/"]+/)?[^@"]+)@(\d[^"]*)"')
_PACKAGE = re.compile(r"((?:@[^@/]+/)?[^@/]+)@(\d.*)")


def bun_lock(text: str) -> Reading:
    if len(text) > _LARGEST:
        raise Unread(f"it is larger than {_LARGEST >> 20} MiB")
    data = json_object(_TOKEN.sub(lambda found: found[0] if found[0].startswith('"') else "", text))
    own = list(mapping(data, "workspaces").values())
    direct = {name for entry in own for section in SECTIONS for name in mapping(entry, section)}
    packages = list(_packages(mapping(data, "packages")))
    chosen = {key: version for key, name, version in packages if key == name}
    return Reading(
        pinned=versions_of([(name, version) for _, name, version in packages]), chosen=chosen, direct=frozenset(direct)
    )


def bun_piece(text: str) -> Reading:
    """The packages on the lines that a diff shows."""
    found = [one for line in text.splitlines() if (one := _LINE.match(line[:1000]))]
    return Reading(pinned=versions_of([(one[1], one[2]) for one in found]))


def _packages(table: Mapping[str, object]) -> Iterator[tuple[str, str, str]]:
    """`"name": ["name@1.2.3", …]`: the place that it is installed in, its name and its version."""
    for key, entry in table.items():
        first = entry[0] if isinstance(entry, list) and entry else ""
        if isinstance(first, str) and (found := _PACKAGE.fullmatch(first)):
            yield key, found[1], found[2]
