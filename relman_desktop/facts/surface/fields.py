"""The fields that an API's own serializers give and take, as Django REST framework and the like list them.

A class names them in its `Meta`; where it names all of a model, or takes them from elsewhere, nothing is told.
"""

import ast
import warnings
from collections.abc import Iterable, Iterator

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
_WEIGHTS = {"removed": 45, "added": 20}

Fields = dict[str, tuple[str, ...]]  # by their class


def detect(change: Change, cancel: Cancel) -> Iterator[Finding]:
    """`surface.field_removed` and `surface.field_added`, one of each for a file."""
    for file in production(change.files):
        if file.status is Status.MODIFIED and file.name.endswith(".py"):
            yield from _of_file(change, file, cancel)


def _of_file(change: Change, file: FileChange, cancel: Cancel) -> Iterator[Finding]:
    cancel.check()
    sides = [text for side in _SIDES if _may_list(text := change.content.text(file, side, cancel)) and text]
    if len(sides) < len(_SIDES):
        return
    before, after = map(_fields, sides)
    both = [name for name in before if name in after]
    gone = [f"{name}.{one}" for name in both for one in before[name] if one not in after[name]]
    come = [f"{name}.{one}" for name in both for one in after[name] if one not in before[name]]
    finder = Finder(file, change.hunks(file, cancel)) if gone or come else None
    for what, names in (("removed", gone), ("added", come)):
        if names and finder:
            yield _told(what, names, file, finder)


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


def _told(what: str, names: list[str], file: FileChange, finder: Finder) -> Finding:
    new = "" if what == "removed" else "new "
    several = f"{counted(len(names), f'{new}field')}: {listed(names, _NAMED)}"
    shown = f"the {new}field {named(names[0])}" if len(names) == 1 else several
    if what == "removed":
        text = f"The API no longer has {shown} ({named(file.path)}): clients that read or send what is gone fail."
    else:
        text = f"The API has {shown} ({named(file.path)})."
    evidence = dict.fromkeys(finder.find(name.rpartition(".")[2]) for name in names)
    data: dict[str, Value] = {"name": names[0], "names": names[:_MOST], "count": len(names), "path": file.path}
    return Finding(
        f"surface.field_{what}",
        text,
        tuple(evidence)[:_MOST_EVIDENCE],
        {**data, "breaking": what == "removed"},
        _WEIGHTS[what],
    )
