"""Gradle's scripts (Groovy and Kotlin), version catalogs, lock files, properties and wrapper. Scripts are not run."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..formats import mapping, toml_table
from .markup import filled
from .requirement import Reading, Requirement, Runtime, Scope, Stated, collect, versions_of
from .scopes import is_framework, is_tool

_CONFIGURATION = (
    r"(?P<config>[a-zA-Z]{0,40}(?:[iI]mplementation|[aA]pi|[cC]ompile|[rR]untime|[oO]nly|[pP]rocessor|kapt|ksp"
    r"|classpath|mavenBom))"
)
_QUOTED = re.compile(
    rf"^\s*[\"']?{_CONFIGURATION}[\"']?[\s(]{{1,8}}(?:(?:enforcedP|p)latform\s?\(\s?)?[\"']"
    r"(?P<group>[\w.-]+):(?P<name>[\w.-]+)(?::(?P<version>[^\"':@\s]+))?[^\"'\n]*[\"']"
)
_NAMED = re.compile(
    rf"^\s*{_CONFIGURATION}[\s(]{{1,8}}group\s?[:=]\s?[\"'](?P<group>[\w.-]+)[\"'],\s?"
    r"name\s?[:=]\s?[\"'](?P<name>[\w.-]+)[\"'](?:,\s?version\s?[:=]\s?[\"']?(?P<version>[^\"',)\s]+))?"
)
_PLUGIN = re.compile(
    r"^\s*(?:id[\s(]{1,3}[\"'](?P<id>[\w.-]+)[\"']|kotlin\([\"'](?P<kotlin>[\w.-]+)[\"'])\)?\s{1,4}"
    r"version[\s(]{1,3}[\"'](?P<version>[^\"'\n]+)"
)
_VARIABLE = re.compile(
    r"^\s*(?:(?:const |private )*(?:def|val|var|String)\s{1,4}|(?:project\.)?(?:ext|extra)\.|set\(|(?:ext|extra)\[)?"
    r"[\"']?(?P<name>[a-zA-Z][\w.]*)[\"']?\]?\s{0,20}(?:=|,|by extra\()\s{0,4}[\"'](?P<value>\d[\w.+-]*)[\"']"
)
_USE = re.compile(r"\$\{?(?:rootProject\.|project\.|ext\.|versions\.|extra\[\"?)*([a-zA-Z][\w.]*)(?:\"?\])?\}?")
_JAVA = re.compile(
    r"jvmToolchain\((\d+)|JavaLanguageVersion\.of\((\d+)|JavaVersion\.VERSION_(?:1_)?(\d+)"
    r"|(?:source|target)Compatibility\s?=\s?[\"']?(?:1\.)?(\d+)|\brelease(?:\.set\(|\s?=\s?)(\d+)"
)
_FOR_TESTS = re.compile(r"test", re.IGNORECASE)
_LOCKED = re.compile(r"([\w.-]+:[\w.-]+):([^=\s]+)=(\S*)")
_DISTRIBUTION = re.compile(
    r"^[ \t]*distributionUrl[ \t]*=.{1,300}?(?:gradle|apache-maven)-(\d[\w.]{0,30}?)-(?:bin|all)\.zip", re.MULTILINE
)
_PROPERTY = re.compile(
    r"^[ \t]*([a-zA-Z][\w.-]{0,100}?)[._-]?[vV]ersion[ \t]*[=:][ \t]*(\d[\w.+-]*)[ \t\r]*$", re.MULTILINE
)
_CATALOG_LINE = re.compile(r"\s*([\w.-]+)\s*=\s*[\"'](\d[^\"']*)[\"']")
_COORDINATES = re.compile(r"[\"']([\w.-]+:[\w.-]+):(\d[^\"':]*)[\"']")


def script(text: str) -> Reading:
    """build.gradle and build.gradle.kts, with the variables that hold versions in the script itself."""
    lines = list(_code(text))
    found = (_VARIABLE.match(line[:500]) for line in lines)
    variables = {one["name"]: one["value"] for one in found if one and one["name"] != "version"}
    stated = [one for line in lines for one in _on_line(line[:1000], variables)]
    said = (_JAVA.search(line[:500]) for line in lines)
    java = next((next(filter(None, one.groups())) for one in said if one), "")
    return Reading(collect(stated), runtimes={"java": Runtime(java, minimum=False)} if java else {})


def catalog(text: str) -> Reading:
    """libs.versions.toml: libraries and plugins, most of them with a version that has a name."""
    data = toml_table(text)
    versions = {name: _version(value) for name, value in mapping(data, "versions").items()}
    entries = [*_entries(mapping(data, "libraries"), versions), *_entries(mapping(data, "plugins"), versions)]
    used = {one.via for _, one in entries}
    left = [
        (f"${name}", Requirement(name, version, via=name))
        for name, version in versions.items()
        if name not in used and version and not _FOR_TESTS.search(name) and name not in ("java", "jdk", "gradle")
    ]
    java = versions.get("java") or versions.get("jdk") or ""
    runtimes = {"java": Runtime(java, minimum=False)} if java else {}
    return Reading(collect([*entries, *left]), runtimes=runtimes)


def catalog_piece(text: str) -> Reading:
    """The lines of a catalog that a diff shows: versions by their names, and coordinates with a version."""
    stated: list[Stated] = []
    for line in text.splitlines():
        if coordinates := _COORDINATES.search(line[:1000]):
            stated.append((coordinates[1], Requirement(coordinates[1], coordinates[2])))
        elif one := _CATALOG_LINE.match(line[:1000]):
            stated.append((f"${one[1]}", Requirement(one[1], one[2], via=one[1])))
    return Reading(collect(stated))


def lockfile(text: str) -> Reading:
    """gradle.lockfile: each package with the configurations that it is locked for."""
    found = [one for line in text.splitlines() if (one := _LOCKED.fullmatch(line.strip()))]
    tools = (one[1] for one in found if all(map(_is_tool, one[3].split(","))))
    return Reading(pinned=versions_of([(one[1], one[2]) for one in found]), tools=frozenset(tools))


def properties(text: str) -> Reading:
    """gradle.properties: `kotlinVersion=2.0.0` and `kotlin_version=2.0.0`."""
    found = [(one[1], one[2]) for one in _PROPERTY.finditer(text)]
    return Reading(collect([(f"${name}", Requirement(name, value, via=name)) for name, value in found]))


def wrapper(name: str, text: str) -> Reading:
    """The build tool that the wrapper brings along."""
    found = _DISTRIBUTION.search(text)
    return Reading({name: Requirement(name, found[1], Scope.DEVELOPMENT)} if found else {})


def _on_line(line: str, variables: Mapping[str, str]) -> Iterator[Stated]:
    if found := _QUOTED.match(line) or _NAMED.match(line):
        written = found["version"] or ""
        used = _USE.findall(written if "$" in written else f"${written}" if written[:1].isalpha() else "")
        spec = filled(f"${written}" if written[:1].isalpha() else written, variables, _USE)
        name = f"{found['group']}:{found['name']}"
        yield name, Requirement(name, "" if "$" in spec else spec, _scope(found["config"]), used[0] if used else "")
    elif found := _PLUGIN.match(line):
        name = found["id"] or f"org.jetbrains.kotlin.{found['kotlin']}"
        spec = filled(found["version"], variables, _USE)
        scope = Scope.PRODUCTION if is_framework(name) else Scope.DEVELOPMENT
        yield name, Requirement(name, "" if "$" in spec else spec, scope)


def _scope(configuration: str) -> Scope:
    return Scope.DEVELOPMENT if _is_tool(configuration) else Scope.PRODUCTION


def _is_tool(configuration: str) -> bool:
    if _FOR_TESTS.search(configuration):
        return True
    if configuration.endswith(("ompileClasspath", "untimeClasspath")):
        return False
    return configuration.endswith(("classpath", "Classpath", "kapt", "ksp", "Processor"))


def _code(text: str) -> Iterator[str]:
    """The lines without remarks; `//` in an address is none."""
    inside = False
    for line in text.splitlines():
        code = "" if inside else line.partition("/*")[0]
        if inside or "/*" in line:
            inside = "*/" not in (line if inside else line.partition("/*")[2])
        bare = code.lstrip()
        yield "" if bare.startswith("//") else code.partition(" //")[0]


def _entries(table: Mapping[str, Any], versions: Mapping[str, str]) -> Iterator[Stated]:
    for alias, value in table.items():
        entry = value if isinstance(value, Mapping) else {}
        name = str(entry.get("module") or entry.get("id") or "")
        if entry.get("group"):
            name = f"{entry.get('group')}:{entry.get('name')}"
        version, via = _version(entry.get("version")), str(mapping(entry, "version").get("ref") or "")
        if isinstance(value, str):
            name, _, version = value.rpartition(":")
        tool = is_tool(name) or bool(_FOR_TESTS.search(alias)) or ("id" in entry and not is_framework(name))
        spec = versions.get(via, "") if via else version
        if name:
            yield name, Requirement(name, spec, Scope.DEVELOPMENT if tool else Scope.PRODUCTION, via)


def _version(value: object) -> str:
    if isinstance(value, Mapping):
        said: Iterable[object] = (value.get(key) for key in ("require", "strictly", "prefer"))
        return next((str(one) for one in said if one), "")
    return value if isinstance(value, str) else ""
