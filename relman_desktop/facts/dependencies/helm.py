"""The charts that a Helm chart needs."""

import re

from ..formats import yaml_scalars
from .requirement import Reading, Requirement, Stated, collect, versions_of


def chart(text: str) -> Reading:
    """Chart.yaml, and requirements.yaml of the older format."""
    entries, own = _entries(text)
    stated = [
        (one["name"], Requirement(one["name"], one.get("version", "")))
        for one in entries
        if "name" in one and not one.get("repository", "").startswith("file:")
    ]
    return Reading(collect(stated), own=frozenset({own} if own else ()))


def chart_lock(text: str) -> Reading:
    entries, _ = _entries(text)
    found = [one for one in entries if not one.get("repository", "").startswith("file:")]
    pinned = versions_of([(one["name"], one.get("version", "")) for one in found if "name" in one])
    return Reading(pinned=pinned, direct=frozenset(pinned))


def _entries(text: str) -> tuple[list[dict[str, str]], str]:
    """The entries of `dependencies`, and the chart's own name."""
    entries: dict[str | int, dict[str, str]] = {}
    own = ""
    for path, value in yaml_scalars(text):
        if path == ("name",):
            own = value
        elif len(path) == 3 and path[0] == "dependencies":
            entries.setdefault(path[1], {})[str(path[2])] = value
    return list(entries.values()), own


def chart_piece(text: str) -> Reading:
    """The entries with a name and a version on the lines that a diff shows; the chart's own are not indented."""
    stated: list[Stated] = []
    said: dict[str, str] = {}
    for line in text.splitlines():
        found = _LINE.match(line[:500])
        if found and found[1]:
            said = {}
        if found:
            said[found[2]] = found[3]
            if {"name", "version"} <= set(said) and not said.get("repository", "").startswith("file:"):
                stated.append((said["name"], Requirement(said["name"], said["version"])))
                said = {}
    return Reading(collect(stated))


_LINE = re.compile(r"(?:\s*(-)\s+|\s+)(name|version|repository):\s*[\"']?([^\"'\s#]+)")
