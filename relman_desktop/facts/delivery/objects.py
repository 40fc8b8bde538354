"""Kubernetes objects as manifests hold them, and those that the templates of a Helm chart would make."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ...wording import named
from ..sides import Text
from .kubernetes_rules import table
from .yamltext import Block, Tree, line_at, read

_API_VERSION = re.compile(r"^apiVersion:", re.MULTILINE)
_KIND = re.compile(r"^kind:", re.MULTILINE)
_ACTION = re.compile(r"\{\{-?((?:(?!\}\}).){0,2000}?)-?\}\}", re.DOTALL)
_ONLY_ACTIONS = re.compile(
    r"^[ \t]*(?:-[ \t]*(?=\{\{-?[ \t]*(?:toYaml|include|tpl|template)\b))?"
    r"(?:\{\{(?:(?!\}\})[^\n]){0,2000}\}\}[ \t]*)+$",
    re.MULTILINE,
)
_REMARK = re.compile(r"\{\{-?\s*/\*(?:(?!\*/).){0,8000}\*/\s*-?\}\}", re.DOTALL)
_COMPUTED = re.compile("\u27e6[^\u27e7]*\u27e7")
_UNSAFE = str.maketrans({'"': "\u201d", "'": "\u2019", ":": "\ua789", "#": "\uff03", "\n": " ", "\\": "\u29f5"})
_SAFE = str.maketrans(
    {"\u201d": '"', "\u2019": "'", "\ua789": ":", "\uff03": "#", "\u29f5": "\\", "\u27e6": "{{", "\u27e7": "}}"}
)


@dataclass(frozen=True, slots=True)
class Object:
    """An object: its kind, its name, and all that it says."""

    kind: str
    name: str
    body: dict[str, Tree] = field(compare=False)

    @property
    def title(self) -> str:
        return f"{self.kind} {written(self.name)}"

    @property
    def shown(self) -> str:
        """The title in a sentence; what a template computes of the name is left out."""
        told = _COMPUTED.sub("…", self.name)
        return named(f"{self.kind} {told}" if told.strip("…") else self.kind)

    @property
    def line(self) -> int | None:
        return line_at(self.body, "kind")

    @property
    def service(self) -> str:
        """The deployable service that it is; "" for what is none."""
        return self.name if self.kind in table().workloads and "\u27e6" not in self.name else ""

    @property
    def pod(self) -> dict[str, Tree]:
        """What its pods are, wherever its kind keeps that."""
        if self.kind == "Pod":
            return within(self.body, "spec")
        spec = within(self.body, "spec", "jobTemplate", "spec") or within(self.body, "spec")
        return within(spec, "template", "spec")

    @property
    def containers(self) -> dict[str, dict[str, Tree]]:
        """By name, the init containers too."""
        lists = (self.pod.get(key) for key in ("initContainers", "containers"))
        found = [one for some in lists if isinstance(some, list) for one in some if isinstance(one, dict)]
        return {str(one.get("name", "")): one for one in found}


def is_manifest(text: Text) -> bool:
    """Whether a YAML text looks like Kubernetes objects, at little cost."""
    return any(_API_VERSION.search(piece) and _KIND.search(piece) for piece in text.pieces)


def objects(text: Text, *, template: bool = False) -> dict[str, Object] | None:
    """The objects of a manifest by their titles; None of a piece of one. Raises `Unread`."""
    if not text.whole:
        return None
    whole = "".join(text.pieces)
    found = [one for document in read(_without_actions(whole) if template else whole) for one in _objects(document)]
    return {one.title: one for one in found}


def _objects(document: Tree) -> Iterator[Object]:
    """Those of a document, also of a list of objects."""
    if not (isinstance(document, dict) and "kind" in document and "apiVersion" in document):
        return
    items = document.get("items")
    if document["kind"] == "List" and isinstance(items, list):
        yield from (_object(one) for one in items if isinstance(one, dict) and "kind" in one)
    else:
        yield _object(document)


def _object(body: dict[str, Tree]) -> Object:
    name = within(body, "metadata").get("name", within(body, "metadata").get("generateName", ""))
    return Object(str(body["kind"]), str(name), body)


def _without_actions(text: str) -> str:
    """A template of Helm's as YAML: lines of nothing but actions are left out, other actions are parts of texts."""
    bare = _ONLY_ACTIONS.sub("", _REMARK.sub(lambda found: "\n" * found[0].count("\n"), text))
    return _ACTION.sub(lambda use: f"\u27e6{use[1].translate(_UNSAFE)}\u27e7", bare)


def written(text: str) -> str:
    """A text with its actions as the template has them."""
    return text.translate(_SAFE) if "\u27e6" in text else text


def within(body: dict[str, Tree], *keys: str) -> dict[str, Tree]:
    """The mapping at a path; {} where there is none."""
    for key in keys:
        inner = body.get(key)
        body = inner if isinstance(inner, dict) else {}
    return body


def value_at(body: dict[str, Tree], path: tuple[str, ...]) -> tuple[Tree | None, int | None]:
    """What stands at a path, and the line of its key."""
    holder = within(body, *path[:-1])
    return holder.get(path[-1]), line_at(holder, path[-1]) if isinstance(holder, Block) else None
