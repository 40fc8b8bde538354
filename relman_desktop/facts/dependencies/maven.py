"""Maven's pom.xml: parent, dependencies, what is managed, plugins, and properties that hold versions."""

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from .markup import at, filled, root, tag, text_at
from .requirement import Reading, Requirement, Runtime, Scope, Stated, collect
from .scopes import is_tool

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_USE = re.compile(r"\$\{([\w.-]+)\}")
_OWN = ("project.version", "project.parent.version", "revision", "changelist", "sha1", "version", "pom.version")
_JAVA = ("maven.compiler.release", "java.version", "maven.compiler.target", "maven.compiler.source", "jdk.version")
_SECTIONS = {
    ("dependencies", "dependency"): Scope.PRODUCTION,
    ("dependencyManagement", "dependencies", "dependency"): Scope.PRODUCTION,
    ("build", "plugins", "plugin"): Scope.DEVELOPMENT,
    ("build", "pluginManagement", "plugins", "plugin"): Scope.DEVELOPMENT,
}
_SCOPES = {"test": Scope.DEVELOPMENT}
_HOLDS_A_VERSION = re.compile(r"(?:lib|dep|dependency|version|versions)\.(?P<after>.+)|(?P<before>.+?)[.-]?[vV]ersion")
_A_VERSION = re.compile(r"\d[\w.+-]*")


def pom(text: str) -> Reading:
    project = root(text)
    group = text_at(project, "groupId") or text_at(project, "parent", "groupId")
    written = {tag(one): (one.text or "").strip() for table in at(project, "properties") for one in table}
    properties = written | dict.fromkeys(("project.groupId", "pom.groupId", "groupId"), group)
    used: set[str] = set()
    stated = [
        *_parent(project),
        *(
            (key, one)
            for path, scope in _SECTIONS.items()
            for entry in at(project, *path)
            for key, one in _stated(entry, scope, properties, used)
        ),
    ]
    own_version = text_at(project, "version") or text_at(project, "parent", "version")
    stated += _unused({name: one for name, one in properties.items() if one != own_version}, used)
    return Reading(
        collect(_without_unversioned(stated)),
        runtimes=_java(project, properties),
        own=frozenset({f"{group}:{text_at(project, 'artifactId')}"}),
    )


def _parent(project: "Element") -> Iterator[Stated]:
    for parent in at(project, "parent"):
        name = f"{text_at(parent, 'groupId')}:{text_at(parent, 'artifactId')}"
        version = text_at(parent, "version")
        if not any(f"${{{own}}}" == version for own in _OWN):
            yield name, Requirement(name, version)


def _stated(entry: "Element", scope: Scope, properties: Mapping[str, str], used: set[str]) -> Iterator[Stated]:
    group = text_at(entry, "groupId") or ("org.apache.maven.plugins" if tag(entry) == "plugin" else "")
    name = filled(f"{group}:{text_at(entry, 'artifactId')}", properties, _USE)
    written = text_at(entry, "version")
    variables = _USE.findall(written)
    used.update(variables)
    if any(one in _OWN for one in variables):
        return
    spec = filled(written, properties, _USE)
    scope = Scope.DEVELOPMENT if is_tool(name) else _SCOPES.get(text_at(entry, "scope"), scope)
    if scope is Scope.PRODUCTION and text_at(entry, "optional") == "true":
        scope = Scope.OPTIONAL
    yield name, Requirement(name, "" if "${" in spec else spec, scope, variables[0] if variables else "")


def _without_unversioned(stated: list[Stated]) -> list[Stated]:
    """What is managed has its version in one place and its scope in another; where only managed, its name must tell."""
    scopes: dict[str, Scope] = {}
    for key, one in stated:
        if not one.spec:
            scopes[key] = max(scopes.get(key, Scope.DEVELOPMENT), one.scope)
    versioned = {key for key, one in stated if one.spec}
    return [
        (key, Requirement(one.name, one.spec, min(one.scope, scopes.get(key, one.scope)), one.via))
        for key, one in stated
        if one.spec or key not in versioned
    ]


def _unused(properties: Mapping[str, str], used: set[str]) -> Iterator[Stated]:
    """Properties that no dependency here uses: the version of what other modules ask for."""
    for name, value in properties.items():
        found = _HOLDS_A_VERSION.fullmatch(name)
        if found and name not in used and name not in (*_OWN, *_JAVA) and _A_VERSION.fullmatch(value):
            stem = (found["after"] or found["before"]).removesuffix(".version").removesuffix("-version")
            scope = Scope.DEVELOPMENT if is_tool(stem) else Scope.PRODUCTION
            yield f"${stem}", Requirement(stem, value, scope, name)


def _java(project: "Element", properties: Mapping[str, str]) -> dict[str, Runtime]:
    plugins = (
        one
        for path in (("build", "plugins", "plugin"), ("build", "pluginManagement", "plugins", "plugin"))
        for one in at(project, *path)
        if text_at(one, "artifactId") == "maven-compiler-plugin"
    )
    said = [text_at(one, "configuration", "release") for one in plugins] + [properties.get(one, "") for one in _JAVA]
    versions = (filled(one, properties, _USE) for one in said if one)
    version = next((one.removeprefix("1.") for one in versions if _A_VERSION.fullmatch(one)), "")
    return {"java": Runtime(version, minimum=False)} if version else {}
