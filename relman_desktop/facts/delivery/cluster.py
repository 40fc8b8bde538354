"""What a cluster must be given that stands only in the documents: definitions of resources, and permissions.

Products that are installed by charts of another repository keep there what operators apply by hand.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ...jobs import Cancel
from ...sources.change import Change, FileChange, Kind, Status
from ...wording import counted, joined, listed, named
from ..fact import Finding
from ..formats import Unread
from ..sides import Finder, Text, sides
from .objects import objects, within

_DOCUMENTS = re.compile(r"(?i)(?:^|/)(?:docs?|documentation)/")
_ASIDE = re.compile(
    r"(?i)(?:^|/)(?:tests?|fixtures?|examples?|samples?|demos?|tutorials?|user-guides?|getting-started)/|versioned"
)
_BETWEEN = re.compile(r"^---[^\n]{0,200}$", re.MULTILINE)
_KIND = re.compile(r"^kind:[ \t]*[\"']?(CustomResourceDefinition|ClusterRole|Role)[\"']?[ \t]*$", re.MULTILINE)
_NAME = re.compile(
    r"^metadata:[ \t]*\n(?:(?:[ \t]+[^\n]*)?\n){0,40}?[ \t]{1,4}name:[ \t]*[\"']?([\w.-]+)", re.MULTILINE
)
_REMARK = re.compile(r"^[ \t]*(?:#[^\n]*)?\n", re.MULTILINE)
_DESCRIPTION = re.compile(r"[ ]*description:[ \t]*\S")
_SPEC = re.compile(r"^spec:", re.MULTILINE)
_SHOWN = 4  # names in a sentence
_MOST = 20  # files
_LARGEST = 1 << 16  # characters of a role that is read
_LARGEST_FILE = 4 << 20
_DEFINITION, _WEIGHT = "CustomResourceDefinition", 50

Rules = dict[str, set[str]]  # by a resource the verbs that are allowed on it


@dataclass(frozen=True, slots=True)
class _Changed:
    """The definitions of a file that change."""

    file: FileChange
    names: list[str]
    finder: Finder


def differences(change: Change, cancel: Cancel) -> Iterator[Finding]:
    """`delivery.cluster_definitions`, one for all, and `delivery.cluster_permissions`, one a role.

    data: path, where, objects (their names), added (the resources that a role newly allows something on).
    """
    asked = [file for file in change.files if _may_hold(file)]
    found: list[_Changed] = []
    for file in asked[:_MOST]:
        cancel.check()
        before, after = (_documents(side) for side in sides(change, file, cancel))
        if before is None or after is None:
            continue
        changed = [one for one in after if before.get(one) != after[one]]
        finder = Finder(file, change.hunks(file, cancel))
        if definitions := [name for kind, name in changed if kind == _DEFINITION]:
            found.append(_Changed(file, definitions, finder))
        for key in changed:
            if key[0] != _DEFINITION and (gained := _gained(before.get(key, ""), after[key])):
                yield _permissions(file, key, gained, finder, new=key not in before)
    if found:
        yield _definitions(found)


def _may_hold(file: FileChange) -> bool:
    if file.kind not in (Kind.DOCS, Kind.CONFIG, Kind.INFRASTRUCTURE) or file.status is Status.DELETED:
        return False
    yaml = file.name.endswith((".yml", ".yaml")) and not file.binary
    return yaml and bool(_DOCUMENTS.search(file.path)) and not _ASIDE.search(file.path)


def _documents(side: Text) -> Mapping[tuple[str, str], str] | None:
    """The definitions and roles of a file by kind and name, without remarks; None of a piece, or of too much."""
    if not side.whole or any(len(piece) > _LARGEST_FILE for piece in side.pieces):
        return None
    found: dict[tuple[str, str], str] = {}
    for document in _BETWEEN.split("".join(side.pieces)):
        kind, name = _KIND.search(document), _NAME.search(document)
        if kind and name:
            spec = _SPEC.search(document) if kind[1] == _DEFINITION else None  # a new generator marks itself above it
            found[kind[1], name[1]] = _bare(document[spec.start() if spec else 0 :])
    return found


def _bare(document: str) -> str:
    """What a cluster does something with: no remarks, and no descriptions with the lines that go on with them."""
    kept, inside = list[str](), -1
    for line in _REMARK.sub("", document).split("\n"):
        indent = len(line) - len(line.lstrip(" "))
        if inside < 0 or indent <= inside:
            inside = indent if _DESCRIPTION.match(line) else -1
            if inside < 0:
                kept.append(line)
    return "\n".join(kept)


def _definitions(found: list[_Changed]) -> Finding:
    """Many documents often hold the same ones: the one that holds the most is named."""
    first = max(found, key=lambda one: len(one.names))
    names = list(dict.fromkeys(name for one in (first, *found) for name in one.names))
    others = len([one for one in found if one is not first and not set(one.names) <= set(first.names)])
    where = named(first.file.path) + (f" and {counted(others, 'further file')}" if others else "")
    what = "definition of the custom resource" if len(names) == 1 else f"definitions of {len(names)} custom resources"
    verb = "changes" if len(names) == 1 else "change"
    text = (
        f"The {what} {verb} in {where}: {listed(names, _SHOWN)}; a cluster knows what is new in them only once "
        "they are applied."
    )
    evidence = tuple(dict.fromkeys(first.finder.find(name) for name in first.names[:_SHOWN]))
    return Finding("delivery.cluster_definitions", text, evidence, _data(first.file, names, ()), _WEIGHT)


def _permissions(file: FileChange, role: tuple[str, str], gained: Rules, finder: Finder, *, new: bool) -> Finding:
    told = [f"{named(resource)} ({joined(sorted(verbs))})" for resource, verbs in gained.items()]
    shown = told if len(told) <= _SHOWN else [*told[:_SHOWN], f"{len(told) - _SHOWN} more"]
    verb = "is new and asks for" if new else "asks for more permissions"
    text = f"The {role[0]} {named(role[1])} in {named(file.path)} {verb}{'' if new else ':'} {joined(shown)}."
    evidence = tuple(dict.fromkeys(finder.find(resource) for resource in list(gained)[:_SHOWN]))
    return Finding("delivery.cluster_permissions", text, evidence, _data(file, [role[1]], gained), _WEIGHT)


def _data(file: FileChange, names: list[str], added: Iterable[str]) -> dict[str, str | int | bool | list[str] | None]:
    return {"path": file.path, "where": "production", "objects": names, "added": list(added)}


def _gained(old: str, new: str) -> Rules:
    """What the new rules allow and the old ones do not."""
    before, after = _rules(old), _rules(new)
    gained = {resource: verbs - before.get(resource, set()) for resource, verbs in after.items()}
    return {resource: verbs for resource, verbs in gained.items() if verbs}


def _rules(document: str) -> Rules:
    found: Rules = {}
    if not document or len(document) > _LARGEST:
        return found
    try:
        read = objects(Text((document,), whole=True)) or {}
    except Unread:
        return found
    for one in read.values():
        rules = one.body.get("rules")
        for rule in rules if isinstance(rules, list) else ():
            resources, verbs = (_words(rule, key) for key in ("resources", "verbs"))
            for resource in resources:
                found.setdefault(resource, set()).update(verbs)
    return found


def _words(rule: object, key: str) -> list[str]:
    some = within({"rule": rule}, "rule").get(key) if isinstance(rule, dict) else None
    return [str(one) for one in some] if isinstance(some, list) else []
