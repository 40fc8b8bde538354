"""Cargo.toml and Cargo.lock."""

from collections.abc import Iterator, Mapping
from typing import Any

from ..formats import mapping, toml_table
from .requirement import Reading, Requirement, Runtime, Scope, collect, versions_of

_SECTIONS = {
    "dependencies": Scope.PRODUCTION,
    "dev-dependencies": Scope.DEVELOPMENT,
    "build-dependencies": Scope.DEVELOPMENT,
}


def cargo_toml(text: str) -> Reading:
    data = toml_table(text)
    places = [data, mapping(data, "workspace"), *map(mapping, mapping(data, "target").values())]
    stated = [found for place in places for found in _requirements(place)]
    least = mapping(data, "package").get("rust-version")
    least = least if isinstance(least, str) else mapping(data, "workspace", "package").get("rust-version")
    own = mapping(data, "package").get("name")
    return Reading(
        collect(stated),
        runtimes={"rust": Runtime(least, minimum=True)} if isinstance(least, str) else {},
        own=frozenset({own} if isinstance(own, str) else ()),
        overrides=dict(_patches(data)),
    )


def cargo_lock(text: str) -> Reading:
    """The packages with no source are the project's own, and what they depend on is direct."""
    tables = toml_table(text).get("package")
    packages = [table for table in tables if isinstance(table, Mapping)] if isinstance(tables, list) else []
    foreign = [table for table in packages if "source" in table]
    pinned = versions_of([(str(table.get("name")), str(table.get("version"))) for table in foreign])
    asked = [
        str(entry).split()
        for table in packages
        if "source" not in table and isinstance(table.get("dependencies"), list)
        for entry in table["dependencies"]
    ]
    named = {words[0]: words[1:] for words in asked if words}  # "name 1.2.3" where there are several
    versions = {name: (*version, *pinned.get(name, ())) for name, version in named.items()}
    chosen = {name: known[0] for name, known in versions.items() if known}
    return Reading(pinned=pinned, chosen=chosen, direct=frozenset(named))


def _patches(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """`[patch.crates-io]`: the crates that are taken from elsewhere."""
    for table in mapping(data, "patch").values():
        for name, entry in mapping(table).items():
            where = mapping(entry)
            at = where.get("tag") or where.get("rev") or where.get("branch") or where.get("version") or ""
            if where.get("git"):
                yield name, f"{where['git']} {at}".strip()


def _requirements(place: Mapping[str, Any]) -> Iterator[tuple[str, Requirement]]:
    for section, scope in _SECTIONS.items():
        for alias, value in mapping(place, section).items():
            entry = value if isinstance(value, Mapping) else {"version": value}
            if "path" in entry or entry.get("workspace") is True:
                continue
            name = str(entry.get("package") or alias)
            spec = str(entry.get("version") or entry.get("git") or "")
            optional = scope is Scope.PRODUCTION and entry.get("optional") is True
            yield name, Requirement(name, spec, Scope.OPTIONAL if optional else scope)
