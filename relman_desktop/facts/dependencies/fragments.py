"""Manifests and lock files of which only the hunks of a diff are known: read line by line, and less is understood.

What a hunk does not show is not guessed: a name with no version near it is left out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .python import pep508
from .requirement import Reading, Requirement, Runtime, Scope, Stated, collect, versions_of
from .scopes import is_tool

_VERSION_LIKE = re.compile(r"[\^~<>=!v ]{0,4}\d[\w.+*<>=|~^, -]*|npm:\S+|git\S+")
_RANGE_LIKE = re.compile(r"(?:[\^~]|[<>=!~]=|[<>]) ?\d[\w.*<>=!~^, -]*")
_JSON_PAIR = re.compile(r'\s*"((?:@[\w.-]+/)?[\w.-]+)":\s*"([^"]*)"')
_JSON_SECTION = re.compile(r'\s*"(\w+)":\s*\{')
_TOML_PAIR = re.compile(r"""([\w.-]+)\s*=\s*(?:\{.*?\bversion\s*=\s*)?["']([^"']*)["']""")
_TOML_STRING = re.compile(r"""\s*["']([^"']+)["'],?\s*(?:#.*)?""")
_NOT_A_NAME = {"version", "node", "npm", "yarn", "pnpm", "edition", "resolver", "name", "license"}
_LOCAL_CRATE = re.compile(r"[{,]\s?path\s?=")
_CARGO_LINE = re.compile(r'(name|version|source) = "([^"]+)"')
_POM_ENTRY = re.compile(r"\s*<(/?)(?:dependency|parent|plugin|extension|exclusion)>")
_POM_NAME = re.compile(r"\s*<(groupId|artifactId)>([\w.-]+)</")
_POM_VERSION = re.compile(r"\s*<version>(\d[\w.+-]*)</")
_POM_PROPERTY = re.compile(r"\s*<([\w-]+(?:\.[\w-]+)*\.version)>(\d[\w.+-]*)</")
_SCOPES = {
    "dependencies": Scope.PRODUCTION,
    "optionalDependencies": Scope.PRODUCTION,
    "peerDependencies": Scope.OPTIONAL,
    "devDependencies": Scope.DEVELOPMENT,
}


def package_json(text: str) -> Reading:
    """`"name": "spec"` lines; where no section's name is in sight, known tools are taken for development."""
    stated: list[tuple[str, Requirement]] = []
    runtimes: dict[str, Runtime] = {}
    section = ""
    for line in text.splitlines():
        if found := _JSON_SECTION.match(line):
            section = found[1]
        elif (found := _JSON_PAIR.match(line)) and found[1] == "node" and section in ("", "engines"):
            runtimes["node"] = Runtime(found[2], minimum=True)
        elif found and found[1] not in _NOT_A_NAME and _VERSION_LIKE.fullmatch(found[2]) and section in ("", *_SCOPES):
            scope = _SCOPES.get(section) or _guessed(found[1])
            stated.append((found[1], Requirement(found[1], found[2], scope)))
    return Reading(collect(stated), runtimes=runtimes)


def pyproject(text: str) -> Reading:
    """Requirement strings with a version, and Poetry's `name = "^1.2"`."""
    stated: list[tuple[str, Requirement]] = []
    runtimes: dict[str, Runtime] = {}
    for line in text.splitlines():
        if (found := _TOML_STRING.fullmatch(line)) and (one := pep508(found[1], Scope.PRODUCTION)) and one[1].spec:
            stated.append((one[0], Requirement(one[1].name, one[1].spec, _guessed(one[0]))))
        elif (found := _TOML_PAIR.match(line)) and _RANGE_LIKE.fullmatch(found[2]):
            if found[1] in ("python", "requires-python"):
                runtimes["python"] = Runtime(found[2], minimum=True)
            elif one := pep508(found[1], Scope.PRODUCTION):
                stated.append((one[0], Requirement(one[1].name, found[2], _guessed(one[0]))))
    return Reading(collect(stated), runtimes=runtimes)


def cargo_toml(text: str) -> Reading:
    """`name = "1.2"` and `name = { version = "1.2" }`."""
    lines = (line for line in text.splitlines() if not _LOCAL_CRATE.search(line))
    found = (match for line in lines if (match := _TOML_PAIR.match(line)))
    pairs = [(one[1], one[2]) for one in found if one[1] not in _NOT_A_NAME and _VERSION_LIKE.fullmatch(one[2])]
    least = dict(pairs).pop("rust-version", None)
    stated = [(name, Requirement(name, spec)) for name, spec in pairs if name != "rust-version"]
    return Reading(collect(stated), runtimes={"rust": Runtime(least, minimum=True)} if least else {})


@dataclass(frozen=True, slots=True)
class _Pairs:
    """A lock file in which a line with a package's name comes some lines before the one with its version."""

    name: re.Pattern[str]
    version: re.Pattern[str]

    def read(self, text: str) -> Reading:
        return Reading(pinned=versions_of(list(self._pairs(text))))

    def _pairs(self, text: str) -> Iterator[tuple[str, str]]:
        name = ""
        for line in text.splitlines():
            if found := self.name.match(line):
                name = found[1]
            elif name and (found := self.version.match(line)):
                yield name, found[1]
                name = ""


toml_lock = _Pairs(re.compile(r'name = "([^"]+)"'), re.compile(r'version = "([^"]+)"')).read
package_lock = _Pairs(
    re.compile(r'\s*"node_modules/((?:@[^"/]+/)?[^"/]+)": \{'), re.compile(r'\s*"version": "([^"]+)"')
).read


def pnpm_lock(text: str) -> Reading:
    """The `packages` of a pnpm lock file: `'name@1.2.3':`."""
    key = re.compile(r"  '?/?((?:@[^@/'\s]+/)?[^@/'\s]+)[@/](\d[^('\s]*?)'?:\s*$")
    return Reading(pinned=versions_of([(one[1], one[2]) for line in text.splitlines() if (one := key.match(line))]))


def pom(text: str) -> Reading:
    """What stands below an opening `dependency`, `parent` or `plugin`, and properties that hold a version."""
    stated: list[Stated] = []
    name = group = ""
    inside = False
    for line in text.splitlines():
        if found := _POM_ENTRY.match(line):
            inside, name, group = not found[1], "", ""
        elif found := _POM_NAME.match(line) if inside else None:
            group, name = (found[2], name) if found[1] == "groupId" else (group, f"{group}:{found[2]}")
        elif (found := _POM_VERSION.match(line) if inside else None) and name:
            stated.append((name, Requirement(name, found[1], _guessed(name))))
        elif (found := _POM_PROPERTY.match(line)) and found[1] != "java.version":
            stem = found[1].removesuffix(".version")
            stated.append((f"${stem}", Requirement(stem, found[2], _guessed(stem), found[1])))
    return Reading(collect(stated))


def cargo_lock(text: str) -> Reading:
    """Packages with a source; those without one are the project's own."""
    pinned: list[tuple[str, str]] = []
    said: dict[str, str] = {}
    for line in text.splitlines():
        if found := _CARGO_LINE.match(line):
            said = {"name": found[2]} if found[1] == "name" else said | {found[1]: found[2]}
            if found[1] == "source" and {"name", "version"} <= set(said):
                pinned.append((said["name"], said["version"]))
    return Reading(pinned=versions_of(pinned))


def nothing(text: str) -> Reading:
    """For a format of which a hunk does not show enough."""
    return Reading()


def _guessed(name: str) -> Scope:
    return Scope.DEVELOPMENT if is_tool(name) else Scope.PRODUCTION
