"""go.mod. go.sum lists hashes of more than is built and is not read: go.mod is the truth."""

import re

from .requirement import Reading, Requirement, Runtime, Scope, Stated, collect, versions_of
from .scopes import is_tool

_REQUIRE = re.compile(r"\s*(?:require\s+)?([a-zA-Z0-9][^\s()]*\.[^\s()]*)\s+(v\d[^\s/]*)\s*(//\s*indirect)?")
_DIRECTIVE = re.compile(r"\s*(go|toolchain)\s+(?:go)?(\d[\w.]*)\s*(?://.*)?")
_REPLACE = re.compile(r"\s*(?:replace\s+)?([^\s()]+)(?:\s+v\S+)?\s+=>\s+(\S+)(?:\s+(v\S+))?")
_MODULE = re.compile(r"\s*module\s+(\S+)")
_OTHER = re.compile(r"\s*(?:exclude|replace|retract|tool|module|ignore)\b")
_LONGEST = 500  # characters of a line
_MAJOR = re.compile(r"(?:/v\d+|\.v\d+)$")


def go_mod(text: str) -> Reading:
    """Direct requirements, and the indirect ones as pinned. A major version in a path is the same module's."""
    stated: list[Stated] = []
    indirect: list[tuple[str, str]] = []
    runtimes: dict[str, Runtime] = {}
    overrides: dict[str, str] = {}
    own: set[str] = set()
    elsewhere = False  # inside a block that is not of requirements
    for whole in text.splitlines():
        line = whole[:_LONGEST]
        if found := _MODULE.match(line):
            own.add(_MAJOR.sub("", found[1]))
        elif (found := _REPLACE.match(line)) and found[2].startswith((".", "/")):
            own.add(_MAJOR.sub("", found[1]))  # a folder of the repository
        elif found and found[1] != found[2]:
            overrides[found[1]] = " ".join(filter(None, (found[2], found[3])))
        elif found:
            overrides[found[1]] = found[3] or ""
        elsewhere = (elsewhere or bool(_OTHER.match(line) and line.rstrip().endswith("("))) and line.strip() != ")"
        if elsewhere or _OTHER.match(line) or "=>" in line:
            continue
        if found := _DIRECTIVE.fullmatch(line):
            runtimes["go" if found[1] == "go" else "go toolchain"] = Runtime(found[2], minimum=found[1] == "go")
        elif (found := _REQUIRE.match(line)) and found[3]:
            indirect.append((found[1], found[2]))
        elif found:
            scope = Scope.DEVELOPMENT if is_tool(found[1]) else Scope.PRODUCTION  # go.mod does not tell them apart
            stated.append((_MAJOR.sub("", found[1]), Requirement(found[1], found[2], scope)))
    stated = _one_major_each(stated)
    direct = frozenset(key for key, _ in stated)
    return Reading(
        collect(stated),
        pinned=versions_of(indirect),
        direct=direct,
        runtimes=runtimes,
        own=frozenset(own),
        overrides=overrides,
    )


def _one_major_each(stated: list[Stated]) -> list[Stated]:
    """Of a module that is required in two major versions the newer one goes by the plain path."""
    newest: dict[str, str] = {}
    for key, one in stated:
        newest[key] = max(newest.get(key, one.name), one.name, key=_major)
    return [(key if newest[key] == one.name else one.name, one) for key, one in stated]


def _major(path: str) -> int:
    found = _MAJOR.search(path)
    return int(found[0].lstrip("/.v")) if found else 1
