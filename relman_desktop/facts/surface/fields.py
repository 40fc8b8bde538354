"""The fields that an API's own serializers give and take, as Django REST framework and the like list them.

A class names them in its `Meta`; where it names all of a model, or takes them from elsewhere, nothing is told.
"""

import ast
import posixpath
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ...jobs import Cancel
from ...sources.change import Change, FileChange, Side, Status
from ...wording import counted, listed, named
from ..fact import Finding, Value
from ..production import production
from ..sides import Finder

_LARGEST = 400_000  # characters
_SUFFIX = "Serializer"
_SIDES: tuple[Side, Side] = ("old", "new")
_NAMED = 5
_MOST = 50  # names in the data
_MOST_EVIDENCE = 4
_MOST_FILES = 15  # that are told one by one
_WEIGHTS = {"removed": 45, "added": 20}

Fields = dict[str, tuple[str, ...]]  # by their class


@dataclass(frozen=True, slots=True)
class _Difference:
    """What the serializers of some files gain and lose, as `Class.field`, with the hunk of each."""

    path: str
    gone: dict[str, str]
    come: dict[str, str]


def detect(change: Change, cancel: Cancel) -> Iterator[Finding]:
    """`surface.field_removed` and `surface.field_added`: one of each for a file, and for all where they are many."""
    modified = (file for file in production(change.files) if file.status is Status.MODIFIED)
    found = [one for file in modified if file.name.endswith(".py") for one in _of_file(change, file, cancel)]
    for what, part in (("removed", "gone"), ("added", "come")):
        told: list[tuple[str, dict[str, str]]] = [(one.path, names) for one in found if (names := getattr(one, part))]
        if len(told) > _MOST_FILES:
            folder = posixpath.commonpath([path for path, _ in told])
            told = [(folder, {name: hunk for _, names in told for name, hunk in names.items()})]
        yield from (_told(what, names, path) for path, names in told)


def _of_file(change: Change, file: FileChange, cancel: Cancel) -> Iterator[_Difference]:
    cancel.check()
    sides = [text for side in _SIDES if _may_list(text := change.content.text(file, side, cancel)) and text]
    if len(sides) < len(_SIDES):
        return
    before, after = map(_fields, sides)
    both = [name for name in before if name in after]
    gone = [f"{name}.{one}" for name in both for one in before[name] if one not in after[name]]
    come = [f"{name}.{one}" for name in both for one in after[name] if one not in before[name]]
    if gone or come:
        finder = Finder(file, change.hunks(file, cancel))
        hunk_of = {name: finder.find(name.rpartition(".")[2]) for name in (*gone, *come)}
        yield _Difference(file.path, {name: hunk_of[name] for name in gone}, {name: hunk_of[name] for name in come})


def _may_list(text: str | None) -> bool:
    return text is not None and len(text) <= _LARGEST and f"{_SUFFIX}(" in text and "fields" in text


def _fields(text: str) -> Fields:
    """The fields of each serializer of a module that lists them all; {} for what is no Python."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about the repository's code, such as invalid escapes
            module = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return {}
    classes = (node for node in module.body if isinstance(node, ast.ClassDef) and node.name.endswith(_SUFFIX))
    listed_by = ((node.name.removesuffix(_SUFFIX), _listed(node)) for node in classes)
    return {name: fields for name, fields in listed_by if name and fields}


def _listed(serializer: ast.ClassDef) -> tuple[str, ...]:
    for meta in _classes(serializer.body):
        if meta.name != "Meta":
            continue
        for node in meta.body:
            target = node.targets[0] if isinstance(node, ast.Assign) else None
            if isinstance(node, ast.Assign) and isinstance(target, ast.Name) and target.id == "fields":
                return _texts(node.value)
    return ()


def _classes(body: Iterable[ast.stmt]) -> Iterator[ast.ClassDef]:
    return (node for node in body if isinstance(node, ast.ClassDef))


def _texts(value: ast.expr) -> tuple[str, ...]:
    """What a list or a tuple holds; nothing where not all of it is written out."""
    held = value.elts if isinstance(value, ast.List | ast.Tuple) else []
    texts = [one.value for one in held if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    return tuple(texts) if len(texts) == len(held) else ()


def _told(what: str, hunk_of: dict[str, str], path: str) -> Finding:
    """One sentence for the fields of a file or of the files of a folder."""
    names, new = list(hunk_of), "" if what == "removed" else "new "
    several = f"{counted(len(names), f'{new}field')}: {listed(names, _NAMED)}"
    shown = f"the {new}field {named(names[0])}" if len(names) == 1 else several
    where = f" ({named(path)})" if path else ""
    if what == "removed":
        text = f"The API no longer has {shown}{where}: clients that read or send what is gone fail."
    else:
        text = f"The API has {shown}{where}."
    data: dict[str, Value] = {"name": names[0], "names": names[:_MOST], "count": len(names), "path": path}
    evidence = tuple(dict.fromkeys(hunk_of.values()))[:_MOST_EVIDENCE]
    return Finding(f"surface.field_{what}", text, evidence, {**data, "breaking": what == "removed"}, _WEIGHTS[what])
