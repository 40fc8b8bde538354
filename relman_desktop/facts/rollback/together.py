"""Parts of the product that have to go back together: a client that calls what its server only offers now."""

import re
from collections.abc import Iterator, Sequence

from ...jobs import Cancel
from ...sources.change import Change, FileChange
from ...wording import listed, named
from ..fact import Finding
from ..production import language, production
from .reason import Reason, Verdict

_CLIENTS = ("javascript", "typescript", "vue", "kotlin", "swift")
_PACKAGES = ("package.json", "pubspec.yaml", "Podfile", "Package.swift", "build.gradle", "build.gradle.kts")
_PARAMETER = re.compile(r"\{[^}/]*\}|:\w+|<[^>/]*>|\*+\w*|\$\w+")
_LEAST = 8  # characters of a route that is worth looking for
_LONGEST_LINE = 500
_MOST = 40  # routes

Calls = dict[str, tuple[str, ...]]  # the hunks that call a route


def reasons(change: Change, findings: Sequence[Finding], cancel: Cancel) -> Iterator[Reason]:
    """One reason for each package of clients whose changed lines call a new route."""
    added = [one for one in findings if one.kind == "surface.endpoint_added" and _is_telling(one)][:_MOST]
    if not added:
        return
    servers = {str(one).partition(".")[0] for finding in added for one in finding.evidence}
    packages = _packages(change, cancel)
    for folder, files in _clients(change, servers, packages).items():
        calls = {str(one.data["route"]): hunks for one in added if (hunks := _calls(change, files, one, cancel))}
        if calls:
            yield _together(folder, calls, [one for one in added if one.data["route"] in calls])


def _is_telling(finding: Finding) -> bool:
    return len(_PARAMETER.sub("", str(finding.data.get("route") or ""))) >= _LEAST


def _packages(change: Change, cancel: Cancel) -> frozenset[str]:
    """The folders below the top that are packages of their own."""
    paths = (path.rpartition("/") for path in change.content.tree(cancel) if path.endswith(_PACKAGES))
    return frozenset(folder for folder, _, name in paths if folder and name in _PACKAGES)


def _clients(change: Change, servers: set[str], packages: frozenset[str]) -> dict[str, list[FileChange]]:
    """The changed files of clients by their package; not of one that also has the routes."""
    by_package: dict[str, list[FileChange]] = {}
    serving = {_package(file, packages) for file in change.files if file.id in servers}
    for file in production(change.files):
        package = _package(file, packages)
        if package and package not in serving and language(file.path) in _CLIENTS:
            by_package.setdefault(package, []).append(file)
    return by_package


def _package(file: FileChange, packages: frozenset[str]) -> str:
    """The nearest package around a file; "" for the repository itself."""
    folder = file.path.rpartition("/")[0]
    while folder and folder not in packages:
        folder = folder.rpartition("/")[0]
    return folder


def _calls(change: Change, files: Sequence[FileChange], endpoint: Finding, cancel: Cancel) -> tuple[str, ...]:
    """The hunks whose added lines hold the route, its parameters being anything."""
    parts = _PARAMETER.split(str(endpoint.data["route"]).rstrip("/"))
    pattern = re.compile(r"[^\s/\"'`]+".join(map(re.escape, parts)) + r"(?![\w/-])")
    hunks = (hunk for file in files for hunk in change.hunks(file, cancel))
    return tuple(
        hunk.id
        for hunk in hunks
        if any(len(line.text) <= _LONGEST_LINE and pattern.search(line.text) for line in hunk.added)
    )


def _together(folder: str, calls: Calls, added: Sequence[Finding]) -> Reason:
    routes = listed(list(calls))
    evidence = [one for hunks in calls.values() for one in hunks[:1]] + [one.evidence[0] for one in added]
    return Reason(
        "together",
        Verdict.CONDITIONAL,
        f"The client in {named(folder)} now calls {routes}, which the server offers only with this change.",
        f"the client in {named(folder)} needs the new server",
        tuple(dict.fromkeys(evidence))[:8],
        f"Take the client in {named(folder)} back before the server, or both together: it calls {routes}.",
        {"folder": folder, "names": list(calls)},
    )
