"""The project files of .NET, its central package versions, its lock files and the SDK that it asks for."""

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from ..formats import json_object, mapping
from .markup import filled, root, tag, text_at
from .requirement import Reading, Requirement, Runtime, Scope, Stated, collect, versions_of
from .scopes import is_tool

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_USE = re.compile(r"\$\(([\w.-]+)\)")
_REFERENCES = ("PackageReference", "PackageVersion", "GlobalPackageReference")
_FRAMEWORK = re.compile(r"net(?:coreapp)?(\d+\.\d+)(?:-[\w.]+)?")
_OF_TESTS = ("microsoft.net.test.sdk", "xunit", "nunit", "mstest.testframework")
_LINE = re.compile(r"<(?:PackageReference|PackageVersion|package)\s[^>\n]{0,400}>")
_ATTRIBUTE = re.compile(r"\b(Include|Update|Version|id|version|PrivateAssets)=\"([^\"\n]*)\"")
_TARGET = re.compile(r"<TargetFrameworks?>([^<\n]{1,200})</")


def project(text: str) -> Reading:
    """*.csproj and its like, Directory.Packages.props and Directory.Build.props."""
    tree = root(text)
    groups = (one for one in tree.iter() if tag(one) == "PropertyGroup")
    properties = {tag(one): (one.text or "").strip() for group in groups for one in group}
    stated = [found for one in tree.iter() if tag(one) in _REFERENCES for found in _reference(one, properties)]
    if {key for key, _ in stated} & set(_OF_TESTS):
        stated = [(key, Requirement(one.name, one.spec, Scope.DEVELOPMENT, one.via)) for key, one in stated]
    target = properties.get("TargetFramework") or properties.get("TargetFrameworks") or ""
    return Reading(collect(stated), runtimes=_runtimes(filled(target, properties, _USE)))


def project_piece(text: str) -> Reading:
    """The references and target frameworks on the lines that a diff shows."""
    stated: list[Stated] = []
    for line in _LINE.findall(text):
        said = dict(_ATTRIBUTE.findall(line))
        name = said.get("Include") or said.get("Update") or said.get("id") or ""
        spec = said.get("Version") or said.get("version") or ""
        if name and spec and "$(" not in spec:
            scope = Scope.DEVELOPMENT if said.get("PrivateAssets", "").lower() == "all" else Scope.PRODUCTION
            stated.append((name.lower(), Requirement(name, spec, scope)))
    target = _TARGET.search(text)
    return Reading(collect(stated), runtimes=_runtimes(target[1] if target else ""))


def packages_config(text: str) -> Reading:
    """packages.config, the older list of packages."""
    stated = [
        (one.get("id", "").lower(), Requirement(one.get("id", ""), one.get("version", ""), _developed(one)))
        for one in root(text).iter()
        if tag(one) == "package" and one.get("id")
    ]
    return Reading(collect(stated))


def packages_lock(text: str) -> Reading:
    """packages.lock.json: for each target framework what is direct and what is behind it."""
    entries = [
        (name, entry)
        for target in mapping(json_object(text), "dependencies").values()
        for name, entry in mapping(target).items()
        if isinstance(entry, Mapping) and entry.get("type") != "Project"
    ]
    direct = {name.lower() for name, entry in entries if entry.get("type") == "Direct"}
    pinned = [(name.lower(), str(entry.get("resolved", ""))) for name, entry in entries]
    return Reading(pinned=versions_of(pinned), direct=frozenset(direct))


def global_json(text: str) -> Reading:
    """global.json: the SDK that builds it."""
    version = mapping(json_object(text), "sdk").get("version")
    sdk = {".net sdk": Requirement(".NET SDK", version, Scope.DEVELOPMENT)} if isinstance(version, str) else {}
    return Reading(sdk)


def _reference(element: "Element", properties: Mapping[str, str]) -> Iterator[Stated]:
    name = element.get("Include") or element.get("Update") or ""
    written = element.get("Version") or element.get("VersionOverride") or text_at(element, "Version")
    variables = _USE.findall(written)
    spec = filled(written, properties, _USE)
    private = element.get("PrivateAssets") or text_at(element, "PrivateAssets")
    scope = Scope.DEVELOPMENT if private.lower() == "all" or is_tool(name) else Scope.PRODUCTION
    if name and "$(" not in name:
        via = variables[0] if variables else ""
        yield name.lower(), Requirement(name, "" if "$(" in spec else spec, scope, via)


def _developed(element: "Element") -> Scope:
    return Scope.DEVELOPMENT if element.get("developmentDependency") == "true" else Scope.PRODUCTION


def _runtimes(target: str) -> dict[str, Runtime]:
    """The newest framework of those that it is built for; .NET Standard is an interface and no runtime."""
    found = [one[1] for part in target.split(";") if (one := _FRAMEWORK.fullmatch(part.strip()))]
    newest = max(found, key=lambda version: tuple(map(int, version.split("."))), default="")
    return {"dotnet": Runtime(newest, minimum=False)} if newest else {}
