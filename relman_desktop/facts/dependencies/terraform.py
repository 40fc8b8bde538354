"""What Terraform asks for: providers, modules and its own version; and the lock file of the providers."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..syntax import text_of, tree
from .requirement import Reading, Requirement, Runtime, Stated, collect, versions_of

if TYPE_CHECKING:
    from tree_sitter import Node

_WORTH_READING = ("module", "required_")
_SETTING = re.compile(r"\s*(\w+)\s*=\s*\"([^\"\n]*)\"")
_SOURCE_THEN_VERSION = re.compile(r"\s*(source|version|required_version)\s*=\s*\"([^\"\n]*)\"")
_PROVIDER = re.compile(r"provider\s+\"([^\"]+)\"")
_REGISTRY = re.compile(r"registry\.(?:terraform|opentofu)\.(?:io|org)/")
_AT = re.compile(r"(.*?)[?&]ref=([^&]+)")


def configuration(text: str) -> Reading:
    """A `*.tf` file's `terraform` and `module` blocks."""
    if not any(word in text for word in _WORTH_READING):
        return Reading()
    stated: list[Stated] = []
    runtimes: dict[str, Runtime] = {}
    for block in _blocks(_body(tree(text, "hcl"))):
        kind, body = text_of(block.children[0]), _body(block)
        if kind == "module" and body:
            stated += _module(_settings(body))
        elif kind == "terraform" and body:
            if version := _settings(body).get("required_version"):
                runtimes["terraform"] = Runtime(version, minimum=True)
            for inner in _blocks(body):
                stated += _providers(inner)
    return Reading(collect(stated), runtimes=runtimes)


def configuration_piece(text: str) -> Reading:
    """The sources with a version near them on the lines that a diff shows."""
    stated: list[Stated] = []
    runtimes: dict[str, Runtime] = {}
    source = ""
    for line in text.splitlines():
        found = _SOURCE_THEN_VERSION.match(line[:500])
        if found and found[1] == "required_version":
            runtimes["terraform"] = Runtime(found[2], minimum=True)
        elif found and found[1] == "source":
            source = found[2]
            stated += [one for one in _module({"source": source}) if one[1].spec]
        elif found and source:
            stated += _module({"source": source, "version": found[2]})
            source = ""
    return Reading(collect(stated), runtimes=runtimes)


def lock(text: str) -> Reading:
    """.terraform.lock.hcl: the versions of the providers; all that it has is asked for by some module."""
    pinned: list[tuple[str, str]] = []
    name = ""
    for line in text.splitlines():
        if found := _PROVIDER.match(line):
            name = _provider(found[1])
        elif name and (found := _SETTING.match(line)) and found[1] == "version":
            pinned.append((name, found[2]))
            name = ""
    return Reading(pinned=versions_of(pinned), direct=frozenset(key for key, _ in pinned))


def _provider(source: str) -> str:
    return _REGISTRY.sub("", source)


def _body(node: "Node") -> "Node | None":
    return next((child for child in node.children if child.type == "body"), None)


def _blocks(body: "Node | None") -> Iterator["Node"]:
    for child in body.children if body else ():
        if child.type == "block" and child.children:
            yield child


def _settings(body: "Node") -> dict[str, str]:
    """The settings of a block that are plain texts."""
    lines = (text_of(child) for child in body.children if child.type == "attribute")
    return {found[1]: found[2] for line in lines if (found := _SETTING.fullmatch(line))}


def _providers(block: "Node") -> Iterator[Stated]:
    body = _body(block)
    if text_of(block.children[0]) != "required_providers" or not body:
        return
    for child in body.children:
        if child.type != "attribute":
            continue
        text = text_of(child)
        alias = text.partition("=")[0].strip()
        lines = text.partition("{")[2].replace(",\n", "\n").splitlines() if "{" in text else []
        found = dict(pair for line in lines for pair in _pairs(line))
        name = _provider(found.get("source") or f"hashicorp/{alias}")
        plain = _SETTING.fullmatch(text)
        yield name, Requirement(name, plain[2] if plain else found.get("version", ""))


def _pairs(line: str) -> Iterator[tuple[str, str]]:
    """`source = "a"` and, on one line, `source = "a", version = "b"`."""
    if not line.lstrip().startswith(("#", "//")):
        yield from re.findall(r"(\w+)\s*=\s*\"([^\"]*)\"", line[:500])


def _module(settings: dict[str, str]) -> Iterator[Stated]:
    source = settings.get("source", "")
    if not source or source.startswith((".", "/")):
        return
    at = _AT.match(source)
    name = at[1] if at else source
    spec = settings.get("version") or (at[2] if at else "")
    yield name, Requirement(name, spec)
