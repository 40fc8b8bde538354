"""What only the pipeline and the developers use: actions of GitHub workflows, hooks of pre-commit."""

import re

from .requirement import Reading, Requirement, Scope, Stated, collect

_USES = re.compile(
    r"\s*(?:-\s*)?uses:\s*[\"']?([\w.-]+/[\w./-]+)@([^\"'\s#]+)[\"']?(?:\s*#\s*(?:tag=|pin@|ratchet:\S*@)?(v?\d\S*))?"
)
_COMMIT = re.compile(r"[0-9a-f]{40}")
_REPOSITORY = re.compile(r"\s*-?\s*repo:\s*[\"']?(\S+?)[\"']?\s*$")
_REVISION = re.compile(r"\s*-?\s*rev:\s*[\"']?([^\"'\s#]+)[\"']?\s*(?:#\s*(?:frozen:\s*)?(v?\d\S*))?")


def workflow(text: str) -> Reading:
    """`uses: owner/action@v1`; one that is pinned to a commit has its version in the remark behind it."""
    stated: list[Stated] = []
    for line in text.splitlines():
        if found := _USES.match(line[:500]):
            stated.append((found[1], Requirement(found[1], _version(found[2], found[3]), Scope.DEVELOPMENT)))
    return Reading(collect(stated))


def hooks(text: str) -> Reading:
    """.pre-commit-config.yaml: a repository and below it its revision."""
    stated: list[Stated] = []
    name = ""
    for line in text.splitlines():
        if found := _REPOSITORY.match(line[:500]):
            name = found[1].rstrip("/").rpartition("/")[2].removesuffix(".git")
        elif name and (found := _REVISION.match(line[:500])):
            stated.append((name, Requirement(name, _version(found[1], found[2]), Scope.DEVELOPMENT)))
            name = ""
    return Reading(collect(stated))


def _version(reference: str, said: str | None) -> str:
    return (said or reference[:7]) if _COMMIT.fullmatch(reference) else reference
