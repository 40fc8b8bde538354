"""JavaScript's manifests and lock files: npm, Yarn (both formats) and pnpm."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ..formats import json_object, mapping, scalars, yaml_scalars
from .requirement import Reading, Requirement, Runtime, Scope, Stated, collect, versions_of
from .scopes import is_never_shipped, is_tool

SECTIONS = {
    "dependencies": Scope.PRODUCTION,
    "optionalDependencies": Scope.PRODUCTION,
    "peerDependencies": Scope.OPTIONAL,
    "devDependencies": Scope.DEVELOPMENT,
}
_LOCAL = ("file:", "link:", "workspace:", "portal:", "./", "../")
_YARN_VERSION = re.compile(r'  version:? "?([^"\s]+)"?')
_PNPM_PACKAGE = re.compile(r"/?((?:@[^@/]+/)?[^@/]+)[@/](\d[^(]*)")


def package_json(text: str) -> Reading:
    data = json_object(text)
    stated = [
        (name, Requirement(name, spec, Scope.DEVELOPMENT if is_never_shipped(name) else scope))
        for section, scope in SECTIONS.items()
        for name, spec in mapping(data, section).items()
        if isinstance(spec, str) and not spec.startswith(_LOCAL)
    ]
    node = mapping(data, "engines").get("node")
    runtimes = {"node": Runtime(node, minimum=True)} if isinstance(node, str) else {}
    own = data.get("name")
    return Reading(
        collect([*stated, *_package_manager(data)]),
        runtimes=runtimes,
        own=frozenset({own} if isinstance(own, str) else ()),
        overrides=dict(_overrides(data)),
    )


def package_lock(text: str) -> Reading:
    """package-lock.json and npm-shrinkwrap.json: version 2 and 3 by `packages`, version 1 by `dependencies`."""
    data = json_object(text)
    packages = mapping(data, "packages")
    if not packages:
        return _first_format(mapping(data, "dependencies"))
    installed = {path: entry for path, entry in packages.items() if isinstance(entry, Mapping)}
    pinned = [
        (_installed(path), str(entry["version"]))
        for path, entry in installed.items()
        if "node_modules/" in path and "version" in entry and not entry.get("link")
    ]
    production = {_installed(path) for path, entry in installed.items() if not entry.get("dev")}
    tools = frozenset(_installed(path) for path in installed) - production
    own = [entry for path, entry in installed.items() if "node_modules/" not in path]
    direct = {name for entry in own for section in SECTIONS for name in mapping(entry, section)}
    tops = {name: mapping(installed, f"node_modules/{name}").get("version") for name in direct}
    chosen = {name: str(version) for name, version in tops.items() if version}
    return Reading(pinned=versions_of(pinned), chosen=chosen, direct=frozenset(direct), tools=tools)


def yarn_lock(text: str) -> Reading:
    """yarn.lock of Yarn 1 and of Berry: a line of `name@spec` selectors, and below it their version."""
    pinned: list[tuple[str, str]] = []
    chosen: dict[str, str] = {}
    selectors: list[str] = []
    for line in text.splitlines():
        if line[:1] not in (" ", "#", "") and line.endswith(":"):
            selectors = [part.strip().strip('"') for part in line.rstrip(":").strip('"').split(",")]
        elif (found := _YARN_VERSION.match(line)) and found[1] != "0.0.0-use.local":
            names = {name: None for name in map(_selected_name, selectors) if name}
            pinned += [(name, found[1]) for name in names]
            chosen |= {spelled: found[1] for one in selectors for spelled in (one, one.replace("@npm:", "@"))}
            selectors = []
    return Reading(pinned=versions_of(pinned), chosen=chosen)


def pnpm_lock(text: str) -> Reading:
    """pnpm-lock.yaml: `importers` has the requirements of each project and what they got, `packages` everything."""
    chosen: dict[str, str] = {}
    packages: dict[tuple[str, str], None] = {}
    direct, tools, production = set[str](), set[str](), set[str]()
    for path, value in yaml_scalars(text):
        match tuple(map(str, path)):
            case (document, *_) if document.startswith("#"):  # pnpm's own tools stand in a document of their own
                continue
            case ("importers", _, section, name, "version") if section in SECTIONS and not value.startswith(_LOCAL):
                chosen.setdefault(name, value.partition("(")[0])
            case ("importers", _, section, name, "specifier") if section in SECTIONS:
                direct.add(name)
            case (section, name, *rest) if section in SECTIONS and rest in ([], ["version"]):  # one project
                chosen.setdefault(name, value.partition("(")[0].partition("_")[0])
                direct.add(name)
            case ("packages", package, *rest) if found := _PNPM_PACKAGE.match(package):
                packages[found[1], found[2]] = None
                if rest == ["dev"]:  # said up to version 6 of the format
                    (tools if value == "true" else production).add(found[1])
    only = frozenset(tools - production)
    return Reading(pinned=versions_of(list(packages)), chosen=chosen, direct=frozenset(direct), tools=only)


def pnpm_workspace(text: str) -> Reading:
    """pnpm-workspace.yaml: its catalogs have the versions that the manifests leave out."""
    stated: list[Stated] = []
    overrides: dict[str, str] = {}
    for path, value in yaml_scalars(text):
        match tuple(map(str, path)):
            case ("catalog", name) | ("catalogs", _, name):
                scope = Scope.DEVELOPMENT if is_tool(name) else Scope.PRODUCTION
                stated.append((name, Requirement(name, value, scope)))
            case ("overrides", name):
                overrides[name] = value
    return Reading(collect(stated), overrides=overrides)


def _installed(path: str) -> str:
    """The name of the package that stands in a folder."""
    return path.rpartition("node_modules/")[2]


def _overrides(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What npm, Yarn and pnpm hold a package at, whoever asks for it."""
    for table in (mapping(data, "overrides"), mapping(data, "resolutions"), mapping(data, "pnpm", "overrides")):
        for path, value in scalars(dict(table)):
            name = " > ".join(str(part) for part in path if part != ".").removeprefix("**/")
            if name and not value.startswith(("$", *_LOCAL)):
                yield name, value


def _package_manager(data: Mapping[str, Any]) -> Iterator[tuple[str, Requirement]]:
    """`"packageManager": "pnpm@9.1.0+sha512.…"`: the tool that installs the others."""
    name, at, version = str(data.get("packageManager", "")).partition("@")
    if name and at:
        yield name, Requirement(name, version.partition("+")[0], Scope.DEVELOPMENT)


def _selected_name(selector: str) -> str:
    """`@babel/core` of `@babel/core@^7.0.0` and of `@babel/core@npm:^7.0.0`."""
    return selector[: selector.find("@", 1)] if selector.find("@", 1) > 0 else ""


def _first_format(entries: Mapping[str, Any]) -> Reading:
    """Version 1 of npm's lock file: packages inside of packages."""
    pinned: list[tuple[str, str]] = []
    production: set[str] = set()
    waiting = [entries]
    while waiting:
        for name, entry in waiting.pop().items():
            if isinstance(entry, Mapping):
                pinned.append((name, str(entry.get("version", ""))))
                production |= set() if entry.get("dev") else {name}
                waiting.append(mapping(entry, "dependencies"))
    tops = {name: str(entry.get("version", "")) for name, entry in entries.items() if isinstance(entry, Mapping)}
    return Reading(pinned=versions_of(pinned), chosen=tops, tools=frozenset(dict(pinned)) - production)
