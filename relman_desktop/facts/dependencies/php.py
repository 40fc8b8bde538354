"""Composer's manifest and lock file."""

import re
from collections.abc import Iterator, Mapping

from ..formats import json_object, mapping
from .requirement import Reading, Requirement, Runtime, Scope, Stated, collect, versions_of

_SECTIONS = {"require": Scope.PRODUCTION, "require-dev": Scope.DEVELOPMENT}
_NO_PACKAGE = ("php-64bit", "php-ipv6", "php-zts", "php-debug", "composer-plugin-api", "composer-runtime-api")
_PAIR = re.compile(r'\s*"([\w.-]+/[\w.-]+|ext-[\w-]+|php)":\s*"([^"\n]{1,200})"')
_LOCKED = re.compile(r'\s*"(name|version)":\s*"([^"\n]{1,200})"')
_SECTION = re.compile(r'\s*"([\w-]+)":\s*\{')


def composer_json(text: str) -> Reading:
    data = json_object(text)
    stated: list[Stated] = [
        (name.lower(), Requirement(name, "" if spec == "*" else spec, scope))
        for section, scope in _SECTIONS.items()
        for name, spec in mapping(data, section).items()
        if isinstance(spec, str) and name != "php" and name not in _NO_PACKAGE
    ]
    return Reading(collect(stated), runtimes=_php(mapping(data, "require").get("php")), own=_own(data.get("name")))


def composer_lock(text: str) -> Reading:
    """composer.lock; a branch is told by the commit that it stands at."""
    data = json_object(text)
    packages, tools = list(_packages(data.get("packages"))), list(_packages(data.get("packages-dev")))
    return Reading(pinned=versions_of(packages + tools), tools=frozenset(name for name, _ in tools))


def json_piece(text: str) -> Reading:
    """`"vendor/name": "spec"` lines of a composer.json."""
    stated: list[Stated] = []
    runtimes: dict[str, Runtime] = {}
    section = ""
    for line in text.splitlines():
        if found := _SECTION.match(line):
            section = found[1]
        elif (found := _PAIR.match(line)) and section in ("", *_SECTIONS):
            if found[1] == "php":
                runtimes |= _php(found[2])
            else:
                scope = _SECTIONS.get(section, Scope.PRODUCTION)
                stated.append((found[1].lower(), Requirement(found[1], found[2], scope)))
    return Reading(collect(stated), runtimes=runtimes)


def lock_piece(text: str) -> Reading:
    """A package's name, and its version on the line below it."""
    pinned: list[tuple[str, str]] = []
    name = ""
    for line in text.splitlines():
        found = _LOCKED.match(line)
        if found and found[1] == "name":
            name = found[2] if "/" in found[2] else ""
        elif found and name:
            pinned.append((name.lower(), found[2]))
            name = ""
    return Reading(pinned=versions_of(pinned))


def _packages(entries: object) -> Iterator[tuple[str, str]]:
    for entry in entries if isinstance(entries, list) else ():
        if isinstance(entry, Mapping) and isinstance(entry.get("name"), str):
            version = str(entry.get("version", ""))
            commit = str(mapping(entry, "source").get("reference") or "")
            branch = version.startswith("dev-") or version.endswith("-dev")
            yield entry["name"].lower(), f"{version} {commit[:7]}".strip() if branch else version


def _php(spec: object) -> dict[str, Runtime]:
    return {"php": Runtime(spec, minimum=True)} if isinstance(spec, str) else {}


def _own(name: object) -> frozenset[str]:
    return frozenset({name.lower()} if isinstance(name, str) else ())
